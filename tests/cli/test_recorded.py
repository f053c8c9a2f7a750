#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""`parkline townships` and `parkline emergency` on the ledger, and what a project's lists and the ledger say together."""
import sqlite3

import harness
from harness import HUAIAN, LedgerTest, ROOT, rows, run

LISTS = ROOT / "datasets/huaian/programmes"
RECORDS = ROOT / "datasets/huaian/ledger"
CHIEF = ("--actor", "李敏", "--role", "approver")


class Townships(LedgerTest):
    lists = ("--codes", LISTS / "townships.csv", "--awards", LISTS / "awards.csv", "--titles", LISTS / "titles.csv", "--lineage", LISTS / "lineage.csv")

    def setUp(self):
        super().setUp()
        self.succeeds("townships", "record", self.ledger, "--from", RECORDS / "townships.csv")

    def ask(self, *words):
        return self.table("townships", HUAIAN, *self.lists, "--ledger", self.ledger, "--quiet", *words)

    def test_the_city_counts_lists_and_ledger_on_each_day(self):
        # Without the ledger 85 of 95 are named. CJ01 is named on 14 March; BG01 makes 94 of 95 on the 18th (of the two units one had the title, and it goes over);
        # CJ05 loses its title on the 19th.
        found = {r["as_of"]: (r["named"], r["denominator"], r["announced"], r["still_needed"])
                 for r in self.ask("--series", "2025-02-19,2025-02-20,2025-03-14,2025-03-18,2025-03-19")
                 if (r["county_code"], r["title"], r["denominator_kind"]) == ("320800", "national", "real")}
        self.assertEqual(found, {"2025-02-19": ("85", "95", "0", "0"), "2025-02-20": ("85", "95", "2", "0"), "2025-03-14": ("86", "95", "1", "0"),
                                 "2025-03-18": ("86", "94", "1", "0"), "2025-03-19": ("85", "94", "1", "0")})

    def test_each_record_names_its_row_or_its_event(self):
        found = self.ask("--as-of", "2025-03-21", "--records")
        self.assertTrue(all(r["source"] for r in found))
        of_unit = {(r["status"], r["on"]): (r["source"], r["document"]) for r in found if r["code"] == "320804117"}
        self.assertEqual(of_unit["named", "2025-03-14"], ("ledger CJ01: event 8", "示例公告〔2025〕6号"))
        self.assertTrue(any("awards.csv" in r["source"] and ", row " in r["source"] for r in found))
        self.assertFalse([r for r in self.ask("--as-of", "2025-03-13", "--records") if r["on"] > "2025-03-13"])

    def test_the_map_has_every_township_and_what_it_stands_for(self):
        layers = self.folder / "coverage.gpkg"
        done = self.succeeds("townships", HUAIAN, *self.lists, "--ledger", self.ledger, "--quiet", "--as-of", "2025-03-21", "--map", layers, "--lang", "en")
        self.assertIn("(320871) has no shape, so it is neither on the map nor in its table: named 4 / 4", done.stderr)
        with sqlite3.connect(layers) as base:
            found = dict(base.execute("SELECT standing, count(*) FROM township_coverage GROUP BY 1"))
            self.assertEqual(sum(found.values()), 95)
            self.assertEqual(found["announced"], 1)
            self.assertEqual(base.execute("SELECT unit, standing FROM township_coverage WHERE id = '320826117'").fetchall(), [("320826114", "named")])
            self.assertEqual(base.execute("SELECT sum(denominator), sum(named) FROM counties").fetchone(), (94 - 4, 85 - 4))  # the zone has no outline of its own
        self.succeeds("map", layers, "--template", "township-coverage", "-o", self.folder / "sheets", "--format", "svg")
        self.assertEqual(len(list((self.folder / "sheets").glob("*.svg"))), 1)
        self.assertEqual(run("townships", HUAIAN, *self.lists, "--map", layers).returncode, 2, "a map that stands is not replaced")
        self.refuses("townships", HUAIAN, *self.lists, "--map", self.folder / "x.gpkg", "--map-title", "golden", zh=["golden"], en=["golden"])

    def test_what_cannot_be_is_refused(self):
        self.refused("townships", "recheck", self.ledger, "CJ02", *CHIEF, "--result", "kept", "--document", "x", zh=["announced"], en=["announced"])
        self.refused("townships", "name", self.ledger, "CJ09", *CHIEF, "--document", "x", zh=["--code"], en=["--code"])
        self.refused("townships", "name", self.ledger, "CJ02", "--actor", "x", "--role", "clerk", "--document", "x", zh=["clerk"], en=["clerk"])
        self.refused("townships", "name", self.ledger, "CJ02", *CHIEF, "--document", "x", "--on", "2025-02-19", zh=["早于"], en=["before"])

    def test_options_of_the_other_side_are_refused(self):
        self.refuses("townships", "titles", self.ledger, "--series", "2020", zh=["--series"], en=["--series"])
        self.refuses("townships", HUAIAN, self.ledger, zh=["--ledger"], en=["--ledger"])
        self.refuses("townships", HUAIAN, "--code", "1", zh=["--code"], en=["--code"])
        self.refuses("townships", "titles", zh=["账本"], en=["ledger"])


class Emergency(LedgerTest):
    given = ("--facts", LISTS / "emergency.csv", "--changes", LISTS / "emergency_changes.csv", "--packs", ROOT / "datasets/policies", "--quiet")

    def setUp(self):
        super().setUp()
        self.succeeds("emergency", "record", self.ledger, "--from", RECORDS / "emergency.csv")

    def ask(self, action, day, *words):
        return {r["id"]: r for r in self.table("emergency", action, *self.given, "--as-of", day, *words)}

    def test_the_list_says_which_entries_rest_on_the_ledger(self):
        plain = self.ask("list", "2025-03-10", "--all")
        both = self.ask("list", "2025-03-10", "--all", "--ledger", self.ledger)
        changed = {i for i in both if both[i]["origin"] == "ledger"}
        self.assertEqual(changed, {"QY0001", "QY0044", "QY0084"})
        self.assertEqual({i: r for i, r in both.items() if i not in changed}, {i: r for i, r in plain.items() if i not in changed})
        self.assertEqual([both["QY0044"][k] for k in ("status", "since", "document", "source", "by_rule")],
                         ["removed", "2025-02-18", "示例豁免〔2025〕2号", "ledger HM02: event 13", "exempt"])
        self.assertEqual(self.ask("list", "2025-03-20", "--ledger", self.ledger)["QY0044"]["status"], "exempt")
        self.assertEqual(self.ask("list", "2025-01-09", "--all", "--ledger", self.ledger), self.ask("list", "2025-01-09", "--all"))

    def test_assigned_measures_count_in_the_reduction_while_the_warning_holds(self):
        base = ("--level", "red", "--base", LISTS / "emissions.csv")
        cut = {}
        for day in ("2025-01-04", "2025-01-05", "2025-01-08"):
            found = self.table("emergency", "reduction", *self.given, "--as-of", day, *base, "--ledger", self.ledger)
            cut[day] = {r["pollutant"]: float(r["cut_kg_day"]) for r in found}
        measures = self.ask("measures", "2025-01-05", "--level", "red", "--ledger", self.ledger)
        self.assertEqual([measures["QY0003"][k] for k in ("measure", "ratio", "origin")], ["stop", "1.00", "ledger"])
        self.assertEqual(cut["2025-01-04"], cut["2025-01-08"])
        orange = self.ask("measures", "2025-01-04", "--level", "orange", "--ledger", self.ledger)
        self.assertEqual([orange["QY0001"][k] for k in ("measure", "ratio")], ["ratio", "0.40"])

    def test_what_cannot_be_is_refused(self):
        self.refused("emergency", "lift", self.ledger, "YJ2501", *CHIEF, "--document", "x", zh=["lifted"], en=["lifted"])
        self.refused("emergency", "exempt", self.ledger, "HM09", *CHIEF, "--enterprise", "QY0044", "--clause", "x", "--document", "x", zh=["HM02"], en=["HM02"])
        self.refused("emergency", "declare", self.ledger, "YJ9", *CHIEF, "--level", "pink", "--document", "x", zh=["pink"], en=["pink"])
        self.refused("emergency", "remove", self.ledger, "HM01", "--actor", "x", "--role", "officer", "--clause", "x", "--document", "x", zh=["officer"], en=["officer"])

    def test_options_of_the_other_side_are_refused(self):
        self.refuses("emergency", "warnings", self.ledger, "--facts", "x.csv", zh=["--facts"], en=["--facts"])
        self.refuses("emergency", "list", *self.given, "--as-of", "2025-01-09", "--clause", "x", zh=["--clause"], en=["--clause"])
        self.refuses("emergency", "measures", *self.given, "--as-of", "2025-01-09", "--level", "pink", zh=["pink"], en=["pink"])
        self.refuses("emergency", "list", *self.given, zh=["--as-of"], en=["--as-of"])


if __name__ == "__main__":
    harness.main()
