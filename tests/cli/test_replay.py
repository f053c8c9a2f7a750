#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""`replay`: the same bytes again, or why not."""
import json
import shutil

import harness
from harness import CliTest, HUAIAN, ROOT, rows, run

POLICY = ROOT / "datasets/policies/huaian-demo.toml"


class Replay(CliTest):
    def setUp(self):
        super().setUp()
        data = self.folder / "data"
        data.mkdir()
        for name in ("parks_cm120.gpkg", "zones_gbk.shp", "zones_gbk.shx", "zones_gbk.dbf", "zones_gbk.prj"):
            shutil.copy(HUAIAN.parent / name, data / name)
        shutil.copytree(POLICY.parent, data / "policies")
        self.project = self.write("data/p.toml", f"""
[project]
name = "p"
as_of = 2026-11-23
extent = [117.9, 32.5, 120.1, 34.5]
[[layer]]
role = "parks"
path = "parks_cm120.gpkg"
fields = {{ id = "YQBM", name = "YQMC" }}
[[layer]]
role = "zones"
path = "zones_gbk.shp"
fields = {{ id = "BSM", name = "HXMC", class = "HXLX" }}
[policy]
pack = "policies/{POLICY.name}"
[outputs]
html = true
dossiers = true
""")
        self.out = self.folder / "out"
        self.succeeds("run", self.project, "-o", self.out)

    def states(self, *args, code=0):
        done = run("replay", self.out, "--format", "csv", *args)
        self.assertEqual(done.returncode, code, done.stderr)
        return {r["file"]: r["state"] for r in rows(done.stdout)}

    def test_every_file_comes_out_with_the_same_bytes(self):
        found = self.states()
        self.assertEqual(set(found.values()), {"same"})
        listed = {e["path"] for e in json.loads((self.out / "manifest.json").read_text("utf-8"))["outputs"]}
        self.assertEqual(set(found), listed | {"manifest.json"})

    def test_options_of_the_run_are_kept(self):
        self.succeeds("run", self.project, "-o", self.out, "--dst-crs", "EPSG:4527", "--overwrite")
        self.assertEqual(set(self.states().values()), {"same"})

    def test_a_moved_project_is_named(self):
        moved = self.folder / "moved"
        shutil.move(self.folder / "data", moved)
        done = run("replay", self.out)
        self.assertEqual(done.returncode, 2, done.stderr)
        self.assertEqual(set(self.states("--project", moved / "p.toml").values()), {"same"})

    def test_folder_and_project_move_together(self):
        there = self.folder / "there"
        there.mkdir()
        shutil.move(self.folder / "data", there / "data")
        shutil.move(self.out, there / "out")
        self.out = there / "out"
        self.assertEqual(set(self.states().values()), {"same"})

    def test_what_differs_is_named(self):
        (self.out / "parks.csv").write_text("mine")
        (self.out / "summary.json").unlink()
        found = self.states(code=3)
        self.assertEqual({name: state for name, state in found.items() if state != "same"},
                         {"parks.csv": "differs", "summary.json": "missing"})

    def test_changed_inputs_are_refused_with_their_names(self):
        with open(self.folder / "data/p.toml", "a", encoding="utf-8") as file:
            file.write("# more\n")
        (self.folder / "data/zones_gbk.prj").unlink()
        self.refuses("replay", self.out, zh=["p.toml（已改变）", "zones_gbk.prj（不在）"], en=["p.toml (changed)", "zones_gbk.prj (missing)"])

    def test_another_version_is_said(self):
        path = self.out / "manifest.json"
        manifest = json.loads(path.read_text("utf-8"))
        manifest["versions"]["proj"] = "1.2.3"
        path.write_text(json.dumps(manifest, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
        done = run("replay", self.out, "--format", "csv", "--lang", "en")
        self.assertEqual(done.returncode, 3, done.stderr)
        self.assertIn("another version: PROJ was 1.2.3", done.stderr)
        self.assertEqual([r["file"] for r in rows(done.stdout) if r["state"] != "same"], ["manifest.json"])

    def test_without_origin_or_manifest_it_is_refused(self):
        (self.out / "run.json").unlink()
        self.refuses("replay", self.out, zh=["--project"], en=["--project"])
        self.assertEqual(set(self.states("--project", self.project).values()), {"same"})
        (self.out / "manifest.json").unlink()
        self.refuses("replay", self.out, zh=["manifest.json"], en=["manifest.json"])


if __name__ == "__main__":
    harness.main()
