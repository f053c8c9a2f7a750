#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""The findings of a run: complete, valid, and the same ids from one run to the next."""
import json
import subprocess

import jsonschema

import harness
from harness import HUAIAN, ROOT, CliTest, ResultsTest, collection, point, read_rows, rows, square

SCHEMA = json.loads((ROOT / "docs/schema/findings.schema.json").read_text("utf-8"))
# The standard's own schema: every member of SARIF, not only those that parkline writes.
STANDARD = jsonschema.Draft4Validator(json.loads((ROOT / "tests/cases/sarif/sarif-2.1.0-rtm.5.json").read_text("utf-8")),
                                      format_checker=jsonschema.FormatChecker())


def log_of(folder):
    return json.loads((folder / "findings.sarif").read_text("utf-8"))


def results_of(folder):
    return log_of(folder)["runs"][0]["results"]


def features_of(folder):
    return json.loads((folder / "findings.geojson").read_text("utf-8"))["features"]


class Demo(ResultsTest):
    def of_rule(self, rule):
        return [f["properties"] for f in features_of(self.results) if f["properties"]["rule"] == rule]

    def test_sarif_keeps_its_schema(self):
        jsonschema.validate(log_of(self.results), SCHEMA)

    def test_sarif_is_that_of_the_standard(self):
        STANDARD.validate(log_of(self.results))
        STANDARD.validate(json.loads(self.succeeds("check", HUAIAN, "--format", "json").stdout))

    def test_the_standard_and_the_schema_refuse_what_is_no_sarif(self):
        for spoil in (lambda log: log.pop("version"), lambda log: log["runs"][0].pop("tool"),
                      lambda log: log["runs"][0]["results"][0].update(level="severe"),
                      lambda log: log["runs"][0]["results"][0].pop("message"),
                      lambda log: log["runs"][0]["results"][0].update(ruleIndex=-2),
                      lambda log: log["runs"][0]["results"][0].update(unheard_of=1)):
            log = log_of(self.results)
            spoil(log)
            with self.assertRaises(jsonschema.ValidationError):
                jsonschema.validate(log, SCHEMA)
            self.assertFalse(STANDARD.is_valid(log))

    def test_every_conflict_is_a_finding_with_its_status(self):
        self.assertEqual([(f["feature_id"], f["related_id"], f["state"]) for f in self.of_rule("park_zone_conflict")],
                         [(r["park_id"], r["zone_id"], r["status"]) for r in read_rows(self.results / "conflicts.csv")])

    def test_every_verdict_is_a_finding_and_so_is_each_criterion_against_it(self):
        parks = read_rows(self.results / "parks.csv")
        self.assertEqual([(f["feature_id"], f["state"]) for f in self.of_rule("park_verdict")],
                         [(r["park_id"], r["verdict"]) for r in parks])
        failed = sorted((r["park_id"], f"{r['pack']}/{c}") for r in parks for c in (r["vetoes"] + ";" + r["failed"]).split(";") if c)
        found = sorted((p["feature_id"], p["rule"]) for p in (f["properties"] for f in features_of(self.results))
                       if "/" in p["rule"] and p["state"] == "failed")
        self.assertEqual(found, failed)

    def test_every_site_in_a_zone_or_near_one_is_a_finding(self):
        sites = read_rows(self.results / "sites.csv")
        self.assertEqual([(f["feature_id"], f["related_id"]) for f in self.of_rule("site_in_zone")],
                         [(r["site_id"], zone) for r in sites if r["status"] == "inside" for zone in r["zone_ids"].split(";")])
        self.assertEqual([(f["feature_id"], f["related_id"]) for f in self.of_rule("site_near_zone")],
                         [(r["site_id"], r["nearest_zone_id"]) for r in sites if r["status"] == "near"])

    def test_every_problem_is_a_finding(self):
        problems = read_rows(self.results / "problems.csv")
        codes = {r["code"] for r in problems}
        found = [f["properties"] for f in features_of(self.results) if f["properties"]["rule"] in codes]
        self.assertEqual([(f["layer"], f["feature_id"], f["rule"], f["level"]) for f in found],
                         [(r["layer"], r["feature_id"], r["code"], r["severity"]) for r in problems])

    def test_every_enterprise_that_may_not_stay_is_a_finding(self):
        self.assertEqual([(f["feature_id"], f["state"]) for f in self.of_rule("enterprise_route")],
                         [(r["site_id"], r["route"]) for r in read_rows(self.results / "enterprises.csv")
                          if r["outcome"] != "support_upgrade"])

    def test_sarif_and_geojson_hold_the_same_findings(self):
        results, features = results_of(self.results), features_of(self.results)
        self.assertEqual([(r["fingerprints"]["parkline/v1"], r["ruleId"], r["level"], r["message"]["text"]) for r in results],
                         [(p["id"], p["rule"], p["level"], p["message_zh"]) for p in (f["properties"] for f in features)])
        self.assertEqual(len({f["properties"]["id"] for f in features}), len(features))

    def test_counts_are_those_of_the_levels(self):
        run_ = log_of(self.results)["runs"][0]
        for name, level in (("errors", "error"), ("warnings", "warning"), ("notes", "note")):
            self.assertEqual(run_["properties"]["counts"][name], sum(r["level"] == level for r in run_["results"]))

    def test_inputs_are_those_of_the_manifest(self):
        manifest = json.loads((self.results / "manifest.json").read_text("utf-8"))
        artifacts = log_of(self.results)["runs"][0]["artifacts"]
        self.assertEqual([a["hashes"]["sha-256"] for a in artifacts],
                         [i["sha256"] for i in sorted(manifest["inputs"], key=lambda i: i["path"].encode())])


class Passed(ResultsTest):
    """`report` gives the findings of a run once more: in another language, or without places."""

    def passed(self, *options):
        sarif, geojson = self.folder / "f.sarif", self.folder / "f.geojson"
        self.succeeds("report", *options, "--sarif", sarif, "--geojson", geojson, "--overwrite")
        return sarif, geojson

    def test_from_results_and_from_a_project_they_have_the_bytes_of_the_run(self):
        for source in (self.results, HUAIAN):
            sarif, geojson = self.passed(source)
            self.assertEqual(sarif.read_bytes(), (self.results / "findings.sarif").read_bytes())
            self.assertEqual(geojson.read_bytes(), (self.results / "findings.geojson").read_bytes())

    def test_in_english_the_texts_are_those_that_the_run_keeps_beside(self):
        log = json.loads(self.passed(self.results, "--page-lang", "en")[0].read_text("utf-8"))
        STANDARD.validate(log)
        jsonschema.validate(log, SCHEMA)
        run_ = log["runs"][0]
        self.assertEqual(run_["tool"]["driver"]["language"], "en")
        self.assertEqual([r["message"]["text"] for r in run_["results"]],
                         [r["message"]["properties"]["en"] for r in results_of(self.results)])
        for rule in run_["tool"]["driver"]["rules"]:
            self.assertEqual(rule["shortDescription"]["text"], rule["properties"]["title"]["en"])
            self.assertEqual(rule["help"]["text"], rule["properties"]["remedy"]["en"])

    def test_redacted_they_have_no_place_and_no_message_of_a_problem(self):
        sarif, geojson = self.passed(self.results, "--redact")
        log, features = json.loads(sarif.read_text("utf-8")), json.loads(geojson.read_text("utf-8"))["features"]
        STANDARD.validate(log)
        jsonschema.validate(log, SCHEMA)
        problems = read_rows(self.results / "problems.csv")
        places = {r[c][:8] for r in problems for c in ("lon", "lat") if r[c]}
        self.assertTrue(problems and places)
        for text in (sarif.read_text("utf-8"), geojson.read_text("utf-8")):
            for row in problems:
                self.assertNotIn(row["message_zh"], text)
            self.assertEqual({place for place in places if place in text}, set())
            self.assertNotIn('"coordinates"', text)
        before = features_of(self.results)
        self.assertEqual([f["properties"]["id"] for f in features], [f["properties"]["id"] for f in before])
        self.assertTrue(all(f["geometry"] is None for f in features))
        codes = {r["code"] for r in problems}
        kept = [[f["properties"]["message_zh"] for f in all_ if f["properties"]["rule"] not in codes] for all_ in (features, before)]
        self.assertEqual(*kept)

    def test_what_is_no_list_of_findings_and_an_old_file_are_refused(self):
        old = self.write("old.sarif", "old")
        self.refuses("report", self.results, "--sarif", old, zh=["--overwrite"], en=["--overwrite"])
        self.assertEqual(old.read_text(), "old")
        (self.folder / "findings.sarif").write_text('{"runs": [{}]}')
        self.refuses("report", self.folder, "--sarif", self.folder / "x.sarif", zh=["findings.sarif", "重新运行"], en=["Run the project again"])
        self.refuses("report", self.folder, "--geojson", self.folder / "x.geojson", zh=["findings.geojson"], en=["findings.geojson"])
        self.refuses("report", "diff", self.results, self.results, "--sarif", self.folder / "x.sarif", zh=["--sarif"], en=["--sarif"])


class Small(CliTest):
    """One park, one zone on its eastern half, one site, and what changes."""

    def results(self, name, *, zone=119.005, zone_id="Z", zones="zones.geojson", extra=()):
        self.write("parks.geojson", collection(*extra, square(119, 33, id="P", name="甲")))
        self.write(zones, collection(square(zone, 33, id=zone_id)))
        self.write("sites.geojson", collection(point(119.007, 33.005, id="S")))
        project = self.project('role = "parks"\npath = "parks.geojson"',
                               f'role = "zones"\npath = "{zones}"\nvalues = {{ class = "redline_national" }}',
                               'role = "sites"\npath = "sites.geojson"')
        self.succeeds("run", project, "-o", self.folder / name)
        return self.folder / name

    def changes(self, before, after):
        return [(r["change"], r["rule"], r["feature_id"], r["related_id"])
                for r in rows(self.succeeds("report", "diff", before, after, "--findings", "--format", "csv").stdout)]

    def test_another_area_changes_the_finding_and_keeps_its_id(self):
        before, after = self.results("a"), self.results("b", zone=119.006)
        self.assertEqual(self.changes(before, after), [("changed", "park_zone_conflict", "P", "Z")])

    def test_order_and_file_names_change_nothing(self):
        before = self.results("a", extra=[square(118.5, 33, id="A")])
        after = self.results("b", extra=[square(118.5, 33, id="A")], zones="zones_2.geojson")
        self.assertEqual(self.changes(before, after), [])

    def test_another_zone_is_a_new_finding_and_the_old_one_is_gone(self):
        before, after = self.results("a"), self.results("b", zone_id="Y")
        self.assertEqual(self.changes(before, after),
                         [("new", "park_zone_conflict", "P", "Y"), ("new", "site_in_zone", "S", "Y"),
                          ("gone", "park_zone_conflict", "P", "Z"), ("gone", "site_in_zone", "S", "Z")])

    def test_fail_on_counts_findings(self):
        before, after = self.results("a"), self.results("b", zone=119.006)
        self.succeeds("report", "diff", before, after, "--findings", "--fail-on", "change", code=3)
        self.succeeds("report", "diff", before, before, "--findings", "--fail-on", "change")

    def test_results_without_findings_and_the_option_elsewhere_are_refused(self):
        folder = self.results("a")
        (folder / "findings.geojson").unlink()
        self.refuses("report", "diff", folder, folder, "--findings", zh=["findings.geojson"], en=["findings.geojson"])
        self.refuses("report", folder, "--findings", zh=["--findings"], en=["--findings"])


class Stranger(ResultsTest):
    def test_gdal_reads_every_finding(self):
        done = subprocess.run(["ogrinfo", "-so", "-al", self.results / "findings.geojson"], capture_output=True, text=True, check=True)
        self.assertIn(f"Feature Count: {len(features_of(self.results))}", done.stdout)


if __name__ == "__main__":
    harness.main()
