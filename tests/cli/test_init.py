#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""`run --init`: a project file from a folder of data, with evidence, and without a guess about CRS, frame or date."""
import re
import shutil
import tomllib

import harness
from harness import CliTest, HUAIAN, NL, ROOT, collection, point, square

POLICY = ROOT / "datasets/policies/huaian-demo.toml"


def roles(project):
    return {layer["path"]: layer["role"] for layer in project["layer"]}


class Init(CliTest):
    def copied(self, source, but=("project.toml", "permits.toml")):
        data = self.folder / "data"
        data.mkdir()
        for path in source.iterdir():
            if path.is_file() and path.name not in but:
                shutil.copy(path, data / path.name)
        return data

    def draft(self, data):
        done = self.succeeds("run", "--init", data, "--lang", "en")
        text = (data / "project.toml").read_text("utf-8")
        return done, text, tomllib.loads(text)

    def test_the_demo_city_is_recognised(self):
        done, text, project = self.draft(self.copied(HUAIAN.parent))
        self.assertEqual(roles(project), {
            "awards.csv": "awards", "enterprise_facts.csv": "facts", "enterprises.xlsx": "sites", "park_txt.txt": "parks",
            "parks_cm117.gpkg": "parks", "parks_cm120.gpkg": "parks", "residents.csv": "residents",
            "township_codes.csv": "township_codes", "townships.gpkg": "townships", "zones_gbk.shp": "zones"})
        fields = {layer["path"]: layer.get("fields", {}) for layer in project["layer"]}
        self.assertEqual(fields["parks_cm120.gpkg"], {"id": "YQBM", "name": "YQMC", "risk_grade": "FXDJ", "recognition": "RDZT"})
        self.assertEqual(fields["zones_gbk.shp"], {"id": "BSM", "name": "HXMC", "class": "HXLX"})
        self.assertEqual(fields["enterprises.xlsx"], {"id": "QYBM", "name": "QYMC", "lon": "JD", "lat": "WD"})
        self.assertNotIn("waters.geojson", roles(project))
        self.assertIn('# path = "waters.geojson"', text)
        self.assertIn("10 layers recognised", done.stdout)

    def test_nothing_about_place_or_time_is_guessed(self):
        _, text, project = self.draft(self.copied(HUAIAN.parent))
        self.assertNotIn("as_of", project["project"])
        for layer in project["layer"]:
            self.assertEqual(set(layer) & {"datum", "src_crs", "accuracy_m"}, set(), layer["path"])
        self.assertGreaterEqual(text.count("待填 FILL IN"), 4)
        self.refuses("run", self.folder / "data/project.toml", "-o", self.folder / "out", zh=["as_of"], en=["as_of"])

    def test_the_draft_runs_when_its_marked_lines_are_filled_in(self):
        data = self.copied(HUAIAN.parent)
        _, text, _ = self.draft(data)
        text = text.replace("# as_of = ", "as_of = ").replace("# extent = ", "extent = ")
        frames = {"park_txt.txt": ("EPSG:4528", "cgcs2000"), "enterprises.xlsx": ("EPSG:4490", "gcj02"),
                  "residents.csv": ("EPSG:4490", "cgcs2000"), "townships.gpkg": (None, "gcj02")}
        blocks = re.split(r"(?=\n# 依据)", text)
        for i, block in enumerate(blocks):
            for path, (crs, datum) in frames.items():
                if f'\npath = "{path}"' not in block:
                    continue
                if crs:
                    block = block.replace('# src_crs = "EPSG:4490"', f'src_crs = "{crs}"')
                block = block.replace('# datum = "cgcs2000"', f'datum = "{datum}"', 1)
            blocks[i] = block
        text = "".join(blocks).replace('# [policy]\n# pack = "policies/jiangsu-park-screening.toml"', f'[policy]\npack = "{POLICY}"')
        (data / "project.toml").write_text(text, encoding="utf-8")
        out = self.folder / "out"
        self.succeeds("run", data / "project.toml", "-o", out)
        found = {r["park_id"]: r["conflict_m2"] for r in harness.read_rows(out / "parks.csv")}
        whole = self.folder / "whole"
        self.succeeds("run", HUAIAN, "-o", whole)
        expected = {r["park_id"]: r["conflict_m2"] for r in harness.read_rows(whole / "parks.csv")}
        self.assertEqual(set(found), set(expected))
        self.assertEqual(found["HG06"], expected["HG06"])
        self.assertEqual(len(harness.read_rows(out / "sites.csv")), len(harness.read_rows(whole / "sites.csv")))

    def test_the_dutch_set_is_recognised(self):
        data = self.copied(NL.parent)
        _, text, project = self.draft(data)
        self.assertEqual(roles(project), {"areas.gpkg": "zones", "sites.csv": "sites"})
        self.assertIn('# path = "answers.csv"', text)

    def test_an_existing_project_file_is_kept(self):
        data = self.copied(NL.parent)
        (data / "project.toml").write_text("mine")
        self.refuses("run", "--init", data, zh=["project.toml 已存在"], en=["project.toml exists"])
        self.assertEqual((data / "project.toml").read_text(), "mine")
        self.succeeds("run", "--init", data, "-o", self.folder / "p.toml")
        self.assertEqual(roles(tomllib.loads((self.folder / "p.toml").read_text("utf-8"))),
                         {"data/areas.gpkg": "zones", "data/sites.csv": "sites"})

    def test_names_that_say_two_things_stay_open(self):
        self.write("data/parks and zones.geojson", collection(square(119, 33, id="a")))
        self.write("data/things.geojson", collection(point(119, 33, id="a")))
        _, text, project = self.draft(self.folder / "data")
        self.assertNotIn("layer", project)
        self.assertIn("parks, zones", text)
        self.assertIn('# path = "things.geojson"', text)

    def test_hostile_names_stay_in_their_line(self):
        name = 'parks "\\ ]\n[project]\nas_of = 2000-01-01\n#.geojson'
        self.write(f"data/{name}", collection(square(119, 33, **{'i"d\n[x]': "a", "园区名称": "b"})))
        _, _, project = self.draft(self.folder / "data")
        self.assertEqual(roles(project), {name: "parks"})
        self.assertEqual(set(project), {"project", "layer"})
        self.assertEqual(set(project["project"]), {"name"})

    def test_what_cannot_be_is_refused(self):
        (self.folder / "empty").mkdir()
        self.refuses("run", "--init", self.folder / "empty", zh=["没有可识别"], en=["no file of data"])
        self.refuses("run", "--init", self.folder / "nowhere", zh=["无法"], en=["cannot be"], code=2)
        self.refuses("run", HUAIAN, "--init", self.folder, zh=["--init"], en=["--init"])
        self.refuses("run", HUAIAN, zh=["--output"], en=["--output is required"])


if __name__ == "__main__":
    harness.main()
