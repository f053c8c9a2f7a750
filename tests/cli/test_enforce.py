#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""`parkline enforce`, `fund` and `support`: steps in order, money that adds up, outcomes that change a verdict."""
import harness
from harness import HUAIAN, LedgerTest, ROOT, rows

RECORDS = ROOT / "datasets/huaian/ledger"
CHIEF = ("--actor", "李敏", "--role", "approver")
MONEY = ("--actor", "郑华", "--role", "finance", "--on", "2025-05-06")


class Enforce(LedgerTest):
    def setUp(self):
        super().setUp()
        self.succeeds("enforce", "record", self.ledger, "--from", RECORDS / "enforce.csv")

    def test_open_cases_say_what_they_need_and_whether_they_are_overdue(self):
        found = {r["id"]: r for r in self.table("enforce", "steps", self.ledger, "--as-of", "2025-03-20")}
        self.assertEqual(set(found), {"XF02", "JC01", "JC02"})
        self.assertEqual([found["JC01"][k] for k in ("status", "deadline", "needs")], ["ordered", "running", "fix: action"])
        self.assertEqual(found["XF02"]["needs"], "reply: answer; close: conclusion")
        self.assertEqual(self.table("enforce", "steps", self.ledger, "--as-of", "2025-03-21")[0]["deadline"], "overdue")

    def test_a_correction_that_fails_its_review_goes_back_and_is_late_by_its_last_day(self):
        found = {r["id"]: r for r in self.table("enforce", "cases", self.ledger)}["XF01"]
        self.assertEqual([found[k] for k in ("status", "fixed_on", "due", "deadline")], ["closed", "2025-03-04", "2025-02-28", "late"])

    def test_groups_add_up(self):
        for by in ("sort", "county", "park", "subject", "measure", "channel", "inspector"):
            found = self.table("enforce", "summary", self.ledger, "--by", by, "--as-of", "2025-03-21")
            for column in ("cases", "closed", "open", "overdue", "violations", "fines_yuan", "helps"):
                self.assertEqual(sum(int(r[column]) for r in found[:-1]), int(found[-1][column]), f"{by} {column}")
        self.assertEqual(found[-1]["fines_yuan"], "120000")
        self.refuses("enforce", "cases", self.ledger, "--by", "county", zh=["--by county"], en=["--by county"])

    def test_lists_are_narrowed_by_their_columns(self):
        cases = ("enforce", "cases", self.ledger)
        self.assertEqual([r["id"] for r in self.table(*cases, "--only", "sort=petition", "--only", "violation=0")], ["XF02"])
        self.assertEqual([r["id"] for r in self.table(*cases, "--only", "park_id=")], ["XF02"])
        self.assertEqual(len(self.table("enforce", "list", self.ledger, "--only", "status=closed")), 1)
        self.assertEqual(self.table(*cases, "--only", "sort=x"), [])
        for wrong in ("colour=red", "sort"):
            self.refuses(*cases, "--only", wrong, zh=["列=值", "inspector"], en=["COLUMN=VALUE", "inspector"])

    def test_steps_out_of_order_are_refused(self):
        self.refused("enforce", "close", self.ledger, "XF02", *CHIEF, "--conclusion", "不属实", zh=["答复"], en=["no answer yet"])
        self.refused("enforce", "close", self.ledger, "JC01", *CHIEF, "--conclusion", "x", zh=["fix"], en=["It can: fix"])
        self.refused("enforce", "reply", self.ledger, "JC01", *CHIEF[:2], "--role", "clerk", "--answer", "x", zh=["信访"], en=["petition"])
        self.refused("enforce", "reopen", self.ledger, "XF01", *CHIEF, zh=["理由"], en=["--reason"])
        self.refused("enforce", "order", self.ledger, "XF02", *CHIEF, "--measure", "warn", "--legal-basis", "x", "--due", "2025-04-01",
                     zh=["clean"], en=["clean"])

    def test_a_fine_has_an_amount_and_other_measures_have_none(self):
        who = ("--actor", "周洋", "--role", "inspector", "--on", "2025-03-12")
        self.succeeds("enforce", "dispatch", self.ledger, "JC02", *CHIEF, "--on", "2025-03-11", "--inspector", "周洋", "--due", "2025-03-20")
        self.succeeds("enforce", "find", self.ledger, "JC02", *who, "--finding", "数据异常", "--violation", 1)
        order = ("enforce", "order", self.ledger, "JC02", *CHIEF, "--on", "2025-03-13", "--legal-basis", "x", "--due", "2025-03-31", "--measure")
        self.refused(*order, "fine", zh=["--fine"], en=["--fine"])
        self.refused(*order, "warn", "--fine", "3万元", zh=["--fine"], en=["--fine"])
        self.refused(*order, "fine", "--fine", "30000", zh=["单位"], en=["unit"])
        for amount in ("0元", "90000000000亿元", "1000000000000001元"):
            self.refused(*order, "fine", "--fine", amount, zh=["金额是 0"], en=["1e15"])
        self.succeeds(*order, "fine", "--fine", "3万元")


    def test_a_second_fine_after_reopening_is_added_to_the_first(self):
        who = ("--actor", "周洋", "--role", "inspector")
        for day, fine in (("11", "3万元"), ("21", "12,000 元")):
            on = ("--on", f"2025-03-{day}")
            self.succeeds("enforce", "dispatch", self.ledger, "JC02", *CHIEF, *on, "--inspector", "周洋", "--due", "2025-03-30")
            self.succeeds("enforce", "find", self.ledger, "JC02", *who, *on, "--finding", "数据异常", "--violation", 1)
            self.succeeds("enforce", "order", self.ledger, "JC02", *CHIEF, *on, "--measure", "fine", "--fine", fine, "--legal-basis", "x",
                          "--due", "2025-03-31")
            self.succeeds("enforce", "fix", self.ledger, "JC02", *who, *on, "--action", "x")
            self.succeeds("enforce", "review", self.ledger, "JC02", *who, *on, "--check", "x", "--passed", 1)
            self.succeeds("enforce", "close", self.ledger, "JC02", *CHIEF, *on, "--conclusion", "x")
            if day == "11":
                self.succeeds("enforce", "reopen", self.ledger, "JC02", *CHIEF, *on, "--reason", "again")
        found = {r["id"]: (r["fine"], r["fine_yuan"]) for r in self.table("enforce", "cases", self.ledger)}
        self.assertEqual(found["JC02"], ("3万元 + 12,000 元", "42000"))
        self.succeeds("ledger", "rebuild", self.ledger)
        self.assertEqual(found["JC02"][1], {r["id"]: r for r in self.table("enforce", "cases", self.ledger)}["JC02"]["fine_yuan"])


class Fund(LedgerTest):
    def setUp(self):
        super().setUp()
        self.succeeds("fund", "record", self.ledger, "--from", RECORDS / "fund.csv")

    def years(self):
        return {(r["year"], r["source"]): r for r in self.table("fund", "years", self.ledger)}

    def test_sources_add_up_to_their_year_and_the_target_stands_beside(self):
        found = self.years()
        for year in ("2024", "2025"):
            for column in ("granted_yuan", "carried_in_yuan", "allocated_yuan", "carried_out_yuan", "left_yuan"):
                parts = sum(int(r[column]) for (y, source), r in found.items() if y == year and source != "all")
                self.assertEqual(parts, int(found[year, "all"][column]), f"{year} {column}")
        self.assertEqual([found["2024", "all"][k] for k in ("granted_yuan", "target_yuan", "difference_yuan", "share_of_target")],
                         ["64000000", "65000000", "-1000000", "0.9846"])

    def test_what_is_carried_over_is_not_new_money(self):
        before, carried = self.years(), ("--year", 2025, "--amount", "100万元")
        self.succeeds("fund", "carry", self.ledger, "ZJ25A", *MONEY, *carried)
        after = self.years()
        self.assertEqual(sum(int(r["granted_yuan"]) for r in after.values()), sum(int(r["granted_yuan"]) for r in before.values()))
        self.assertEqual((after["2026", "all"]["granted_yuan"], after["2026", "all"]["carried_in_yuan"]), ("0", "1000000"))
        self.refused("fund", "grant", self.ledger, "ZJ26A", *MONEY, "--year", 2026, "--source", "central_air", "--amount", "100万元",
                     "--document", "示例财环〔2025〕1号", zh=["不能再次登记"], en=["never granted again"])
        self.refused("fund", "allocate", self.ledger, "ZJ25S", *MONEY, "--year", 2026, "--project", "X", "--recipient", "Q", "--amount", "1元",
                     zh=["carry"], en=["Carry it over first"])
        self.refused("fund", "allocate", self.ledger, "ZJ25A", *MONEY, "--year", 2026, "--project", "XM06", "--recipient", "QY0001",
                     "--amount", "1元", zh=["跨年"], en=["two years"])

    def test_no_more_is_spent_than_there_is(self):
        allocate = ("fund", "allocate", self.ledger, "ZJ25S", *MONEY, "--year", 2025, "--project", "XM07", "--recipient", "QY0002", "--amount")
        self.refused(*allocate, "8200001元", zh=["8,200,000"], en=["8,200,000"])
        self.succeeds(*allocate, "820万元")
        pay = ("fund", "pay", self.ledger, "ZJ25S", *MONEY, "--project", "XM07", "--voucher", "PZ1", "--amount")
        self.succeeds(*pay, "820万元")
        self.refused(*pay, "1元", zh=["超过"], en=["more than the 0 CNY"])
        self.refused("fund", "give_back", self.ledger, "ZJ25S", *MONEY, "--project", "XM07", "--amount", "1元", zh=["超过"], en=["more than"])

    def test_what_a_project_gives_back_may_be_allocated_again(self):
        free = int(self.years()["2025", "central_air"]["left_yuan"])
        self.succeeds("fund", "give_back", self.ledger, "ZJ25A", *MONEY, "--reason", "核减", "--project", "XM06", "--amount", "200万元")
        self.assertEqual(int(self.years()["2025", "central_air"]["left_yuan"]), free + 2000000)

    def test_recipients_add_up_to_the_allocations(self):
        found = self.table("fund", "recipients", self.ledger)
        parts = self.table("fund", "allocations", self.ledger)
        for column in ("allocated_yuan", "paid_yuan", "returned_yuan", "left_yuan"):
            self.assertEqual(sum(int(r[column]) for r in found), sum(int(r[column]) for r in parts))
        self.assertEqual([r["year"] for r in found if r["recipient"] == "QY0001"], ["2024", "2025"])

    def test_printed_totals_reconcile_or_say_by_how_much_they_do_not(self):
        found = {r["id"]: (r["state"], r["difference_yuan"]) for r in self.table("fund", "reconcile", self.ledger)}
        self.assertEqual(found, {"HJ24": ("reconciled", "0"), "HJ24A": ("reconciled", "0"), "HJ25": ("differs", "800000")})

    def test_years_that_cannot_be_are_refused(self):
        grant = ("fund", "grant", self.ledger, "J1", *MONEY, "--source", "city", "--amount", "1万元", "--document", "示例财〔2025〕90号", "--year")
        for year in (25, 1925, 2027, 2205):
            self.refused(*grant, year, zh=["年"], en=["year"])
        self.succeeds(*grant, 2026)
        target = ("fund", "target", self.ledger, *("J2",), *MONEY, "--amount", "6500万元", "--document", "x", "--year")
        self.refused(*target, 2031, zh=["年度 2031"], en=["the year 2031"])
        self.succeeds(*target, 2030)
        self.refused("enforce", "help", self.ledger, "JC01", *CHIEF[:2], "--role", "inspector", "--on", "1025-03-12", zh=["1990"], en=["1990"])
        self.refused("enforce", "dispatch", self.ledger, "JC02", *CHIEF, "--on", "2025-03-12", "--inspector", "x", "--due", "2205-03-20",
                     zh=["1990 至 2100"], en=["1990 to 2100"])

    def test_the_same_document_written_in_another_way_is_the_same_document(self):
        def grant(case, year, document):
            return "fund", "grant", self.ledger, case, *MONEY, "--year", year, "--source", "city", "--amount", "5万元", "--document", document
        self.succeeds(*grant("G1", 2024, "示例财〔2024〕17号"))
        for number, document in enumerate(("示例财[2024]17号", "示例财〔2024〕第17号", "示例财〔2024〕017号", "示例财（２０２４）１７号", "示例财 〔2024〕 17 号", "示例财　【2024】17号")):
            self.refused(*grant(f"H{number}", 2025, document), zh=["G1", "carry"], en=["G1", "carry"])
        self.succeeds(*grant("G2", 2024, "示例财〔2024〕1号"))
        self.succeeds(*grant("G3", 2024, "示例财〔2024〕117号"))

    def test_an_amount_is_never_guessed(self):
        grant = ("fund", "grant", self.ledger, "G", *MONEY, "--year", 2025, "--source", "city", "--document", "D", "--amount")
        for amount in ("3亿2000万元", "65", "约 6500 万元", "0.5元", "-3万元"):
            self.refused(*grant, amount, zh=["不是金额"], en=["is no amount"])
        self.refused(*grant, "0万元", zh=["金额是 0"], en=["amount is 0"])
        self.refused("fund", "target", self.ledger, "MB", *MONEY, "--year", 2025, "--amount", "7000万元", "--document", "D",
                     zh=["MB2025"], en=["MB2025"])

    def test_the_original_text_is_kept(self):
        found = {r["project"]: (r["amount"], r["allocated_yuan"]) for r in self.table("fund", "allocations", self.ledger)}
        self.assertEqual(found["XM01"], ("1,200 万元", "12000000"))
        self.assertEqual(found["XM06"], ("15000000元", "15000000"))


class Support(LedgerTest):
    def setUp(self):
        super().setUp()
        self.succeeds("support", "record", self.ledger, "--from", RECORDS / "support.csv")

    def verdict(self, *layers):
        folder = HUAIAN.parent
        text = HUAIAN.read_text(encoding="utf-8").replace('path = "', f'path = "{folder}/').replace('pack = "', f'pack = "{folder}/')
        project = self.write("project.toml", text + "".join(f'\n[[layer]]\nrole = "facts"\npath = "{path}"\n' for path in layers))
        found = rows(self.succeeds("classify", project, "--format", "csv", "--quiet").stdout)
        return next(r["verdict"] for r in found if r["park_id"] == "HG03")

    def test_an_outcome_changes_the_verdict(self):
        facts = self.folder / "facts.csv"
        self.succeeds("support", "facts", self.ledger, "-o", facts)
        self.assertEqual((self.verdict(), self.verdict(facts)), ("rectify", "support_upgrade"))

    def test_the_outcome_of_the_latest_day_is_the_fact_whatever_the_order_of_recording(self):
        for case, day, value in (("S1", "2025-06-01", "yes"), ("S2", "2025-03-01", "no")):
            self.succeeds("support", "consult", self.ledger, case, *CHIEF, "--on", "2025-01-05", "--park-id", "P1", "--title", "x",
                          "--due", "2025-12-01", "--experts", "甲")
            self.succeeds("support", "outcome", self.ledger, case, *CHIEF, "--on", day, "--result", "effective", "--note", "x",
                          "--fact", "plan_eia", "--value", value)

        def fact(*as_of):
            return [r["value"] for r in self.table("support", "facts", self.ledger, *as_of) if r["id"] == "P1"]
        self.assertEqual(fact(), ["yes"])
        self.assertEqual([fact("--as-of", day) for day in ("2025-02-28", "2025-03-01", "2025-05-31", "2025-06-01")], [[], ["no"], ["no"], ["yes"]])

    def test_milestones_are_reached_once_and_in_order(self):
        found = {(r["measure"], r["milestone"]): r["deadline"] for r in self.table("support", "milestones", self.ledger)}
        self.assertEqual(found["FC01", "现场会诊"], "on_time")
        self.assertEqual(found["FC01", "报告书"], "late")
        reach = ("support", "reach", self.ledger, "FC02", *CHIEF[:2], "--role", "officer", "--note", "x", "--milestone")
        self.refused(*reach, "开工", zh=["plan"], en=["Plan it first"])
        self.succeeds("support", "plan", self.ledger, "FC02", *CHIEF, "--milestone", "开工", "--due", "2099-01-01")
        self.succeeds(*reach, "开工")
        self.refused(*reach, "开工", "--reason", "again", zh=["已在"], en=["was reached on"])

    def test_a_finished_measure_takes_nothing_more(self):
        self.refused("support", "outcome", self.ledger, "FC01", *CHIEF, "--result", "none", "--note", "x", zh=["finished"], en=["finished"])
        self.refused("support", "outcome", self.ledger, "FC02", *CHIEF, "--result", "partly", "--note", "x", "--fact", "fire_station",
                     zh=["一起"], en=["go together"])
        self.refused("support", "stop", self.ledger, "FC02", *CHIEF, zh=["理由"], en=["--reason"])

    def test_all_programmes_share_one_chain_that_can_be_rebuilt(self):
        for name in ("service", "enforce", "fund"):
            self.succeeds(name, "record", self.ledger, "--from", RECORDS / f"{name}.csv")
        self.succeeds("ledger", "rebuild", self.ledger)
        self.assertEqual(self.table("ledger", "verify", self.ledger)[0]["state"], "sound")
        self.assertEqual({r["programme"] for r in self.table("case", "list", self.ledger)}, {"service", "enforce", "fund", "support"})
        self.refused("service", "contact", self.ledger, "XF02", *CHIEF, "--method", "phone", "--note", "x", zh=["属于 enforce"], en=["enforce"])


if __name__ == "__main__":
    harness.main()
