#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""map: laws over whole batches of sheets (text, fonts, sizes, memory), and one bad feature among good ones."""
import os
import re
import shutil
import signal
import sqlite3
import statistics
import subprocess
import time
import unittest
import xml.etree.ElementTree as xml

import harness
from harness import ResultsTest, read_rows

SVG = "{http://www.w3.org/2000/svg}"
DRAWN = {"svg", "title", "desc", "rect", "path", "clipPath", "g", "text"}  # no picture, no letter as an outline
STYLES = harness.ROOT / "datasets/styles/parkline.toml"
NO_FONT = "\U0001F980"


def tool(*command):
    return subprocess.run(command, capture_output=True, check=True).stdout.decode("utf-8")


def squeezed(text):
    return re.sub(r"\s+", "", text)


class Sheets(ResultsTest):
    def sheets(self, *args, code=0, name="sheets", results=None):
        folder = self.folder / name
        done = self.succeeds("map", results or self.results, "-o", folder, *args, code=code)
        return folder, done

    @unittest.skipUnless(shutil.which("pdftotext"), "needs poppler-utils")
    def test_each_text_of_a_sheet_is_in_its_pdf_as_often_as_it_is_drawn(self):
        for template, where in (("park-conflict", "1=1"), ("township", "code like '320803%'"), ("permit", "fid <= 15")):
            folder, _ = self.sheets("--template", template, "--where", where, "--format", "pdf,svg", name=template)
            checked = 0
            for svg in sorted(folder.glob("*.svg")):
                drawn = [squeezed("".join(t.itertext())) for t in xml.parse(svg).getroot().iter(SVG + "text")]
                text = squeezed(tool("pdftotext", "-raw", str(svg.with_suffix(".pdf")), "-"))
                for one in set(drawn):
                    if len(one) >= 3:  # also within others, and over the lines of a name
                        self.assertEqual(text.count(one), "".join(drawn).count(one), f"{svg.name}: {one}")
                        checked += 1
            self.assertGreater(checked, 200)

    def test_a_page_takes_little_room(self):
        for template, where, most in (("park-conflict", "1=1", 120), ("township", "code like '3208%'", 120), ("permit", "fid <= 30", 120)):
            folder, _ = self.sheets("--template", template, "--where", where, name=template)
            sizes = [path.stat().st_size / 1000 for path in folder.glob("*.pdf")]
            self.assertGreaterEqual(len(sizes), 14)
            self.assertLess(statistics.median(sizes), most, template)
            self.assertLess(max(sizes), 2 * most, template)

    def test_an_svg_holds_texts_as_texts_and_every_number_is_one(self):
        folder, _ = self.sheets("--where", "park_id in ('HG01', 'HG06', 'HG07')", "--format", "svg")
        for path in folder.glob("*.svg"):
            root = xml.parse(path).getroot()
            self.assertLessEqual({element.tag.replace(SVG, "") for element in root.iter()}, DRAWN)
            self.assertNotRegex(path.read_text("utf-8"), r"\b(nan|inf)\b")
            identities = [element.get("id") for element in root.iter() if element.get("id")]
            self.assertEqual(len(identities), len(set(identities)))
            for text in root.iter(SVG + "text"):
                self.assertTrue(text.get("font-family") and float(text.get("font-size")) > 0)

    def peak_mb(self, *args):
        """Peak memory of one batch of sheets."""
        process = subprocess.Popen([harness.PARKLINE, "map", self.results, *map(str, args), "-q", "--no-progress"], stdout=subprocess.DEVNULL,
                                   stderr=subprocess.PIPE)
        with process.stderr as said:
            text = said.read()
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
        self.assertEqual(process.returncode, 0, text)
        return usage.ru_maxrss / 1024

    def test_memory_does_not_grow_with_the_pages(self):
        peak = {pages: self.peak_mb("--template", "permit", "--where", f"fid <= {pages}", "--combined", "--threads", "2", "-o", self.folder / str(pages))
                for pages in (40, 220)}
        if peak[40] > 600:
            self.skipTest("a build with sanitizers, which keep what is freed")
        self.assertLess(peak[220], 300)
        self.assertLess(peak[220], peak[40] + 40)

    def test_an_interrupted_batch_goes_on_where_it_stopped(self):
        folder = self.folder / "sheets"
        how = ("--template", "permit", "--where", "fid <= 120", "--threads", "1", "-o", folder)
        process = subprocess.Popen([harness.PARKLINE, "map", self.results, *map(str, how), "-q"], stderr=subprocess.PIPE)
        while len(list(folder.glob("*.pdf"))) < 8 and process.poll() is None:
            time.sleep(0.01)
        process.send_signal(signal.SIGTERM)
        process.communicate()
        self.assertEqual(process.returncode, 143)
        done = {path.name: path.read_bytes() for path in folder.glob("*.pdf")}
        self.assertLess(len(done), 120)
        for content in done.values():
            self.assertTrue(content.rstrip().endswith(b"%%EOF"))
        again = self.succeeds("map", self.results, *how)
        drawn, unchanged = map(int, re.search(r"(\d+) drawn, (\d+) unchanged", again.stdout).groups())
        self.assertEqual(drawn + unchanged, 120)
        self.assertGreaterEqual(unchanged, 8)
        self.assertEqual({name: (folder / name).read_bytes() for name in done}, done)
        self.assertEqual(len(read_rows(folder / "sheets.csv")), 120)

    # fonts

    @unittest.skipUnless(shutil.which("pdffonts"), "needs poppler-utils")
    def test_a_style_may_name_its_letters_in_chinese_and_falls_back_along_the_chain(self):
        text = STYLES.read_text("utf-8")
        for family, found in (("黑体", r"NotoSansCJKsc"), ("宋体", r"NotoSerifCJKsc|SimSun"), ("仿宋", r"NotoSerifCJKsc|FangSong"),
                              ("楷体", r"NotoSerifCJKsc|KaiTi|UKai")):
            old = 'label = { text = "{area_m2|ha} ha", bold = true'
            self.assertIn(old, text)
            styles = self.write("s.toml", text.replace(old, f'label = {{ text = "{{area_m2|ha}} ha", font = "{family}", bold = true'))
            folder, _ = self.sheets("--styles", styles, "--where", "park_id='HG06'", name=family)
            (path,) = folder.glob("*.pdf")
            self.assertRegex(tool("pdffonts", str(path)), found, family)
            self.assertIn("202.27 ha", tool("pdftotext", str(path), "-"))

    def test_a_family_that_is_neither_is_refused(self):
        styles = self.write("s.toml", STYLES.read_text("utf-8").replace('font = "song"', 'font = "隶书"'))
        self.refuses("map", self.results, "-o", self.folder / "bad", "--styles", styles, zh=["隶书", "[fonts]"], en=["隶书", "[fonts]"])

    # one bad feature among good ones

    def changed(self, *statements):
        """A copy of the results in which something was changed."""
        copy = self.folder / "results.gpkg"
        shutil.copy(self.results / "results.gpkg", copy)
        with sqlite3.connect(copy) as db:
            db.create_function("ST_IsEmpty", 1, lambda shape: shape is None)
            for side in ("MinX", "MaxX", "MinY", "MaxY"):
                db.create_function("ST_" + side, 1, lambda shape: 0.0)
            for statement in statements:
                self.assertGreater(db.execute(statement).rowcount, 0, statement)
        db.close()
        return copy

    def fails_only(self, results, bad, zh, en, *args):
        """Exactly the sheet of `bad` is missing, with one sentence; the exit code says so."""
        for language, words in (("zh", zh), ("en", en)):
            folder, done = self.sheets(*args, "--lang", language, "-q", code=1, name=language, results=results)
            said = [line for line in done.stderr.split("\n") if bad in line]
            self.assertEqual(len(said), 1, done.stderr)
            for word in words:
                self.assertIn(word, said[0])
            listed = {row["id"] for row in read_rows(folder / "sheets.csv")}
            self.assertEqual(len(listed), 13)
            self.assertNotIn(bad, listed)
            self.assertEqual(len(list(folder.glob("*.pdf"))), 13)

    def test_a_feature_without_a_shape_has_no_sheet(self):
        results = self.changed("update parks set geom = null where park_id = 'HG05'")
        self.fails_only(results, "HG05", ["范围为空"], ["extent is empty"])

    def test_a_name_that_no_font_can_write_stops_its_own_sheet(self):
        results = self.changed(f"update parks set name = name || '{NO_FONT}' where park_id = 'HG14'")
        self.fails_only(results, "HG14", [NO_FONT, "Noto Sans CJK SC"], [NO_FONT, "no font has", "tried: Noto Sans CJK SC"])


if __name__ == "__main__":
    harness.main()
