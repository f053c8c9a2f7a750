#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Letters about parks from an office's own Word template: filled, whole, the same bytes, and what is refused."""
import xml.etree.ElementTree as xml
import zipfile

import harness
from harness import ROOT, CliTest, ResultsTest, collection, read_rows, square

TEMPLATE = ROOT / "datasets/documents/park-letter.docx"
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def template(path, body):
    """The template of the demo with another body: paragraphs (str) and tables (lists of rows of cells)."""
    def paragraph(text):
        return f"<w:p><w:r><w:t>{text}</w:t></w:r></w:p>"

    def block(part):
        if isinstance(part, str):
            return paragraph(part)
        rows = ("".join(f"<w:tc>{paragraph(cell)}</w:tc>" for cell in row) for row in part)
        return "<w:tbl>" + "".join(f"<w:tr>{row}</w:tr>" for row in rows) + "</w:tbl>"
    text = f'<w:document xmlns:w="{W[1:-1]}"><w:body>{"".join(map(block, body))}</w:body></w:document>'
    with zipfile.ZipFile(TEMPLATE) as old, zipfile.ZipFile(path, "w") as new:
        for info in old.infolist():
            if info.filename != "word/footer1.xml":
                new.writestr(info, text if info.filename == "word/document.xml" else old.read(info))
    return path


def document(path):
    with zipfile.ZipFile(path) as letter:
        assert letter.testzip() is None
        return xml.fromstring(letter.read("word/document.xml"))


def text_of(node):
    return "".join(t.text or "" for t in node.iter(f"{W}t"))


def table_of(path, number):
    table = list(document(path).iter(f"{W}tbl"))[number]
    return [[text_of(cell) for cell in row.iter(f"{W}tc")] for row in table.iter(f"{W}tr")]


class Letters(ResultsTest):
    def letters(self, *args, path=TEMPLATE, name="letters"):
        folder = self.folder / name
        self.succeeds("report", self.results, "--letters", path, "-o", folder, *args)
        return sorted(folder.iterdir())

    def test_each_park_has_a_letter_with_no_marker_left(self):
        parks = read_rows(self.results / "parks.csv")
        files = self.letters()
        self.assertEqual([path.name.split("-")[0] for path in files], [row["park_id"] for row in parks])
        for path in files:
            with zipfile.ZipFile(path) as letter:
                for name in letter.namelist():
                    if name.endswith(".xml"):
                        self.assertNotIn(b"{{", letter.read(name), f"{path.name} {name}")

    def test_it_says_what_the_results_say(self):
        [path] = self.letters("--park", "HG06")
        text = text_of(document(path))
        for words in ("关于维桥化工园(示例)的处置意见", "园区编号：HG06", "4,331,492.39", "关闭", "一票否决：P1"):
            self.assertIn(words, text)
        conflicts = [r for r in read_rows(self.results / "conflicts.csv") if r["park_id"] == "HG06"]
        self.assertEqual([row[0] for row in table_of(path, 0)[1:]], [r["zone_id"] for r in conflicts])

    def test_a_park_without_conflicts_has_a_row_of_dashes(self):
        [path] = self.letters("--park", "HG01")
        self.assertEqual(table_of(path, 0)[1:], [["—"] * 6])

    def test_the_sheet_is_in_it_as_a_picture(self):
        [path] = self.letters("--park", "HG06")
        with zipfile.ZipFile(path) as letter:
            [name] = [n for n in letter.namelist() if n.endswith(".png")]
            self.assertTrue(letter.read(name).startswith(b"\x89PNG"))
            self.assertIn(b'Target="media/' + name.split("/")[-1].encode(), letter.read("word/_rels/document.xml.rels"))
            self.assertIn(b'Extension="png"', letter.read("[Content_Types].xml"))

    def test_the_same_results_give_the_same_bytes(self):
        [one] = self.letters("--park", "HG09", name="one")
        [two] = self.letters("--park", "HG09", "--threads", "1", name="two")
        self.assertEqual(one.read_bytes(), two.read_bytes())
        with zipfile.ZipFile(one) as letter:
            self.assertEqual({info.date_time for info in letter.infolist()}, {(1980, 1, 1, 0, 0, 0)})

    def test_an_unknown_field_is_named_with_those_there_are(self):
        for body, zh, en in ((["{{nmae}}"], ["{{nmae}}", "'name'", "area_m2"], ["no {{nmae}}", "Did you mean 'name'?", "area_m2"]),
                             ([[["{{conflicts.zone_di}}"]]], ["zone_id"], ["Did you mean 'zone_id'?"]),
                             (["{{conflicts.zone_id}}"], ["表格行"], ["in a table row only"]),
                             (["{{picture:map}}"], ["sheet"], ["There are: sheet"])):
            path = template(self.folder / "bad.docx", body)
            for parks in (["--park", "HG06"], ["--park", "HG01"], []):  # HG01 has no conflict: a template is wrong or right for all
                self.refuses("report", self.results, "--letters", path, "-o", self.folder / "x", *parks, zh=zh, en=en)
                self.assertFalse((self.folder / "x").exists())

    def test_a_template_may_name_everything_that_the_documents_list(self):
        conflict = [*read_rows(self.results / "conflicts.csv")[0], "status_title"]
        lists = {"conflicts": conflict, "facts": ["fact", "title", "value", "evidence"], "citations": ["source", "criteria", "mark", "verified"],
                 "criteria": "criterion title kind status status_title value op limit note change source".split()}
        single = [*read_rows(self.results / "parks.csv")[0], "reason", "least_change", "verdict_title", "project", "as_of", "data_version", "program"]
        body = [f"{{{{{name}}}}}" for name in single] + [[[f"{{{{{name}.{field}}}}}" for field in fields]] for name, fields in lists.items()]
        [path] = self.letters("--park", "HG06", path=template(self.folder / "all.docx", body))
        self.assertNotIn("{{", text_of(document(path)))
        self.assertEqual(len(table_of(path, 0)), 2)

    def test_what_cannot_be_made_is_refused(self):
        self.refuses("report", self.results, "--letters", TEMPLATE, zh=["-o DIR"], en=["-o DIR"])
        self.refuses("report", self.results, "--letters", self.folder / "no.docx", "-o", self.folder / "x", zh=["no.docx"], en=["no.docx"])
        text = self.write("text.docx", "no zip")
        self.refuses("report", self.results, "--letters", text, "-o", self.folder / "x", zh=["text.docx"], en=["text.docx"])
        self.letters("--park", "HG01")
        self.refuses("report", self.results, "--letters", TEMPLATE, "-o", self.folder / "letters", "--park", "HG01",
                     zh=["--overwrite"], en=["--overwrite"])


class Hostile(CliTest):
    def test_a_city_without_any_conflict_judges_a_template_like_any_other(self):
        self.write("parks.geojson", collection(square(119, 33, id="P")))
        self.write("zones.geojson", collection(square(119.5, 33, id="Z")))
        project = self.project('role = "parks"\npath = "parks.geojson"',
                               'role = "zones"\npath = "zones.geojson"\nvalues = { class = "redline_national" }')
        out = self.folder / "out"
        self.succeeds("run", project, "-o", out)
        wrong = template(self.folder / "wrong.docx", [[["{{conflicts.x}}"]]])
        self.refuses("report", out, "--letters", wrong, "-o", self.folder / "letters", zh=["{{conflicts.x}}", "zone_id"], en=["zone_id"])
        right = template(self.folder / "right.docx", [[["{{conflicts.zone_id}}", "{{conflicts.status_title}}"]]])
        self.succeeds("report", out, "--letters", right, "-o", self.folder / "letters")
        [letter] = (self.folder / "letters").iterdir()
        self.assertEqual(table_of(letter, 0), [["—", "—"]])

    def test_names_are_data(self):
        evil = "{{area_m2}} {{picture:sheet}} <w:p> & =1+1 ]]>"
        self.write("parks.geojson", collection(square(119, 33, id="../P", name=evil)))
        self.write("zones.geojson", collection(square(119.005, 33, id="Z", name="{{nothing}}")))
        project = self.project('role = "parks"\npath = "parks.geojson"',
                               'role = "zones"\npath = "zones.geojson"\nvalues = { class = "redline_national" }')
        out = self.folder / "out"
        self.succeeds("run", project, "-o", out)
        path = template(self.folder / "t.docx", ["[{{name}}]", [["{{conflicts.zone_name}}", "{{name}}"]]])
        self.succeeds("report", out, "--letters", path, "-o", self.folder / "letters")
        [letter] = (self.folder / "letters").iterdir()
        self.assertRegex(letter.name, r"^[\w-]+\.docx$")
        self.assertEqual(text_of(document(letter)), f"[{evil}]{{{{nothing}}}}{evil}")


if __name__ == "__main__":
    harness.main()
