#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""`parkline case` and `parkline service`: events recorded once, whole and in order; lists and rates by hand."""
import hashlib
import json

import harness
from harness import LedgerTest, ROOT, run

RECORDS = ROOT / "datasets/huaian/ledger/service.csv"
CHIEF = ("--actor", "李敏", "--role", "approver")
WHO = ("--actor", "李敏", "--role", "approver", "--quiet")


class Service(LedgerTest):
    def setUp(self):
        super().setUp()
        self.succeeds("service", "record", self.ledger, "--from", RECORDS)

    def test_indicators_are_those_counted_by_hand(self):
        # Closed: WT01 after 6 working days (8 February 2025 is a make-up day), WT02 after 16 and late, WT03 after 24, reopened once.
        found = {(r["by"], r["group"]): r for r in self.table("service", "indicators", self.ledger, "--by", "county", "--as-of", "2025-03-21")}
        city, county = found["all", ""], found["county", "清江浦区"]
        self.assertEqual([city[k] for k in ("collected", "dismissed", "closed", "open", "overdue")], ["7", "1", "3", "3", "2"])
        self.assertEqual([county[k] for k in ("closing_rate", "on_time_rate", "median_working_days", "reopened_share")],
                         ["1.0000", "0.6667", "16.0", "0.3333"])
        self.assertEqual([found["county", "涟水县"][k] for k in ("closing_rate", "on_time_rate", "median_working_days")], ["0.0000", "", ""])

    def test_every_grouping_adds_up_to_all(self):
        for by in ("officer", "county", "park", "category"):
            found = self.table("service", "indicators", self.ledger, "--by", by, "--as-of", "2025-03-21")
            for column in ("collected", "dismissed", "closed", "open", "overdue", "on_time", "reopened"):
                self.assertEqual(sum(int(r[column]) for r in found[:-1]), int(found[-1][column]), f"{by} {column}")

    def test_a_deadline_is_overdue_the_day_after(self):
        for day, state in (("2025-03-20", "running"), ("2025-03-21", "overdue")):
            found = {r["id"]: r for r in self.table("service", "steps", self.ledger, "--as-of", day)}
            self.assertEqual(found["WT06"]["deadline"], state)
            self.assertEqual(found["WT06"]["needs"], "action, present")
        self.assertNotIn("WT03", found)

    def test_a_contact_moves_the_next_one(self):
        self.succeeds("service", "contact", self.ledger, "QY0002", *WHO, "--on", "2025-03-20", "--method", "phone", "--note", "a, b")
        found = {r["id"]: r for r in self.table("service", "enterprises", self.ledger, "--as-of", "2025-03-21")}
        self.assertEqual((found["QY0002"]["next_due"], found["QY0002"]["contact"]), ("2025-05-19", "running"))
        self.assertEqual((found["QY0004"]["next_due"], found["QY0004"]["days_over"]), ("2025-02-20", "29"))

    def test_who_solved_it_cannot_close_it_and_the_dissatisfied_are_not_closed(self):
        close = ("service", "close", self.ledger, "WT04", "--role", "clerk", "--on", "2025-03-01", "--check", "回访", "--satisfaction")
        self.refused(*close, "satisfied", "--actor", "陈静", zh=["不能自己销号"], en=["cannot close it"])
        self.refused(*close, "dissatisfied", "--actor", "赵云", zh=["不满意"], en=["dissatisfied"])
        self.refused("service", "reopen", self.ledger, "WT01", *WHO, zh=["理由"], en=["--reason"])

    def test_an_option_that_the_action_has_no_use_for_is_refused(self):
        contact = ("service", "contact", self.ledger, "E", "--method", "phone", "--note", "x", *CHIEF)
        self.refused(*contact, "--as-of", "2025-03-01", zh=["--as-of", "--on"], en=["--as-of", "--on"])
        self.refused("service", "steps", self.ledger, "--actor", "x", zh=["--actor"], en=["--actor"])
        self.refused("service", "list", self.ledger, "--note", "x", zh=["--note"], en=["--note"])
        self.refused("service", "list", self.ledger, "--as-of", "2025-03-01", zh=["--as-of"], en=["--as-of"])
        self.refused("service", "problems", self.ledger, "W1", zh=["W1"], en=["W1"])
        self.refused(*contact, "--only", "id=E", zh=["--only"], en=["--only"])
        self.refused("service", "show", self.ledger, "W1", "--only", "id=E", zh=["--only"], en=["--only"])
        self.refused("case", "list", self.ledger, "--set", "a=b", zh=["--set"], en=["--set"])

    def test_the_next_step_is_the_present_officers(self):
        open_ones = {r["id"]: r for r in self.table("service", "steps", self.ledger)}
        case = next(id for id, r in open_ones.items() if r["next"] != "solve")
        enterprise, before = open_ones[case]["enterprise"], open_ones[case]["responsible"]
        self.succeeds("service", "handover", self.ledger, enterprise, *CHIEF, "--officer", "新专员")
        self.assertNotEqual(before, "新专员")
        self.assertEqual({r["id"]: r for r in self.table("service", "steps", self.ledger)}[case]["responsible"], "新专员")

    def test_a_year_without_a_calendar_is_refused_and_not_guessed(self):
        empty = self.folder / "calendars"
        empty.mkdir()
        self.assertEqual(run("service", "indicators", self.ledger, "--calendars", empty).returncode, 2)

    def test_the_same_list_again_records_nothing(self):
        before = self.events()
        again = self.table("service", "record", self.ledger, "--from", RECORDS)
        self.assertEqual({r["recorded"] for r in again}, {"before"})
        self.assertEqual((len(again), self.events()), (before, before))


class Cases(LedgerTest):
    enrol = ("--programme", "service", "--kind", "enrol", "--set", "name=甲, 乙", "--set", "officer=王强", "--set", "contact_days=30",
             "--set", "county=淮阴区", *WHO)

    def test_any_programme_is_recorded_by_the_names_of_its_fields(self):
        self.succeeds("case", "open", self.ledger, "E1", *self.enrol, "--on", "2025-01-06")
        self.succeeds("case", "record", self.ledger, "E1", "--programme", "service", "--kind", "handover", "--set", "officer=陈静", *WHO,
                      "--on", "2025-01-07")
        shown = self.table("case", "show", self.ledger, "E1")
        self.assertEqual([r["kind"] for r in shown], ["enrol", "handover"])
        self.assertEqual(json.loads(shown[0]["fields"])["name"], "甲, 乙")
        listed = self.table("case", "list", self.ledger, "--programme", "service")
        self.assertEqual([(r["id"], r["events"], r["last_on"]) for r in listed], [("E1", "2", "2025-01-07")])
        self.assertEqual(self.table("case", "list", self.ledger, "--only", "status=closed"), [])
        self.assertEqual(len(self.table("case", "list", self.ledger, "--only", "status=served")), 1)

    def test_a_key_is_recorded_once_and_refused_with_another_content(self):
        words = ("case", "open", self.ledger, "E1", *self.enrol, "--on", "2025-01-06", "--key", "form-17")
        self.assertEqual(self.table(*words)[0]["recorded"], "now")
        self.assertEqual(self.table(*words)[0]["recorded"], "before")
        self.assertEqual(self.events(), 1)
        self.refused(*words[:-4], "--on", "2025-01-07", "--key", "form-17", zh=["form-17", "内容不同"], en=["form-17", "something else"])

    def test_what_is_wrong_is_named_and_nothing_is_recorded(self):
        opened = ("case", "open", self.ledger, "E1", *self.enrol)
        self.refused(*opened[:-5], "--actor", "李敏", "--role", "mayor", zh=["没有角色 'mayor'"], en=["no role 'mayor'"])
        self.refused(*opened[:-5], "--role", "approver", zh=["--actor"], en=["--actor"])
        self.refused(*opened, "--on", "2999-01-01", zh=["晚于记录日"], en=["after the day of recording"])
        self.refused(*opened, "--on", "2025-02-30", zh=["2025-02-30"], en=["2025-02-30"])
        self.refused(*opened, "--set", "park=P1", zh=["没有字段 park"], en=["no field park"])
        self.refused(*opened, "--set", "officer=王五", zh=["出现两次"], en=["stands twice"])
        self.refused(*opened, "--manifest", self.folder / "none.json", zh=["none.json"], en=["neither a file"])
        self.refused("case", "open", self.ledger, "E1", "--programme", "x", zh=["--programme 'x'"], en=["service"])
        self.refused("case", "record", self.ledger, "E1", "--programme", "service", "--kind", "enrol", zh=["enrol"], en=["handover"])
        self.refused("case", "record", self.ledger, "E1", "--programme", "service", "--kind", "handover", "--set", "officer=王", *WHO,
                     zh=["没有这个案件"], en=["no such case"])
        self.refuses("case", "show", self.ledger, "E1", zh=["case list"], en=["case list"])

    def test_events_out_of_order_are_refused(self):
        self.succeeds("case", "open", self.ledger, "E1", *self.enrol, "--on", "2025-01-06")
        self.refused("service", "handover", self.ledger, "E1", *WHO, "--officer", "陈静", "--on", "2025-01-05",
                     zh=["早于上一事件"], en=["before the last event"])

    def test_a_list_is_recorded_whole_or_not_at_all_and_the_row_is_named(self):
        head = "case_id,kind,on,name,officer,contact_days,county\n"
        bad = self.write("list.csv", head + "E1,enrol,2025-01-06,甲,王强,30,淮阴区\nE2,enrol,2025-01-06,乙,王强,often,淮阴区\n")
        self.refused("service", "record", self.ledger, "--from", bad, *WHO, zh=["第 2 条", "contact_days"], en=["record 2", "contact_days"])
        late = self.write("late.csv", head + "E1,enrol,2025-01-06,甲,王强,30,淮阴区\nE1,enrol,2025-01-07,乙,王强,30,淮阴区\n")
        self.refused("service", "record", self.ledger, "--from", late, *WHO, zh=["已经登记过"], en=["opened before"])

    def test_the_hash_of_a_manifest_is_kept_as_evidence(self):
        manifest = self.write("manifest.json", "{}")
        self.succeeds("case", "open", self.ledger, "E1", *self.enrol, "--manifest", manifest, "--features", "Z1,Z2")
        evidence = json.loads(self.table("case", "show", self.ledger, "E1")[0]["evidence"])
        self.assertEqual(evidence, {"features": ["Z1", "Z2"], "manifest_sha256": hashlib.sha256(b"{}").hexdigest()})

    def test_a_clock_that_was_moved_back_is_refused(self):
        previous, day = "0" * 64, "2098-01-06"
        event = {"actor": "李敏", "at": f"{day}T01:00:00.000Z", "case_id": "E1", "evidence": {"features": [], "manifest_sha256": ""},
                 "happened_on": day, "key": "k", "kind": "enrol", "local_date": day, "number": 1,
                 "payload": {"contact_days": 30, "county": "淮阴区", "name": "甲", "officer": "王强"}, "previous": previous,
                 "programme": "service", "reason": "", "role": "officer"}
        text = json.dumps(event, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
        event["hash"] = hashlib.sha256(text.encode()).hexdigest()
        line = json.dumps(event, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
        seal = json.dumps({"events": 1, "head": event["hash"]}, separators=(",", ":"))
        self.succeeds("ledger", "import", self.ledger, "--from", self.write("future.jsonl", f"{line}\n{seal}\n"))
        self.refused("case", "open", self.ledger, "E2", *self.enrol, zh=["时钟被拨回"], en=["clock was moved back"])


if __name__ == "__main__":
    harness.main()
