#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""map: what a stranger finds in the sheets (text, fonts, sizes), resume, and what is refused."""
import io
import shutil
import sqlite3
import struct
import subprocess
import unittest
import xml.etree.ElementTree as xml
import zipfile

import harness
from harness import ResultsTest, read_rows

SVG = "{http://www.w3.org/2000/svg}"


def tool(*command):
    return subprocess.run(command, capture_output=True, check=True).stdout.decode("utf-8")


class Sheets(ResultsTest):
    def sheets(self, *args, code=0, name="sheets"):
        folder = self.folder / name
        done = self.succeeds("map", self.results, "-o", folder, *args, code=code)
        return folder, done

    @unittest.skipUnless(shutil.which("pdftotext"), "needs poppler-utils")
    def test_pdf_holds_each_label_once_and_only_parts_of_its_fonts(self):
        folder, _ = self.sheets("--where", "park_id='HG06'")
        (path,) = folder.glob("*.pdf")
        text = tool("pdftotext", "-layout", str(path), "-")
        for label, times in (("202.27 ha", 1), ("312.59 ha", 1), ("1:40,000", 1), ("古河湿地(示例)", 2)):
            self.assertEqual(text.count(label), times, label)  # a zone stands on the map and in the table
        self.assertIn("国家级生态保护红线", text)
        fonts = [line for line in tool("pdffonts", str(path)).split("\n")[2:] if "CID" in line]
        self.assertGreaterEqual(len(fonts), 2)
        for font in fonts:
            self.assertRegex(font, r"^[A-Z]{6}\+Noto\S+ +CID Type 0C +Identity-H +yes yes yes")
        info = tool("pdfinfo", str(path))
        self.assertIn("HG06 维桥化工园(示例)", info)
        self.assertIn("pack huaian-demo", info)
        self.assertIn("Mon Nov 23", info)

    @unittest.skipUnless(shutil.which("pdffonts"), "needs poppler-utils")
    def test_a_book_has_all_pages_and_shares_its_fonts(self):
        folder, _ = self.sheets("--combined")
        (path,) = folder.glob("*.pdf")
        self.assertIn("Pages:           14", tool("pdfinfo", str(path)))
        fonts = [line.split()[0][7:] for line in tool("pdffonts", str(path)).split("\n") if "CID" in line]
        self.assertEqual(len(fonts), len(set(fonts)), fonts)
        self.assertLess(path.stat().st_size, 14 * 120_000)

    def test_png_has_the_size_of_the_paper_and_says_its_resolution(self):
        folder, _ = self.sheets("--where", "park_id='HG06'", "--format", "png", "--dpi", "100")
        (path,) = folder.glob("*.png")
        png = path.read_bytes()
        self.assertEqual(struct.unpack(">II", png[16:24]), (827, 1169))
        at = png.index(b"pHYs") + 4
        self.assertEqual(struct.unpack(">IIB", png[at:at + 9]), (3937, 3937, 1))

    def test_svg_is_xml_with_real_text(self):
        folder, _ = self.sheets("--where", "park_id='HG06'", "--format", "svg")
        (path,) = folder.glob("*.svg")
        root = xml.parse(path).getroot()
        self.assertEqual(root.get("viewBox"), "0 0 210 297")
        texts = ["".join(text.itertext()) for text in root.iter(SVG + "text")]
        self.assertEqual(texts.count("202.27 ha"), 1)
        self.assertIn("古河湿地(示例)", texts)

    def test_every_sheet_is_listed_and_a_second_run_draws_nothing(self):
        folder, first = self.sheets("--format", "pdf,svg")
        self.assertIn("14 drawn", first.stdout)
        listed = read_rows(folder / "sheets.csv")
        self.assertEqual(len(listed), 28)
        self.assertEqual({row["file"] for row in listed}, {p.name for p in folder.iterdir()} - {"sheets.csv"})
        before = {p.name: p.read_bytes() for p in folder.iterdir()}
        _, second = self.sheets("--format", "pdf,svg")
        self.assertIn("0 drawn, 14 unchanged", second.stdout)
        self.assertEqual({p.name: p.read_bytes() for p in folder.iterdir()}, before)
        name = listed[0]["file"]
        (folder / name).unlink()
        _, third = self.sheets("--format", "pdf,svg")
        self.assertIn("1 drawn, 13 unchanged", third.stdout)
        self.assertEqual((folder / name).read_bytes(), before[name])

    def test_changed_sheets_are_replaced_only_when_asked(self):
        self.sheets("--where", "park_id='HG06'")
        self.refuses("map", self.results, "-o", self.folder / "sheets", "--where", "park_id='HG06'", "--approval", "X1",
                     zh=["--overwrite"], en=["exists", "--overwrite"])
        self.sheets("--where", "park_id='HG06'", "--approval", "X1", "--overwrite")

    def test_threads_do_not_change_a_byte(self):
        one, _ = self.sheets("--format", "pdf,png", "--dpi", "60", "--threads", "1", name="one")
        two, _ = self.sheets("--format", "pdf,png", "--dpi", "60", "--threads", "2", name="two")
        for path in one.iterdir():
            self.assertEqual(path.read_bytes(), (two / path.name).read_bytes(), path.name)

    def test_threads_do_not_change_a_byte_of_a_book(self):
        (one,), (four,) = (self.sheets("--combined", "--threads", str(n), name=f"book{n}")[0].glob("*.pdf") for n in (1, 4))
        self.assertEqual(one.read_bytes(), four.read_bytes())

    @unittest.skipUnless(shutil.which("pdftotext"), "needs poppler-utils")
    def test_names_of_every_kind_are_found_in_the_pdf_once(self):
        """Curved, spaced and with a halo; digits in their Chinese form; a radical that is drawn as the usual character."""
        with sqlite3.connect(self.copy()) as db:
            for (trigger,) in db.execute("select name from sqlite_master where type = 'trigger' and tbl_name = 'parks'").fetchall():
                db.execute(f'drop trigger "{trigger}"')  # of the spatial index, which the name does not touch
            db.execute("update parks set name = '⽔乡 Café 1号 𠮷(示例)' where park_id = 'HG06'")
        db.close()
        folder = self.folder / "names"
        self.succeeds("map", self.folder / "results.gpkg", "--where", "park_id='HG06'", "-o", folder)
        (path,) = folder.glob("*.pdf")
        text = tool("pdftotext", "-raw", str(path), "-")
        text = "".join(text.split())  # the name on the map has two lines
        self.assertEqual(text.count("⽔乡Café1号𠮷(示例)"), 2, text)  # the title, and on the map

    def test_other_templates_and_languages(self):
        for template, where in (("township", "code='320803002'"), ("permit", "site_id='QY0178'")):
            folder, _ = self.sheets("--template", template, "--where", where, "--sheet-lang", "en", "--format", "svg", name=template)
            (path,) = folder.glob("*.svg")
            texts = ["".join(text.itertext()) for text in xml.parse(path).getroot().iter(SVG + "text")]
            self.assertIn("Legend", texts)
        folder, _ = self.sheets("--template", "city-overview", "--format", "svg", name="overview")
        self.assertEqual(len(list(folder.glob("*.svg"))), 1)

    # QGIS

    def copy(self):
        copy = self.folder / "results.gpkg"
        shutil.copy(self.results / "results.gpkg", copy)
        return copy

    def saved(self, change):
        """A copy of the results with one style changed, as QGIS saves it."""
        copy = self.copy()
        old, new = change
        with sqlite3.connect(copy) as db:
            (qml,) = db.execute("select styleQML from layer_styles where f_table_name = 'zones'").fetchone()
            self.assertIn(old, qml)
            db.execute("update layer_styles set styleQML = ? where f_table_name = 'zones'", (qml.replace(old, new),))
        db.close()
        return copy

    def test_the_geopackage_holds_a_project_with_every_layer_in_a_group(self):
        with sqlite3.connect(f"file:{self.results / 'results.gpkg'}?mode=ro", uri=True) as db:
            ((name, content),) = db.execute("select name, content from qgis_projects").fetchall()
            styles = db.execute("select f_table_name, styleSLD from layer_styles").fetchall()
            ((crs,),) = db.execute("select distinct 'EPSG:' || srs_id from gpkg_geometry_columns").fetchall()
        db.close()
        with zipfile.ZipFile(io.BytesIO(bytes.fromhex(content))) as archive:
            self.assertIsNone(archive.testzip())
            root = xml.fromstring(archive.read(name + ".qgs").decode("utf-8"))
        sources = [layer.findtext("datasource") for layer in root.iter("maplayer")]
        self.assertEqual(len(sources), 8)
        grouped = [layer.get("source") for group in root.find("layer-tree-group").findall("layer-tree-group")
                   for layer in group.findall("layer-tree-layer")]
        self.assertEqual(sorted(sources), sorted(grouped))
        for layer in root.iter("maplayer"):
            self.assertIsNotNone(layer.find("renderer-v2"), layer.findtext("layername"))
            self.assertEqual(layer.findtext("srs/spatialrefsys/authid"), crs, layer.findtext("layername"))
        for table, sld in styles:
            self.assertTrue(xml.fromstring(sld).tag.endswith("StyledLayerDescriptor"), table)

    def test_a_style_that_was_saved_in_qgis_is_on_the_sheet(self):
        changed = self.saved(('value="109,181,140,140"', 'value="255,136,0,255"'))
        out = self.folder / "changed"
        done = self.succeeds("map", changed, "--styles", changed, "--where", "park_id='HG06'", "--format", "svg", "-o", out)
        self.assertEqual(done.stderr, "")
        (path,) = out.glob("*.svg")
        self.assertIn("#ff8800", path.read_text("utf-8"))
        self.assertNotIn("#6db58c", path.read_text("utf-8"))

    def test_untouched_styles_give_the_same_sheet(self):
        folder, _ = self.sheets("--where", "park_id='HG06'", "--format", "svg", name="pack")
        again, _ = self.sheets("--where", "park_id='HG06'", "--format", "svg", "--styles", self.results / "results.gpkg", name="saved")
        (one,), (other,) = folder.glob("*.svg"), again.glob("*.svg")
        self.assertEqual(one.read_bytes(), other.read_bytes())

    def test_what_is_not_understood_of_a_saved_style_is_listed(self):
        changed = self.saved(('class="SimpleFill"', 'class="GradientFill"'))
        for lang, words in (("en", ["zones", "not understood", "GradientFill"]), ("zh", ["zones", "未读懂", "GradientFill"])):
            done = self.succeeds("map", changed, "--styles", changed, "--where", "park_id='HG06'", "-o", self.folder / lang, "--lang", lang)
            for word in words:
                self.assertIn(word, done.stderr)

    # what is refused

    def template(self, change):
        text = (harness.ROOT / "datasets/styles/templates/park-conflict.toml").read_text("utf-8")
        old, new = change
        self.assertIn(old, text)
        return self.write("t.toml", text.replace(old, new, 1))

    def styles(self, change):
        text = (harness.ROOT / "datasets/styles/parkline.toml").read_text("utf-8")
        old, new = change
        self.assertIn(old, text)
        return self.write("s.toml", text.replace(old, new))

    def refused(self, *args, zh, en, code=2):
        self.refuses("map", self.results, "-o", self.folder / "bad", *args, zh=zh, en=en, code=code)

    def test_wrong_names_list_what_there_is(self):
        self.refused("--template", "parks", zh=["park-conflict"], en=["park-conflict", "township"])
        self.refused("--each", "park", zh=["parks"], en=["parks", "--each"])
        self.refused("--where", "park_id='nobody'", zh=["--where"], en=["no feature", "--where"])

    def test_a_block_outside_of_the_paper(self):
        self.refused("--template", self.template(("frame = [163.0, 245.0,", "frame = [193.0, 245.0,")),
                     zh=["inset", "210 × 297"], en=["line", "block 'inset'", "leaves the paper"])

    def test_a_label_field_that_is_missing(self):
        self.refused("--styles", self.styles(('text = "{area_m2|ha} ha"', 'text = "{area} ha"')),
                     zh=["conflicts", "area"], en=["style layer 'conflicts'", "'area'"])

    def test_a_rule_about_a_field_that_is_missing(self):
        self.refused("--styles", self.styles(('where = { verdict = "close" }', 'where = { verdct = "close" }')),
                     zh=["parks", "close", "verdct"], en=["style layer 'parks', rule 'close'", "'verdct'"])

    def failed(self, *args, words):
        _, done = self.sheets(*args, code=1, name="failed")
        for word in words:
            self.assertIn(word, done.stderr)
        return done

    def test_a_scale_that_the_paper_does_not_allow_stops_only_its_sheet(self):
        template = self.template(('margin = 0.18', 'margin = 0.18\nscales = [25000, 50000]'))
        done = self.failed("--template", template, words=["sheet HG03", "1:50,000"])
        self.assertRegex(done.stdout, r"1\d drawn")

    def test_a_template_may_give_values_their_words(self):
        out, _ = self.sheets("--template", "permit", "--where", "site_id='QY0003'", name="words")
        [pdf] = out.glob("*.pdf")
        text = subprocess.run(["pdftotext", "-layout", pdf, "-"], capture_output=True, text=True, check=True).stdout
        self.assertRegex(text, r"类型\s+企业")
        self.assertNotIn("enterprise", text)
        out, _ = self.sheets("--template", "permit", "--where", "site_id='QY0178'", name="inside")
        [pdf] = out.glob("*.pdf")
        self.assertNotIn("inside", subprocess.run(["pdftotext", pdf, "-"], capture_output=True, text=True, check=True).stdout)

    def test_the_legend_names_no_sign_that_lies_under_that_of_the_sheet(self):
        """The star of a site covers the sign of its class: that class is in the legend when another site shows it."""
        for name, alone in (("together", False), ("alone", True)):
            results = self.copy()
            if alone:
                with sqlite3.connect(results) as file:
                    file.execute("DELETE FROM sites WHERE site_id <> 'QY0178'")
            out = self.folder / name
            self.succeeds("map", results, "--template", "permit", "--where", "site_id='QY0178'", "--format", "svg", "-o", out)
            [svg] = out.glob("*.svg")
            texts = ["".join(one.itertext()) for one in xml.parse(svg).iter(f"{SVG}text")]
            # The badge and the conclusion say it, too.
            self.assertEqual(texts.count("位于管控区内"), 2 if alone else 3, name)

    def test_a_feature_that_no_rule_takes_stops_only_the_sheets_that_it_is_on(self):
        styles = self.styles(('where = { verdict = "close" }', 'where = { verdict = "closed" }'))
        text = styles.read_text("utf-8")
        start = text.index('id = "undecided"')
        begin, end = text.rindex("[[layer.rule]]", 0, start), text.index("[[layer]]", start)
        styles.write_text(text[:begin] + text[end:], "utf-8")
        done = self.failed("--styles", styles, words=["sheet HG06", "feature 'HG06' of the layer 'parks' meets no rule"])
        self.assertRegex(done.stdout, r"1\d drawn")
        self.assertEqual(list((self.folder / "failed").glob("HG06*")), [])

    def test_a_letter_without_a_font_is_named_with_the_fonts(self):
        styles = self.styles(('hei = ["Noto Sans CJK SC", "Source Han Sans SC", "Microsoft YaHei", "SimHei"]',
                              'hei = ["No Such Font"]'))
        done = self.failed("--styles", styles, "--where", "park_id='HG06'", words=["维", "No Such Font"])
        self.assertEqual(list((self.folder / "failed").glob("*.pdf")), [])


if __name__ == "__main__":
    harness.main()
