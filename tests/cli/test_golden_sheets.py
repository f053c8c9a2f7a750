#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Golden sheets: none of their labels, classes and areas is lost or new. UPDATE=1 writes them anew; look at the sheets first."""
import os
import pathlib
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
