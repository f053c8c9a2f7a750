#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Hostile texts in every list of the demo city and in its ledger: they change nothing but their own cell.

The whole demo twice, with plain and with hostile texts: enterprises, facts, awards, residents, the emergency lists, the events of the ledger.
"""
import csv
import io
import json
import pathlib
import re
import shutil
import tempfile

import openpyxl

import harness
from harness import CliTest, HUAIAN, ROOT, read_rows, run
from test_hostile_texts import HOSTILE

# Columns that hold free text; all others decide or name something and keep their values.
LISTS = {"awards.csv": {"name", "batch"}, "enterprise_facts.csv": {"evidence"}, "residents.csv": {"name"}, "township_codes.csv": {"name", "county"},
         "programmes/emergency.csv": {"name"}, "programmes/emergency_changes.csv": {"document"}, "programmes/emissions.csv": {"base"}}
EVENTS = {"reason", "note", "document", "clause", "matter", "finding", "legal_basis", "action", "problem", "analysis",
          "notice", "task", "ground", "recipient", "voucher", "name"}
LEDGER = ("service", "enforce", "fund", "support", "emergency")
ASK = ("--as-of", "2026-11-23", "--format", "csv")


def texts_in(path, columns, text):
    """The CSV with other texts in these columns; empty cells stay empty, equal texts stay equal."""
    table = read_rows_plainly(path)
    known = {}
    for row in table:
        for name in columns & set(row):
            if row[name]:
                row[name] = known.setdefault((name, row[name]), text(len(known)))
    with open(path, "w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(table[0]))
        writer.writeheader()
        writer.writerows(table)


def read_rows_plainly(path):
    return list(csv.DictReader(io.StringIO(path.read_text("utf-8-sig"), newline="")))


def names_in_workbook(path, sheet, column, text):
    book = openpyxl.load_workbook(path)
    cells = next(c for c in book[sheet].iter_cols() if any(cell.value == column for cell in c[:5]))
    first = next(i for i, cell in enumerate(cells) if cell.value == column) + 1
    for number, cell in enumerate(cells[first:]):
        cell.value, cell.data_type = text(number), "s"
    book.save(path)


class HostileLists(CliTest):
    @classmethod
    def setUpClass(cls):
        cls.kept = tempfile.TemporaryDirectory(prefix="parkline-hostile-")
        cls.addClassCleanup(cls.kept.cleanup)
        cls.base = pathlib.Path(cls.kept.name)
        # What a workbook cannot hold (U+001F) is another test's matter.
        printable = [t for t in HOSTILE if "\x1f" not in t]
        cls.texts = {"plain": lambda i: f"text {i:04d}", "hostile": lambda i: printable[i % len(printable)] + ("" if i < len(printable) else f" {i}")}
        # The ledger takes no marks of direction: see test_the_ledger_refuses_marks_of_direction.
        direct = [t for t in printable if "\u202e" not in t]
        cls.events = {"plain": cls.texts["plain"], "hostile": lambda i: direct[i % len(direct)] + ("" if i < len(direct) else f" {i}")}
        for kind in cls.texts:
            cls.make(cls.base / kind, cls.texts[kind], cls.events[kind])

    @classmethod
    def make(cls, folder, text, event_text):
        shutil.copytree(HUAIAN.parent, folder / "huaian", symlinks=False)
        shutil.copytree(ROOT / "datasets/policies", folder / "policies")
        city = folder / "huaian"
        for name, columns in LISTS.items():
            texts_in(city / name, columns, text)
        names_in_workbook(city / "enterprises.xlsx", "企业清单", "QYMC", text)
        done = run("ledger", "init", city / "city.gpkg", "-q")
        assert done.returncode == 0, done.stderr
        for programme in LEDGER:
            texts_in(city / "ledger" / f"{programme}.csv", EVENTS, event_text)
            done = run(programme, "record", city / "city.gpkg", "--from", city / "ledger" / f"{programme}.csv", "-q", "--lang", "en")
            assert done.returncode == 0, f"{programme}: {done.stdout[-2000:]}{done.stderr[-2000:]}"
        with open(city / "project.toml", "a", encoding="utf-8") as project:
            project.write('\n[programmes]\nledger = "city.gpkg"\nemergency = "programmes/emergency.csv"\nemergency_changes = "programmes/emergency_changes.csv"\n'
                          f'packs = {json.dumps(str(ROOT / "datasets/policies"))}\njurisdiction = "CN-JS-0800"\n')
        done = run("run", city / "project.toml", "-o", folder / "out", "-q", "--lang", "en")
        assert done.returncode == 0, done.stderr

    def asked(self, kind, *words):
        lists = self.base / kind / "huaian/programmes"
        given = ("--facts", lists / "emergency.csv", "--changes", lists / "emergency_changes.csv", "--packs", ROOT / "datasets/policies", "-q")
        return harness.rows(self.succeeds("emergency", *words, *given, *ASK).stdout)

    def same_but_for_texts(self, plain, hostile, where):
        """Cells differ only where the plain one holds one of its texts, and none is a formula."""
        self.assertEqual(len(plain), len(hostile), where)
        for a, b in zip(plain, hostile):
            for column, cell in b.items():
                if a[column] != cell and not column.endswith("sha256"):
                    self.assertRegex(a[column], r"text \d{4}", f"{where} {column}: {cell[:60]!r}")
                is_number = re.fullmatch(r"[-+]?[0-9.e+-]+", cell or "")
                self.assertFalse(cell and cell[0] in "=+-@\t\r" and not is_number, f"{where} {column}: {cell[:40]!r}")

    def test_the_ledger_refuses_marks_of_direction(self):
        """What is read must be what is recorded: no text of an event turns the letters beside it."""
        city = self.base / "hostile/huaian"
        lines = (HUAIAN.parent / "ledger/service.csv").read_text("utf-8-sig").split("\n")
        turned = self.write("turned.csv", "\n".join([lines[0], lines[1].replace("QY0001", "QY9999").replace("清江浦区示例", "\u202e清江浦区示例", 1)]))
        self.refuses("service", "record", city / "city.gpkg", "--from", turned, zh=["方向符"], en=["marks of direction"])

    def test_the_texts_are_hostile_where_they_should_be(self):
        for name, columns in LISTS.items():
            found = {row[c] for row in read_rows_plainly(self.base / "hostile/huaian" / name) for c in columns}
            self.assertTrue(found & set(HOSTILE), name)

    def test_tables_of_the_run_and_of_the_programmes_differ_in_the_texts_only(self):
        names = sorted(p.relative_to(self.base / "plain/out") for p in (self.base / "plain/out").rglob("*.csv"))
        self.assertGreater(len(names), 20)
        for name in names:
            rows = [read_rows(self.base / kind / "out" / name) for kind in self.texts]
            if name.name == "ledger.csv":  # the chain of events has a hash of its own
                rows = [[{k: v for k, v in row.items() if not re.fullmatch(r"[0-9a-f]{64}", v or "")} for row in table] for table in rows]
            self.same_but_for_texts(*rows, name.as_posix())

    def test_emergency_lists_measures_and_reductions_differ_in_the_texts_only(self):
        base = lambda kind: ("--base", self.base / kind / "huaian/programmes/emissions.csv")
        for words in (["list"], ["list", "--all"], ["measures", "--level", "orange"], ["measures", "--level", "red"]):
            self.same_but_for_texts(*[self.asked(kind, *words) for kind in self.texts], " ".join(words))
            self.same_but_for_texts(*[self.asked(kind, *words, "--ledger", self.base / kind / "huaian/city.gpkg") for kind in self.texts], " ".join(words))
        self.same_but_for_texts(*[self.asked(kind, "reduction", "--level", "red", *base(kind)) for kind in self.texts], "reduction")

    def test_names_of_the_emergency_list_come_through_as_they_are(self):
        found = {row["name"].removeprefix("'") for row in self.asked("hostile", "list", "--all")}
        wanted = {row["name"].removeprefix("'") for row in read_rows_plainly(self.base / "hostile/huaian/programmes/emergency.csv")}
        self.assertEqual(found, wanted)

    def test_the_ledger_stays_whole(self):
        for kind in self.texts:
            self.succeeds("ledger", "verify", self.base / kind / "huaian/city.gpkg")
        events = [harness.rows(self.succeeds("ledger", "events", self.base / kind / "huaian/city.gpkg", "--format", "csv").stdout) for kind in self.texts]
        self.assertEqual(*[[(e["number"], e["programme"], e["case_id"], e["kind"], e["actor"]) for e in table] for table in events])
        hostile = json.dumps([json.loads(e["fields"]) for e in events[1]] + [e["reason"] for e in events[1]], ensure_ascii=False)
        self.assertIn("<script>alert(1)</script>", hostile)

    def test_reports_of_it_are_made_and_hold_no_formula(self):
        out = self.base / "hostile/out"
        self.succeeds("verify", out)
        self.succeeds("report", out, "--html", self.folder / "r.html", "--xlsx", self.folder / "r.xlsx", "--sarif", self.folder / "r.sarif", "--page-lang", "en")
        for sheet in openpyxl.load_workbook(self.folder / "r.xlsx"):
            for line in sheet.iter_rows():
                for cell in line:
                    self.assertNotEqual(cell.data_type, "f", f"{sheet.title} {cell.coordinate}")
        json.loads((self.folder / "r.sarif").read_text("utf-8"))
        self.assertNotIn("<script>alert", (self.folder / "r.html").read_text("utf-8"))


if __name__ == "__main__":
    harness.main()
