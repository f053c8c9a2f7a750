#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Facts and rules about planned projects and enterprises: `permit screen --pack/--facts`, `facts --of`, `explain --enterprise`."""
import json

import harness
from harness import CliTest, HUAIAN, ROOT, read_rows, rows, run

POLICIES = ROOT / "datasets/policies"
REDLINE = POLICIES / "national-redline-activity.toml"
LISTS = ROOT / "datasets/huaian/programmes"
SCREEN = ("permit", "screen", LISTS / "footprints.geojson", "--project", ROOT / "datasets/huaian/permits.toml", "--accuracy", 1,
          "--industries", LISTS / "industries.csv", "--packs", POLICIES, "--jurisdiction", "CN-JS-0800")


class Projects(CliTest):
    def test_every_project_is_judged_by_each_pack(self):
        done = self.succeeds(*SCREEN, "--pack", REDLINE, "--pack", POLICIES / "yangtze-strip.toml", "--format", "csv")
        found = {r["project_id"]: r["rules"] for r in rows(done.stdout)}
        self.assertIn("national-redline-activity=not_allowed;yangtze-strip=", found["PJ02"])
        for project in ("PJ01", "PJ03", "PJ04", "PJ05", "PJ06"):
            self.assertIn("national-redline-activity=free;", found[project])

    def test_the_verdict_stands_in_text_and_json_with_its_reason(self):
        text = self.succeeds(*SCREEN, "--pack", REDLINE, "--where", "id='PJ02'", "--lang", "en").stdout
        self.assertIn("limited human activities inside the ecological red line (national-redline-activity)", text)
        self.assertIn("[not_allowed]", text)
        answer = json.loads(self.succeeds(*SCREEN, "--pack", REDLINE, "--where", "id='PJ02'", "--format", "json").stdout)["answers"][0]
        self.assertEqual([(r["pack"], r["result"]) for r in answer["rules"]], [("national-redline-activity", "not_allowed")])
        self.assertTrue(answer["rules"][0]["reason"]["zh"])

    def test_facts_say_value_unit_method_evidence_and_version(self):
        self.succeeds(*SCREEN, "--pack", REDLINE, "--facts", self.folder / "facts.csv")
        facts = {(r["subject_id"], r["fact"]): r for r in read_rows(self.folder / "facts.csv")}
        overlap = facts["PJ02", "redline_national_certain_m2"]
        self.assertAlmostEqual(float(overlap["value"]), 52157.3744, places=3)
        self.assertEqual((overlap["unit"], overlap["evidence"]), ("m2", "3208HX005"))
        self.assertIn("footprints.geojson@", overlap["data_version"])
        self.assertEqual(facts["PJ04", "eia_class"]["value"], "report")
        self.assertEqual(facts["PJ04", "siting_outcome"]["value"], "prohibited")
        self.assertAlmostEqual(float(facts["PJ04", "sensitive_3_m2"]["value"]), 4896.0334, places=3)
        self.assertEqual((facts["PJ02", "activity"]["value"], facts["PJ02", "activity"]["evidence"]), ("RX-X", "示例申请表"))
        self.assertNotIn(("PJ01", "enterprises_inside"), facts)  # asked of parks only
        self.assertNotIn(("PJ01", "fire_station"), facts)

    def test_the_table_of_facts_is_judged_by_rules_apply_with_the_same_result(self):
        screened = rows(self.succeeds(*SCREEN, "--pack", REDLINE, "--facts", self.folder / "facts.csv", "--format", "csv").stdout)
        judged = rows(self.succeeds("rules", "apply", REDLINE, "--facts", self.folder / "facts.csv", "--format", "csv").stdout)
        self.assertEqual({r["project_id"]: r["rules"] for r in screened},
                         {r["subject_id"]: f"{r['pack']}={r['result']}" for r in judged})

    def test_packs_about_parks_and_packs_out_of_force_are_refused(self):
        self.refuses(*SCREEN, "--pack", POLICIES / "jiangsu-park-screening.toml", zh=["jiangsu-park-screening"], en=["project"])
        self.refuses(*SCREEN, "--pack", REDLINE, "--as-of", "2020-01-01", zh=["2020-01-01"], en=["not in force on 2020-01-01"])


class LongTables(CliTest):
    CREDIT = POLICIES / "jiangsu-credit-colours.toml"

    def judged(self, text):
        return rows(self.succeeds("rules", "apply", self.CREDIT, "--facts", self.write("long.csv", text), "--format", "csv").stdout)

    def test_a_subject_without_a_row_for_a_fact_does_not_know_it(self):
        found = {r["subject_id"]: r["verdict"] for r in self.judged("subject_id,fact,value\nB,other,1\nA,credit_points,3\n")}
        self.assertEqual(found, {"A": "classified", "B": "insufficient_data"})

    def test_a_fact_twice_another_unit_and_a_missing_fact_are_refused(self):
        for text, zh, en in (("subject_id,fact,value\nA,credit_points,3\nA,credit_points,4\n", "出现两次", "stands twice"),
                             ("subject_id,fact,value,unit\nA,credit_points,3,m2\n", "单位是 m2", "has the unit m2"),
                             ("subject_id,fact,value\nA,points,3\n", "credit_points", "has no row about the fact 'credit_points'")):
            self.refuses("rules", "apply", self.CREDIT, "--facts", self.write("bad.csv", text), zh=[zh], en=[en])


class Enterprises(CliTest):
    def test_facts_about_enterprises_say_where_they_are_from(self):
        found = rows(self.succeeds("facts", HUAIAN, "--of", "enterprises", "--format", "csv").stdout)
        self.assertEqual(len({r["subject_id"] for r in found}), 236)
        one = {r["fact"]: r for r in found if r["subject_id"] == "QY0001"}
        self.assertEqual((one["is_chemical"]["value"], one["is_chemical"]["evidence"]), ("1", "示例化工企业名单"))
        self.assertEqual(one["park_verdict"]["method"], "place of the site")
        self.assertIn("enterprises.xlsx@", one["park_verdict"]["data_version"])

    def test_the_route_of_an_enterprise_is_explained_with_its_trace(self):
        routes = rows(self.succeeds("classify", HUAIAN, "--of", "enterprises", "--format", "csv").stdout)
        closing = next(r for r in routes if r["route"] == "close")
        text = self.succeeds("explain", HUAIAN, "--enterprise", closing["site_id"], "--lang", "en").stdout
        self.assertTrue(text.startswith(closing["site_id"]))
        self.assertIn(closing["reason_en"].rstrip("."), text)
        done = self.succeeds("explain", HUAIAN, "--enterprise", closing["site_id"], "--form", "json", "--quiet")
        one = json.loads(done.stdout)[0]
        self.assertEqual((one["subject"]["id"], one["result"]), (closing["site_id"], "close"))

    def test_an_unknown_enterprise_names_the_nearest(self):
        self.refuses("explain", HUAIAN, "--enterprise", "QY001", zh=["QY001"], en=["no enterprise with the id 'QY001'", "Did you mean"])


if __name__ == "__main__":
    harness.main()
