#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""`match`: names found in a register; what is not sure waits for a decision, and the decision is read back."""
import collections
import datetime
import json
import re
import unittest

import openpyxl

import harness
from harness import CliTest, HUAIAN

OLD = HUAIAN.parent / "townships_2016.csv"
NEW = HUAIAN.parent / "township_codes.csv"
PARKS = "park_id,name\nP1,灌南化工园区\nP2,灌南化工园区（南区）\nP3,淮安盐化工园区\nP4,城东工业园\n"


class Match(CliTest):
    def rows(self, *args, **how):
        return harness.rows(self.succeeds("match", *args, "--format", "csv", **how).stdout)

    def test_the_townships_of_2016_in_the_codes_of_2023(self):
        """73 keep county and name, ten of them without 办事处 (63 by the letter); 宁连路办事处 is written 宁连路办 now."""
        rows = self.rows(OLD, NEW)
        kinds = collections.Counter(row["match"] for row in rows)
        self.assertEqual(kinds["exact"], 63)
        self.assertEqual(kinds["alias"], 11)
        self.assertEqual(sum(1 for row in rows if row["left_id"]), 145)
        taken = [row for row in rows if row["left_id"] and row["result_id"]]
        self.assertEqual(len(taken), 74)
        for row in taken:  # the register keeps the code of a township that keeps its name
            self.assertEqual(row["result_id"][:6], row["left_id"][:6])
        rest = [row["right_id"] for row in rows if row["match"] == "unmatched"]
        self.assertEqual(len({row["result_id"] for row in taken} | set(rest)), 113, "every code is in the table")
        by_name = {row["left_name"]: row for row in rows if row["left_place"] == "320803"}
        self.assertEqual((by_name["淮城镇"]["match"], by_name["淮城镇"]["how"], by_name["淮城镇"]["right_name"], by_name["淮城镇"]["result_id"]),
                         ("fuzzy", "same stem", "淮城街道", ""))

    def test_nothing_ambiguous_or_alike_is_taken(self):
        register = self.write("parks.csv", PARKS)
        names = self.write("names.csv", "id,name\n1, 灌南化工园区\n2,灌南化工园区(南区)\n3,江苏省淮安市盐化学工业园\n4,城东工业园区\n5,洪泽化工园\n6,灌南化学工业园\n")
        rows = {row["left_id"]: row for row in self.rows(names, register, "--right-id", "park_id")}
        self.assertEqual([rows[i]["match"] for i in "12456"], ["exact", "exact", "fuzzy", "fuzzy", "ambiguous"])
        self.assertEqual([rows[i]["result_id"] for i in "12456"], ["P1", "P2", "", "", ""])
        self.assertIn("P1 灌南化工园区", rows["6"]["candidates"])
        done = self.succeeds("match", names, register, "--right-id", "park_id", "--fail-on", "open", code=3)
        self.assertIn("undecided", done.stderr + self.succeeds("match", names, register, "--lang", "en").stderr)

    def test_a_list_of_aliases_counts_both_ways(self):
        register = self.write("parks.csv", PARKS)
        names = self.write("names.csv", "id,name\n1,盐化新区\n")
        aliases = self.write("aliases.csv", "name,alias\n盐化新区,淮安盐化工园区\n")
        [row] = [r for r in self.rows(names, register, "--right-id", "park_id", "--aliases", aliases) if r["left_id"]]
        self.assertEqual((row["match"], row["how"], row["result_id"]), ("alias", "aliases", "P3"))
        self.refuses("match", names, register, "--aliases", names, zh=["缺少列 别名"], en=["no column alias"])

    def review(self, name, register, names):
        out = self.folder / name
        self.succeeds("match", names, register, "--right-id", "park_id", "-o", out, "--overwrite")
        return out

    def test_a_review_is_filled_in_and_read_back(self):
        register = self.write("parks.csv", PARKS)
        names = self.write("names.csv", "id,name\n1,城东工业园区\n2,灌南园\n3,洪泽园\n")
        rows = harness.read_rows(self.review("review.csv", register, names))
        decided = {"1": ("accept", ""), "2": ("other", "P2"), "3": ("none", "")}
        text = ",".join(rows[0]) + "\n"
        for row in rows:
            decision, other = decided.get(row["left_id"], ("", ""))
            row |= {"decision": decision, "decided_id": other, "decided_by": "王工" if decision else "", "decided_on": "2026年11月23日" if decision else ""}
            text += ",".join('"' + cell.replace('"', '""') + '"' for cell in row.values()) + "\n"
        filled = self.write("filled.csv", text)
        args = (names, register, "--right-id", "park_id", "--decisions", filled)
        result = {row["left_id"]: row["result_id"] for row in self.rows(*args, "--fail-on", "open")}
        self.assertEqual([result[i] for i in "123"], ["P4", "P2", ""])
        self.write("parks.csv", PARKS.replace("城东工业园", "城东新园"))
        self.refuses("match", *args, zh=["城东工业园", "重新决定"], en=["made on the name", "城东新园"])
        self.write("parks.csv", PARKS)
        self.write("names.csv", "id,name\n1,城西工业园区\n2,灌南园\n3,洪泽园\n")
        self.refuses("match", *args, zh=["城东工业园区"], en=["made on the name '城东工业园区'"])

    def test_the_workbook_shows_what_is_open_first_and_is_read_back(self):
        register = self.write("parks.csv", PARKS)
        names = self.write("names.csv", "id,name\n1,灌南化工园区\n2,城东工业园区\n3,灌南园\n4,洪泽园\n")
        book = openpyxl.load_workbook(self.review("review.xlsx", register, names))
        sheet = book["match"]
        [head] = [row[0].row for row in sheet.iter_rows(max_row=6) if str(row[0].value).endswith("(left_id)")]
        columns = {re.search(r"\((\w+)\)$", cell.value).group(1): cell.column for cell in sheet[head]}
        shown = [[sheet.cell(row, columns[name]).value for name in ("left_id", "match", "right_id")] for row in range(head + 1, sheet.max_row + 1)]
        self.assertEqual(shown, [["2", "建议 fuzzy", "P4"], ["3", "没有 none", None], ["4", "没有 none", None], ["1", "同名 exact", "P1"],
                                 [None, "无人对应 unmatched", "P2"], [None, "无人对应 unmatched", "P3"], [None, "无人对应 unmatched", "P4"]])
        self.assertIn("待定 3 行", sheet["A1"].value)
        self.assertEqual((sheet.freeze_panes, sheet.auto_filter.ref is not None), (f"C{head + 1}", True))
        self.assertGreater(sheet.row_dimensions[head].height, 30, "headers of two lines are seen in full")
        self.assertEqual(sheet.cell(head + 1, columns["similarity"]).number_format, "#,##0.000_ ", "room before the id at its right")
        [choices] = [v for v in sheet.data_validations.dataValidation if v.type == "list"]
        self.assertEqual(choices.formula1, '"接受 accept,另选 other,没有 none"')
        decided = {"2": ("接受 accept", None), "3": ("other", "P2"), "4": ("没有", None)}
        for row in range(head + 1, sheet.max_row + 1):
            decision, other = decided.get(sheet.cell(row, columns["left_id"]).value, (None, None))
            if decision is None:
                continue
            for name, value in (("decision", decision), ("decided_id", other), ("decided_by", "王工"), ("decided_on", datetime.date(2026, 11, 23))):
                sheet.cell(row, columns[name]).value = value
        book.save(self.folder / "filled.xlsx")
        args = (names, register, "--right-id", "park_id", "--decisions", self.folder / "filled.xlsx")
        rows = {row["left_id"]: row for row in self.rows(*args, "--fail-on", "open")}
        self.assertEqual([rows[i]["result_id"] for i in "1234"], ["P1", "P4", "P2", ""])
        self.assertEqual([rows[i]["decision"] for i in "1234"], ["", "accept", "other", "none"], "the table keeps the codes")
        self.succeeds("match", *args, "-o", self.folder / "again.xlsx")
        again = (names, register, "--right-id", "park_id", "--decisions", self.folder / "again.xlsx")
        self.assertEqual({row["left_id"]: row for row in self.rows(*again)}, rows)

    def test_a_decision_needs_a_name_a_day_and_a_known_word(self):
        register = self.write("parks.csv", PARKS)
        names = self.write("names.csv", "id,name\n1,城东工业园区\n")
        head = "left_id,left_name,right_id,right_name,decision,decided_id,decided_by,decided_on\n"
        for row, zh, en in (("accept,,,2026-11-23", "没有写明由谁", "nobody signed it"), ("accept,,王工,", "没有写明由谁", "nobody signed it"),
                            ("yes,,王工,2026-11-23", "未知的决定", "unknown decision"), ("other,,王工,2026-11-23", "decided_id", "decided_id"),
                            ("other,P9,王工,2026-11-23", "没有所决定的编号", "no row with the id")):
            filled = self.write("d.csv", head + "1,城东工业园区,P4,城东工业园," + row + "\n")
            self.refuses("match", names, register, "--right-id", "park_id", "--decisions", filled, zh=[zh], en=[en])

    def test_fields_are_found_by_usual_names_and_said(self):
        register = self.write("parks.csv", "YQBM,YQMC\nP1,灌南化工园区\n")
        names = self.write("names.csv", "编号,园区名称\n1,灌南化工园区\n")
        done = self.succeeds("match", names, register, "--lang", "en", "--format", "json")
        self.assertEqual(json.loads(done.stdout)[0]["result_id"], "P1")
        self.assertIn("the field 'YQMC' is taken as name.", done.stderr)
        odd = self.write("odd.csv", "a,b\n1,灌南化工园区\n")
        self.refuses("match", odd, register, zh=["--left-name"], en=["It has: a, b", "--left-name"])
        self.assertEqual(self.rows(odd, register, "--left-name", "b", "--left-id", "a")[0]["result_id"], "P1")


if __name__ == "__main__":
    harness.main()
