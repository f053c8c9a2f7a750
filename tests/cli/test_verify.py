#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Folders of results looked at again: against their own manifest, and against those of another run."""
import pathlib
import shutil
import unittest

import harness
from harness import HUAIAN, ResultsTest, rows, run


class Results(ResultsTest):
    def copy(self):
        return pathlib.Path(shutil.copytree(self.results, self.folder / "copy"))

    def checks(self, folder, *args, code):
        done = run("verify", folder, "--format", "csv", *args)
        self.assertEqual(done.returncode, code, done.stderr)
        return rows(done.stdout)

    def changes(self, folder):
        done = run("report", "diff", self.results, folder, "--format", "csv")
        self.assertEqual(done.returncode, 0, done.stderr)
        return rows(done.stdout)


class Verify(Results):
    def test_an_untouched_folder_and_its_inputs_hold(self):
        checks = self.checks(self.results, "--project", HUAIAN, code=0)
        self.assertEqual({row["state"] for row in checks}, {"ok"})
        self.assertEqual({row["check"] for row in checks}, {"output", "stage", "total", "conservation", "input"})
        outputs = {row["subject"] for row in checks if row["check"] == "output"}
        self.assertEqual(outputs | {"manifest.json", "run.json"}, {path.name for path in self.results.iterdir()})

    def test_one_changed_byte_of_any_output_is_named(self):
        for name in sorted(path.name for path in self.results.iterdir() if path.name not in ("manifest.json", "run.json")):
            folder = self.folder / name
            shutil.copytree(self.results, folder)
            bytes_ = bytearray((folder / name).read_bytes())
            bytes_[len(bytes_) // 2] ^= 1
            (folder / name).write_bytes(bytes_)
            wrong = [row["subject"] for row in self.checks(folder, code=3) if row["state"] == "wrong"]
            self.assertEqual(wrong, [name])

    def test_a_missing_output_is_named_and_a_foreign_file_is_listed(self):
        folder = self.copy()
        (folder / "sites.csv").rename(folder / "old.csv")
        states = {row["subject"]: row["state"] for row in self.checks(folder, code=3)}
        self.assertEqual((states["sites.csv"], states["old.csv"]), ("wrong", "unlisted"))

    def test_a_changed_input_is_named(self):
        project = pathlib.Path(shutil.copytree(HUAIAN.parent, self.folder / "data")) / "project.toml"
        name = next(row["subject"] for row in self.checks(self.results, "--project", HUAIAN, code=0)
                    if row["check"] == "input" and not row["subject"].startswith(".."))
        with open(project.parent / name, "ab") as file:
            file.write(b" ")
        wrong = [row["subject"] for row in self.checks(self.results, "--project", project, code=3)
                 if row["state"] == "wrong" and not row["subject"].startswith("..")]
        self.assertEqual(wrong, [name])

    def test_a_folder_without_a_manifest_is_refused(self):
        self.refuses("verify", self.folder, zh=["manifest.json"], en=["manifest.json"])


class Compare(Results):
    def test_equal_results_differ_in_nothing(self):
        self.assertEqual(self.changes(self.copy()), [])

    def test_another_run_of_the_same_inputs_differs_in_nothing(self):
        again = self.folder / "again"
        self.succeeds("run", HUAIAN, "-o", again, "--threads", "1")
        self.assertEqual(self.changes(again), [])

    def test_a_changed_verdict_is_one_row(self):
        folder = self.copy()
        path = folder / "parks.csv"
        park = harness.read_rows(path)[0]
        lines = path.read_text(encoding="utf-8").split("\n")
        lines[1] = lines[1].replace("," + park["verdict"] + ",", ",review,", 1)
        path.write_text("\n".join(lines), encoding="utf-8")
        self.assertNotEqual(park["verdict"], "review")
        self.assertEqual(self.changes(folder), [{"what": "park", "id": park["park_id"], "change": "changed", "field": "verdict",
                                                 "before": park["verdict"], "after": "review"}])
        self.assertEqual(run("report", "diff", self.results, folder, "--fail-on", "change").returncode, 3)

    def test_a_vanished_conflict_is_named_by_park_and_zone(self):
        folder = self.copy()
        path = folder / "conflicts.csv"
        gone = harness.read_rows(path)[0]
        lines = path.read_text(encoding="utf-8").split("\n")
        path.write_text("\n".join(lines[:1] + lines[2:]), encoding="utf-8")
        self.assertEqual(self.changes(folder), [{"what": "conflict", "id": f"{gone['park_id']} × {gone['zone_id']}", "change": "vanished",
                                                 "field": "status", "before": gone["status"], "after": ""}])

    def test_options_of_another_action_are_refused(self):
        self.refuses("report", "diff", self.results, self.results, "--html", self.folder / "x.html", zh=["--html"], en=["--html"])
        self.refuses("report", self.results, "--fail-on", "change", zh=["--fail-on"], en=["--fail-on"])
        self.refuses("report", self.results, self.results, zh=["diff DIR1 DIR2"], en=["diff DIR1 DIR2"])


if __name__ == "__main__":
    harness.main()
