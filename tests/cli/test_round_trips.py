#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Round trips: each format that is read → GeoPackage → each format that is written → GeoPackage: nothing changes on the way."""
import json
import re
import subprocess
import unittest

import harness
from harness import CliTest, HUAIAN, collection, square
from private_postgres import PrivatePostgres

DOOR = harness.ROOT / "tests/cases/door"
# (name, file, how it is read, or INVALID for a layer with bow-ties); the rest is made below
FILES = [
    ("GeoPackage", HUAIAN.parent / "parks_cm120.gpkg", []),
    ("shapefile in GBK", HUAIAN.parent / "zones_gbk.shp", ["INVALID"]),
    ("GeoJSON", DOOR / "good.geojson", []),
    ("GeoJSON sequence", DOOR / "plain.geojsonl", []),
    ("KML", DOOR / "plain.kml", []),
    ("DXF", DOOR / "cad_named.dxf", ["--src-crs", "EPSG:4528"]),
    ("coordinate text", HUAIAN.parent / "park_txt.txt", []),
    ("CSV", HUAIAN.parent / "townships_2016.csv", ["--role", "sites", "--src-crs", "EPSG:4490"]),
    ("XLSX", DOOR / "plain.xlsx", ["--role", "sites", "--src-crs", "EPSG:4490"]),
    ("XLS", harness.ROOT / "tests/unit/io/old_list.xls", ["--role", "sites", "--src-crs", "EPSG:4490"]),
]
# (name, GDAL's driver, file, its options)
MADE = [("FlatGeobuf", "FlatGeobuf", "in.fgb", []), ("file geodatabase", "OpenFileGDB", "in.gdb", []), ("ODS", "ODS", "in.ods", []),
        ("shapefile in UTF-8", "ESRI Shapefile", "in.shp", ["-lco", "ENCODING=UTF-8"])]
OUTPUTS = ["gpkg", "fgb", "geojson", "geojsonl", "kml", "gdb", "shp", "shp in GBK", "csv", "xlsx", "ods"]
TABLE = "a PostGIS table"
LISTS = ("csv", "xlsx", "ods")
DEGREES_ONLY = ("geojsonl", "kml")
# What a KML has of its own.
OF_KML = {"name", "description", "timestamp", "begin", "end", "altitudemode", "tessellate", "extrude", "visibility", "draworder", "icon", "snippet"}


def doubled_area(geometry):
    """Twice the area that the rings enclose, with their holes, in the coordinates as they are."""
    if not geometry or "Polygon" not in geometry["type"]:
        return 0
    parts = geometry["coordinates"] if geometry["type"] == "MultiPolygon" else [geometry["coordinates"]]
    total = 0
    for part in parts:
        sizes = []
        for ring in part:
            x0, y0 = ring[0][:2]
            sizes.append(abs(sum((a[0] - x0) * (b[1] - y0) - (b[0] - x0) * (a[1] - y0) for a, b in zip(ring, ring[1:]))))
        total += sizes[0] - sum(sizes[1:])
    return total


class Trips(CliTest):
    """The trips themselves. `env` has the settings of a database where there is one."""
    env = None

    def convert(self, source, target, *args):
        return self.succeeds("convert", source, target, "--overwrite", *args, env=self.env)

    def layer(self, path, *args):
        """Properties and geometries, read back from a GeoJSON made of the file."""
        out = self.folder / "seen.geojson"
        self.convert(path, out, *args)
        features = json.loads(out.read_text("utf-8"))["features"]
        return [f["properties"] for f in features], [f["geometry"] for f in features]

    def same_values(self, before, after, ending):
        self.assertEqual(len(after), len(before))
        for old, new in zip(before, after):
            by_name = {name.lower() if ending == "kml" else name: value for name, value in new.items()}
            for name, value in old.items():
                found = by_name[name.lower() if ending == "kml" else name]
                if isinstance(value, str) or value is None:
                    self.assertEqual(found, value, name)
                elif ending in LISTS:
                    self.assertEqual(float(found), value, name)
                elif ending in ("kml", TABLE) and isinstance(value, float):  # 15 digits; what is beyond them is said
                    self.assertEqual(found, float(f"{value:.15g}"), name)
                else:
                    self.assertEqual(found, value, name)
            added = set(by_name) - {name.lower() if ending == "kml" else name for name in old}
            own = {"kml": OF_KML, TABLE: {"fid"}, **dict.fromkeys(LISTS, {"lon", "lat", "x", "y"})}  # the key of a table, the place in a list
            allowed = own.get(ending, set())
            self.assertLessEqual(added, allowed)

    def same_shapes(self, before, after):
        for old, new in zip(before, after):
            self.assertEqual(old is None, new is None)
            if old and "Polygon" in old["type"]:
                self.assertAlmostEqual(doubled_area(new) / doubled_area(old), 1, delta=1e-7)
            elif old:
                for a, b in zip(old["coordinates"], new["coordinates"][:2]):
                    self.assertAlmostEqual(a, b, places=9)

    def trip(self, source, args, outputs=tuple(OUTPUTS)):
        first = self.folder / "first.gpkg"
        self.convert(source, first, *(word for word in args if word != "INVALID"))
        values, shapes = self.layer(first)
        is_points = all(shape is None or shape["type"] == "Point" for shape in shapes)
        is_metres = any(abs(c) > 1000 for shape in shapes if shape for c in self.first_place(shape))
        for ending in outputs:
            if ending in LISTS and not is_points:
                continue
            with self.subTest(ending):
                target = ["--dst-crs", "EPSG:4326"] if is_metres and ending in DEGREES_ONLY else []
                before = self.layer(first, *target) if target else (values, shapes)
                if any(shape is None for shape in shapes) and ending == "fgb":
                    self.refuses("convert", first, self.folder / "none.fgb", code=1, zh=[".gpkg"], en=["when read back", ".gpkg"])
                    continue
                if ending == "kml" and "INVALID" in args:  # KML's library takes no bow-tie, so it is refused and not mended
                    self.refuses("convert", first, self.folder / "none.kml", *target, code=1, zh=["Invalid polygon"], en=["Invalid polygon"])
                    continue
                if ending == "gdb" and values and any(re.search(r"[^\w]", name) for name in values[0]):
                    self.refuses("convert", first, self.folder / "none.gdb", zh=["不能有名为"], en=["cannot have a field", "Rename the field"])
                    continue
                out, again = "pg::trip" if ending == TABLE else self.folder / f"out.{ending[:8].split()[0]}", self.folder / "again.gpkg"
                self.convert(first, out, *target, *(["--encoding", "gbk"] if "GBK" in ending else []))
                how = ["--role", "sites", "--src-crs", "EPSG:4490"] if ending in LISTS else []
                self.convert(out, again, *how)
                after = self.layer(again)
                self.same_values(before[0], after[0], ending)
                self.same_shapes(before[1], after[1])

    @staticmethod
    def first_place(shape):
        places = shape["coordinates"]
        while isinstance(places[0], list):
            places = places[0]
        return places[:2]


class RoundTrips(Trips):
    def test_a_drawing_gives_back_outlines_names_and_classes(self):
        for features in (collection(square(40509000, 3710000, 200, name="化工园一期", class_="红线", id="1"), square(40509500, 3710000, 200, name="b", class_="0", id="2")),):
            for feature in features["features"]:
                feature["properties"]["class"] = feature["properties"].pop("class_")
            features["crs"] = {"type": "name", "properties": {"name": "urn:ogc:def:crs:EPSG::4528"}}
            source = self.write("plots.geojson", features)
            done = self.succeeds("convert", source, self.folder / "plots.dxf", "--lang", "en")
            self.assertIn("all fields are in plots.attributes.csv. It has no CRS; its coordinates are EPSG:4528", done.stderr)
            values, shapes = self.layer(source)
            again, back = self.layer(self.folder / "plots.dxf", "--src-crs", "EPSG:4528")
            self.assertEqual([(v["name"], v["class"]) for v in again], [(v["name"], v["class"]) for v in values])
            self.same_shapes(shapes, back)
            self.assertEqual([row["id"] for row in harness.read_rows(self.folder / "plots.attributes.csv")], ["1", "2"])
            seen = subprocess.run(["ogrinfo", "-al", self.folder / "plots.dxf"], capture_output=True, text=True, check=True).stdout
            self.assertIn("化工园一期", seen)

    def test_what_a_drawing_cannot_hold_is_refused(self):
        hole = square(119, 33, 0.1)
        hole["geometry"]["coordinates"].append([[119.02, 33.02], [119.02, 33.04], [119.04, 33.04], [119.02, 33.02]])
        self.refuses("convert", self.write("hole.geojson", collection(hole)), self.folder / "hole.dxf", code=2, zh=["有洞"], en=["has a hole", ".gpkg"])
        rare = self.write("rare.geojson", collection(square(119, 33, name="😀")))
        self.refuses("convert", rare, self.folder / "rare.dxf", code=2, zh=["GBK"], en=["not in GBK"])
        self.assertFalse((self.folder / "rare.dxf").exists() or (self.folder / "rare.attributes.csv").exists())

    def test_files_of_the_repository(self):
        for name, path, args in FILES:
            with self.subTest(name):
                self.trip(path, args)

    def test_formats_that_others_write(self):
        first = {"id": "007", "name": "化工厂, \"一\"<&>", "ratio": 1.0625, "count": 913208001234567, "small": 7, "day": "2026-11-03",
                 "at": "2026-11-03T08:05:09Z", "text": "1.50"}
        second = {"id": "8", "name": None, "ratio": 0.1, "count": -1, "small": None, "day": None, "at": None, "text": "=1+1"}
        crs = {"type": "name", "properties": {"name": "urn:ogc:def:crs:EPSG::4490"}}
        source = self.write("source.geojson", collection(square(119.0123456789, 33.5, **first), square(119.2, 33.5, **second), crs=crs))
        self.trip(source, [])
        for name, driver, file, options in MADE:
            with self.subTest(name):
                done = subprocess.run(["ogr2ogr", "-f", driver, *options, self.folder / file, source], capture_output=True, text=True, check=False)
                self.assertEqual(done.returncode, 0, done.stderr)
                path = self.folder / file
                if driver == "ODS":  # a list: compared as a list, its places are in no field
                    self.succeeds("convert", path, self.folder / "list.csv", "--overwrite")
                    self.assertEqual([row["name"] for row in harness.read_rows(self.folder / "list.csv")], [first["name"], ""])
                else:
                    self.trip(path, [])

    def test_digits_that_a_format_has_not_are_counted(self):
        source = self.write("third.geojson", collection(square(119, 33, id="1", third=1 / 3, half=0.5)))
        done = self.succeeds("convert", source, self.folder / "third.kml", "--lang", "en")
        self.assertIn("1 reals keep 15 digits in this format, for example third 0.3333333333333333 → 0.333333333333333.", done.stderr)
        self.assertNotIn("15 digits", self.succeeds("convert", source, self.folder / "third.gpkg", "--lang", "en").stderr)

    def test_a_layer_is_named_behind_its_file_too(self):
        source = self.folder / "two.gpkg"
        self.convert(self.write("one.geojson", collection(square(119, 33, id="1"))), source)
        self.succeeds("check", f"{source}:two")
        self.convert(f"{source}:two", self.folder / "out.fgb")
        self.refuses("check", f"{source}:three", zh=["three"], en=["no layer 'three'"])
        self.refuses("check", f"{source}.gone:two", zh=["two.gpkg.gone:two：文件不存在"], en=["two.gpkg.gone:two: no such file"])

    def test_an_office_list_in_ods(self):
        path = self.folder / "places.ods"
        self.convert(DOOR / "plain.csv", path)
        self.trip(path, ["--role", "sites", "--src-crs", "EPSG:4490"])


class DatabaseTrips(Trips):
    @classmethod
    def setUpClass(cls):
        cls.server = PrivatePostgres()
        cls.addClassCleanup(cls.server.stop)
        cls.server.sql("CREATE EXTENSION postgis;")
        cls.env = harness.environment(**cls.server.settings)

    def test_every_file_comes_back_from_a_table(self):
        for name, path, args in FILES:
            with self.subTest(name):
                self.trip(path, args, [TABLE])

    def test_a_table_goes_into_every_format(self):
        for name, path, args in FILES[:1] + FILES[-1:]:
            with self.subTest(name):
                self.convert(path, "pg::source", *args)
                self.trip("pg::source", [])


if __name__ == "__main__":
    harness.main()
