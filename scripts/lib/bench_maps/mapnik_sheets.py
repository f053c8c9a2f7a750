# SPDX-License-Identifier: Apache-2.0
"""The maps of the same sheets by Mapnik: the style pack of parkline as Mapnik's XML, layers projected beforehand. Mapnik has no
layout, so title, legend, table and notes are missing: it has less to do.

Usage: mapnik_sheets.py GPKG SHEETS.CSV pdf|png OUT
"""
import csv
import os
import pathlib
import subprocess
import sys
import tomllib
from xml.sax.saxutils import quoteattr

import mapnik

PACK = pathlib.Path(__file__).parents[3] / "datasets/styles/parkline.toml"
WIDTH_MM, HEIGHT_MM, PER_MM = 180, 158, 72 / 25.4  # one unit of a style is a point
LAYERS = ("land", "zones", "townships", "counties", "parks", "conflicts", "sites")


def many(value):
    return value if isinstance(value, list) else [value] if value else []


def filter_of(rule, field_types=None):
    tests = []
    for field, values in rule.get("where", {}).items():
        tests.append("(" + " or ".join(f"[{field}] = '{value}'" for value in many(values)) + ")")
    return f"<Filter>{' and '.join(tests)}</Filter>" if tests else "<ElseFilter/>"


def hatch_file(hatch, folder):
    """A tile of lines: Mapnik fills with pictures."""
    step = hatch["spacing"] * PER_MM
    path = folder / f"h{hatch['color'][1:]}-{hatch['angle']}-{hatch['spacing']}.svg"
    turned = hatch["angle"] % 180
    if turned in (45, 135):
        step *= 2 ** 0.5
    lines = {0: f"M0 {step / 2}H{step}", 90: f"M{step / 2} 0V{step}", 45: f"M0 {step}L{step} 0", 135: f"M0 0L{step} {step}"}
    path.write_text(f'<svg xmlns="http://www.w3.org/2000/svg" width="{step}" height="{step}"><path d="{lines.get(turned, lines[45])}" '
                    f'stroke="{hatch["color"]}" stroke-width="{hatch["width"] * PER_MM}" fill="none"/></svg>')
    return path


def symbolizers(rule, folder):
    out = []
    if fill := rule.get("fill"):
        out.append(f'<PolygonSymbolizer fill="{fill["color"]}" fill-opacity="{fill.get("opacity", 1)}"/>')
    for hatch in many(rule.get("hatch")):
        out.append(f'<PolygonPatternSymbolizer file={quoteattr(str(hatch_file(hatch, folder)))}/>')
    for edging in many(rule.get("edging")):
        dash = ", ".join(str(part * PER_MM) for part in edging.get("dash", []))
        out.append(f'<LineSymbolizer stroke="{edging["color"]}" stroke-width="{edging["width"] * PER_MM}"'
                   + (f' stroke-dasharray="{dash}"' if dash else "") + "/>")
    if marker := rule.get("marker"):
        size = marker["size"] * PER_MM
        out.append(f'<MarkersSymbolizer fill="{marker["color"]}" width="{size}" height="{size}" allow-overlap="true"/>')
    return "".join(out)


def text_of(label):
    if not label or "|" in label["text"]:
        return ""
    field = label["text"].strip("{}")
    return (f'<TextSymbolizer fontset-name="cjk" size="{label["size"] * PER_MM}" fill="{label.get("color", "#000000")}" '
            f'halo-fill="{label.get("halo", "#ffffff")}" halo-radius="{label.get("halo_width", 0) * PER_MM}" '
            f'minimum-distance="100" placement="interior">[{field}]</TextSymbolizer>')


def style_of(layer, folder):
    rules = layer["rule"]
    body = "".join(f"<Rule>{filter_of(rule) if len(rules) > 1 or rule.get('where') else ''}{symbolizers(rule, folder)}"
                   f"{text_of(rule.get('label', layer.get('label')))}</Rule>" for rule in rules)
    return f'<Style name="{layer["id"]}" filter-mode="first">{body}</Style>'


def document(gpkg, folder):
    pack = tomllib.loads(PACK.read_text("utf-8"))
    styles, layers = [], []
    for layer in pack["layer"]:
        if layer["id"] not in LAYERS:
            continue
        source = layer.get("source", layer["id"])
        styles.append(style_of(layer, folder))
        layers.append(f'<Layer name="{layer["id"]}" srs="epsg:4549"><StyleName>{layer["id"]}</StyleName><Datasource>'
                      f'<Parameter name="type">ogr</Parameter><Parameter name="file">{gpkg}</Parameter>'
                      f'<Parameter name="layer">{source}</Parameter></Datasource></Layer>')
    srs = "+proj=tmerc +lat_0=0 +lon_0=120 +k=1 +x_0=500000 +y_0=0 +ellps=GRS80 +units=m +no_defs"
    text = (f'<Map srs="{srs}" background-color="#eeece6"><FontSet name="cjk"><Font face-name="Noto Sans CJK SC Regular"/></FontSet>'
            + "".join(styles) + "".join(layers) + "</Map>")
    return text.replace("epsg:4549", srs)


def main():
    gpkg, listed, kind, out = sys.argv[1:]
    folder = pathlib.Path(listed).parent / "mapnik"
    folder.mkdir(exist_ok=True)
    projected = folder / "projected.gpkg"
    if not projected.exists():  # once, before what is measured matters: the first of several rounds
        subprocess.run(["ogr2ogr", "-t_srs", "EPSG:4549", projected, gpkg, "counties", "zones", "townships", "parks", "conflicts",
                        "sites"], check=True)
    mapnik.FontEngine.register_fonts("/usr/share/fonts/opentype/noto", True)
    dots = PER_MM if kind == "pdf" else 300 / 25.4
    chart = mapnik.Map(round(WIDTH_MM * dots), round(HEIGHT_MM * dots))
    mapnik.load_map_from_string(chart, document(projected, folder))
    places = places_of(projected)
    for number, row in enumerate(csv.DictReader(open(listed, encoding="utf-8-sig"))):
        scale = float(row["scale"].split(":")[1].replace(",", ""))
        x, y = places[row["id"]]
        half = (WIDTH_MM / 2000 * scale, HEIGHT_MM / 2000 * scale)
        chart.zoom_to_box(mapnik.Box2d(x - half[0], y - half[1], x + half[0], y + half[1]))
        path = os.path.join(out, f"{number:04d}.{kind}")
        if kind == "pdf":
            mapnik.render_to_file(chart, path, "pdf")
        else:
            picture = mapnik.Image(chart.width, chart.height)
            mapnik.render(chart, picture, 300 / 72)
            picture.save(path, "png32")


def places_of(gpkg):
    table = subprocess.run(["ogr2ogr", "-f", "CSV", "-lco", "GEOMETRY=AS_XY", "-select", "site_id", "/vsistdout/", gpkg, "sites"],
                           capture_output=True, text=True, check=True).stdout
    return {row["site_id"]: (float(row["X"]), float(row["Y"])) for row in csv.DictReader(table.splitlines())}


if __name__ == "__main__":
    main()
