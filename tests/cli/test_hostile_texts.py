#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Hostile texts in every text field of the demo city: they change nothing but their own cell, in any output.

The same city twice, with plain and with hostile texts; ids and the values that decide are the same in both.
"""
import base64
import json
import pathlib
import re
import shutil
import sqlite3
import subprocess
import tempfile
import unittest
import xml.etree.ElementTree as ET
import zipfile
import zlib

import openpyxl

import harness
from harness import CliTest, HUAIAN, ROOT, read_rows, run

HOSTILE = ["<script>alert(1)</script>", '"><img src=x onerror=alert(1)>', "</script><svg/onload=alert(2)>", "=cmd|' /C calc'!A0", "@SUM(1+1)", "+1+1",
           "-2+3", "../../etc/passwd", "..\\..\\con", "{{name}}${7*7}", "&lt;b&gt;&amp;]]>", "\u202eeman desrever\u2066 mixed", "الاسم שלום", "x" * 10240,
           "长" * 3400, "e\u0301\u0302\u0303\u0304" * 60, "👩‍👩‍👧‍👦🏴‍☠️🇨🇳", "𠮷𡈽㐀龘𰻝", "__proto__", "line\nbreak\ttab", "a\x1fb\\", "'; drop table parks; --", "null", "NaN"]
# Fields that decide or name a feature keep their values: the point is that texts do not decide.
KEPT = {"parks": {"YQBM", "FXDJ", "RDZT", "YQJB", "plan_eia_date", "management_body", "established_on"}, "zones": {"BSM", "HXLX"},
        "townships": {"code", "county_code", "kind"}, "counties": {"id"}}
SOURCES = {"parks": ("parks_cm120.gpkg", 'id = "YQBM", name = "YQMC", risk_grade = "FXDJ", recognition = "RDZT"', "cgcs2000"),
           "zones": ("zones_gbk.shp", 'id = "BSM", name = "HXMC", class = "HXLX"', "cgcs2000"),
           "townships": ("townships.gpkg", 'id = "code", name = "name", county = "county", county_code = "county_code"', "gcj02")}
OUTPUTS = '[outputs]\nhtml = true\nxlsx = true\ndossiers = true\nsheets = ["park-conflict"]\n'
TEXT_COLUMNS = re.compile(r"(^|_)(name|names|county|title|message|message_zh|message_en)$")


class HostileTexts(CliTest):
    @classmethod
    def setUpClass(cls):
        cls.kept = tempfile.TemporaryDirectory(prefix="parkline-hostile-")
        cls.addClassCleanup(cls.kept.cleanup)
        cls.base = pathlib.Path(cls.kept.name)
        cls.source = {}
        for role, (path, _, _) in SOURCES.items():
            layer = cls.base / f"{role}.geojson"
            done = run("convert", HUAIAN.parent / path, layer, "-q")
            assert done.returncode == 0, done.stderr
            cls.source[role] = json.loads(layer.read_text("utf-8"))
        for kind in ("plain", "hostile"):
            cls.make(kind)

    @classmethod
    def text(cls, kind, role, field, i):
        return HOSTILE[i % len(HOSTILE)] if kind == "hostile" else f"{role} {field} {i:03d}"

    @classmethod
    def make(cls, kind):
        """The city with texts of a kind, run into cls.base/KIND/out with sheets, dossiers and the page."""
        data = cls.base / kind
        data.mkdir()
        project = f"[project]\nname = {json.dumps(cls.text(kind, 'project', 'name', 2))}\nas_of = 2026-11-23\nextent = [117.9, 32.5, 120.1, 34.5]\n"
        for role, (_, fields, datum) in SOURCES.items():
            layer = json.loads(json.dumps(cls.source[role]))
            for i, feature in enumerate(layer["features"]):
                texts = {k: cls.text(kind, role, k, i) for k, v in feature["properties"].items() if isinstance(v, str) and k not in KEPT[role]}
                feature["properties"].update(texts)
            (data / f"{role}.geojson").write_text(json.dumps(layer, ensure_ascii=False), encoding="utf-8")
            project += f'[[layer]]\nrole = "{role}"\npath = "{role}.geojson"\ndatum = "{datum}"\naccuracy_m = 2.0\nfields = {{ {fields} }}\n'
        sites = [["id", "name", "address", "lon", "lat"]] + [
            [f"S{i:02d}", cls.text(kind, "site", "name", i), cls.text(kind, "site", "address", i + 3), str(119 + i / 100), "33.5"] for i in range(len(HOSTILE))]
        with open(data / "sites.csv", "w", encoding="utf-8", newline="") as file:
            file.write("".join(",".join('"' + c.replace('"', '""') + '"' for c in row) + "\n" for row in sites))
        project += '[[layer]]\nrole = "sites"\npath = "sites.csv"\nsrc_crs = "EPSG:4490"\nfields = { id = "id", name = "name", lon = "lon", lat = "lat" }\n'
        project += f'[policy]\npack = {json.dumps(str(ROOT / "datasets/policies/huaian-demo.toml"))}\n'
        (data / "p.toml").write_text(project + OUTPUTS, encoding="utf-8")
        done = run("run", data / "p.toml", "-o", data / "out", "--lang", "en")
        # A sheet with letters that no font of its style has is not drawn with boxes: it is named, and stops only itself.
        cls.not_made = [line for line in done.stderr.split("\n") if line.startswith("not made: ")]
        assert done.returncode == (1 if cls.not_made else 0), done.stderr

    def out(self, kind="hostile"):
        return self.base / kind / "out"

    def test_tables_differ_in_the_texts_only(self):
        for path in sorted(self.out().glob("*.csv")):
            plain, hostile = read_rows(self.out("plain") / path.name), read_rows(path)
            self.assertEqual(len(plain), len(hostile), path.name)
            changed = {c for a, b in zip(plain, hostile) for c in a if a[c] != b[c]}
            self.assertEqual({c for c in changed if not TEXT_COLUMNS.search(c)}, set(), path.name)

    def test_no_cell_is_a_formula(self):
        for path in sorted(self.out().rglob("*.csv")):
            for row in read_rows(path):
                for column, cell in row.items():
                    is_number = re.fullmatch(r"[-+]?[0-9.e+-]+", cell or "")
                    self.assertFalse(cell and cell[0] in "=+-@\t\r" and not is_number, f"{path.name} {column}: {cell[:40]!r}")

    def test_names_come_through_as_they_are(self):
        found = [r["name"] for r in read_rows(self.out() / "parks.csv")]
        wanted = [HOSTILE[i] for i in range(len(found))]
        by_id = sorted(self.source["parks"]["features"], key=lambda f: f["properties"]["YQBM"])
        order = [self.source["parks"]["features"].index(f) for f in by_id]
        self.assertEqual([cell.removeprefix("'") if cell[1:2] in "=+-@" else cell for cell in found], [wanted[i] for i in order])

    def test_json_and_geopackage_are_whole(self):
        for path in [*self.out().glob("*.json"), *self.out().glob("*.sarif"), *self.out().glob("*.geojson")]:
            json.loads(path.read_text("utf-8"))
        with sqlite3.connect(self.out() / "results.gpkg") as db:
            self.assertEqual(db.execute("pragma integrity_check").fetchone(), ("ok",))
            for qml, sld in db.execute("select styleQML, styleSLD from layer_styles"):
                for style in (qml, sld):
                    if style:
                        ET.fromstring(style)
            names = {row[0] for row in db.execute("select name from parks")}
        self.assertTrue(names <= set(HOSTILE), names - set(HOSTILE))

    def test_only_letters_without_a_font_stop_a_paper(self):
        for line in self.not_made:
            self.assertIn("no font has these characters", line)
        made = len(list((self.out() / "sheets").glob("*.pdf")))
        self.assertEqual(made + sum(line.startswith("not made: sheet") for line in self.not_made), len(self.source["parks"]["features"]))
        self.assertGreater(made, 0)

    def test_file_names_are_safe(self):
        for path in self.out().rglob("*"):
            name = path.relative_to(self.out()).as_posix()
            self.assertLess(len(path.name.encode()), 240, name)
            self.assertNotRegex(name, r"[\x00-\x1f\x7f<>:\"\\|?*\u061c\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]")
            self.assertNotIn("..", name)

    @unittest.skipUnless(shutil.which("pdfinfo"), "needs poppler-utils")
    def test_papers_open(self):
        for path in [*self.out().glob("sheets/*.pdf"), *self.out().glob("dossiers/*.pdf")]:
            done = subprocess.run(["pdfinfo", path], capture_output=True, text=True, check=False)
            self.assertEqual((done.returncode, done.stderr), (0, ""), path.name)

    def test_workbook_cells_differ_in_the_texts_only(self):
        books = [openpyxl.load_workbook(self.out(kind) / "report.xlsx") for kind in ("plain", "hostile")]
        self.assertEqual(*[book.sheetnames for book in books])
        own_text = re.compile(r"(parks|zones|townships|site|project) \w+ \d{3}|@[0-9a-f]{8}")
        for sheet in books[0].sheetnames[:-1]:  # the last is the provenance: other inputs have other hashes
            for plain, hostile in zip(*[book[sheet].iter_rows() for book in books], strict=True):
                for a, b in zip(plain, hostile, strict=True):
                    self.assertNotEqual(b.data_type, "f", f"{sheet} {b.coordinate}")
                    if a.value != b.value:
                        self.assertRegex(str(a.value), own_text, f"{sheet} {b.coordinate}: {str(b.value)[:60]!r}")

    def test_letters_are_documents_without_theirs(self):
        done = run("report", self.out(), "--letters", ROOT / "datasets/documents/park-letter.docx", "-o", self.folder / "letters", "--lang", "en")
        letters = sorted((self.folder / "letters").glob("*.docx"))
        self.assertTrue(letters, done.stderr)
        for path in letters:
            with zipfile.ZipFile(path) as package:
                self.assertIsNone(package.testzip())
                for part in package.namelist():
                    if part.endswith(".xml"):
                        tags = {element.tag.split("}")[-1] for element in ET.fromstring(package.read(part)).iter()}
                        self.assertFalse(tags & {"script", "svg", "img"}, part)

    def test_the_page_has_no_markup_of_theirs(self):
        html = (self.out() / "report.html").read_text("utf-8")
        plain = (self.out("plain") / "report.html").read_text("utf-8")
        tags = lambda page: re.findall(r"<(?!!--)/?[a-zA-Z][^>]*>", re.sub(r"<title>.*?</title>|<h1>.*?</h1>|<script[^>]*>.*?</script>", "", page, flags=re.S))
        self.assertEqual(tags(html), tags(plain))
        for text in HOSTILE[:3]:
            self.assertNotIn(text, html)
        packed = re.search(r'id="data">([^<]*)<', html).group(1)
        data = json.loads(zlib.decompress(base64.b64decode(packed)))
        self.assertTrue({row[1] for row in data["tables"]["parks"]["rows"]} <= set(HOSTILE))

    def test_sheets_as_svg_are_xml_without_theirs(self):
        for kind in ("plain", "hostile"):
            run("map", self.out(kind), "--format", "svg", "-o", self.folder / kind)
        self.assertTrue(list((self.folder / "hostile").glob("*.svg")))
        for path in (self.folder / "hostile").glob("*.svg"):
            tree = ET.parse(path)
            names = {element.tag.rsplit("}", 1)[-1] for element in tree.iter()}
            self.assertEqual(names & {"script", "foreignObject", "iframe", "a"}, set(), path.name)
            attributes = {a.rsplit("}", 1)[-1] for element in tree.iter() for a in element.attrib}
            self.assertEqual({a for a in attributes if a.startswith("on")}, set(), path.name)

    def test_a_second_run_knows_everything_again(self):
        before = {p: p.stat().st_mtime_ns for p in self.out().rglob("*")}
        run("run", self.base / "hostile/p.toml", "-o", self.out())
        after = {p: p.stat().st_mtime_ns for p in self.out().rglob("*")}
        self.assertEqual(set(after), set(before))
        again = {p.relative_to(self.out()).as_posix() for p in after if after[p] != before[p] and p.is_file()}
        self.assertEqual({name for name in again if name.startswith("sheets/") and name.endswith(".pdf")}, set(), "sheets that stand are known")
        checks = harness.rows(run("verify", self.out(), "--format", "csv").stdout)
        wrong = {c["subject"] for c in checks if c["state"] == "wrong"}
        self.assertEqual(wrong, {"sheets", "reports"} if self.not_made else set())

    def test_verdicts_are_explained_in_any_form(self):
        project = self.base / "hostile/p.toml"
        park = self.source["parks"]["features"][0]["properties"]["YQBM"]
        html = self.succeeds("explain", project, "--park", park, "--form", "html").stdout
        self.assertNotIn(HOSTILE[0], html)
        json.loads(self.succeeds("explain", project, "--park", park, "--form", "json").stdout)

    def test_permits_take_them_too(self):
        layer = json.loads((ROOT / "datasets/huaian/programmes/footprints.geojson").read_text("utf-8"))
        for i, feature in enumerate(layer["features"]):
            feature["properties"]["name"] = HOSTILE[i]
        path = self.write("f.geojson", layer)
        lists = ROOT / "datasets/huaian/programmes"
        asked = ("permit", "screen", path, "--project", ROOT / "datasets/huaian/permits.toml", "--accuracy", 1, "--industries", lists / "industries.csv",
                 "--packs", ROOT / "datasets/policies", "--jurisdiction", "CN-JS-0800", "--quiet")
        answers = json.loads(self.succeeds(*asked, "--format", "json").stdout)["answers"]
        self.assertEqual([a["outcome"] for a in answers], ["conditions", "prohibited", "conditions", "prohibited", "conditions", "clear"])
        for row in harness.rows(self.succeeds(*asked, "--format", "csv").stdout):
            self.assertFalse(row.get("name", "").startswith("="))


if __name__ == "__main__":
    harness.main()
