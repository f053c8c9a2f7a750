#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Both demo projects, end to end: what the data sets promise is what the results hold."""
import csv
import hashlib
import io
import json
import pathlib
import re
import sqlite3
import tempfile
import unicodedata
import unittest

import harness
from harness import HUAIAN, LISTING, NL, RESULTS, read_rows, run

COLUMNS = {
    "conflicts.csv": "park_id park_name zone_id zone_name zone_class area_m2 bound_m2 certain_m2 possible_m2 share_of_park share_of_zone"
                     " width_m status additive",
    "sites.csv": "site_id name kind lon lat park_id zone_ids nearest_zone_id distance_m distance_class status",
    "parks.csv": "park_id name area_m2 conflict_m2 certain_m2 share verdict score vetoes failed unknown least_change pack pack_version",
    "enterprises.csv": "site_id name park_id park_verdict route outcome reason_zh reason_en missing least_change_zh least_change_en"
                       " pack pack_version synthetic",
    "townships.csv": "code name county_code county title status named_on area_m2 redline_m2 redline_share synthetic",
    "coverage.csv": "county_code county as_of title denominator_kind denominator named rate_count area_m2 named_area_m2 rate_area"
                    " still_needed",
    "problems.csv": "layer feature_id code severity lon lat message_zh message_en",
}
DECIMALS = {"area_m2": 4, "bound_m2": 4, "certain_m2": 4, "possible_m2": 4, "conflict_m2": 4, "redline_m2": 4, "named_area_m2": 4,
            "share_of_park": 9, "share_of_zone": 9, "share": 9, "redline_share": 9, "rate_count": 9, "rate_area": 9,
            "width_m": 3, "distance_m": 3}
LAYERS = ["conflicts", "counties", "parks", "sites", "townships", "zones"]
VERDICTS = {"HG01": "support_upgrade", "HG02": "support_upgrade", "HG03": "rectify", "HG04": "insufficient_data",
            "HG05": "support_upgrade", "HG06": "close", "HG07": "withdraw", "HG08": "convert", "HG09": "adjust_boundary",
            "HG10": "review", "HG11": "review", "HG12": "rectify", "HG13": "rectify", "HG14": "insufficient_data"}
# The table "What each park shows" of datasets/huaian/README.md. Areas of less than 10,000 m2 are printed there with 0 to
# 1 decimals, so half a unit of the last one is allowed besides 1e-5 of the area.
OVERLAPS = [("HG03", "3208HX022", 1559972, 0.5), ("HG03", "3208HX023", 299.7, 0.05), ("HG06", "3208HX005", 3125944, 0.5),
            ("HG06", "3208HX006", 2022690, 0.5), ("HG07", "3208HX007", 1510122, 0.5), ("HG07", "3208HX036", 447446, 0.5),
            ("HG08", "3208HX008", 575402, 0.5), ("HG08", "3208HX032", 239754, 0.5), ("HG09", "3208HX009", 66368, 0.5),
            ("HG10", "3208HX011", 1626, 0.5), ("HG11", "3208HX012", 178.4, 0.05)]
UNIONS = {"HG06": 4331493, "HG07": 1846264}
PARK_AREAS = {"HG01": 18583211, "HG02": 10100000, "HG03": 31200000, "HG04": 7893575, "HG05": 5753354, "HG06": 9194006,
              "HG07": 5593095, "HG08": 4795056, "HG09": 8295966, "HG10": 4675153, "HG11": 6383033, "HG12": 4995552,
              "HG13": 8693613, "HG14": 4494500}


def width(line):
    """Columns that a terminal takes for a line."""
    return sum(2 if unicodedata.east_asian_width(c) in "WF" else 1 for c in line)


def sha256(path):
    return hashlib.sha256(pathlib.Path(path).read_bytes()).hexdigest()


class DemoRun:
    """The results of one demo project; a mix-in with what holds for both."""

    @classmethod
    def setUpClass(cls):
        cls.temporary = tempfile.TemporaryDirectory(prefix="parkline-demo-")
        cls.out = pathlib.Path(cls.temporary.name) / "out"
        cls.done = run("run", cls.PROJECT, "-o", cls.out, "--no-progress")
        if cls.done.returncode != 0:
            raise AssertionError(cls.done.stderr)
        cls.manifest = json.loads((cls.out / "manifest.json").read_text("utf-8"))
        cls.summary = json.loads((cls.out / "summary.json").read_text("utf-8"))

    @classmethod
    def tearDownClass(cls):
        cls.temporary.cleanup()

    def table(self, name):
        return read_rows(self.out / name)

    def test_the_folder_holds_the_results_and_nothing_else(self):
        self.assertEqual(sorted(p.name for p in self.out.iterdir()), LISTING)

    def test_every_layer_is_conserved(self):
        found = re.findall(r"(?m)^(.+): (\d+) read = (\d+) used \+ (\d+) repaired \+ (\d+) rejected \+ (\d+) under review$",
                           self.done.stderr)
        self.assertEqual(len(found), len(self.manifest["layers"]))
        for (name, *counts), layer in zip(found, self.manifest["layers"]):
            read, *parts = map(int, counts)
            self.assertEqual(read, sum(parts), name)
            self.assertEqual((name, read, *parts),
                             (layer["layer"], layer["read"], layer["used"], layer["repaired"], layer["rejected"], layer["review"]))

    def test_the_log_stays_off_stdout(self):
        self.assertNotIn(" read = ", self.done.stdout)

    def test_tables_keep_their_contract(self):
        for name, columns in COLUMNS.items():
            with self.subTest(table=name):
                data = (self.out / name).read_bytes()
                self.assertTrue(data.startswith(b"\xef\xbb\xbf"))
                self.assertNotIn(b"\r", data)
                self.assertTrue(data.endswith(b"\n"))
                header = data[3:].split(b"\n")[0].decode().split(",")
                columns = columns.split()
                self.assertEqual(header[:len(columns)], columns)
                self.assertEqual(len(set(header)), len(header))

    def test_numbers_have_their_decimals(self):
        for name in COLUMNS:
            for row in self.table(name):
                for column, decimals in DECIMALS.items():
                    if row.get(column):
                        self.assertRegex(row[column], rf"^\d+\.\d{{{decimals}}}$", f"{name} {column}")
                for column in ("lon", "lat"):
                    if row.get(column):
                        self.assertRegex(row[column], r"^-?\d+\.\d{9}$", f"{name} {column}")

    def test_rows_are_sorted_by_id(self):
        def order(text):
            return (0, int(text), "") if text.isdecimal() else (1, 0, text.encode())
        for name, keys in (("conflicts.csv", ("park_id", "zone_id")), ("sites.csv", ("site_id",)), ("parks.csv", ("park_id",)),
                           ("townships.csv", ("code",))):
            ids = [[order(row[key]) for key in keys] for row in self.table(name)]
            self.assertEqual(ids, sorted(ids), name)

    def test_json_begins_with_the_schema_version(self):
        for name in ("summary.json", "manifest.json"):
            content = json.loads((self.out / name).read_text("utf-8"))
            self.assertEqual(next(iter(content)), "schema_version")
            self.assertEqual(content["schema_version"], 1)

    def test_manifest_has_the_hash_of_every_input(self):
        folder = self.PROJECT.parent
        listed = {entry["path"]: entry["sha256"] for entry in self.manifest["inputs"]}
        for path, digest in listed.items():
            self.assertEqual(sha256(folder / path), digest, path)
        self.assertEqual(set(listed), self.INPUTS)

    def test_manifest_has_the_hash_of_every_output(self):
        listed = {entry["path"]: entry["sha256"] for entry in self.manifest["outputs"]}
        self.assertEqual(sorted(listed), [name for name in RESULTS if name != "manifest.json"])
        for path, digest in listed.items():
            self.assertEqual(sha256(self.out / path), digest, path)

    def test_results_name_no_machine(self):
        for name in RESULTS:
            data = (self.out / name).read_bytes()
            for word in (str(self.out.parent), str(harness.ROOT)):
                self.assertNotIn(word.encode(), data, name)

    def test_summary_agrees_with_the_tables(self):
        conflicts = self.table("conflicts.csv")
        for status, count in self.summary["conflicts"].items():
            self.assertEqual(count, sum(row["status"] == status for row in conflicts), status)
        sites = self.table("sites.csv")
        self.assertEqual(self.summary["sites"], len(sites))
        for status, count in self.summary["site_status"].items():
            self.assertEqual(count, sum(row["status"] == status for row in sites), status)
        problems = self.table("problems.csv")
        for severity, count in self.summary["problems"].items():
            self.assertEqual(count, sum(row["severity"] == severity for row in problems), severity)

    def test_geopackage_has_all_layers_with_styles(self):
        with sqlite3.connect(f"file:{self.out / 'results.gpkg'}?mode=ro", uri=True) as db:
            self.assertEqual(db.execute("pragma integrity_check").fetchall(), [("ok",)])
            self.assertEqual(db.execute("pragma foreign_key_check").fetchall(), [])
            layers = [row[0] for row in db.execute("select table_name from gpkg_contents where data_type='features' order by 1")]
            self.assertEqual(layers, LAYERS)
            styles = db.execute("select f_table_name, styleQML, styleSLD from layer_styles where useAsDefault = 1 order by 1").fetchall()
            self.assertEqual([name for name, _, _ in styles], LAYERS)
            for name, qml, sld in styles:
                self.assertIn("<renderer-v2", qml, name)
                self.assertIn("<StyledLayerDescriptor", sld, name)
            for layer in ("conflicts", "parks", "sites", "townships"):
                count = db.execute(f"select count(*) from {layer}").fetchone()[0]
                self.assertEqual(count, len(self.table(f"{layer}.csv")), layer)
        db.close()

    def test_geopackage_columns_agree_with_the_tables(self):
        with sqlite3.connect(f"file:{self.out / 'results.gpkg'}?mode=ro", uri=True) as db:
            for layer, key in (("parks", "park_id"), ("conflicts", "park_id"), ("sites", "site_id"), ("townships", "code")):
                names = [row[1] for row in db.execute(f"pragma table_info({layer})")]
                rows = self.table(f"{layer}.csv")
                header = (self.out / f"{layer}.csv").read_text("utf-8-sig").split("\n")[0].split(",")
                self.assertEqual([name for name in names if name in header], header, layer)
                self.assertEqual([str(row[0]) for row in db.execute(f"select {key} from {layer} order by rowid")],
                                 [row[key] for row in rows], layer)
        db.close()


class Huaian(DemoRun, unittest.TestCase):
    PROJECT = HUAIAN
    INPUTS = {"project.toml", "parks_cm120.gpkg", "parks_cm117.gpkg", "park_txt.txt", "zones_gbk.shp", "zones_gbk.dbf", "zones_gbk.shx",
              "zones_gbk.prj", "waters.geojson", "programmes/bank_lines.geojson", "residents.csv", "townships.gpkg", "township_codes.csv", "awards.csv", "enterprises.xlsx",
              "enterprise_facts.csv", "../policies/enterprise-route.toml", "../policies/huaian-demo.toml", "../policies/jiangsu-park-screening.toml",
              *(f"source/outlines/{code}.json" for code in (320800, 320803, 320804, 320813, 320826, 320830, 320831))}

    def conflict(self, park, zone):
        [row] = [row for row in self.table("conflicts.csv") if (row["park_id"], row["zone_id"]) == (park, zone)]
        return row

    def test_verdict_of_every_park(self):
        self.assertEqual({row["park_id"]: row["verdict"] for row in self.table("parks.csv")}, VERDICTS)

    def test_distance_facts_are_measured_from_their_line_and_place(self):
        done = run("facts", HUAIAN, "--format", "csv", "--lang", "en")
        rows = list(csv.DictReader(io.StringIO(done.stdout.lstrip("\ufeff"))))
        facts = {(r["subject_id"], r["fact"]): (r["value"], r["method"], r["evidence"]) for r in rows}
        for park, people, places in (("HG06", "214", "JM07;JM08"), ("HG07", "12", "JM13;JM14"), ("HG12", "36", "JM17;JM18"),
                                     ("HG03", "0", "")):
            self.assertEqual(facts[park, "residents_inside"], (people, "inside the park edge (residents)", places))
        self.assertEqual(facts["HG03", "residents_500m"], ("85", "within 500 m of the park edge (residents)", "JM03;JM04"))
        value, method, evidence = facts["HG01", "canal_core_m2"]
        self.assertEqual((method, evidence), ("within 2000 m of the water-edge line (grand_canal)", "AX02"))
        self.assertTrue(0 < float(value) < PARK_AREAS["HG01"], value)
        self.assertEqual(facts["HG02", "canal_core_m2"][0], "0")
        value, method, _ = facts["HG01", "yangtze_strip_new_m2"]
        self.assertEqual(value, "", "nobody says what stood before")
        self.assertIn("unknown: nobody says what stood before", method)

    def test_each_outcome_is_shown_and_explained_on_one_screen(self):
        self.assertEqual(set(VERDICTS.values()), {"support_upgrade", "rectify", "close", "withdraw", "convert", "adjust_boundary",
                                                  "insufficient_data", "review"})
        for park in VERDICTS:
            for language in ("zh", "en"):
                text = run("explain", HUAIAN, "--park", park, "--lang", language).stdout
                rows = sum(max(1, -(-width(line) // 100)) for line in text.splitlines())  # long lines wrap
                self.assertTrue(text.startswith(park), park)
                self.assertLessEqual(rows, 50, f"{park} {language}: 100 columns by 50 lines")

    def test_areas_of_the_parks(self):
        for row in self.table("parks.csv"):
            expected = PARK_AREAS[row["park_id"]]
            self.assertAlmostEqual(float(row["area_m2"]), expected, delta=1e-5 * expected, msg=row["park_id"])

    def test_areas_of_the_conflicts(self):
        for park, zone, expected, rounding in OVERLAPS:
            area = float(self.conflict(park, zone)["area_m2"])
            self.assertAlmostEqual(area, expected, delta=1e-5 * expected + rounding, msg=f"{park} {zone}")

    def test_parks_meet_no_other_zone_in_force(self):
        meet = {(row["park_id"], row["zone_id"]) for row in self.table("conflicts.csv") if row["statutory"] == "1"}
        self.assertEqual(meet, {(park, zone) for park, zone, *_ in OVERLAPS} | {("HG05", "3208HX010"), ("HG13", "3208HX013")})

    def test_touching_is_no_overlap_to_the_last_digit(self):
        for park, zone in (("HG05", "3208HX010"), ("HG13", "3208HX013")):
            row = self.conflict(park, zone)
            self.assertEqual((row["area_m2"], row["certain_m2"], row["share_of_park"], row["share_of_zone"]),
                             ("0.0000", "0.0000", "0.000000000", "0.000000000"))
            self.assertNotEqual(row["status"], "violation")

    def test_ground_under_two_zones_counts_once(self):
        parks = {row["park_id"]: row for row in self.table("parks.csv")}
        for park, expected in UNIONS.items():
            self.assertAlmostEqual(float(parks[park]["conflict_m2"]), expected, delta=1e-5 * expected)
        for park, zones in (("HG06", ("3208HX005", "3208HX006")), ("HG07", ("3208HX007", "3208HX036"))):
            self.assertEqual([self.conflict(park, zone)["additive"] for zone in zones], ["0", "0"])

    def test_certain_measured_possible_are_in_order(self):
        for row in self.table("conflicts.csv"):
            certain, area, possible = (float(row[c]) for c in ("certain_m2", "area_m2", "possible_m2"))
            self.assertLessEqual(certain, area + float(row["bound_m2"]))
            self.assertLessEqual(area, possible + float(row["bound_m2"]))
            if row["status"] == "violation":
                self.assertGreater(certain, 0)

    def test_coverage_of_the_city(self):
        city = {(row["title"], row["denominator_kind"]): row for row in self.table("coverage.csv") if row["county_code"] == "320800"}
        expected = {("national", "real"): (85, 95, 0), ("provincial", "real"): (15, 95, 61), ("national", "all_codes"): (85, 113, 6),
                    ("provincial", "all_codes"): (15, 113, 76), ("national", "towns_only"): (49, 57, 0),
                    ("provincial", "towns_only"): (8, 57, 38)}
        self.assertEqual({key: (int(row["named"]), int(row["denominator"]), int(row["still_needed"])) for key, row in city.items()},
                         expected)
        self.assertEqual(city["national", "real"]["rate_count"], "0.894736842")
        self.assertEqual({row["as_of"] for row in city.values()}, {"2026-11-23"})

    def test_counties_sum_to_the_city(self):
        rows = self.table("coverage.csv")
        for title in ("national", "provincial"):
            for column in ("named", "denominator"):
                parts = [int(row[column]) for row in rows
                         if row["title"] == title and row["denominator_kind"] == "real" and row["county_code"] != "320800"]
                [city] = [int(row[column]) for row in rows
                          if row["title"] == title and row["denominator_kind"] == "real" and row["county_code"] == "320800"]
                self.assertEqual(sum(parts), city)

    def test_township_titles(self):
        rows = self.table("townships.csv")
        self.assertEqual(len(rows), 95)
        titles = [{t for t, s in zip(row["title"].split(";"), row["status"].split(";")) if s == "named"} for row in rows]
        self.assertEqual(sum("national" in t for t in titles), 85)
        self.assertEqual(sum("provincial" in t for t in titles), 15)
        self.assertEqual(sum(len(t) == 2 for t in titles), 9)

    def test_qingjiangpu_is_derived_and_said(self):
        [derived] = self.manifest["derived"]
        text = json.dumps(derived, ensure_ascii=False)
        self.assertIn("清江浦区", text)
        [problem] = [row for row in self.table("problems.csv") if row["code"] == "derived_feature"]
        before, after = map(float, re.findall(r"([\d.]+) km²", problem["message_en"]))
        self.assertAlmostEqual(before, 439.4, delta=0.5)
        self.assertAlmostEqual(before, 439.357, delta=0.001)
        self.assertAlmostEqual(after, 438.459, delta=0.001)
        for words, message in ((("清江浦", "city 减去 counties", "gcj02", "消除偏移"), problem["message_zh"]),
                               (("清江浦", "city minus counties", "gcj02", "shift was undone"), problem["message_en"])):
            for word in words:
                self.assertIn(word, message)
        numbers = [value for value in derived.values() if isinstance(value, (int, float))]
        self.assertTrue(any(abs(n / 1e6 - before) < 1e-3 or abs(n - before) < 1e-3 for n in numbers), derived)

    def test_problems_name_each_feature_left_out(self):
        found = {(row["feature_id"], row["code"]) for row in self.table("problems.csv") if row["severity"] == "error"}
        self.assertEqual(found, {("QY0198", "missing_coordinates"), ("QY0199", "missing_coordinates"),
                                 ("QY0200", "missing_coordinates"), ("QY0201", "outside_extent"),
                                 ("3208HX030", "invalid_polygon"), ("3208HX031", "invalid_polygon"),
                                 # what lists say about enterprises that were left out is not lost either
                                 *((f"QY0{n}", "fact_without_subject") for n in range(198, 202))})

    def test_enterprises(self):
        rows = self.table("sites.csv")
        self.assertEqual(len(rows), 236)
        self.assertEqual(sum(row["park_id"] != "" for row in rows), 130)
        redline = self.zones_of_class("redline_national")
        self.assertEqual(sum(bool(set(row["zone_ids"].split(";")) & redline) for row in rows), 24)

    def zones_of_class(self, name):
        with sqlite3.connect(f"file:{self.out / 'results.gpkg'}?mode=ro", uri=True) as db:
            ids = {row[0] for row in db.execute("select id from zones where class=?", (name,))}
        db.close()
        return ids

    def test_everything_generated_is_marked(self):
        for name in ("parks.csv", "townships.csv", "sites.csv"):
            self.assertEqual({row["synthetic"] for row in self.table(name)}, {"1"}, name)
        self.assertTrue(self.summary["has_synthetic_data"])

    def test_exit_code_follows_fail_on(self):
        for words, code in (("close", 3), ("withdraw,close", 3)):
            with tempfile.TemporaryDirectory() as folder:
                done = run("run", HUAIAN, "-o", folder + "/out", "--fail-on", words)
                self.assertEqual(done.returncode, code)
                self.assertTrue((pathlib.Path(folder) / "out/manifest.json").exists(), "findings are no failure")


class IgnoredDatum(unittest.TestCase):
    def test_rows_that_state_gcj02_are_not_read_as_cgcs2000(self):
        """As CGCS2000, 47 enterprises would change park or zone; the list states GCJ-02 in every row, so none does."""
        text = HUAIAN.read_text("utf-8").replace('path = "', f'path = "{HUAIAN.parent}/').replace('pack = "', f'pack = "{HUAIAN.parent}/')
        begin = text.index("enterprises.xlsx")
        wrong = text[:begin] + text[begin:].replace('datum = "gcj02"', 'datum = "cgcs2000"', 1)
        tables = []
        with tempfile.TemporaryDirectory(prefix="parkline-datum-") as folder:
            for name, content in (("right", text), ("wrong", wrong)):
                path = pathlib.Path(folder) / f"{name}.toml"
                path.write_text(content, "utf-8")
                done = run("run", path, "-o", f"{folder}/{name}")
                self.assertEqual(done.returncode, 0, done.stderr)
                codes = [row["code"] for row in read_rows(f"{folder}/{name}/problems.csv")]
                tables.append({row["site_id"]: row for row in read_rows(f"{folder}/{name}/sites.csv")})
        right, wrong = tables
        self.assertEqual(right.keys(), wrong.keys())
        changed = [i for i in right if any(right[i][c] != wrong[i][c] for c in ("park_id", "zone_ids"))]
        self.assertEqual(changed, [])
        self.assertIn("datum_by_row", codes)


class Netherlands(DemoRun, unittest.TestCase):
    PROJECT = NL
    INPUTS = {"project.toml", "areas.gpkg", "sites.csv"}

    def test_counts(self):
        zones, sites = self.manifest["layers"]
        self.assertEqual([zones[k] for k in ("read", "used", "repaired", "rejected", "review")], [144, 108, 36, 0, 0])
        self.assertEqual([sites[k] for k in ("read", "used", "repaired", "rejected", "review")], [4433, 4433, 0, 0, 0])
        self.assertEqual(self.summary["site_status"]["inside"], 25)
        self.assertEqual(sum(row["zone_ids"] != "" for row in self.table("sites.csv")), 25)

    def test_every_repair_is_a_warning_with_place_and_both_areas(self):
        problems = self.table("problems.csv")
        self.assertEqual(len(problems), 36)
        for row in problems:
            self.assertEqual((row["code"], row["severity"]), ("invalid_polygon", "warning"))
            self.assertTrue(row["lon"] and row["lat"])
            for word in ("structure ", "linework ", "difference "):
                self.assertIn(word, row["message_en"])

    def test_distance_classes_follow_the_distances(self):
        for row in self.table("sites.csv"):
            distance = float(row["distance_m"])
            if row["zone_ids"]:
                expected = "inside"
            else:
                expected = next((name for limit, name in ((500, "0-500"), (1000, "500-1000"), (5000, "1000-5000"))
                                 if distance <= limit), ">5000")
            self.assertEqual(row["distance_class"], expected, row["site_id"])


if __name__ == "__main__":
    harness.main()
