#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""The stages of `run`: what has not changed stays, what was interrupted goes on, and the bytes are those of a run in one go."""
import json
import os
import shutil
import signal
import subprocess
import time
import unittest

import harness
from harness import CliTest, HUAIAN, ROOT, environment, run

STAGES = ["check", "screen", "classify", "townships", "programmes", "sheets", "reports"]
LAYERS = [("parks", "parks_cm120.gpkg", 'id = "YQBM", name = "YQMC", risk_grade = "FXDJ", recognition = "RDZT"'),
          ("zones", "zones_gbk.shp", 'id = "BSM", name = "HXMC", class = "HXLX"')]
OUTPUTS = '[outputs]\nhtml = true\ndossiers = true\nsheets = ["park-conflict"]\n'


def content(folder, but=()):
    """All files of a folder of results by their path in it; hidden ones are nobody's result."""
    found = {}
    for path in sorted(folder.rglob("*")):
        name = path.relative_to(folder).as_posix()
        if path.is_file() and not any(part.startswith(".") for part in name.split("/")) and name not in but:
            found[name] = path.read_bytes()
    return found


def records(folder):
    """The stages of the manifest, or nothing when there is none."""
    try:
        return {s["stage"]: s for s in json.loads((folder / "manifest.json").read_text("utf-8"))["stages"]}
    except (FileNotFoundError, json.JSONDecodeError):
        return {}


class RunTest(CliTest):
    def setUp(self):
        super().setUp()
        self.out = self.folder / "out"
        self.ledger = self.folder / "city.gpkg"

    def project(self, tail=OUTPUTS, as_of="2026-11-23", name="p.toml"):
        text = f'[project]\nname = "p"\nas_of = {as_of}\nextent = [117.9, 32.5, 120.1, 34.5]\n'
        for role, path, fields in LAYERS:
            text += f'[[layer]]\nrole = "{role}"\npath = "{HUAIAN.parent / path}"\naccuracy_m = 2.0\nfields = {{ {fields} }}\n'
        text += f'[policy]\npack = "{ROOT / "datasets/policies/huaian-demo.toml"}"\n'
        return self.write(name, text + tail)

    def with_programmes(self):
        self.succeeds("ledger", "init", self.ledger, "--quiet")
        self.succeeds("service", "record", self.ledger, "--from", ROOT / "datasets/huaian/ledger/service.csv", "--quiet")
        lists = ROOT / "datasets/huaian/programmes"
        return (f'[programmes]\nledger = "city.gpkg"\nemergency = "{lists / "emergency.csv"}"\n'
                f'emergency_changes = "{lists / "emergency_changes.csv"}"\npacks = "{ROOT / "datasets/policies"}"\n'
                'jurisdiction = "CN-JS-0800"\n')

    def run_project(self, project, *options, out=None, code=0):
        return self.succeeds("run", project, "-o", out or self.out, "--lang", "en", *options, code=code)

    def said(self, done):
        """What the summary says about each stage, in its order."""
        lines = done.stdout.split("Stages\n")[1].split("\n\n")[0].split("\n")
        return [line.split(": ", 1)[1].split(" (")[0] for line in lines if line]


class Stages(RunTest):
    def test_everything_that_is_asked_for_is_made_and_listed(self):
        done = self.run_project(self.project(self.with_programmes() + OUTPUTS))
        self.assertEqual(self.said(done), ["done"] * 7)
        found = records(self.out)
        self.assertEqual(list(found), STAGES)
        self.assertEqual({s["state"] for s in found.values()}, {"done"})
        listed = [e["path"] for e in json.loads((self.out / "manifest.json").read_text("utf-8"))["outputs"]]
        self.assertEqual(sorted(listed), sorted(set(content(self.out)) - {"manifest.json", "run.json"}))
        self.assertEqual(sorted(listed), sorted(name for s in found.values() for name in s["outputs"]))
        parks = len(harness.read_rows(self.out / "parks.csv"))
        self.assertEqual(len(list((self.out / "sheets").glob("*.pdf"))), parks)
        self.assertEqual(len(list((self.out / "dossiers").glob("*.pdf"))), parks)
        self.assertTrue((self.out / "programmes/service-steps.csv").is_file())
        self.assertEqual(len([r for r in harness.read_rows(self.out / "programmes/exemption_list.csv") if r["status"] == "exempt"]), 20)
        checks = harness.rows(self.succeeds("verify", self.out, "--project", self.folder / "p.toml", "--format", "csv").stdout)
        self.assertEqual({c["state"] for c in checks}, {"ok"})

    def test_what_is_not_asked_for_is_not_made(self):
        done = self.run_project(self.project(""))
        self.assertEqual(self.said(done), ["done"] * 4 + ["not asked for"] * 3)
        self.assertEqual(sorted(content(self.out)), harness.LISTING)

    def test_a_second_run_changes_nothing(self):
        project = self.project(self.with_programmes() + OUTPUTS)
        self.run_project(project)
        before = {p: p.stat().st_mtime_ns for p in self.out.rglob("*")}
        for options in ((), ("--overwrite",)):
            self.assertEqual(self.said(self.run_project(project, *options)), ["unchanged, kept"] * 7)
            self.assertEqual({p: p.stat().st_mtime_ns for p in self.out.rglob("*")}, before)

    def test_what_is_asked_for_later_is_made_with_leave(self):
        """The findings state the hash of the project file, so its new bytes are another input."""
        self.run_project(self.project(""))
        tables = {name: data for name, data in content(self.out).items() if name.endswith((".csv", ".gpkg"))}
        more = self.project('[outputs]\nsheets = ["park-conflict"]\n')
        self.refuses("run", more, "-o", self.out, zh=["已存在", "--overwrite"], en=["exists", "--overwrite"])
        done = self.run_project(more, "--overwrite")
        self.assertEqual(self.said(done)[4:], ["not asked for", "done", "not asked for"])
        after = content(self.out)
        self.assertEqual({name: after[name] for name in tables}, tables)
        fresh = self.folder / "fresh"
        self.run_project(more, out=fresh)
        self.assertEqual(content(self.out), content(fresh))

    def test_other_inputs_need_leave(self):
        self.run_project(self.project())
        before = content(self.out)
        other = self.project(as_of="2026-11-24")
        self.refuses("run", other, "-o", self.out, zh=["已存在", "--overwrite"], en=["exists", "--overwrite"])
        self.assertEqual(content(self.out), before)
        self.run_project(other, "--overwrite")
        fresh = self.folder / "fresh"
        self.run_project(other, out=fresh)
        self.assertEqual(content(self.out), content(fresh))

    def test_what_is_no_more_asked_for_goes_with_leave(self):
        self.run_project(self.project())
        less = self.project("[outputs]\nhtml = true\n")
        self.refuses("run", less, "-o", self.out, zh=["已存在"], en=["exists"])
        self.run_project(less, "--overwrite")
        fresh = self.folder / "fresh"
        self.run_project(less, out=fresh)
        self.assertEqual(content(self.out), content(fresh))
        self.assertFalse((self.out / "sheets").exists())
        self.assertFalse((self.out / "dossiers").exists())

    def test_changed_outputs_are_not_trusted(self):
        project = self.project()
        self.run_project(project)
        before = content(self.out)
        for name in ("parks.csv", "report.html", next(n for n in before if n.startswith("sheets/") and n.endswith(".pdf"))):
            with self.subTest(name=name):
                (self.out / name).write_bytes(b"mine")
                self.refuses("run", project, "-o", self.out, zh=["已存在"], en=["exists"])
                self.assertEqual((self.out / name).read_bytes(), b"mine")
                self.run_project(project, "--overwrite")
                self.assertEqual(content(self.out), before)

    def test_fresh_makes_every_stage_anew(self):
        project = self.project()
        self.run_project(project)
        before = content(self.out)
        self.refuses("run", project, "-o", self.out, "--fresh", zh=["已存在"], en=["exists"])
        done = self.run_project(project, "--fresh", "--overwrite")
        self.assertEqual(self.said(done), ["done"] * 4 + ["not asked for"] + ["done"] * 2)
        self.assertEqual(content(self.out), before)

    def test_strangers_are_not_replaced(self):
        for name in ("report.html", "dossiers/mine.txt", "sheets/mine.txt"):
            out = self.folder / name.replace("/", "-")
            (out / name).parent.mkdir(parents=True)
            (out / name).write_text("mine")
            self.refuses("run", self.project(), "-o", out, zh=["已存在"], en=["exists"])
            self.assertEqual(list(content(out)), [name])

    def test_a_folder_that_cannot_be_reached_is_named_without_an_inner_fault(self):
        (self.folder / "loop").symlink_to("loop")
        for out in (self.folder / "loop" / "out", self.folder / ("x" * 300)):
            self.refuses("run", self.project(""), "-o", out, code=1, zh=[str(out)[:200], "请检查"], en=[str(out)[:200], "Check"])
            self.assertNotIn("internal error", run("run", self.folder / "p.toml", "-o", out, "--lang", "en").stderr)

    def test_fail_on_holds_for_results_that_stand(self):
        project = self.project("")
        verdict = self.run_project(project) and harness.read_rows(self.out / "parks.csv")[0]["verdict"]
        self.run_project(project, "--fail-on", verdict, code=3)

    def test_the_ledger_counts_by_its_events(self):
        project = self.project(self.with_programmes())
        self.run_project(project)
        self.succeeds("ledger", "verify", self.ledger)
        self.assertEqual(self.said(self.run_project(project))[4], "unchanged, kept")
        self.succeeds("enforce", "record", self.ledger, "--from", ROOT / "datasets/huaian/ledger/enforce.csv", "--quiet")
        self.refuses("run", project, "-o", self.out, zh=["已存在"], en=["exists"])
        self.assertEqual(self.said(self.run_project(project, "--overwrite"))[:5], ["unchanged, kept"] * 4 + ["done"])
        self.assertTrue((self.out / "programmes/enforce-steps.csv").is_file())

    def test_wrong_sections_are_refused(self):
        self.refuses("run", self.project('[programmes]\nemergency = "x.csv"\n'), "-o", self.out, zh=["packs"], en=["packs"])
        self.refuses("run", self.project('[programmes]\nledger = "postgresql:///x"\n'), "-o", self.out, zh=["GeoPackage"], en=["GeoPackage"])
        self.refuses("run", self.project('[outputs]\nsheet = ["x"]\n'), "-o", self.out, zh=["sheets"], en=["sheets"])


class Interrupted(RunTest):
    """Stopped at each stage, by a signal and by sudden death; the same command ends with the same bytes."""

    def setUp(self):
        super().setUp()
        self.small = self.project(self.with_programmes() + OUTPUTS)
        self.whole = self.folder / "whole"
        self.run_project(self.small, out=self.whole)

    def moments(self):
        """Conditions that hold from a certain stage on."""
        out = self.out
        done = lambda stage: lambda: records(out).get(stage, {}).get("state") == "done"
        return {"before anything": lambda: out.is_dir() and any(out.iterdir()),
                "core published": lambda: (out / "conflicts.csv").exists(),
                "townships done": done("townships"), "programmes done": done("programmes"),
                "first sheet": lambda: any(out.glob("sheets/*.pdf")), "sheets done": done("sheets"), "reports done": done("reports")}

    def stop(self, holds, number):
        process = subprocess.Popen([harness.PARKLINE, "run", str(self.small), "-o", str(self.out)], stdout=subprocess.DEVNULL,
                                   stderr=subprocess.DEVNULL, env=environment())
        end = time.monotonic() + 120
        while process.poll() is None and not holds() and time.monotonic() < end:
            time.sleep(0.0005)
        process.send_signal(number)
        return process.wait(timeout=120)

    def test_the_same_command_goes_on(self):
        expected = content(self.whole)
        for number in (signal.SIGKILL, signal.SIGINT):
            for name, holds in self.moments().items():
                with self.subTest(moment=name, signal=number):
                    shutil.rmtree(self.out, ignore_errors=True)
                    self.stop(holds, number)
                    finished = [stage for stage, r in records(self.out).items() if r["state"] == "done"]
                    states = self.said(self.run_project(self.small))
                    self.assertEqual(states[:len(finished)], ["unchanged, kept"] * len(finished), "finished stages stay")
                    self.assertEqual(content(self.out), expected)
                    self.assertEqual([p.name for p in self.out.rglob(".*")], [], "leftovers")

    def test_what_is_not_finished_is_said(self):
        self.stop(self.moments()["first sheet"], signal.SIGKILL)
        done = run("verify", self.out, "--format", "csv")
        if records(self.out)["reports"]["state"] == "done":
            self.skipTest("the run had ended before the signal came")
        self.assertEqual(done.returncode, 3)
        wrong = [c for c in harness.rows(done.stdout) if c["state"] == "wrong"]
        self.assertEqual({c["check"] for c in wrong}, {"stage"})


if __name__ == "__main__":
    harness.main()
