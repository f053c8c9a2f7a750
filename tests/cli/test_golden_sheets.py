#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Golden sheets: none of their labels, classes and areas is lost or new. UPDATE=1 writes them anew; look at the sheets first."""
import os
import pathlib
import shutil
import subprocess
import unittest

import harness
import sheet_picture
from harness import NL, ResultsTest

GOLDEN = pathlib.Path(__file__).parent / "golden"
STYLES = harness.ROOT / "datasets/styles/parkline.toml"
SHEETS = {  # name: template, --where
    "park-HG06": ("park-conflict", "park_id='HG06'"),
    "park-HG07": ("park-conflict", "park_id='HG07'"),
    "township-320830001": ("township", "code='320830001'"),
    "permit-QY0178": ("permit", "site_id='QY0178'"),
    "city": ("city-overview", None),
}


class GoldenSheets(ResultsTest):
    def described(self, template, where, *more, dpi=50, results=None, name="sheet"):
        folder = self.folder / name
        self.succeeds("map", results or self.results, "--template", template, *(("--where", where) if where else ()), "--format", "svg,png",
                      "--dpi", dpi, "-o", folder, "-q", *more)
        (svg,), (png,) = folder.glob("*.svg"), folder.glob("*.png")
        return sheet_picture.description(svg, png.read_bytes())

    def compare(self, name, now):
        path = GOLDEN / f"{name}.txt"
        if os.environ.get("UPDATE"):
            path.write_text(now, "utf-8")
        self.assertEqual(sheet_picture.differences(path.read_text("utf-8"), now), [], name)

    def test_sheets_of_the_demo_city_are_as_they_were(self):
        for name, (template, where) in SHEETS.items():
            self.compare(name, self.described(template, where, name=name))

    def test_the_overview_of_another_country_is_as_it_was(self):
        results = self.folder / "nl"
        self.succeeds("run", NL, "-o", results, "-q")
        self.compare("nl-overview", self.described("city-overview", None, results=results))

    def test_other_pixels_of_the_same_sheet_are_no_difference(self):
        template, where = SHEETS["park-HG06"]
        golden = (GOLDEN / "park-HG06.txt").read_text("utf-8")
        self.assertEqual(sheet_picture.differences(golden, self.described(template, where, dpi=71)), [])

    # Cairo draws the pixels of PNG and parkline writes PDF: two ways from the same list of what is drawn.

    def both(self, template, where, name):
        """The mean colours of the square millimetres of a sheet as PNG, and as poppler shows its PDF."""
        folder = self.folder / name
        self.succeeds("map", self.results, "--template", template, *(("--where", where) if where else ()), "--format", "pdf,png",
                      "--dpi", 101.6, "-o", folder, "-q")
        (pdf,), (png,) = folder.glob("*.pdf"), folder.glob("*.png")
        shown = subprocess.run(["pdftoppm", "-r", "101.6", pdf], capture_output=True, check=True).stdout
        pictures = sheet_picture.pixels(png.read_bytes()), sheet_picture.pixels_of_ppm(shown, 4)
        png, pdf = (sheet_picture.mean_colours(picture) for picture in pictures)
        return png, {place: colour for place, colour in pdf.items() if place in png}  # poppler rounds the paper up

    @unittest.skipUnless(shutil.which("pdftoppm"), "needs poppler-utils")
    def test_pdf_shows_what_the_png_shows(self):
        for name in ("park-HG07", "permit-QY0178", "township-320830001"):
            png, pdf = self.both(*SHEETS[name], name)
            self.assertEqual(png.keys(), pdf.keys(), name)
            self.assertEqual(sheet_picture.unlike_squares(png, pdf), [], name)

    @unittest.skipUnless(shutil.which("pdftoppm"), "needs poppler-utils")
    def test_a_name_that_the_pdf_lacks_is_found(self):
        png, pdf = self.both(*SHEETS["permit-QY0178"], "lacking")
        blank = {place: (255, 255, 255) if 8 <= place[0] <= 14 and place[1] < 90 else colour for place, colour in pdf.items()}  # the title
        self.assertGreater(len(sheet_picture.unlike_squares(png, blank)), 20)

    def changed(self, old, new):
        """The differences that a change of the style pack makes on a sheet."""
        text = STYLES.read_text("utf-8")
        self.assertIn(old, text)
        styles = self.write("styles.toml", text.replace(old, new))
        template, where = SHEETS["park-HG06"]
        now = self.described(template, where, "--styles", styles)
        return "\n".join(sheet_picture.differences((GOLDEN / "park-HG06.txt").read_text("utf-8"), now))

    def test_a_lost_label_is_found(self):
        self.assertIn("text lost: 202.27 ha", self.changed('text = "{area_m2|ha} ha", bold = true', 'text = "{area_m2|ha} ha", min_scale = 900000, bold = true'))

    def test_a_lost_class_is_found(self):
        text = STYLES.read_text("utf-8")
        start = text.index('id = "redline_national"')
        fill = next(line for line in text[start:].split("\n") if line.startswith("fill"))
        hatch = next(line for line in text[start:].split("\n") if line.startswith("hatch"))
        self.assertIn("class 'g'", self.changed(fill + "\n" + hatch, ""))

    def test_another_symbol_of_the_same_extent_is_found(self):
        self.assertIn("class", self.changed('fill = { color = "#7d1a33", opacity = 0.75 }', 'fill = { color = "#7fb0d8", opacity = 0.75 }'))


if __name__ == "__main__":
    harness.main()
