#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""What `check` says: to a person, as a table, as SARIF findings; and its exit code."""
import hashlib
import json
import subprocess
import time
import unittest

import harness
from harness import CliTest, HUAIAN, collection, run, square

BOW_TIE = {"type": "Feature", "properties": {"id": "bow"},
           "geometry": {"type": "Polygon", "coordinates": [[[119, 33], [119.01, 33.01], [119.01, 33], [119, 33.01], [119, 33]]]}}
Z_NOTE = {"type": "Feature", "properties": {"id": "z"},
          "geometry": {"type": "Polygon", "coordinates": [[[119.1, 33, 1], [119.11, 33, 1], [119.11, 33.01, 1], [119.1, 33, 1]]]}}


class Sarif(CliTest):
    def findings(self, *arguments, **how):
        done = self.succeeds("check", *arguments, "--format", "json", "--quiet", **how)
        log = json.loads(done.stdout)
        self.assertEqual((log["version"], len(log["runs"])), ("2.1.0", 1))
        return log["runs"][0]

    def test_a_finding_names_rule_feature_place_and_both_sentences(self):
        path = self.write("z.geojson", collection(BOW_TIE, square(119.2, 33, id="good")))
        log = self.findings(path, "--lang", "en")
        [result] = log["results"]
        self.assertEqual((result["ruleId"], result["level"]), ("invalid_polygon", "error"))
        self.assertTrue(result["message"]["text"].startswith("the polygon is invalid"))
        self.assertTrue(result["message"]["properties"]["zh"].startswith("面无效"))
        self.assertEqual(result["properties"]["geometry"], {"type": "Point", "coordinates": [119.005, 33.005]})
        place = result["locations"][0]
        self.assertEqual(place["physicalLocation"]["artifactLocation"], {"uri": "z.geojson", "uriBaseId": "INPUT"})
        self.assertEqual(place["logicalLocations"], [{"kind": "feature", "name": "bow", "fullyQualifiedName": "z.geojson, layer 'z'/bow"}])
        [rule] = log["tool"]["driver"]["rules"]
        self.assertEqual(rule["id"], "invalid_polygon")
        self.assertIn("accept a repair", rule["help"]["text"])
        self.assertEqual(log["properties"]["counts"], {"read": 2, "used": 1, "repaired": 0, "rejected": 0, "review": 1})

    def test_every_input_is_an_artifact_with_its_hash(self):
        log = self.findings(HUAIAN)
        listed = {entry["location"]["uri"]: entry["hashes"]["sha-256"] for entry in log["artifacts"]}
        self.assertIn("zones_gbk.dbf", listed)
        self.assertEqual(listed["project.toml"], hashlib.sha256(HUAIAN.read_bytes()).hexdigest())

    def test_every_code_of_the_corpus_is_described(self):
        log = self.findings(HUAIAN)
        self.assertTrue(all("shortDescription" in rule for rule in log["tool"]["driver"]["rules"]))

    def test_the_same_input_gives_the_same_bytes_and_the_table_the_same_rows(self):
        one = run("check", HUAIAN, "--format", "json", "--threads", "1").stdout
        self.assertEqual(one, run("check", HUAIAN, "--format", "json", "--threads", "2").stdout)
        table = harness.rows(run("check", HUAIAN, "--format", "csv").stdout)
        results = json.loads(one)["runs"][0]["results"]
        self.assertEqual([(r["properties"]["layer"], r["properties"]["feature_id"], r["ruleId"]) for r in results],
                         [(row["layer"], row["feature_id"], row["code"]) for row in table])

    def test_the_ending_of_the_file_chooses_the_form(self):
        path = self.write("z.geojson", collection(BOW_TIE))
        self.succeeds("check", path, "-o", self.folder / "f.sarif")
        self.assertEqual(json.loads((self.folder / "f.sarif").read_text("utf-8"))["version"], "2.1.0")


class Person(CliTest):
    def test_the_page_says_what_to_do_and_ends_with_the_layers(self):
        path = self.write("z.geojson", collection(BOW_TIE, Z_NOTE, square(119.2, 33, id="good")))
        lines = self.succeeds("check", path, "--lang", "en").stdout.split("\n")
        self.assertTrue(lines[0].startswith("error  invalid_polygon  ×1  not a valid polygon"), lines[0])
        self.assertTrue(lines[1].startswith("  to do: correct it at the source"))
        self.assertTrue(any(line.startswith("    bow  119.005000°E 33.005000°N  the polygon is invalid") for line in lines))
        self.assertTrue(lines[-2].startswith("z.geojson, layer 'z'     3     2"), lines[-2])
        self.assertTrue(lines[-2].endswith("1 decide nothing: decide on them"), lines[-2])
        zh = self.succeeds("check", path, "--lang", "zh").stdout
        for words in ("错误  invalid_polygon  ×1", "处理：在源数据中改正", "图层", "待决定"):
            self.assertIn(words, zh)


class ExitCode(CliTest):
    def test_it_follows_fail_on_in_every_form(self):
        error = self.write("e.geojson", collection(BOW_TIE, square(119.2, 33, id="good")))
        note = self.write("n.geojson", collection(Z_NOTE))
        clean = self.write("c.geojson", collection(square(119.2, 33, id="good")))
        for form in ("text", "csv", "json"):
            for path, limit, code in ((error, None, 0), (error, "error", 3), (error, "note", 3), (note, "error", 0), (note, "warning", 0),
                                      (note, "note", 3), (clean, "note", 0)):
                with self.subTest(form=form, path=path.name, limit=limit):
                    more = ["--fail-on", limit] if limit else []
                    self.succeeds("check", path, "--format", form, *more, code=code)


class Doubts(CliTest):
    """Two counties that overlap by a strip of a centimetre; the first has a spike of 1.1 degrees."""

    def setUp(self):
        super().setUp()
        ring = [[119, 33], [119.01, 33], [119.01, 33.005], [119.02, 33.0051], [119.01, 33.0052], [119.01, 33.01], [119, 33.01], [119, 33]]
        spike = {"type": "Feature", "properties": {"id": "spike"}, "geometry": {"type": "Polygon", "coordinates": [ring]}}
        self.write("c.geojson", collection(spike, square(118.9900001, 33, 0.01, id="west")))
        self.layer = 'role = "counties"\npath = "c.geojson"'

    def found(self, *arguments):
        return harness.rows(self.succeeds("check", *arguments, "--format", "csv", "--lang", "en").stdout)

    def test_a_finding_names_the_limit_that_it_is_beyond(self):
        rows = {row["code"]: row for row in self.found(self.project(self.layer))}
        self.assertEqual(sorted(rows), ["coverage_overlap", "spike"])
        self.assertIn("(the limit: spike_deg = 5)", rows["spike"]["message_en"])
        self.assertIn("（界限 spike_deg = 5）", rows["spike"]["message_zh"])

    def test_a_project_sets_limits_and_the_command_line_wins(self):
        project = self.project(self.layer, tail="\n[doubts]\nspike_deg = 0.5\noverlap_m2 = 1000\n")
        rows = self.found(project)
        self.assertEqual([(row["code"], row["feature_id"], row["severity"]) for row in rows], [("coverage_overlap", "", "note")])
        self.assertRegex(rows[0]["message_en"], r"1 more overlap\(s\), \d+\.\d{4} m² together, are below the limit overlap_m2 = 1000")
        self.assertEqual([row["code"] for row in self.found(project, "--doubt", "spike_deg=2")], ["coverage_overlap", "spike"])

    def test_what_is_no_limit_is_refused(self):
        for tail, en in (("neck = 1", "unknown limit of doubts 'neck'"), ("neck_m = -1", "a number >= 0 is needed"), ("neck_m = 'wide'", "a number")):
            project = self.project(self.layer, tail=f"\n[doubts]\n{tail}\n")
            with self.subTest(tail):
                self.refuses("check", project, zh=["neck"], en=[en])


class Changed(CliTest):
    def test_a_file_that_grows_during_the_check_is_refused(self):
        path = self.write("z.geojson", collection(*(square(118 + i % 300 / 200, 33 + i // 300 / 200, 0.001, id=i) for i in range(60000))))
        refused = 0
        for wait in (0.05, 0.1, 0.2, 0.4, 0.8, 1.6, 3.2):
            before = path.read_bytes()
            check = subprocess.Popen([harness.PARKLINE, "check", str(path), "--format", "csv", "--lang", "en", "-q"], stdout=subprocess.PIPE,
                                     stderr=subprocess.PIPE, env=harness.environment())
            time.sleep(wait)
            still_runs = check.poll() is None
            with open(path, "ab") as file:
                file.write(b" ")
            said = check.communicate()[1].decode()
            # Before the first hash or after the last one the change is none of this check.
            self.assertIn(check.returncode, (0, 2), said)
            if check.returncode == 2:
                self.assertTrue(still_runs)
                self.assertIn("changed during the run", said)
                refused += 1
            path.write_bytes(before)
        self.assertGreater(refused, 0)


if __name__ == "__main__":
    harness.main()
