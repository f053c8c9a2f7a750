#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""`parkline permit` on the ledger: intake that screens, steps in order, and clocks that agree with `permit due`."""
import hashlib
import json
import shutil

import harness
from harness import LedgerTest, ROOT, rows, run

LISTS = ROOT / "datasets/huaian/programmes"
SITE = (LISTS / "footprints.geojson", "--project", ROOT / "datasets/huaian/permits.toml", "--accuracy", 1, "--industries", LISTS / "industries.csv",
        "--packs", ROOT / "datasets/policies", "--jurisdiction", "CN-JS-0800", "--quiet")
CLERK = ("--actor", "赵云", "--role", "clerk")
OFFICER = ("--actor", "王强", "--role", "officer")
CHIEF = ("--actor", "李敏", "--role", "approver")


class Applications(LedgerTest):
    def setUp(self):
        super().setUp()
        self.intake = ("permit", "intake", *SITE, "--ledger", self.ledger, *CLERK, "--on", "2025-02-13", "--applicant", "示例集团")
        self.succeeds(*self.intake)

    def step(self, action, case, who, day, *more):
        return "permit", action, self.ledger, case, *who, "--on", day, *more

    def board(self, day):
        return {r["id"]: r for r in self.table("permit", "board", self.ledger, "--as-of", day)}

    def test_intake_records_what_screen_answers_with_its_hash_as_evidence(self):
        answer = self.succeeds("permit", "screen", *SITE, "--format", "json").stdout
        screened = {r["project_id"]: r for r in rows(self.succeeds("permit", "screen", *SITE, "--format", "csv").stdout)}
        board = self.board("2025-02-13")
        self.assertEqual({k: (r["outcome"], r["eia_class"]) for k, r in board.items()},
                         {k: (r["outcome"], r["eia_class"]) for k, r in screened.items()})
        evidence = json.loads(self.table("permit", "show", self.ledger, "PJ02")[1]["evidence"])
        self.assertEqual(evidence["features"], ["PJ02", "3208HX005"])
        self.assertEqual(evidence["manifest_sha256"], hashlib.sha256(answer.encode()).hexdigest())

    def test_intake_twice_records_nothing_twice(self):
        before = self.events()
        self.assertEqual({r["recorded"] for r in rows(self.succeeds(*self.intake, "--format", "csv").stdout)}, {"before"})
        self.assertEqual(self.events(), before)

    def test_clocks_are_those_of_permit_due(self):
        self.succeeds(*self.step("accept", "PJ01", CLERK, "2025-02-14", "--responsible", "王强"))
        self.succeeds(*self.step("stop", "PJ01", OFFICER, "2025-02-17", "--cause", "expert_review", "--notice", "1号"))
        self.assertEqual([self.board("2025-02-19")["PJ01"][k] for k in ("stage", "promise", "promise_due")], ["stopped", "stopped", ""])
        self.succeeds(*self.step("resume", "PJ01", OFFICER, "2025-02-24"))
        for day in ("2025-02-25", "2025-03-20", "2025-06-30"):
            ours = [r for r in self.table("permit", "clocks", self.ledger, "--as-of", day) if r["id"] == "PJ01"]
            due = self.table("permit", "due", "--received", "2025-02-13", "--class", "report", "--stop", "expert_review:2025-02-17:2025-02-24",
                             "--as-of", day)
            for column in ("limit", "due", "state", "used", "left", "over"):
                self.assertEqual([r[column] for r in ours], [r[column] for r in due], f"{day} {column}")

    def test_a_decision_stops_both_clocks(self):
        self.succeeds(*self.step("accept", "PJ03", CLERK, "2025-02-14", "--responsible", "陈静"))
        self.succeeds(*self.step("decide", "PJ03", CHIEF, "2025-02-19", "--result", "approve", "--document", "1号"))
        found = self.board("2025-12-01")["PJ03"]
        self.assertEqual([found[k] for k in ("stage", "promise", "promise_left", "statutory")], ["decided", "late", "-1", "on_time"])
        self.succeeds(*self.step("serve", "PJ03", CLERK, "2025-02-20", "--method", "post"))
        self.assertEqual(self.board("2025-12-01")["PJ03"]["stage"], "served")

    def test_corrections_are_asked_for_once_and_stop_the_clock(self):
        correct = ("--missing", "a,b", "--notice", "1号")
        self.succeeds(*self.step("correct", "PJ01", CLERK, "2025-02-14", *correct))
        self.refused(*self.step("accept", "PJ01", CLERK, "2025-02-17", "--responsible", "王强"), zh=["correcting"], en=["correcting"])
        self.succeeds(*self.step("supplement", "PJ01", CLERK, "2025-02-19", "--note", "齐全"))
        self.refused(*self.step("correct", "PJ01", CLERK, "2025-02-20", *correct), zh=["第三十二条"], en=["once only"])
        clock = [r for r in self.table("permit", "clocks", self.ledger, "--as-of", "2025-02-20") if r["id"] == "PJ01"][0]
        self.assertEqual((clock["used"], clock["state"]), ("1", "running"))

    def test_corrections_asked_for_after_five_working_days_are_flagged_and_stop_nothing(self):
        # Received on Thursday 13 February: the fifth working day is the 20th.
        for case, day in (("PJ01", "2025-02-20"), ("PJ04", "2025-02-21")):
            self.succeeds(*self.step("correct", case, CLERK, day, "--missing", "a", "--notice", "1号"))
        found = {(r["id"], r["limit"]): r for r in self.table("permit", "clocks", self.ledger, "--as-of", "2025-02-25")}
        self.assertEqual([found["PJ01", "statutory"][k] for k in ("flag", "state", "used")], ["", "stopped", "4"])
        self.assertEqual([found["PJ04", "statutory"][k] for k in ("flag", "state", "used")], ["late_correction", "running", "8"])
        board = self.board("2025-02-25")
        self.assertEqual((board["PJ01"]["flag"], board["PJ04"]["flag"]), ("", "late_correction"))
        self.assertEqual(self.board("2025-02-20")["PJ04"]["flag"], "")

    def test_a_decision_that_is_not_served_within_ten_working_days_is_flagged(self):
        self.succeeds(*self.step("accept", "PJ03", CLERK, "2025-02-14", "--responsible", "陈静"))
        self.succeeds(*self.step("decide", "PJ03", CHIEF, "2025-02-14", "--result", "approve", "--document", "1号"))
        self.assertEqual([self.board(day)["PJ03"]["flag"] for day in ("2025-02-28", "2025-03-03")], ["", "late_service"])
        self.succeeds(*self.step("serve", "PJ03", CLERK, "2025-02-28", "--method", "post"))
        self.assertEqual(self.board("2025-03-03")["PJ03"]["flag"], "")

    def test_the_board_of_a_past_day_is_that_of_the_day(self):
        self.succeeds(*self.step("accept", "PJ03", CLERK, "2025-02-14", "--responsible", "陈静"))
        then = self.board("2025-02-14")
        self.succeeds(*self.step("decide", "PJ03", CHIEF, "2025-02-19", "--result", "approve", "--document", "1号"))
        self.assertEqual(self.board("2025-02-14"), then)
        self.assertEqual(self.board("2025-02-19")["PJ03"]["stage"], "decided")

    def test_prohibited_siting_is_refused_with_a_ground_and_never_approved(self):
        self.succeeds(*self.step("accept", "PJ02", CLERK, "2025-02-14", "--responsible", "王强"))
        decide = self.step("decide", "PJ02", CHIEF, "2025-02-17", "--document", "1号", "--result")
        self.refused(*decide, "approve", zh=["禁止"], en=["prohibited"])
        self.refused(*decide, "refuse", zh=["--ground"], en=["--ground"])
        self.refused(*decide, "refuse", "--ground", "dislike", zh=["ground"], en=["ground"])
        self.refused(*decide, "file", zh=["备案"], en=["filed"])
        self.succeeds(*decide, "refuse", "--ground", "siting")
        self.assertEqual(self.board("2025-02-18")["PJ02"]["ground"], "siting")

    def test_a_registration_is_filed(self):
        self.succeeds(*self.step("accept", "PJ06", CLERK, "2025-02-14", "--responsible", "陈静"))
        decide = self.step("decide", "PJ06", CHIEF, "2025-02-14", "--document", "1号", "--result")
        self.refused(*decide, "approve", zh=["--result"], en=["--result"])
        self.succeeds(*decide, "file")

    def test_decided_before_received_and_steps_out_of_order_are_refused(self):
        self.refused(*self.step("decide", "PJ01", CHIEF, "2025-02-17", "--result", "approve", "--document", "1号"), zh=["accept"], en=["It can:"])
        self.succeeds(*self.step("accept", "PJ01", CLERK, "2025-02-14", "--responsible", "王强"))
        self.refused(*self.step("decide", "PJ01", CHIEF, "2025-02-12", "--result", "approve", "--document", "1号"), zh=["早于上一事件"],
                     en=["before the last event"])
        self.refused(*self.step("decide", "PJ01", CLERK, "2025-02-17", "--result", "approve", "--document", "1号"), zh=["clerk"], en=["may not do"])
        self.refused(*self.step("resume", "PJ01", OFFICER, "2025-02-17"), zh=["accepted"], en=["accepted"])
        for action in ("turn_away", "withdraw"):
            self.refused(*self.step(action, "PJ03", OFFICER, "2025-02-17"), zh=["理由"], en=["--reason"])

    def test_a_class_that_is_open_has_to_be_given_and_another_one_needs_a_reason(self):
        self.succeeds(*self.step("receive", "X1", CLERK, "2025-02-13", "--name", "x", "--applicant", "y"))
        accept = self.step("accept", "X1", CLERK, "2025-02-14", "--responsible", "王强")
        self.refused(*accept, zh=["核查"], en=["not screened"])
        self.succeeds(*self.step("screened", "X1", CLERK, "2025-02-13", "--outcome", "review"))
        self.refused(*accept, zh=["--eia-class"], en=["--eia-class"])
        self.succeeds(*accept, "--eia-class", "form")
        other = self.step("accept", "PJ01", CLERK, "2025-02-14", "--responsible", "王强", "--eia-class", "form")
        self.refused(*other, zh=["理由"], en=["--reason"])
        self.refused(*self.step("decide", "X1", CHIEF, "2025-02-17", "--result", "approve", "--document", "1号"), zh=["理由"], en=["--reason"])

    def test_screened_again_the_new_answer_holds(self):
        again = ("permit", "rescreen", *SITE[:-1], "--where", "id='PJ01'", "--ledger", self.ledger, *CLERK, "--on", "2025-02-17", "--quiet")
        without = [w for w in again if w not in ("--industries", LISTS / "industries.csv")]
        self.succeeds(*without)
        self.assertEqual(self.board("2025-02-18")["PJ01"]["eia_class"], "", "no industries: the class is open again")
        self.succeeds(*again)
        self.assertEqual(self.board("2025-02-18")["PJ01"]["eia_class"], "report")

    def test_nothing_is_approved_while_its_class_is_open(self):
        self.succeeds(*self.step("accept", "PJ01", CLERK, "2025-02-14", "--responsible", "王强"))
        self.succeeds(*self.step("screened", "PJ01", CLERK, "2025-02-17", "--outcome", "conditions"))
        decide = self.step("decide", "PJ01", CHIEF, "2025-02-18", "--result", "approve", "--document", "1号")
        self.refused(*decide, zh=["类别未定", "rescreen"], en=["class", "rescreen"])
        self.succeeds(*self.step("screened", "PJ01", CLERK, "2025-02-17", "--outcome", "conditions", "--eia-class", "report"))
        self.succeeds(*decide)

    def test_tasks_stand_by_their_deadline(self):
        for case, due in (("PJ01", "2025-02-20"), ("PJ03", "2025-02-18")):
            self.succeeds(*self.step("task", case, CHIEF, "2025-02-14", "--task", "踏勘", "--responsible", "陈静", "--due", due))
        found = [(r["id"], r["state"]) for r in self.table("permit", "tasks", self.ledger, "--as-of", "2025-02-19")]
        self.assertEqual(found, [("PJ03", "overdue"), ("PJ01", "running")])

    def test_the_board_stands_when_a_limit_ends_in_a_year_without_a_calendar(self):
        """From October on the 60 days of a report reach into a year whose notice comes in November."""
        calendars = self.folder / "calendars"
        calendars.mkdir()
        for year in range(2007, 2026):
            shutil.copyfile(ROOT / f"datasets/calendars/{year}.json", calendars / f"{year}.json")
        autumn = self.folder / "autumn.gpkg"
        self.succeeds("ledger", "init", autumn)
        self.succeeds("permit", "intake", *SITE, "--ledger", autumn, *CLERK, "--on", "2025-11-20", "--applicant", "示例集团")
        for view in ("board", "clocks"):
            found = self.table("permit", view, autumn, "--as-of", "2025-11-27", "--calendars", calendars)
            self.assertEqual({r["id"] for r in found}, {"PJ01", "PJ02", "PJ03", "PJ04", "PJ05", "PJ06"})
        report = [r for r in found if r["id"] == "PJ01"]
        self.assertEqual([(r["limit"], r["due"], r["state"], r["used"], r["left"], r["flag"]) for r in report],
                         [("promise", "2025-11-27", "running", "5", "0", ""), ("statutory", "", "running", "5", "55", "no_calendar_2026")])

    def test_a_year_without_a_calendar_is_refused(self):
        self.succeeds(*self.step("receive", "X1", CLERK, "2025-02-13", "--name", "x", "--applicant", "y"))
        done = run("permit", "board", self.ledger, "--as-of", "2090-02-01", "--lang", "en")
        self.assertEqual(done.returncode, 2)
        self.assertIn("its holiday notice is not in the calendar", done.stderr)

    def test_what_is_missing_is_named(self):
        self.refuses("permit", "intake", *SITE, *CLERK, "--applicant", "示例集团", zh=["--ledger"], en=["--ledger"])
        self.refused("permit", "intake", *SITE, "--ledger", self.ledger, *CLERK, zh=["applicant"], en=["applicant"])
        self.refuses("permit", "board", zh=["账本"], en=["ledger"])
        self.refuses("permit", "intake", "--ledger", self.ledger, zh=["--project"], en=["--project"])


if __name__ == "__main__":
    harness.main()
