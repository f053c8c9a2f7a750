#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""The workbook of a run: every list whole, as numbers, days and texts, and safe to open."""
import datetime
import json
import re
import zipfile

import openpyxl

import harness
from harness import CliTest, ResultsTest, collection, point, read_rows, run, square

LISTS = {"园区": "parks.csv", "冲突": "conflicts.csv", "点位": "sites.csv", "企业去向": "enterprises.csv", "乡镇": "townships.csv",
         "创建覆盖率": "coverage.csv", "问题": "problems.csv"}
SHEETS = ["概况", "园区", "冲突", "点位", "企业去向", "乡镇", "创建覆盖率", "判定过程", "事实", "问题", "图层与守恒", "来源"]


def columns_of(sheet, row=1):
    """Position of each column by its published name, which stands in the note of its header."""
    return {cell.comment.text: cell.column - 1 for cell in sheet[row] if cell.comment}


def is_same(text, cell):
    """The cell holds what the CSV says: a number, a day, or the very text."""
    if text == "":
        return cell is None
    if isinstance(cell, datetime.datetime):
        return cell.strftime("%Y-%m-%d") == text
    if isinstance(cell, (int, float)):
        return re.fullmatch(r"-?\d+(\.\d+)?", text) is not None and float(text) == cell
    return cell == text


def types_as_libreoffice_has_them(path, to):
    """The workbook with the types of comments and drawings before those of sheets, beyond the 2 KB that GDAL looks at."""
    with zipfile.ZipFile(path) as old, zipfile.ZipFile(to, "w", zipfile.ZIP_DEFLATED) as new:
        for name in sorted(old.namelist(), key=lambda name: name == "[Content_Types].xml"):
            data = old.read(name).decode() if name == "[Content_Types].xml" else old.read(name)
            if isinstance(data, str):
                overrides = sorted(re.findall(r"<Override [^>]*/>", data), key=lambda tag: "worksheet+xml" in tag)
                padding = "".join(f'<Default Extension="x{i}" ContentType="application/vnd.example.comments+xml"/>' for i in range(40))
                data = re.sub(r"(<Override [^>]*/>)+", lambda _: padding + "".join(overrides), data, count=1)
                assert data.index("worksheet+xml") > 2048
            new.writestr(name, data)
    return to


class Demo(ResultsTest):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.path = cls.results.parent / "report.xlsx"
        done = run("report", cls.results, "--xlsx", cls.path)
        assert done.returncode == 0, done.stderr
        cls.book = openpyxl.load_workbook(cls.path)

    def test_a_sheet_for_each_list_and_where_it_comes_from(self):
        self.assertEqual(self.book.sheetnames, SHEETS)

    def test_every_row_of_every_list_is_that_of_its_csv(self):
        for name, file in LISTS.items():
            sheet, table = self.book[name], read_rows(self.results / file)
            columns = columns_of(sheet)
            self.assertEqual(sheet.max_row, len(table) + 1, name)
            for line, row in zip(sheet.iter_rows(min_row=2, values_only=True), table):
                for column, text in row.items():
                    self.assertTrue(is_same(text, line[columns[column]]), f"{name} {column}: {text!r} {line[columns[column]]!r}")

    def test_figures_are_numbers_ids_are_texts_and_days_are_days(self):
        parks, townships, coverage = self.book["园区"], self.book["乡镇"], self.book["创建覆盖率"]
        self.assertIsInstance(parks.cell(2, columns_of(parks)["area_m2"] + 1).value, float)
        self.assertIsInstance(townships.cell(2, columns_of(townships)["code"] + 1).value, str)
        self.assertIsInstance(coverage.cell(2, columns_of(coverage)["as_of"] + 1).value, datetime.datetime)

    def test_headers_are_chinese_carry_units_stay_in_view_and_filter(self):
        for name in SHEETS[1:]:
            sheet = self.book[name]
            self.assertIsNotNone(sheet.freeze_panes, name)
            self.assertTrue(sheet.auto_filter.ref, name)
            for cell in sheet[1]:
                self.assertRegex(cell.value, r"[一-鿿]|SHA-256", f"{name} {cell.coordinate}")
        parks = self.book["园区"]
        self.assertEqual(parks.cell(1, columns_of(parks)["area_m2"] + 1).value, "面积 (m²)")

    def test_verdicts_are_said_in_words_and_coloured(self):
        parks = self.book["园区"]
        verdict = columns_of(parks)["verdict"]
        titles = {row[verdict]: row[verdict + 1] for row in parks.iter_rows(min_row=2, values_only=True)}
        self.assertEqual(titles["close"], "关闭")
        self.assertEqual(titles["support_upgrade"], "扶持提升")
        ranges = {str(r.sqref).split(":")[0] for r in parks.conditional_formatting}
        for column in (verdict + 1, verdict + 2):
            self.assertIn(f"{openpyxl.utils.get_column_letter(column)}2", ranges)

    def test_the_overview_says_the_summary_in_words(self):
        summary = json.loads((self.results / "summary.json").read_text("utf-8"))
        lines = dict(row[:2] for row in self.book["概况"].iter_rows(values_only=True) if row[0])
        self.assertEqual(lines["结论：关闭"], summary["verdicts"]["close"])
        self.assertEqual(lines["冲突：违规"], summary["conflicts"]["violation"])
        self.assertEqual(lines["冲突面积 (m²)"], summary["conflict_m2"])
        for name in lines:
            self.assertNotRegex(name, "_", name)

    def test_people_decide_by_a_list(self):
        for name in ("园区", "冲突"):
            sheet = self.book[name]
            column = openpyxl.utils.get_column_letter(columns_of(sheet)["decision"] + 1)
            lists = [str(v.sqref) for v in sheet.data_validations.dataValidation if v.type == "list"]
            self.assertTrue(any(ref.startswith(f"{column}2") for ref in lists), name)

    def test_the_trace_and_the_facts_are_those_of_verdicts_json(self):
        verdicts = json.loads((self.results / "verdicts.json").read_text("utf-8"))
        for name, member, key, column in (("判定过程", "trace", "id", "criterion"), ("事实", "facts", "name", "fact")):
            sheet = self.book[name]
            columns = columns_of(sheet)
            found = [(line[columns["park_id"]], line[columns[column]]) for line in sheet.iter_rows(min_row=2, values_only=True)]
            self.assertEqual(found, [(v["subject"]["id"], c[key]) for v in verdicts for c in v[member]])

    def test_provenance_has_versions_pack_options_inputs_and_outputs(self):
        manifest = json.loads((self.results / "manifest.json").read_text("utf-8"))
        lines = list(self.book["来源"].iter_rows(min_row=2, values_only=True))
        for part in ("inputs", "outputs"):
            self.assertEqual([line[1:] for line in lines if line[0] == part[:-1]], [(f["path"], f["sha256"]) for f in manifest[part]])
        self.assertIn(("version", "PROJ", manifest["versions"]["proj"]), lines)
        self.assertIn(("pack", manifest["pack"]["id"], manifest["pack"]["version"]), lines)
        self.assertIn(("option", "distance_classes_m", "500;1000;5000"), lines)

    def test_the_other_language_is_there_and_hidden(self):
        parks = self.book["园区"]
        column = openpyxl.utils.get_column_letter(columns_of(parks)["reason_en"] + 1)
        self.assertTrue(parks.column_dimensions[column].hidden)
        path = self.folder / "en.xlsx"
        self.succeeds("report", self.results, "--xlsx", path, "--page-lang", "en")
        book = openpyxl.load_workbook(path)
        self.assertEqual(book.sheetnames[1], "parks")
        self.assertEqual(book["parks"].cell(1, columns_of(book["parks"])["area_m2"] + 1).value, "area (m²)")

    def test_redacted_it_has_no_place_and_no_message_of_a_problem(self):
        path = self.folder / "redacted.xlsx"
        self.succeeds("report", self.results, "--xlsx", path, "--redact")
        problems = read_rows(self.results / "problems.csv")
        withheld = {float(row[c]) for file in ("sites.csv", "problems.csv") for row in read_rows(self.results / file) for c in ("lon", "lat") if row[c]}
        withheld |= {row[c] for row in problems for c in ("message_zh", "message_en")}
        book = openpyxl.load_workbook(path)
        self.assertEqual(book.sheetnames, SHEETS)
        cells = {cell for sheet in book for line in sheet.iter_rows(values_only=True) for cell in line}
        self.assertEqual(cells & withheld, set())
        self.assertEqual(book["问题"].max_row, len(problems) + 1)
        self.assertEqual(book["点位"].max_row, self.book["点位"].max_row)

    def test_what_shows_a_map_cannot_be_redacted(self):
        for paper in (["--dossier", self.folder / "d"], ["--letters", harness.ROOT / "datasets/documents/park-letter.docx", "-o", self.folder / "d"]):
            self.refuses("report", self.results, *paper, "--redact", zh=["脱敏"], en=["have places"])
            self.assertFalse((self.folder / "d").exists())

    def test_decisions_on_every_row_hold_whatever_program_saved_them(self):
        path = self.folder / "filled.xlsx"
        book = openpyxl.load_workbook(self.path)
        for name, word in (("园区", "同意"), ("冲突", "属实")):
            sheet, columns = book[name], columns_of(book[name])
            for row in range(2, sheet.max_row + 1):
                for column, value in (("decision", word), ("decided_by", "张三"), ("decided_on", datetime.date(2026, 11, 25))):
                    sheet.cell(row, columns[column] + 1).value = value
        book.save(path)
        count = sum(len(read_rows(self.results / name)) for name in ("parks.csv", "conflicts.csv"))
        for source in (path, types_as_libreoffice_has_them(path, self.folder / "late.xlsx")):
            for option in ([], ["--isolate"]):
                found = harness.rows(self.succeeds("report", self.results, "--decisions", source, "--format", "csv", *option).stdout)
                self.assertEqual([row["state"] for row in found], ["holds"] * count, source.name)

    def test_the_same_results_give_the_same_bytes(self):
        path = self.folder / "again.xlsx"
        self.succeeds("report", self.results, "--xlsx", path, "--threads", "1")
        self.assertEqual(path.read_bytes(), self.path.read_bytes())

    def test_no_machine_and_no_clock_is_in_it(self):
        with zipfile.ZipFile(self.path) as book:
            self.assertEqual({info.date_time[0] for info in book.infolist()}, {1980})
            self.assertIn("2026-11-23T00:00:00Z", book.read("docProps/core.xml").decode())
            for info in book.infolist():
                self.assertNotIn(str(harness.ROOT).encode(), book.read(info), info.filename)

    def test_an_old_workbook_stays_unless_told(self):
        path = self.write("old.xlsx", "old")
        self.refuses("report", self.results, "--xlsx", path, zh=["--overwrite"], en=["--overwrite"])
        self.assertEqual(path.read_text(), "old")
        self.succeeds("report", self.results, "--xlsx", path, "--overwrite")


class Decisions(CliTest):
    """What people write beside parks and conflicts is read back, judged against the results, and stands in the next workbook."""

    def setUp(self):
        super().setUp()
        self.book = self.folder / "book.xlsx"

    def results(self, name, zone=119.005, zones=("Z",)):
        self.write("parks.geojson", collection(square(119, 33, id="007", name="甲"), square(119.2, 33, id="Q", name="乙")))
        self.write("zones.geojson", collection(*[square(zone, 33, id=z) for z in zones]))
        project = self.project('role = "parks"\npath = "parks.geojson"\naccuracy_m = 1.0',
                               'role = "zones"\npath = "zones.geojson"\nvalues = { class = "redline_national" }',
                               tail=f'\n[policy]\npack = "{harness.ROOT / "datasets/policies/huaian-demo.toml"}"\n')
        self.succeeds("run", project, "-o", self.folder / name)
        return self.folder / name

    def fill(self, sheet, row, **cells):
        book = openpyxl.load_workbook(self.book)
        columns = columns_of(book[sheet])
        for name, value in cells.items():
            book[sheet].cell(row, columns[name] + 1).value = value
        book.save(self.book)

    def decisions(self, results, *more, code=0):
        return harness.rows(self.succeeds("report", results, "--decisions", self.book, "--format", "csv", *more, code=code).stdout)

    def test_an_untouched_workbook_has_no_decision(self):
        for language in ("zh", "en"):
            a = self.results(f"a-{language}")
            self.succeeds("report", a, "--xlsx", self.book, "--overwrite", "--page-lang", language)
            self.assertEqual(self.decisions(a), [])

    def test_what_was_decided_comes_back_in_either_language(self):
        a = self.results("a")
        for language, sheets, words in (("zh", ("园区", "冲突"), ("同意", "属实")), ("en", ("parks", "conflicts"), ("agreed", "confirmed"))):
            self.succeeds("report", a, "--xlsx", self.book, "--overwrite", "--page-lang", language)
            self.fill(sheets[0], 2, decision=words[0], decided_by="张三", decided_on=datetime.date(2026, 11, 25), remark="见会议纪要；{{name}} <b>")
            self.fill(sheets[0], 3, remark="待补材料")
            self.fill(sheets[1], 2, decision=words[1], decided_by="李四", decided_on="2026-11-26")
            found = self.decisions(a)
            self.assertEqual([(r["list"], r["park_id"], r["zone_id"], r["decision"], r["decided_by"], r["decided_on"], r["state"]) for r in found],
                             [("parks", "007", "", "agreed", "张三", "2026-11-25", "holds"), ("parks", "Q", "", "", "", "", "holds"),
                              ("conflicts", "007", "Z", "confirmed", "李四", "2026-11-26", "holds")])
            self.assertEqual(found[1]["remark"], "待补材料")
            self.assertEqual((found[2]["grounds_then"], found[2]["grounds_now"]), ("violation", "violation"))

    def test_the_next_workbook_has_them_and_gives_them_again(self):
        a = self.results("a")
        self.succeeds("report", a, "--xlsx", self.book)
        self.fill("园区", 2, decision="会商", decided_by="张三", decided_on=datetime.date(2026, 11, 25))
        self.fill("冲突", 2, decision="边界误差", decided_by="李四", decided_on=datetime.date(2026, 11, 26), remark="实测")
        before = self.decisions(a)
        again = self.folder / "again.xlsx"
        self.succeeds("report", a, "--xlsx", again, "--decisions", self.book, "--page-lang", "en")
        sheet = openpyxl.load_workbook(again)["parks"]
        columns = columns_of(sheet)
        self.assertEqual(sheet.cell(2, columns["decision"] + 1).value, "to discuss")
        self.assertEqual(sheet.cell(2, columns["decided_on"] + 1).value, datetime.datetime(2026, 11, 25))
        self.book = again
        self.assertEqual(self.decisions(a), before)

    def test_other_grounds_outdate_a_decision_and_a_gone_one_is_named(self):
        a = self.results("a", zones=("Y", "Z"))
        self.succeeds("report", a, "--xlsx", self.book)
        self.fill("冲突", 2, decision="属实", decided_by="李四", decided_on="2026-11-26")
        self.fill("冲突", 3, decision="属实", decided_by="李四", decided_on="2026-11-26", remark="实测")
        b = self.results("b", zone=119.006, zones=("Z",))
        found = self.decisions(b, "--fail-on", "change", code=3)
        self.assertEqual([(r["zone_id"], r["state"]) for r in found], [("Y", "gone"), ("Z", "outdated")])
        self.decisions(a, "--fail-on", "change")
        done = self.succeeds("report", b, "--xlsx", self.folder / "b.xlsx", "--decisions", self.book, "--lang", "en")
        self.assertIn("no longer have what was decided on: conflicts 007 × Y (李四, 2026-11-26: confirmed)", done.stderr)
        self.assertIn("decisions: 2, of which 0 hold", done.stderr)
        sheet = openpyxl.load_workbook(self.folder / "b.xlsx")["冲突"]
        columns = columns_of(sheet)
        self.assertIsNone(sheet.cell(2, columns["decision"] + 1).value)
        self.assertRegex(sheet.cell(2, columns["remark"] + 1).value, "此前 2026-11-26 李四：属实.*请重新决定.*实测")

    def test_what_is_unsigned_unknown_or_twice_is_refused_by_sheet_and_row(self):
        a = self.results("a")
        for cells, zh, en in (({"decision": "同意"}, ["'园区'，第 2 行", "决定人"], ["row 2", "nobody signed it"]),
                              ({"decision": "同意", "decided_by": "x", "decided_on": "soon"}, ["第 2 行"], ["no day"]),
                              ({"decision": "行"}, ["'行'", "同意"], ["unknown decision '行'"]),
                              ({"decided_by": "x"}, ["没有决定"], ["nothing was decided"]),
                              ({"decision": "同意", "decided_by": "x", "decided_on": "2026-11-26", "park_id": "Q"}, ["第 3 行", "同一项"], ["row 3"])):
            self.succeeds("report", a, "--xlsx", self.book, "--overwrite")
            self.fill("园区", 2, **cells)
            if "park_id" in cells:
                self.fill("园区", 3, **cells)
            self.refuses("report", a, "--decisions", self.book, zh=zh, en=en)
        self.succeeds("report", a, "--xlsx", self.book, "--overwrite")
        book = openpyxl.load_workbook(self.book)
        book["园区"].cell(2, columns_of(book["园区"])["remark"] + 1, '=HYPERLINK("x")')
        book.save(self.book)
        self.refuses("report", a, "--decisions", self.book, zh=["第 2 行", "公式"], en=["row 2", "formula"])
        self.refuses("report", a, "--decisions", self.book, "--html", self.folder / "p.html", zh=["--html"], en=["--html"])
        other = self.folder / "other.xlsx"
        openpyxl.Workbook().save(other)
        self.refuses("report", a, "--decisions", other, zh=["--xlsx"], en=["'parks' and 'conflicts'"])


class Hostile(CliTest):
    def test_what_a_sheet_cannot_hold_is_said_by_run_and_by_report(self):
        self.write("parks.geojson", collection(square(119, 33, id="P", name="a\x1fb")))
        self.write("zones.geojson", collection(square(119.005, 33, id="Z")))
        project = self.project('role = "parks"\npath = "parks.geojson"',
                               'role = "zones"\npath = "zones.geojson"\nvalues = { class = "redline_national" }', tail="\n[outputs]\nxlsx = true\n")
        out = self.folder / "out"
        by_run = self.succeeds("run", project, "-o", out, "--lang", "en").stderr
        by_report = self.succeeds("report", out, "--xlsx", self.folder / "r.xlsx", "--lang", "en").stderr
        self.assertIn("became �", by_report)
        for line in by_report.strip().split("\n"):
            self.assertIn(line.removeprefix("parkline: "), by_run)

    def test_a_project_that_asks_for_redaction_gets_a_redacted_workbook(self):
        self.write("parks.geojson", collection(square(119, 33, id="P")))
        self.write("sites.geojson", collection(point(119.007, 33.005, id="S")))
        layers = ('role = "parks"\npath = "parks.geojson"', 'role = "sites"\npath = "sites.geojson"')
        out = self.folder / "out"
        for redacted in ("false", "true"):
            self.succeeds("run", self.project(*layers, tail=f"\n[outputs]\nxlsx = true\nredact = {redacted}\n"), "-o", out, "--overwrite")
            sites = openpyxl.load_workbook(out / "report.xlsx")["点位"]
            self.assertEqual("lon" in columns_of(sites), redacted == "false")
        self.succeeds("report", out, "--xlsx", self.folder / "r.xlsx", "--redact")
        self.assertEqual((self.folder / "r.xlsx").read_bytes(), (out / "report.xlsx").read_bytes())

    def test_texts_that_look_like_formulas_stay_texts_and_run_writes_the_workbook(self):
        evil = "=HYPERLINK(\"http://evil\",\"x\")"
        self.write("parks.geojson", collection(square(119, 33, id="P", name=evil), square(119.1, 33, id="007", name="@SUM(1)")))
        self.write("zones.geojson", collection(square(119.005, 33, id="Z", name="-1+1")))
        self.write("sites.geojson", collection(point(119.007, 33.005, id="S", name="+1")))
        project = self.project('role = "parks"\npath = "parks.geojson"',
                               'role = "zones"\npath = "zones.geojson"\nvalues = { class = "redline_national" }',
                               'role = "sites"\npath = "sites.geojson"', tail="\n[outputs]\nxlsx = true\n")
        out = self.folder / "out"
        self.succeeds("run", project, "-o", out)
        path = out / "report.xlsx"
        book = openpyxl.load_workbook(path)
        names = {(row[0], row[1]) for row in book["园区"].iter_rows(min_row=2, values_only=True)}
        self.assertEqual(names, {("P", evil), ("007", "@SUM(1)")})
        with zipfile.ZipFile(path) as parts:
            for name in parts.namelist():
                if name.startswith("xl/worksheets/sheet"):
                    self.assertNotIn(b"<f>", parts.read(name), name)
        self.succeeds("verify", out)
        by_report = self.folder / "by_report.xlsx"
        self.succeeds("report", out, "--xlsx", by_report)
        self.assertEqual(by_report.read_bytes(), path.read_bytes())


if __name__ == "__main__":
    harness.main()
