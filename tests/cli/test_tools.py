#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""overlay, locate, within, nearest and --fail-on on squares whose answers follow from formulas."""
import json
import math
import unittest

import harness
from harness import CliTest, HUAIAN, collection, line, point, rows, square

A, F = 6378137.0, 1 / 298.257222101  # CGCS2000
E2 = F * (2 - F)


def band_area(lat0, lat1, width_degrees):
    """Area on the ellipsoid between two parallels, from the closed formula of the authalic latitude."""
    e = math.sqrt(E2)

    def q(lat):
        s = math.sin(math.radians(lat))
        return (1 - E2) * (s / (1 - E2 * s * s) + math.atanh(e * s) / e)
    return A * A / 2 * math.radians(width_degrees) * (q(lat1) - q(lat0))


def meridian_arc(lat0, lat1):
    """Length of a short meridian arc, by Simpson's rule."""
    def m(lat):
        return A * (1 - E2) / (1 - E2 * math.sin(math.radians(lat)) ** 2) ** 1.5
    return math.radians(lat1 - lat0) / 6 * (m(lat0) + 4 * m((lat0 + lat1) / 2) + m(lat1))


def parallel_arc(lat, degrees):
    return A / math.sqrt(1 - E2 * math.sin(math.radians(lat)) ** 2) * math.cos(math.radians(lat)) * math.radians(degrees)


class Tiny(CliTest):
    CRS = ("--format", "csv", "--datum", "cgcs2000")

    def shapes(self, name, *features):
        return self.write(name, collection(*features))

    def table(self, *args):
        only = ("--table-only",) if args[0] == "overlay" and "--table-only" not in args else ()
        return rows(self.succeeds(*args, *only, *self.CRS).stdout)


class OverlayShapes(Tiny):
    """Two squares that overlap in a quarter, as shapes in every mode and format."""

    def setUp(self):
        super().setUp()
        self.a = self.shapes("a.geojson", square(119, 33, 0.02, id="a", name="园区"))
        self.b = self.shapes("b.geojson", square(119.01, 33.01, 0.02, id="b", level=3))

    def overlay(self, mode, name="o.geojson", *more):
        path = self.folder / name
        self.succeeds("overlay", self.a, self.b, "--mode", mode, "--datum", "cgcs2000", "-o", path, "--overwrite", *more)
        return path

    def features(self, mode):
        return json.loads(self.overlay(mode).read_text(encoding="utf-8"))["features"]

    def test_the_modes_give_pairs_and_rests(self):
        wanted = {"intersection": [("a", "b")], "identity": [("a", "b"), ("a", None)], "erase": [("a", None)],
                  "union": [("a", "b"), ("a", None), (None, "b")]}
        for mode, pairs in wanted.items():
            found = [(f["properties"]["a_id"], f["properties"]["b_id"]) for f in self.features(mode)]
            self.assertEqual(found, pairs, mode)

    def test_attributes_of_both_sides_come_along(self):
        pair, rest = self.features("identity")
        self.assertEqual((pair["properties"]["a_name"], pair["properties"]["b_level"]), ("园区", 3))
        self.assertEqual((rest["properties"]["a_name"], rest["properties"]["b_level"]), ("园区", None))

    def test_the_pieces_share_their_corners(self):
        corners = [{tuple(p) for part in f["geometry"]["coordinates"] for ring in part for p in ring}
                   for f in self.features("union")]
        self.assertEqual(corners[0], {(119.01, 33.01), (119.02, 33.01), (119.02, 33.02), (119.01, 33.02)})
        for rest in corners[1:]:
            self.assertTrue({(119.02, 33.01), (119.01, 33.02)} <= rest)

    def test_areas_add_up(self):
        total = sum(f["properties"]["area_m2"] for f in self.features("identity"))
        self.assertAlmostEqual(total, band_area(33, 33.02, 0.02), delta=1e-6 * total)

    def test_every_format_reads_back(self):
        for name in ("o.gpkg", "o.fgb", "o.geojson"):
            path = self.overlay("union", name, "--verify")
            table = self.table("overlay", path, self.a, "--table-only")
            self.assertEqual(len(table), 2, name)

    def test_a_csv_file_is_csv_without_being_told(self):
        path = self.overlay("union", "o.csv")
        self.assertEqual([r["b_id"] for r in rows(path.read_text(encoding="utf-8"))], ["b", "", "b"])

    def test_the_same_bytes_for_any_number_of_threads(self):
        one, two = (self.overlay("union", f"{n}.gpkg", "--threads", str(n)).read_bytes() for n in (1, 2))
        self.assertEqual(one, two)

    def test_a_cache_changes_no_byte_and_is_made_anew_when_damaged(self):
        cache = self.folder / "cache"
        for name, more in (("t.csv", ["--table-only"]), ("u.gpkg", ["--mode", "union"])):
            def result(*extra, name=name, more=more):
                path = self.folder / name
                done = self.succeeds("overlay", self.a, self.b, *more, *extra, "--overwrite", "-o", path)
                return path.read_bytes(), done.stderr
            plain = result()[0]
            self.assertEqual([result("--cache", cache)[0] for _ in range(2)], [plain] * 2)
            kept = sorted(cache.glob("*.index"))
            whole = kept[0].read_bytes()
            kept[0].write_bytes(whole[:-1] + bytes([whole[-1] ^ 1]))
            bytes_now, said = result("--cache", cache)
            self.assertEqual(bytes_now, plain)
            self.assertIn("damaged", said)
            self.assertEqual(kept[0].read_bytes(), whole)
        self.assertEqual(len(list(cache.glob("*.index"))), 4)
        self.refuses("overlay", self.a, self.b, "--table-only", "--cache", cache, "--memory", "1G",
                     zh=["--cache 保存整个图层"], en=["cannot go with --shard or --memory"])

    def test_a_table_holds_no_shapes(self):
        self.refuses("overlay", self.a, self.b, "--table-only", "-o", self.folder / "x.gpkg",
                     zh=["--table-only", "只给出表"], en=["--table-only gives a table and no shapes"])


class PointLayers(Tiny):
    """What locate, within and nearest find, as layers."""

    def setUp(self):
        super().setUp()
        self.points = self.write("points.geojson", collection(point(119.01, 33.01, id="in", name="厂", lon=7), point(119.05, 33.01, id="out", name="店", lon=8)))
        self.zone = self.shapes("zone.geojson", square(119, 33, 0.02, id="z"))

    def layer(self, verb, name, *more):
        path = self.folder / name
        self.succeeds(verb, self.points, self.zone, "--datum", "cgcs2000", "-o", path, *more)
        return path

    def features(self, verb, *more):
        return json.loads(self.layer(verb, verb + ".geojson", *more).read_text(encoding="utf-8"))["features"]

    def test_the_attributes_of_the_points_come_along(self):
        [found] = self.features("locate")
        self.assertEqual(found["properties"], {"point_id": "in", "polygon_id": "z", "point_name": "厂", "point_lon": 7})
        self.assertEqual(found["geometry"], {"type": "Point", "coordinates": [119.01, 33.01]})

    def test_within_and_nearest(self):
        self.assertEqual([f["properties"]["point_id"] for f in self.features("within", "--distance", "10")], ["in"])
        near = {f["properties"]["point_id"]: f for f in self.features("nearest")}
        self.assertEqual(near["in"]["properties"]["distance_m"], 0)
        self.assertEqual((near["out"]["properties"]["lon"], near["out"]["properties"]["point_lon"]), (119.02, 8))
        self.assertEqual(near["out"]["geometry"]["coordinates"], [119.05, 33.01])

    def test_every_format_reads_back(self):
        for name in ("near.gpkg", "near.fgb", "near.geojson"):
            path = self.layer("nearest", name, "--dst-crs", "EPSG:4490")
            self.assertEqual(len(self.table("locate", path, self.zone, "--id", "point_id")), 1, name)

    def test_points_are_filtered(self):
        self.assertEqual(self.features("locate", "--points-where", "name = '店'"), [])


class Shards(Tiny):
    """Nine squares over nine others, computed in pieces."""

    def setUp(self):
        super().setUp()
        places = [(119 + 0.03 * i, 33 + 0.03 * j) for i in range(3) for j in range(3)]
        self.a = self.shapes("a.geojson", *(square(x, y, 0.02, id=f"a{k}") for k, (x, y) in enumerate(places)))
        self.b = self.shapes("b.geojson", *(square(x + 0.013, y + 0.011, 0.025, id=f"b{k}") for k, (x, y) in enumerate(places)))
        self.whole = self.succeeds("overlay", self.a, self.b, "--table-only", "--datum", "cgcs2000", "--format", "csv").stdout

    def shard(self, number, of, *more):
        path = self.folder / f"{number}_of_{of}.json"
        self.succeeds("overlay", self.a, self.b, "--table-only", "--datum", "cgcs2000", "--shard", f"{number}/{of}", "-o", path, *more)
        return path

    def test_merged_shards_are_the_bytes_of_one_run(self):
        self.assertEqual(len(rows(self.whole)), 25)
        for of in (1, 3, 8):
            files = [self.shard(k, of, "--overwrite") for k in range(of, 0, -1)]
            self.assertEqual(self.succeeds("merge", *files, "--format", "csv").stdout, self.whole)

    def test_a_missing_a_doubled_and_a_foreign_shard_are_refused(self):
        one, two = self.shard(1, 2), self.shard(2, 2)
        self.refuses("merge", one, zh=["缺少分片 2/2"], en=["shard 2/2 is missing"])
        self.refuses("merge", one, two, one, zh=["分片 1 已由"], en=["shard 1 was given by"])
        self.refuses("merge", one, self.shard(2, 3), zh=["不是同一次叠加"], en=["not of the same overlay"])
        foreign = self.folder / "foreign.json"
        self.succeeds("overlay", self.a, self.b, "--where", "id <> 'a0'", "--table-only", "--datum", "cgcs2000", "--shard", "2/2", "-o", foreign)
        self.refuses("merge", one, foreign, zh=["不是同一次叠加"], en=["not of the same overlay"])

    def test_what_is_no_shard_is_refused(self):
        for text in ("", "{}", '{"shard": 1}', one_shard_cut_short(self.shard(1, 1))):
            path = self.write("bad.json", text)
            self.refuses("merge", path, zh=["不是完整的分片文件"], en=["not a whole shard file"])
        self.refuses("merge", self.folder / "nowhere.json", zh=["无法读取"], en=["cannot be read"])

    def test_wrong_shards_are_refused(self):
        for text in ("0/2", "3/2", "x", "1/", "1.5/2", "1/1000000"):
            self.refuses("overlay", self.a, self.b, "--table-only", "--shard", text, zh=["应写成 I/N"], en=["has to be I/N"])
        self.refuses("overlay", self.a, self.b, "--shard", "1/2", zh=["--table-only"], en=["Add --table-only"])

    def test_a_limit_of_memory_changes_no_byte(self):
        limited = self.succeeds("overlay", self.a, self.b, "--table-only", "--datum", "cgcs2000", "--format", "csv", "--memory", "2G").stdout
        self.assertEqual(limited, self.whole)

    def test_an_impossible_limit_is_refused(self):
        for size in ("512", "many", "-1G", "0M", "G"):
            self.refuses("overlay", self.a, self.b, "--memory", size, zh=["应为数字加 K、M 或 G"], en=["has to be a number with K, M or G"])
        self.refuses("overlay", self.a, self.b, "--datum", "cgcs2000", "--memory", "1M", "-o", self.folder / "x.gpkg",
                     zh=["请提高上限"], en=["Raise the limit"])


def one_shard_cut_short(path):
    return path.read_text(encoding="utf-8")[:-40]


class Overlay(Tiny):
    def test_half_over_half(self):
        a = self.shapes("a.geojson", square(119, 33, 0.02, id="a"))
        b = self.shapes("b.geojson", square(119.01, 33.01, 0.02, id="b"))
        [pair] = self.table("overlay", a, b)
        expected = band_area(33.01, 33.02, 0.01)
        self.assertEqual(list(pair), ["a_id", "b_id", "area_m2", "bound_m2", "share_of_a", "share_of_b"])
        self.assertEqual((pair["a_id"], pair["b_id"]), ("a", "b"))
        # The top edge is a geodesic in one reading and a parallel in another; over 0.01 degree they differ by 1 part in 10^7.
        self.assertAlmostEqual(float(pair["area_m2"]), expected, delta=1e-6 * expected)
        self.assertAlmostEqual(float(pair["share_of_a"]), expected / band_area(33, 33.02, 0.02), delta=1e-6)
        self.assertAlmostEqual(float(pair["share_of_b"]), expected / band_area(33.01, 33.03, 0.02), delta=1e-6)

    def test_touching_squares_give_no_pair(self):
        a = self.shapes("a.geojson", square(119, 33, 0.01, id="a"))
        b = self.shapes("b.geojson", square(119.01, 33, 0.01, id="east"), square(119, 33.01, 0.01, id="north"),
                        square(119.01, 33.01, 0.01, id="corner"), square(118.99, 33.0025, 0.01, id="part of an edge"))
        self.assertEqual(self.table("overlay", a, b), [])

    def test_one_unit_of_the_grid_is_a_pair(self):
        a = self.shapes("a.geojson", square(119, 33, 0.01, id="a"))
        b = self.shapes("b.geojson", square(119.009999999, 33, 0.01, id="b"))
        [pair] = self.table("overlay", a, b)
        self.assertAlmostEqual(float(pair["area_m2"]), band_area(33, 33.01, 1e-9), delta=0.01)

    def test_a_square_and_itself(self):
        a = self.shapes("a.geojson", square(119, 33, 0.01, id="a"))
        [pair] = self.table("overlay", a, a)
        self.assertEqual((pair["share_of_a"], pair["share_of_b"]), ("1.000000000", "1.000000000"))

    def test_pairs_are_symmetric(self):
        a = self.shapes("a.geojson", *(square(119 + 0.007 * i, 33, 0.01, id=f"a{i}") for i in range(4)))
        b = self.shapes("b.geojson", *(square(119.002 + 0.009 * i, 33.004, 0.01, id=f"b{i}") for i in range(4)))
        forth = {(p["a_id"], p["b_id"], p["area_m2"]) for p in self.table("overlay", a, b)}
        back = {(p["b_id"], p["a_id"], p["area_m2"]) for p in self.table("overlay", b, a)}
        self.assertEqual(forth, back)
        self.assertGreater(len(forth), 4)

    def test_id_columns_and_order(self):
        a = self.shapes("a.geojson", *(square(119, 33, 0.01, id=f"x{i}", code=code) for i, code in enumerate((10, 9, 1))))
        b = self.shapes("b.geojson", square(119, 33, 0.01, id="b", key="k"))
        pairs = self.table("overlay", a, b, "--a-id", "code", "--b-id", "key")
        self.assertEqual([(p["a_id"], p["b_id"]) for p in pairs], [("1", "k"), ("9", "k"), ("10", "k")])

    def test_feature_number_is_the_id_when_there_is_no_other(self):
        a = self.shapes("a.geojson", square(119, 33, 0.01), square(119.1, 33, 0.01))
        self.assertEqual([(p["a_id"], p["b_id"]) for p in self.table("overlay", a, a)], [("0", "0"), ("1", "1")])

    def test_where_filters_the_first_layer(self):
        a = self.shapes("a.geojson", square(119, 33, 0.01, id="a", kind="x"), square(119, 33, 0.01, id="b", kind="y"))
        self.assertEqual([p["a_id"] for p in self.table("overlay", a, a, "--where", "kind = 'y'", "--a-id", "id")], ["b", "b"])

    def test_json_holds_the_same_rows(self):
        a = self.shapes("a.geojson", square(119, 33, 0.01, id="a"))
        content = json.loads(self.succeeds("overlay", a, a, "--table-only", "--format", "json").stdout)
        found = content if isinstance(content, list) else next(v for v in content.values() if isinstance(v, list))
        self.assertEqual([(r["a_id"], r["b_id"], r["share_of_a"]) for r in found], [("a", "a", 1)])

    def test_layer_after_a_colon(self):
        path = HUAIAN.parent / "parks_cm120.gpkg"
        done = self.succeeds("overlay", f"{path}:parks", path, "--a-id", "YQBM", "--b-id", "YQBM", "--table-only", "--format", "csv")
        self.assertEqual(len(rows(done.stdout)), 7)


class Points(Tiny):
    def setUp(self):
        super().setUp()
        self.zone = self.shapes("zone.geojson", square(119, 33, 0.01, id="zone"))

    def points(self, **places):
        return self.write("points.csv", "id,lon,lat\n" + "".join(f"{k},{x},{y}\n" for k, (x, y) in places.items()))

    def test_a_border_point_is_in_neither_square(self):
        zones = self.shapes("two.geojson", square(119, 33, 0.01, id="west"), square(119.01, 33, 0.01, id="east"))
        sites = self.points(border=(119.01, 33.005), corner=(119, 33), inside=(119.009999999, 33.005), other=(119.010000001, 33.005),
                            south=(119.005, 32.999999999))
        self.assertEqual([(r["point_id"], r["polygon_id"]) for r in self.table("locate", sites, zones)],
                         [("inside", "west"), ("other", "east")])

    def test_a_point_in_two_polygons_gives_two_rows(self):
        zones = self.shapes("two.geojson", square(119, 33, 0.01, id="b"), square(119, 33, 0.02, id="a"))
        self.assertEqual([r["polygon_id"] for r in self.table("locate", self.points(p=(119.005, 33.005)), zones)], ["a", "b"])

    def test_within_is_inclusive(self):
        # North of the square on its middle meridian: the distance to the edge's geodesic is a little less than the arc.
        sites = self.points(p=(119, 33.011))
        [row] = self.table("nearest", sites, self.zone)
        distance = float(row["distance_m"])
        self.assertAlmostEqual(distance, meridian_arc(33.01, 33.011), delta=0.001)
        self.assertEqual(self.table("within", sites, self.zone, "--distance", f"{distance + 0.0006:.4f}"), [{"point_id": "p"}])
        self.assertEqual(self.table("within", sites, self.zone, "--distance", f"{distance - 0.0006:.4f}"), [])

    def test_within_zero_takes_the_border_and_the_inside(self):
        sites = self.points(border=(119.01, 33.005), corner=(119, 33), inside=(119.005, 33.005), out=(119.010000001, 33.005))
        self.assertEqual([r["point_id"] for r in self.table("within", sites, self.zone, "--distance", "0")], ["border", "corner", "inside"])

    def test_within_with_distances(self):
        sites = self.points(far=(119.5, 33.5), inside=(119.005, 33.005), near=(119.011, 33.005))
        found = self.table("within", sites, self.zone, "--distance", "1000", "--distances")
        self.assertEqual([(r["point_id"], r["nearest_id"]) for r in found], [("inside", "zone"), ("near", "zone")])
        self.assertEqual(found[0]["distance_m"], "0.000")
        self.assertAlmostEqual(float(found[1]["distance_m"]), parallel_arc(33.005, 0.001), delta=0.002)

    def test_nearest_place_and_distance(self):
        [row] = self.table("nearest", self.points(p=(119.015, 33.005)), self.zone)
        self.assertEqual(list(row), ["point_id", "polygon_id", "distance_m", "lon", "lat"])
        self.assertAlmostEqual(float(row["distance_m"]), parallel_arc(33.005, 0.005), delta=0.005)
        self.assertAlmostEqual(float(row["lon"]), 119.01, places=8)
        self.assertAlmostEqual(float(row["lat"]), 33.005, delta=1e-6)

    def test_nearest_corner(self):
        [row] = self.table("nearest", self.points(p=(119.011, 33.011)), self.zone)
        self.assertEqual((row["lon"], row["lat"]), ("119.010000000", "33.010000000"))
        self.assertAlmostEqual(float(row["distance_m"]), math.hypot(parallel_arc(33.0105, 0.001), meridian_arc(33.01, 33.011)), delta=0.001)

    def test_nearest_of_several(self):
        zones = self.shapes("many.geojson", *(square(119 + 0.1 * i, 33, 0.01, id=f"z{i}") for i in range(5)))
        sites = self.points(a=(119.112, 33.005), b=(119.39, 33.005))
        self.assertEqual([(r["point_id"], r["polygon_id"]) for r in self.table("nearest", sites, zones)], [("a", "z1"), ("b", "z4")])

    def test_within_and_nearest_take_lines(self):
        lines = self.shapes("lines.geojson", line([[119, 33], [119, 33.01]], id="road"))
        sites = self.points(p=(119.001, 33.005))
        [row] = self.table("nearest", sites, lines)
        self.assertAlmostEqual(float(row["distance_m"]), parallel_arc(33.005, 0.001), delta=0.001)
        self.assertEqual(self.table("within", sites, lines, "--distance", "100"), [{"point_id": "p"}])

    def test_named_fields(self):
        sites = self.write("named.csv", "编号,经度,纬度\np,119.005,33.005\n")
        found = self.table("locate", sites, self.zone, "--id", "编号", "--lon", "经度", "--lat", "纬度")
        self.assertEqual(found, [{"point_id": "p", "polygon_id": "zone"}])

    def test_points_of_a_layer(self):
        sites = self.shapes("p.geojson", point(119.005, 33.005, id="p"))
        self.assertEqual(self.table("locate", sites, self.zone), [{"point_id": "p", "polygon_id": "zone"}])

    def test_distance_has_bounds(self):
        for word in ("-1", "nan", "1e9"):
            self.refuses("within", self.points(p=(119, 33)), self.zone, "--datum", "cgcs2000", f"--distance={word}", zh=["--distance"],
                         en=["--distance"])


class Spreadsheets(Tiny):
    def test_formulas_are_neutralised(self):
        names = ["=1+1", "+1+1", "-1+2", "@SUM(A1)", "\t=1", "=HYPERLINK(\"x\",\"y\")"]
        self.write("parks.geojson", collection(*(square(119 + 0.1 * i, 33, id=f"p{i}", name=name) for i, name in enumerate(names))))
        project = self.project('role = "parks"\npath = "parks.geojson"')
        self.succeeds("run", project, "-o", self.folder / "out")
        written = [row["name"] for row in harness.read_rows(self.folder / "out/parks.csv")]
        self.assertEqual(written, ["'" + name for name in names])

    def test_plain_numbers_stay_numbers(self):
        self.write("parks.geojson", collection(square(119, 33, id="p", name="-1")))
        self.succeeds("run", self.project('role = "parks"\npath = "parks.geojson"'), "-o", self.folder / "out")
        self.assertEqual(harness.read_rows(self.folder / "out/parks.csv")[0]["name"], "-1")

    def test_formula_in_an_id(self):
        a = self.shapes("a.geojson", square(119, 33, id="=1+1"))
        [pair] = self.table("overlay", a, a)
        self.assertEqual(pair["a_id"], "'=1+1")

    def test_quotes_commas_and_line_ends_survive(self):
        name = 'a "b", c\nd'
        self.write("parks.geojson", collection(square(119, 33, id="p", name=name)))
        project = self.project('role = "parks"\npath = "parks.geojson"')
        self.succeeds("run", project, "-o", self.folder / "out")
        [row] = harness.read_rows(self.folder / "out/parks.csv")
        self.assertEqual(row["name"], name)


class FailOn(CliTest):
    def test_check_lists(self):
        done = self.succeeds("check", HUAIAN, "--fail-on", "error", code=3)
        self.assertNotEqual(done.stdout, "")
        self.succeeds("check", HUAIAN, "--fail-on", "note", code=3)
        self.succeeds("check", HUAIAN)

    def test_classify_with_a_list_of_verdicts(self):
        self.succeeds("classify", HUAIAN, "--fail-on", "close", code=3)
        self.succeeds("classify", HUAIAN, "--fail-on", "support_upgrade,close", code=3)
        self.succeeds("classify", HUAIAN, "--fail-on", "review", "--fail-on", "close", code=3)
        self.succeeds("classify", HUAIAN)

    def test_verdicts_that_do_not_occur(self):
        project = self.project('role = "parks"\npath = "p.geojson"')
        self.write("p.geojson", collection(square(119, 33, id="p")))
        self.succeeds("run", project, "-o", self.folder / "out", "--fail-on", "close,withdraw")

    def test_unknown_verdict_is_refused(self):
        self.refuses("classify", HUAIAN, "--fail-on", "closed", zh=["--fail-on", "close"], en=["--fail-on", "close"])


if __name__ == "__main__":
    harness.main()
