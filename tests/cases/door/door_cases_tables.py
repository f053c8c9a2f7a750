# SPDX-License-Identifier: Apache-2.0
"""Tables of shapefiles whose cells are not what a reader makes of them (correctness 2.1 row 30), and field names cut in a character."""
import struct

from door_files import PRJ, ZONES, shapefile, shp

RING = [(119.0, 33.5), (119.0, 33.51), (119.01, 33.51), (119.01, 33.5), (119.0, 33.5)]
NEXT = [(x + 0.1, y) for x, y in RING]


def table_of(fields, records, deleted=()):
    """A .dbf of fields (name, type, width, decimals); cells are bytes, `deleted` numbers of records."""
    size = 1 + sum(width for _, _, width, _ in fields)
    head = struct.pack("<BBBBIHH16xBBH", 3, 126, 1, 1, len(records), 33 + 32 * len(fields), size, 0, 0, 0)
    names = b"".join(struct.pack("<11sc4xBB14x", *field) for field in fields) + b"\r"
    rows = b"".join((b"*" if number in deleted else b" ")
                    + b"".join(cell.ljust(width)[:width] for cell, (_, _, width, _) in zip(row, fields))
                    for number, row in enumerate(records))
    return head + names + rows + b"\x1a"


def cells(t, name, stem, field, cell, finding, counts="2/0/0/0", deleted=()):
    """Two features; the second has the cell in question."""
    fields = [(b"id", b"C", 8, 0), field]
    good = b"20200101" if field[1] == b"D" else b"12"
    shapes, index = shp([RING, NEXT])
    parts = {"shp": shapes, "shx": index, "dbf": table_of(fields, [[b"a", good], [b"b", cell]], deleted), "prj": PRJ["4490"].encode(),
             "cpg": b"UTF-8"}
    for suffix, data in parts.items():
        (t.folder / f"{stem}.{suffix}").write_bytes(data)
    if counts:
        t.read(name, f"{stem}.shp", None, ZONES, finding, counts, "30")
    else:
        t.refused(name, f"{stem}.shp", None, ZONES, finding, "30")


def add(t):
    real, whole, day = (b"mu", b"N", 10, 2), (b"n", b"N", 8, 0), (b"day", b"D", 8, 0)
    cells(t, "dbf: number that did not fit", "dbf_stars", real, b"**********", "unreadable_value")
    cells(t, "dbf: thousands separator", "dbf_comma", real, b"1,234.50", "reading gave a warning", None)
    cells(t, "dbf: words for a number", "dbf_words", real, "约12".encode(), "reading gave a warning", None)
    cells(t, "dbf: infinity for a number", "dbf_inf", real, b"inf", "unreadable_value")
    cells(t, "dbf: thousands separator in a whole number", "dbf_comma_whole", whole, b"1,234", "reading gave a warning", None)
    cells(t, "dbf: month 13", "dbf_month_13", day, b"20201341", "unreadable_value")
    cells(t, "dbf: 29 February of no leap year", "dbf_february", day, b"20230229", "unreadable_value")
    cells(t, "dbf: no day", "dbf_no_day", day, b"00000000", "clean")
    cells(t, "dbf: nothing in a number", "dbf_nothing", real, b"", "clean")
    cells(t, "dbf: number with a sign and an exponent", "dbf_exponent", (b"mu", b"F", 12, 4), b" +1.25e+3", "clean")
    cells(t, "dbf: number of 19 digits", "dbf_19", (b"code", b"N", 19, 0), b"1234567890123456789", "clean")
    cells(t, "dbf: number of 20 digits", "dbf_20", (b"code", b"N", 20, 0), b"98765432109876543210", "long_number")
    cells(t, "dbf: deleted record", "dbf_deleted", whole, b"7", "deleted_records", "1/0/0/0", deleted=(1,))
    half = "企业名称".encode()[:10]  # three characters and a byte
    for stem, cpg, finding in (("dbf_half_name", "UTF-8", "field_name_cut"), ("dbf_half_name_bytes", None, "encoding_found;field_name_cut")):
        shapefile(t, stem, rings=[RING], names=[b"id", half], records=[[b"a", "洪泽湖".encode()]], cpg=cpg)
        t.read(f"dbf: field name cut within a character, {'cpg' if cpg else 'no cpg'}", f"{stem}.shp", None, ZONES, finding, "1/0/0/0", "9")
