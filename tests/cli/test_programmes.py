#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""The verbs of the programmes: permit, emergency, townships over time. Figures are those of the walk-throughs in docs."""
import json
import sqlite3

import harness
from harness import CliTest, HUAIAN, ROOT, rows, run

LISTS = ROOT / "datasets/huaian/programmes"
POLICIES = ROOT / "datasets/policies"
SCREEN = ("permit", "screen", LISTS / "footprints.geojson", "--project", ROOT / "datasets/huaian/permits.toml", "--accuracy", 1,
          "--industries", LISTS / "industries.csv", "--packs", POLICIES, "--jurisdiction", "CN-JS-0800", "--quiet")
EMERGENCY = ("--facts", LISTS / "emergency.csv", "--changes", LISTS / "emergency_changes.csv", "--packs", POLICIES, "--quiet")


class Permits(CliTest):
    def test_the_demo_shows_prohibited_conditions_and_clear(self):
        found = {r["project_id"]: (r["outcome"], r["eia_class"]) for r in rows(self.succeeds(*SCREEN, "--format", "csv").stdout)}
        self.assertEqual(found, {"PJ01": ("conditions", "report"), "PJ02": ("prohibited", "report"), "PJ03": ("conditions", "form"),
                                 "PJ04": ("prohibited", "report"), "PJ05": ("conditions", "form"), "PJ06": ("clear", "registration")})

    def test_json_text_and_csv_agree_and_speak_both_languages(self):
        answers = {a["project_id"]: a for a in json.loads(self.succeeds(*SCREEN, "--format", "json").stdout)["answers"]}
        for row in rows(self.succeeds(*SCREEN, "--format", "csv").stdout):
            answer = answers[row["project_id"]]
            self.assertEqual(answer["outcome"], row["outcome"])
            self.assertAlmostEqual(answer["area_m2"], float(row["area_m2"]), places=3)
            shares = [u["share_of_footprint"] for u in answer["control_units"]]
            self.assertTrue(shares and sum(shares) <= 1 + 1e-9)
        self.assertIn("禁止选址", self.succeeds(*SCREEN, "--lang", "zh").stdout)
        self.assertIn("siting prohibited", self.succeeds(*SCREEN, "--lang", "en").stdout)

    def test_fail_on_names_the_outcome(self):
        self.assertEqual(run(*SCREEN, "--fail-on", "prohibited").returncode, 3)
        self.assertEqual(run(*SCREEN, "--fail-on", "review").returncode, 0)

    def test_the_layers_are_ready_for_a_sheet(self):
        layers = self.folder / "permits.gpkg"
        self.succeeds(*SCREEN, "-o", layers)
        with sqlite3.connect(layers) as db:
            names = {row[0] for row in db.execute("SELECT table_name FROM gpkg_contents WHERE data_type = 'features'")}
            self.assertLessEqual({"footprints", "zones", "control_units", "conflicts", "counties"}, names)
            self.assertEqual(db.execute("SELECT count(*) FROM conflicts").fetchone()[0], 3)
        self.succeeds("map", layers, "--template", "footprint", "-o", self.folder / "sheets", "--format", "svg")
        self.assertEqual(len(list((self.folder / "sheets").glob("*.svg"))), 6)
        self.assertEqual(run(*SCREEN, "-o", layers).returncode, 2, "an answer that stands is not replaced")

    def test_results_do_not_depend_on_threads_or_locale(self):
        one = self.succeeds(*SCREEN, "--format", "json", "--threads", 1).stdout
        env = harness.environment(LC_ALL="de_DE.UTF-8", TZ="America/New_York")
        self.assertEqual(run(*SCREEN, "--format", "json", "--threads", 2, env=env).stdout, one)

    def test_due_days_stand_side_by_side(self):
        found = rows(self.succeeds("permit", "due", "--received", "2026-02-13", "--class", "report", "--format", "csv").stdout)
        self.assertEqual([(r["limit"], r["due"]) for r in found], [("promise", "2026-02-27"), ("statutory", "2026-05-19")])
        done = run("permit", "due", "--received", "2026-12-31", "--class", "form", "--lang", "en")
        self.assertEqual(done.returncode, 2)
        self.assertIn("2027: its holiday notice is not in the calendar", done.stderr)
        self.assertEqual(run("permit", "due", "--class", "form").returncode, 2)
        self.assertEqual(run("permit", "screen").returncode, 2)


class Emergency(CliTest):
    def test_twenty_are_exempt_in_the_reference_year(self):
        found = rows(self.succeeds("emergency", "list", *EMERGENCY, "--as-of", "2026-11-23", "--format", "csv").stdout)
        count = {status: sum(r["status"] == status for r in found) for status in ("exempt", "removed")}
        self.assertEqual(count, {"exempt": 20, "removed": 3})
        self.assertEqual(len(found), 23)
        self.assertTrue(all(r["clause_zh"] and r["source"] for r in found))
        self.assertTrue(all(r["since"] and r["document"] for r in found if r["status"] == "removed"))

    def test_all_lists_everybody_once(self):
        found = rows(self.succeeds("emergency", "list", *EMERGENCY, "--as-of", "2026-11-23", "--all", "--format", "csv").stdout)
        self.assertEqual(len({r["id"] for r in found}), 240)

    def test_measures_and_the_cut_agree(self):
        ask = (*EMERGENCY, "--as-of", "2026-11-23", "--level", "red", "--format", "csv")
        measures = {r["id"]: r["ratio"] for r in rows(self.succeeds("emergency", "measures", *ask).stdout)}
        firms = harness.read_rows(LISTS / "emergency.csv")
        for cut in rows(self.succeeds("emergency", "reduction", *ask, "--base", LISTS / "emissions.csv").stdout):
            known = sum(float(f[cut["pollutant"] + "_kg_day"]) * float(measures[f["id"]]) for f in firms if measures[f["id"]])
            self.assertAlmostEqual(known, float(cut["cut_kg_day"]), delta=0.06)

    def test_a_missing_option_is_named(self):
        for words, option in ((("measures",), "--level"), (("reduction", "--level", "red"), "--base")):
            done = run("emergency", *words, *EMERGENCY, "--as-of", "2026-11-23", "--lang", "en")
            self.assertEqual(done.returncode, 2)
            self.assertIn(option, done.stderr)


class Townships(CliTest):
    ask = ("townships", HUAIAN, "--quiet", "--format", "csv")
    lists = ("--codes", LISTS / "townships.csv", "--awards", LISTS / "awards.csv", "--titles", LISTS / "titles.csv",
             "--lineage", LISTS / "lineage.csv")

    def test_a_series_without_lists_is_the_coverage_of_each_day(self):
        plain = rows(self.succeeds(*self.ask).stdout)
        series = rows(self.succeeds(*self.ask, "--series", "2012,2026-11-23").stdout)
        last = [{k: r[k] for k in plain[0]} for r in series if r["as_of"] == "2026-11-23" and r["title"] != "any"]
        self.assertEqual(last, plain)
        as_of = rows(self.succeeds(*self.ask, "--as-of", "2012-12-31").stdout)
        first = [{k: r[k] for k in plain[0]} for r in series if r["as_of"] == "2012-12-31" and r["title"] != "any"]
        self.assertEqual(first, as_of)

    def test_units_come_back_for_old_dates_and_titles_follow_them(self):
        found = rows(self.succeeds(*self.ask, *self.lists, "--series", "2019,2020,2021").stdout)
        city = {r["as_of"]: (r["denominator"], r["named"]) for r in found
                if (r["county_code"], r["title"], r["denominator_kind"]) == ("320800", "national", "real")}
        self.assertEqual(city, {"2019-12-31": ("95", "85"), "2020-12-31": ("94", "84"), "2021-12-31": ("95", "85")})

    def test_shares_add_up_when_the_largest_remainders_are_taken(self):
        found = rows(self.succeeds(*self.ask, *self.lists, "--rounding", "largest_remainder").stdout)
        counties = [r for r in found if r["county_code"] != "320800" and r["title"] == "national" and r["denominator_kind"] == "real"]
        self.assertAlmostEqual(sum(float(r["share_of_named_percent"]) for r in counties), 100)
        self.assertEqual({r["rounding"] for r in found}, {"largest_remainder"})

    def test_a_wrong_date_is_refused(self):
        done = run(*self.ask, "--series", "2012,201")
        self.assertEqual(done.returncode, 2)


if __name__ == "__main__":
    harness.main()
