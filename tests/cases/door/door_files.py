# SPDX-License-Identifier: Apache-2.0
"""Small files for the corpus of the door, byte by byte, so that no writer mends the trap."""
import json
import struct
import zipfile
from xml.sax.saxutils import escape

CGCS = "--src-crs EPSG:4490"
SITES = f"--role sites {CGCS} --extent 118.2,32.7,119.7,34.1"
ZONES = "--role zones --extent 118.2,32.7,119.7,34.1"


class Table:
    """The cases, and the folder that their files go to."""

    def __init__(self, folder):
        self.folder, self.rows = folder, []

    def add(self, name, file, content, arguments, exit_code, finding, rule):
        """One case. `content` None: the file stands already. `arguments` follow "check FILE"."""
        if content is not None:
            path = self.folder / file
            path.write_bytes(content if isinstance(content, bytes) else content.encode("utf-8"))
        self.rows.append([name, f"check {file} {arguments}".strip(), exit_code, finding, rule])

    def read(self, name, file, content, arguments, finding, counts, rule):
        """A file that is read: its problem codes, and used/repaired/rejected/review."""
        self.add(name, file, content, arguments, 0, f"{finding} {counts}", rule)

    def refused(self, name, file, content, arguments, words, rule):
        self.add(name, file, content, arguments, 2, words, rule)


def feature(geometry, **properties):
    return {"type": "Feature", "properties": properties, "geometry": geometry}


def polygon(*rings):
    return {"type": "Polygon", "coordinates": [[list(p) for p in ring] for ring in rings]}


def multi(*parts):
    return {"type": "MultiPolygon", "coordinates": [[[list(p) for p in ring] for ring in part] for part in parts]}


def box(x, y, size=0.01):
    return [(x, y), (round(x + size, 9), y), (round(x + size, 9), round(y + size, 9)), (x, round(y + size, 9)), (x, y)]


def collection(*features, **members):
    return json.dumps({"type": "FeatureCollection", **members, "features": list(features)}, ensure_ascii=False) + "\n"


def column(index):
    return chr(ord("A") + index)


def xlsx(rows, merged=(), sheet="清单", dates=()):
    """A workbook of one sheet. Texts are inline strings, numbers numbers, None an empty cell; `dates` are (row, column)."""
    cells = []
    for r, row in enumerate(rows, 1):
        texts = []
        for c, value in enumerate(row):
            place = f"{column(c)}{r}"
            if value is None:
                continue
            if isinstance(value, str):
                texts.append(f'<c r="{place}" t="inlineStr"><is><t>{escape(value)}</t></is></c>')
            else:
                style = ' s="1"' if (r - 1, c) in dates else ""
                texts.append(f'<c r="{place}"{style}><v>{value!r}</v></c>')
        cells.append(f'<row r="{r}">{"".join(texts)}</row>')
    merge = "".join(f'<mergeCell ref="{ref}"/>' for ref in merged)
    merge = f'<mergeCells count="{len(merged)}">{merge}</mergeCells>' if merged else ""
    head = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
    main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    package = "http://schemas.openxmlformats.org/package/2006"
    parts = {
        "[Content_Types].xml": f'<Types xmlns="{package}/content-types"><Default Extension="rels" '
        f'ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/>'
        '<Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/>'
        '<Override PartName="/xl/worksheets/sheet1.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/>'
        '<Override PartName="/xl/styles.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.styles+xml"/></Types>',
        "_rels/.rels": f'<Relationships xmlns="{package}/relationships"><Relationship Id="rId1" Type="{office}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
        "xl/workbook.xml": f'<workbook xmlns="{main}" xmlns:r="{office}"><sheets><sheet name="{escape(sheet)}" sheetId="1" r:id="rId1"/></sheets></workbook>',
        "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{package}/relationships"><Relationship Id="rId1" Type="{office}/worksheet" Target="worksheets/sheet1.xml"/>'
        f'<Relationship Id="rId2" Type="{office}/styles" Target="styles.xml"/></Relationships>',
        "xl/styles.xml": f'<styleSheet xmlns="{main}"><cellXfs count="2"><xf numFmtId="0"/><xf numFmtId="14" applyNumberFormat="1"/></cellXfs></styleSheet>',
        "xl/worksheets/sheet1.xml": f'<worksheet xmlns="{main}"><sheetData>{"".join(cells)}</sheetData>{merge}</worksheet>',
    }
    return packed({name: (head + text).encode() for name, text in parts.items()})


def packed(parts):
    """A zip of the parts; the same bytes every time."""
    import io
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in parts.items():
            archive.writestr(zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0)), data, zipfile.ZIP_DEFLATED)
    return out.getvalue()


def dbf(names, records, language=0):
    """A table of text fields; names and values are bytes already in their encoding."""
    width = 40
    size = 1 + width * len(names)
    head = struct.pack("<BBBBIHH16xBBH", 3, 126, 1, 1, len(records), 33 + 32 * len(names), size, 0, language, 0)
    fields = b"".join(struct.pack("<11sc4xBB14x", name[:10], b"C", width, 0) for name in names) + b"\r"
    rows = b"".join(b" " + b"".join(value.ljust(width)[:width] for value in row) for row in records)
    return head + fields + rows + b"\x1a"


def shp(rings, shape_type=5):
    """The .shp and .shx of polygons, one ring each (clockwise is the shell)."""
    def head(words):
        xs = [p[0] for ring in rings for p in ring]
        ys = [p[1] for ring in rings for p in ring]
        return (struct.pack(">I20xI", 9994, words) + struct.pack("<II4d", 1000, shape_type, min(xs), min(ys), max(xs), max(ys)) + b"\0" * 32)
    shapes, index, at = b"", b"", 50
    for number, ring in enumerate(rings, 1):
        xs, ys = [p[0] for p in ring], [p[1] for p in ring]
        body = struct.pack("<I4dIII", shape_type, min(xs), min(ys), max(xs), max(ys), 1, len(ring), 0)
        body += b"".join(struct.pack("<dd", *p) for p in ring)
        shapes += struct.pack(">II", number, len(body) // 2) + body
        index += struct.pack(">II", at, len(body) // 2)
        at += 4 + len(body) // 2
    return head(at) + shapes, head(50 + 4 * len(rings)) + index


PRJ = {"4490": 'GEOGCS["China Geodetic Coordinate System 2000",DATUM["China_2000",SPHEROID["CGCS2000",6378137,298.257222101]],'
               'PRIMEM["Greenwich",0],UNIT["degree",0.0174532925199433],AUTHORITY["EPSG","4490"]]'}


def shapefile(table, stem, rings, names, records, prj="4490", cpg=None, leave_out=(), cut=None, language=0):
    """Writes the parts of a shapefile; `cut` maps a suffix to the bytes that are kept."""
    shapes, index = shp(rings)
    parts = {"shp": shapes, "shx": index, "dbf": dbf(names, records, language)}
    if prj:
        parts["prj"] = PRJ.get(prj, prj).encode()
    if cpg:
        parts["cpg"] = cpg.encode()
    for suffix, data in parts.items():
        path = table.folder / f"{stem}.{suffix}"
        if suffix in leave_out:
            path.unlink(missing_ok=True)
        else:
            path.write_bytes(data[:(cut or {}).get(suffix, len(data))])
