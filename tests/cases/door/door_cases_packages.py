# SPDX-License-Identifier: Apache-2.0
"""GeoPackages with one trap each (correctness 2.1 rows 11, 17 to 19, 4.1), written table by table."""
import sqlite3
import struct

from door_files import PRJ, ZONES, box

SCHEMA = """
create table gpkg_spatial_ref_sys (srs_name text not null, srs_id integer not null primary key, organization text not null,
  organization_coordsys_id integer not null, definition text not null, description text);
create table gpkg_contents (table_name text not null primary key, data_type text not null, identifier text unique, description text default '',
  last_change datetime not null, min_x double, min_y double, max_x double, max_y double, srs_id integer);
create table gpkg_geometry_columns (table_name text not null, column_name text not null, geometry_type_name text not null,
  srs_id integer not null, z tinyint not null, m tinyint not null, primary key (table_name, column_name));
"""


def package(t, file, shapes, table="zones", more=()):
    """A GeoPackage of one layer; `shapes` are WKB. The same bytes for every version of SQLite that keeps the format."""
    path = t.folder / file
    path.unlink(missing_ok=True)
    db = sqlite3.connect(path)
    db.executescript(f"pragma page_size = 512; pragma application_id = {0x47504B47}; pragma user_version = 10200;" + SCHEMA)
    db.execute("insert into gpkg_spatial_ref_sys values ('CGCS2000', 4490, 'EPSG', 4490, ?, '')", (PRJ["4490"],))
    quoted = '"' + table + '"'
    db.execute(f"create table {quoted} (fid integer primary key, geom blob, id text)")
    db.execute("insert into gpkg_contents values (?, 'features', ?, '', '2025-01-01T00:00:00.000Z', null, null, null, null, 4490)", (table, table))
    db.execute("insert into gpkg_geometry_columns values (?, 'geom', 'GEOMETRY', 4490, 2, 2)", (table,))
    for number, wkb in enumerate(shapes):
        db.execute(f"insert into {quoted} (geom, id) values (?, ?)", (b"GP\0\x01" + struct.pack("<i", 4490) + wkb, "abc"[number]))
    for statement in more:
        db.execute(statement)
    db.commit()
    db.close()
    data = bytearray(path.read_bytes())
    data[96:100] = struct.pack(">I", 3040001)  # the version of SQLite that wrote it
    path.write_bytes(bytes(data))
    return path


def ring(points, values=()):
    return struct.pack("<I", len(points)) + b"".join(struct.pack(f"<{2 + len(values)}d", *point, *values) for point in points)


def polygon(points, kind=3, values=()):
    return struct.pack("<BII", 1, kind, 1) + ring(points, values)


def circle(x, y, r):
    """A curve polygon whose ring is two half circles."""
    arc = [(x - r, y), (x, y + r), (x + r, y), (x, y - r), (x - r, y)]
    return struct.pack("<BII", 1, 10, 1) + struct.pack("<BI", 1, 8) + ring(arc)


def add(t):
    good, other = polygon(box(119.0, 33.5)), box(119.1, 33.5)

    def read(name, file, shapes, finding, counts, rule, **how):
        package(t, file, shapes, **how)
        t.read(name, file, None, ZONES, finding, counts, rule)

    def refused(name, file, shapes, words, rule, **how):
        package(t, file, shapes, **how)
        t.refused(name, file, None, ZONES, words, rule)
    read("package", "gpkg_plain.gpkg", [good, polygon(other)], "clean", "2/0/0/0", "baseline")
    read("package: circle of arcs", "gpkg_circle.gpkg", [good, circle(119.2, 33.6, 0.001)], "curve_linearised", "2/0/0/0", "17")
    read("package: heights and measures", "gpkg_zm.gpkg", [good, polygon(other, 3003, (12.5, 7.0))], "z_or_m_dropped", "2/0/0/0", "18")
    read("package: measures", "gpkg_m.gpkg", [good, polygon(other, 2003, (7.0,))], "z_or_m_dropped", "2/0/0/0", "18")
    read("package: layer that climbs out of its folder", "gpkg_climbs.gpkg", [good], "clean", "1/0/0/0", "4.1", table="../../escaped")
    read("package: layer with a slash", "gpkg_slash.gpkg", [good], "clean", "1/0/0/0", "4.1", table="a/b")
    claims = struct.pack("<BII", 1, 3, 1) + struct.pack("<I", 0x80000000) + struct.pack("<4d", 119, 33, 120, 34)
    refused("package: a ring that claims 2^31 points", "gpkg_claims.gpkg", [good, claims], "reading gave a warning", "4.1")
    deep = b"".join(struct.pack("<BII", 1, 7, 1) for _ in range(200)) + polygon(other)
    refused("package: collections 200 deep", "gpkg_deep.gpkg", [good, deep], "reading gave a warning", "4.1")
    refused("package: view that loads an extension", "gpkg_view.gpkg", [good], "the view 'more'", "4.1",
            more=["create view more as select load_extension('x') as fid, geom, id from zones",
                  "insert into gpkg_contents (table_name, data_type, last_change) values ('more', 'features', '2025-01-01T00:00:00.000Z')"])
    for share in (10, 50, 90, 99):
        path = package(t, f"gpkg_cut_{share}.gpkg", [good, polygon(other)])
        path.write_bytes(path.read_bytes()[:path.stat().st_size * share // 100])
        t.refused(f"package cut at {share} %", path.name, None, ZONES, "its header states", "11")
