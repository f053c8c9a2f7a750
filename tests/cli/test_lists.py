#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""`parkline ledger export --list` and `import` of workbooks: lists go out to people and come back as events."""
import csv
import datetime
import json
import os
import shutil
import subprocess

import openpyxl

import harness
from fill_in import Desk, fill_in
from harness import LedgerTest, ROOT, rows, run
from private_postgres import PrivatePostgres

WHO = ("--actor", "何军", "--on", "2025-06-02")


class Lists(LedgerTest):
    def setUp(self):
        super().setUp()
        for name in ("service", "fund", "support", "enforce"):
            self.succeeds(name, "record", self.ledger, "--from", ROOT / f"datasets/huaian/ledger/{name}.csv", "--format", "csv")
        self.book = self.folder / "desk.xlsx"

    def export(self, name, *more):
        self.succeeds("ledger", "export", self.ledger, "--list", name, "-o", self.book, "--overwrite", *more)

    def imported(self, *more, code=0, book=None):
        return rows(self.succeeds("ledger", "import", self.ledger, "--from", book or self.book, *WHO, "--format", "csv", *more, code=code).stdout)

    def test_an_unchanged_workbook_saved_by_another_program_changes_nothing(self):
        self.export("all")
        Desk(self.book).save()
        before = self.events()
        done = self.succeeds("ledger", "import", self.ledger, "--from", self.book, "--lang", "en", "--format", "csv")
        self.assertIn("nothing changed, 0 events", done.stderr)
        isolated = self.succeeds("ledger", "import", self.ledger, "--from", self.book, "--isolate", "--lang", "en", "--format", "csv")
        self.assertEqual((isolated.stderr, isolated.stdout), (done.stderr, done.stdout))
        self.assertEqual((rows(done.stdout), self.events()), ([], before))

    def test_cells_that_were_filled_in_become_events_once(self):
        self.export("service")
        fill_in(self.book, "service_item", "WT06", action="更换密封", present="吴迪；陈静")
        fill_in(self.book, "service_enterprise", "QY0001", officer="陈静", event_role="approver", event_reason="人员调整")
        fill_in(self.book, "service_item", "+", id="WT100", enterprise="QY0001", problem="=1+1", category="other", source="visit",
                event_on=datetime.date(2025, 5, 30))
        trial = self.imported("--role", "officer", "--dry-run")
        self.assertEqual([(row["id"], row["event"], row["outcome"]) for row in trial],
                         [("QY0001", "handover", "would_record"), ("WT06", "solve", "would_record"), ("WT100", "collect", "would_record")])
        before = self.events()
        done = self.imported("--role", "officer")
        self.assertEqual([row["number"] for row in done], [str(before + n) for n in (1, 2, 3)])
        recorded = self.table("ledger", "events", self.ledger)[-3:]
        self.assertEqual([(e["actor"], e["role"], e["reason"], e["happened_on"]) for e in recorded],
                         [("何军", "approver", "人员调整", "2025-06-02"), ("何军", "officer", "", "2025-06-02"), ("何军", "officer", "", "2025-05-30")])
        self.assertEqual(json.loads(recorded[1]["fields"]), {"action": "更换密封", "present": ["吴迪", "陈静"]})
        self.assertEqual(json.loads(recorded[2]["fields"])["problem"], "=1+1")
        self.assertEqual({row["outcome"] for row in self.imported("--role", "officer")}, {"before"})
        self.assertEqual(self.events(), before + 3)

    def test_refused_rows_are_listed_kept_mended_and_imported(self):
        self.export("service_item")
        fill_in(self.book, "service_item", "WT06", action="更换密封", present="吴迪")
        fill_in(self.book, "service_item", "WT04", check="回访", satisfaction="happy", event_role="clerk")
        refused = self.folder / "refused.xlsx"
        done = self.imported("--role", "officer", "--refused", refused, "--lang", "en", code=3)
        self.assertEqual([(row["id"], row["outcome"]) for row in done], [("WT04", "refused"), ("WT06", "recorded")])
        self.assertIn("cannot be 'happy'", done[0]["why"])
        sheet = openpyxl.load_workbook(refused)["service_item"]
        self.assertIn("cannot be 'happy'", " ".join(str(cell.value) for row in sheet.iter_rows() for cell in row))
        fill_in(refused, "service_item", "WT04", satisfaction="partly")
        self.assertEqual([row["outcome"] for row in self.imported("--role", "officer", book=refused)], ["recorded"])

    def plain(self, ending):
        """The list of problems as CSV or JSON, changed by a spreadsheet of another kind: (rows, write)."""
        path = self.folder / f"items.{ending}"
        self.succeeds("ledger", "export", self.ledger, "--list", "service_item", "-o", path, "--overwrite")
        found = json.loads(path.read_text(encoding="utf-8")) if ending == "json" else rows(path.read_text(encoding="utf-8"))

        def write():
            if ending == "json":
                path.write_text(json.dumps(found, ensure_ascii=False), encoding="utf-8")
                return path
            names = list(dict.fromkeys(name for row in found for name in row))
            with path.open("w", encoding="utf-8", newline="") as file:
                writer = csv.DictWriter(file, names)
                writer.writeheader()
                writer.writerows(found)
            return path
        return found, write

    def test_lists_come_back_as_csv_and_json_too(self):
        for ending in ("csv", "json"):
            with self.subTest(ending):
                self.ledger = self.folder / f"{ending}.gpkg"
                self.succeeds("ledger", "init", self.ledger, "--quiet")
                self.succeeds("service", "record", self.ledger, "--from", ROOT / "datasets/huaian/ledger/service.csv", "--format", "csv")
                for number, problem in enumerate(("=1+1", "-附件", "007", "1.50", "a,\"b\"；c", "2025-3-5")):
                    self.succeeds("service", "collect", self.ledger, f"00{number}", "--actor", "王强", "--role", "officer", "--on", "2025-05-30",
                                  "--enterprise", "QY0001", f"--problem={problem}", "--category", "other", "--source", "visit")
                before = self.events()
                found, write = self.plain(ending)
                name = ("--list", "service_item", "--role", "officer")
                done = self.succeeds("ledger", "import", self.ledger, "--from", write(), *WHO, *name, "--lang", "en", "--format", "csv")
                self.assertIn("nothing changed, 0 events", done.stderr)
                row = {row["id"]: row for row in found}
                row["WT06"].update(action="更换密封", present="吴迪；陈静")
                row["WT04"].update(check="回访", satisfaction="happy", event_role="clerk")
                row["WT01"].update(reopened="7")
                found.append({"id": "WT100", "enterprise": "QY0001", "problem": "=1+1", "category": "other", "source": "visit"})
                path = write()
                outcome = [(r["id"], r["event"], r["outcome"]) for r in self.imported(*name, book=path, code=3)]
                self.assertEqual(outcome, [("WT01", "", "refused"), ("WT04", "", "refused"), ("WT06", "solve", "recorded"),
                                           ("WT100", "collect", "recorded")])
                self.assertEqual(self.events(), before + 2)
                again = {r["id"]: r["outcome"] for r in self.imported(*name, book=path, code=3)}
                self.assertEqual(again, {"WT01": "refused", "WT04": "refused", "WT06": "before", "WT100": "before"})
                self.assertEqual(self.events(), before + 2)
                refused = self.folder / f"{ending}.xlsx"
                self.imported(*name, "--refused", refused, book=path, code=3)
                fill_in(refused, "service_item", "WT04", satisfaction="partly")
                mended = self.imported("--role", "officer", book=refused, code=3)
                self.assertEqual({r["id"]: r["outcome"] for r in mended}, {"WT01": "refused", "WT04": "recorded"})

    def test_a_plain_list_of_another_day_or_ledger_is_refused(self):
        found, write = self.plain("csv")
        path = write()
        self.succeeds("service", "solve", self.ledger, "WT06", *WHO, "--role", "officer", "--action", "a", "--present", "b")
        row = {row["id"]: row for row in found}
        row["WT06"].update(action="更换密封", present="吴迪")
        why = self.imported("--list", "service_item", "--role", "officer", "--lang", "en", book=write(), code=3)[0]["why"]
        self.assertIn("changed since the export", why)
        self.assertIn("status: exported 'assigned', now 'solved'", why)
        row["WT06"]["row_key"] = row["WT06"]["row_key"][:-1] + "-"
        why = self.imported("--list", "service_item", "--role", "officer", "--lang", "en", book=write(), code=3)[0]["why"]
        self.assertIn("row key", why)
        self.refused("ledger", "import", self.ledger, "--from", path, *WHO, zh=["--list NAME"], en=["--list NAME"])
        other = self.write("bare.csv", "id,status\nWT06,solved\n")
        self.refused("ledger", "import", self.ledger, "--from", other, "--list", "service_item", *WHO, zh=["row_key"], en=["row_key"])

    def test_results_never_take_the_place_of_what_is_read(self):
        self.export("service_item")
        fill_in(self.book, "service_item", "WT04", check="回访", satisfaction="happy", event_role="clerk")
        filled = self.book.read_bytes()
        other = self.folder / "link.xlsx"
        other.symlink_to(self.book)
        for words in (("--refused", self.book), ("--refused", other), ("-o", self.book), ("--refused", self.folder / "r.xlsx", "-o", self.folder / "r.xlsx")):
            self.refused("ledger", "import", self.ledger, "--from", self.book, *WHO, "--role", "officer", "--overwrite", *words,
                         zh=["相同"], en=["would be lost"])
        self.assertEqual(self.book.read_bytes(), filled)
        events = self.write("in.csv", (ROOT / "datasets/huaian/ledger/townships.csv").read_text(encoding="utf-8"))
        self.refused("townships", "record", self.ledger, "--from", events, "-o", events, "--overwrite", zh=["相同"], en=["would be lost"])

    def test_a_formula_is_refused_and_never_read_as_an_empty_cell(self):
        self.export("service_item")
        desk = Desk(self.book)
        row, (_, columns) = desk.row_of("service_item", "WT06"), desk.columns("service_item")
        desk.book["service_item"].cell(row, columns["action"]).value = "=1+1"
        desk.save()
        before = self.events()
        (row,) = self.imported("--role", "officer", "--lang", "en", code=3)
        self.assertEqual((row["id"], self.events()), ("WT06", before))
        self.assertIn("the cell action is a formula", row["why"])

    def test_merged_cells_are_refused_because_they_belong_to_two_rows(self):
        self.export("service_item")
        desk = Desk(self.book)
        row, (_, columns) = desk.row_of("service_item", "WT06"), desk.columns("service_item")
        desk.write("service_item", "WT06", {"action": "更换密封", "present": "吴迪"})
        desk.book["service_item"].merge_cells(start_row=row, end_row=row + 1, start_column=columns["event_reason"], end_column=columns["event_reason"])
        desk.save()
        before = self.events()
        done = self.imported("--role", "officer", "--lang", "en", code=3)
        self.assertEqual(([row["id"] for row in done], self.events()), (["WT06", "WT07"], before))
        self.assertIn("merged cells", done[0]["why"])

    def test_a_record_that_changed_meanwhile_is_refused_with_both_values(self):
        self.export("service_enterprise")
        fill_in(self.book, "service_enterprise", "QY0001", officer="吴迪")
        self.succeeds("service", "handover", self.ledger, "QY0001", "--officer", "陈静", "--actor", "李敏", "--role", "approver", "--on", "2025-06-01")
        before = self.events()
        (row,) = self.imported("--role", "approver", "--lang", "en", code=3)
        self.assertIn("officer: exported '王强', now '陈静', in the sheet '吴迪'", row["why"])
        self.assertEqual(self.events(), before)

    def test_the_sheet_has_drop_downs_days_texts_filter_and_grey_locked_cells(self):
        self.export("service_item")
        book = openpyxl.load_workbook(self.book)
        desk, sheet = Desk(self.book), book["service_item"]
        header, columns = desk.columns("service_item")
        row = desk.row_of("service_item", "WT06")
        self.assertEqual(sheet.cell(row, columns["due"]).value, datetime.datetime(2025, 3, 20))
        self.assertEqual(sheet.cell(row, columns["id"]).number_format, "@")
        self.assertTrue(sheet.auto_filter.ref and sheet.freeze_panes and sheet.protection.sheet)
        self.assertTrue(sheet.column_dimensions[openpyxl.utils.get_column_letter(columns["row_key"])].hidden)
        lists = {sheet.cell(header, cell.min_col).value: rule.formula1 for rule in sheet.data_validations.dataValidation for cell in rule.sqref.ranges}
        self.assertIn("dissatisfied", next(formula for title, formula in lists.items() if "(satisfaction)" in title))
        locked, open_cell = sheet.cell(row, columns["status"]), sheet.cell(row, columns["assignee"])
        self.assertTrue(locked.protection.locked and not open_cell.protection.locked)
        self.assertEqual((locked.fill.fill_type, open_cell.fill.fill_type), ("solid", None))
        self.assertEqual(book["_service_item"].sheet_state, "hidden")

    def test_a_list_is_csv_json_or_a_part_of_itself_too(self):
        csv = self.table("ledger", "export", self.ledger, "--list", "service_item", "--only", "officer=王强")
        self.assertEqual({row["officer"] for row in csv}, {"王强"})
        self.succeeds("ledger", "export", self.ledger, "--list", "service_item", "-o", self.folder / "items.json")
        items = json.loads((self.folder / "items.json").read_text(encoding="utf-8"))
        self.assertEqual([row["id"] for row in items if row["officer"] == "王强"], [row["id"] for row in csv])
        self.export("service_item", "--only", "officer=王强")
        fill_in(self.book, "service_item", csv[0]["id"], event="reopen", event_reason="再次反映")
        self.assertEqual([row["outcome"] for row in self.imported("--role", "officer")], ["recorded"])

    def test_what_cannot_be_asked_is_refused(self):
        self.refuses("ledger", "export", self.ledger, "--list", "nothing", zh=["service_item"], en=["service_item"])
        self.refuses("ledger", "export", self.ledger, "--list", "service", "--format", "csv", zh=["-o FILE.xlsx"], en=["-o FILE.xlsx"])
        self.refuses("ledger", "export", self.ledger, "--only", "a=b", "-o", "x.jsonl", zh=["--only"], en=["--only"])
        self.refuses("ledger", "verify", self.ledger, "--dry-run", zh=["--dry-run"], en=["--dry-run"])
        self.refuses("ledger", "import", self.ledger, "--from", "x.jsonl", "--actor", "a", zh=["--actor"], en=["--actor"])
        foreign = self.folder / "foreign.xlsx"
        openpyxl.Workbook().save(foreign)
        self.refuses("ledger", "import", self.ledger, "--from", foreign, zh=["没有账本的清单"], en=["no list of the ledger"])
        self.export("service_item")
        fill_in(self.book, "service_item", "WT06", event="close")
        self.refuses("ledger", "import", self.ledger, "--from", self.book, "--refused", "x.csv", zh=[".xlsx"], en=[".xlsx"])
        self.refuses("ledger", "import", self.ledger, "--from", "desk.ods", zh=["另存为 .xlsx"], en=["Save it as .xlsx"])

    @harness.unittest.skipUnless(shutil.which("soffice"), "LibreOffice is not installed")
    def test_what_libreoffice_saved_is_read(self):
        self.export("service")
        fill_in(self.book, "service_item", "WT06", action="更换密封", present="吴迪", event_on=datetime.date(2025, 5, 30))
        out, env = self.folder / "saved", {**os.environ, "HOME": str(self.folder)}
        subprocess.run(["soffice", "--headless", "--convert-to", "xlsx", "--outdir", out, self.book], check=True, env=env, capture_output=True, timeout=180)
        done = self.imported("--role", "officer", book=out / "desk.xlsx")
        self.assertEqual([(row["id"], row["event"], row["outcome"]) for row in done], [("WT06", "solve", "recorded")])


class OnPostgres(LedgerTest):
    """The same on a server."""

    def test_a_workbook_goes_out_and_comes_back(self):
        server = PrivatePostgres()
        self.addCleanup(server.stop)
        env, book = harness.environment(**server.settings), self.folder / "desk.xlsx"
        self.succeeds("ledger", "init", "postgresql://", "--quiet", env=env)
        self.succeeds("service", "record", "postgresql://", "--from", ROOT / "datasets/huaian/ledger/service.csv", "--format", "csv", env=env)
        self.succeeds("ledger", "export", "postgresql://", "--list", "service", "-o", book, env=env)
        fill_in(book, "service_item", "WT06", action="更换密封", present="吴迪")
        for outcome in ("would_record", "recorded", "before"):
            trial = ["--dry-run"] if outcome == "would_record" else []
            done = self.succeeds("ledger", "import", "postgresql://", "--from", book, *WHO, "--role", "officer", "--format", "csv", *trial, env=env)
            self.assertEqual([row["outcome"] for row in rows(done.stdout)], [outcome])
        done = run("ledger", "verify", "postgresql://", "--format", "csv", env=env)
        self.assertEqual(rows(done.stdout)[0]["state"], "sound")


if __name__ == "__main__":
    harness.main()
