#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Round trips: each format that is read → GeoPackage → each format that is written → GeoPackage: nothing changes on the way."""
import json
import subprocess
import unittest

import harness
from harness import CliTest, HUAIAN, collection, square

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
]
MADE = [("FlatGeobuf", "FlatGeobuf", "in.fgb"), ("file geodatabase", "OpenFileGDB", "in.gdb"), ("ODS", "ODS", "in.ods")]
OUTPUTS = ["gpkg", "fgb", "geojson", "geojsonl", "kml", "gdb", "shp", "csv", "xlsx", "ods"]
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


class RoundTrips(CliTest):
    def layer(self, path, *args):
        """Properties and geometries, read back from a GeoJSON made of the file."""
        out = self.folder / "seen.geojson"
        self.succeeds("convert", path, out, "--overwrite", *args)
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
                else:
                    self.assertEqual(found, value, name)
            added = set(by_name) - {name.lower() if ending == "kml" else name for name in old}
            allowed = OF_KML if ending == "kml" else {"lon", "lat", "x", "y"} if ending in LISTS else set()
            self.assertLessEqual(added, allowed)

    def same_shapes(self, before, after):
        for old, new in zip(before, after):
            self.assertEqual(old is None, new is None)
            if old and "Polygon" in old["type"]:
                self.assertAlmostEqual(doubled_area(new) / doubled_area(old), 1, delta=1e-7)
            elif old:
                for a, b in zip(old["coordinates"], new["coordinates"][:2]):
                    self.assertAlmostEqual(a, b, places=9)

    def trip(self, source, args):
        first = self.folder / "first.gpkg"
        self.succeeds("convert", source, first, "--overwrite", *(word for word in args if word != "INVALID"))
        values, shapes = self.layer(first)
        is_points = all(shape is None or shape["type"] == "Point" for shape in shapes)
        is_metres = any(abs(c) > 1000 for shape in shapes if shape for c in self.first_place(shape))
        for ending in OUTPUTS:
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
                out, again = self.folder / f"out.{ending}", self.folder / "again.gpkg"
                self.succeeds("convert", first, out, "--overwrite", *target)
                how = ["--role", "sites", "--src-crs", "EPSG:4490"] if ending in LISTS else []
                self.succeeds("convert", out, again, "--overwrite", *how)
                after = self.layer(again)
                self.same_values(before[0], after[0], ending)
                self.same_shapes(before[1], after[1])

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

    @staticmethod
    def first_place(shape):
        places = shape["coordinates"]
        while isinstance(places[0], list):
            places = places[0]
        return places[:2]

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
        for name, driver, file in MADE:
            with self.subTest(name):
                done = subprocess.run(["ogr2ogr", "-f", driver, self.folder / file, source], capture_output=True, text=True, check=False)
                self.assertEqual(done.returncode, 0, done.stderr)
                path = self.folder / file
                if driver == "ODS":  # a list: compared as a list, its places are in no field
                    self.succeeds("convert", path, self.folder / "list.csv", "--overwrite")
                    self.assertEqual([row["name"] for row in harness.read_rows(self.folder / "list.csv")], [first["name"], ""])
                else:
                    self.trip(path, [])


if __name__ == "__main__":
    harness.main()
