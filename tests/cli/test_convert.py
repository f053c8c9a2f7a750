#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""`convert`: every format in, to each format out, and back: counts, names, values and places stay."""
import json
import unittest

import harness
from harness import CliTest, HUAIAN, collection, point, square

ENDINGS = ["gpkg", "fgb", "geojson", "geojsonl", "shp"]
CRS = {"type": "name", "properties": {"name": "urn:ogc:def:crs:EPSG::4490"}}


class Convert(CliTest):
    def layer(self):
        """Two squares with values that formats like to change."""
        first = {"id": "007", "企业名称（全称）": "化工厂, \"一\"", "wastewater_ratio": 1.0625, "count": 913208001234567,
                 "empty": None, "day": "2026-11-03", "text": "1.50"}
        second = {"id": "8", "企业名称（全称）": None, "wastewater_ratio": 0.1, "count": -1, "empty": None, "day": None, "text": "=1+1"}
        return self.write("in.geojson", collection(square(119.0123456789, 33.5, **first), square(119.2, 33.5, **second), crs=CRS))

    def features(self, path):
        """The features of any file, by way of GeoJSON."""
        out = self.folder / f"seen-{path.name}.geojson"
        self.succeeds("convert", path, out)
        return [(f["properties"], f["geometry"]) for f in json.loads(out.read_text("utf-8"))["features"]]

    def test_every_format_gives_back_what_it_was_given(self):
        source = self.layer()
        wanted = self.features(source)
        for ending in ENDINGS:
            with self.subTest(ending):
                out = self.folder / f"out.{ending}"
                self.succeeds("convert", source, out)
                for (properties, geometry), (right, shape) in zip(self.features(out), wanted, strict=True):
                    self.assertEqual(list(properties), list(right))
                    for name, value in right.items():
                        self.assertEqual(properties[name], value, name)
                    for place in (p for ring in shape["coordinates"] for p in ring):
                        found = [q for part in geometry["coordinates"] for ring in (part if geometry["type"] == "MultiPolygon" else [part]) for q in ring]
                        self.assertTrue(any(abs(place[0] - q[0]) < 1e-9 and abs(place[1] - q[1]) < 1e-9 for q in found), place)

    def test_long_field_names_of_a_shapefile_have_short_ones_and_a_table(self):
        done = self.succeeds("convert", self.layer(), self.folder / "out.shp", "--lang", "en")
        self.assertIn("the field 'wastewater_ratio' is called F2 in the shapefile.", done.stderr)
        rows = harness.read_rows(self.folder / "out.fields.csv")
        self.assertEqual([row["field"] for row in rows], ["企业名称（全称）", "wastewater_ratio"])
        self.assertEqual((self.folder / "out.cpg").read_text().strip(), "UTF-8")
        (self.folder / "out.fields.csv").unlink()  # without the table the short names remain
        self.assertIn("F2", self.features(self.folder / "out.shp")[0][0])

    def test_real_layers_keep_everything(self):
        for name, arguments in (("zones_gbk.shp", []), ("parks_cm120.gpkg", []), ("townships.gpkg", []), ("park_txt.txt", [])):
            for ending in ("gpkg", "fgb", "geojson", "shp"):
                with self.subTest(f"{name} to {ending}"):
                    out = self.folder / f"{name}.{ending}"
                    done = self.succeeds("convert", HUAIAN.parent / name, out, "--lang", "en", *arguments)
                    self.assertIn("the same when read back", done.stderr)

    def test_a_list_becomes_points_and_a_list_again(self):
        source = self.write("s.csv", "id,name,经度,纬度\n1,甲,119°01′12″,33.6\n2,=乙,119.03,33.61\n")
        self.succeeds("convert", source, self.folder / "s.gpkg", "--role", "sites", "--src-crs", "EPSG:4490")
        self.succeeds("convert", self.folder / "s.gpkg", self.folder / "again.csv")
        rows = harness.read_rows(self.folder / "again.csv")
        self.assertEqual([(row["id"], row["name"], row["lon"], row["lat"]) for row in rows],
                         [("1", "甲", "119.02", "33.6"), ("2", "'=乙", "119.03", "33.61")])

    def test_coordinates_change_only_when_asked(self):
        source = self.write("p.geojson", collection(point(119.02, 33.60, id="a"), crs=CRS))
        self.succeeds("convert", source, self.folder / "p.gpkg", "--dst-crs", "EPSG:4528")
        [(_, geometry)] = self.features(self.folder / "p.gpkg")
        self.assertAlmostEqual(geometry["coordinates"][0], 40409039.020, places=3)  # domain 10.3
        self.assertAlmostEqual(geometry["coordinates"][1], 3719724.443, places=3)
        self.succeeds("convert", source, self.folder / "g.geojson", "--datum", "gcj02")
        [(_, geometry)] = self.features(self.folder / "g.geojson")
        self.assertLess(geometry["coordinates"][0], 119.015)

    def test_output_that_stands_is_kept(self):
        source, out = self.layer(), self.write("out.gpkg", "mine")
        self.refuses("convert", source, out, zh=["out.gpkg", "--overwrite"], en=["out.gpkg", "--overwrite"])
        self.assertEqual(out.read_text(), "mine")
        self.succeeds("convert", source, out, "--overwrite")
        self.write("b.dbf", "mine")
        self.refuses("convert", source, self.folder / "b.shp", zh=["b.dbf"], en=["b.dbf"])
        self.assertFalse((self.folder / "b.shp").exists())

    def test_a_list_that_was_transformed_never_keeps_only_its_old_places(self):
        source = self.write("list.csv", "id,lon,lat\n1,119,33.5\n")
        self.succeeds("convert", source, self.folder / "same.csv", "--role", "sites", "--src-crs", "EPSG:4490")
        self.assertEqual(harness.read_rows(self.folder / "same.csv"), [{"id": "1", "lon": "119", "lat": "33.5"}])
        self.succeeds("convert", source, self.folder / "moved.csv", "--role", "sites", "--datum", "gcj02")
        [row] = harness.read_rows(self.folder / "moved.csv")
        self.assertEqual((row["lon"], row["lat"]), ("119", "33.5"))
        self.assertAlmostEqual(float(row["lon_epsg4490"]), 118.9946, places=3)

    def test_what_a_format_cannot_hold_is_refused(self):
        source = self.layer()
        self.refuses("convert", source, self.folder / "x.csv", zh=["/x.csv：清单只能容纳点", ".gpkg"], en=["/x.csv: a list holds points", ".gpkg"])
        self.refuses("convert", source, self.folder / "x.dwg", zh=["不写这种格式", ".gpkg"], en=["this format is not written", ".gpkg"])
        long = self.write("l.geojson", collection(square(119, 33.5, id="a", text="长" * 100)))
        self.refuses("convert", long, self.folder / "x.shp", zh=["300 字节", "254"], en=["300 bytes", "254"])
        self.refuses("convert", HUAIAN.parent / "parks_cm120.gpkg", self.folder / "x.geojsonl", zh=["经纬度", "--dst-crs"], en=["longitudes", "--dst-crs"])
        bare = self.write("n.csv", "id,lon,lat\n1,119,33\n")
        self.refuses("convert", bare, self.folder / "x.gpkg", "--role", "sites", zh=["没有坐标系"], en=["has no CRS"])
        self.assertEqual([p.name for p in self.folder.iterdir() if p.name.startswith("x.")], [])

    def test_the_same_input_gives_the_same_bytes(self):
        source = self.layer()
        for ending in ENDINGS:
            self.succeeds("convert", source, self.folder / f"a/out.{ending}")
            self.succeeds("convert", source, self.folder / f"b/out.{ending}")
            self.assertEqual((self.folder / f"a/out.{ending}").read_bytes(), (self.folder / f"b/out.{ending}").read_bytes(), ending)


if __name__ == "__main__":
    harness.main()
