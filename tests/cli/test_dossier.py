#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Dossiers of parks: what they say, how long they are, that the same results give the same bytes."""
import re
import shutil
import subprocess
import unittest

import harness
from harness import ResultsTest


def text_of(path):
    return subprocess.run(["pdftotext", "-layout", path, "-"], capture_output=True, text=True, check=True).stdout


def pages_of(path):
    said = subprocess.run(["pdfinfo", path], capture_output=True, text=True, check=True).stdout
    return int(re.search(r"Pages:\s+(\d+)", said).group(1))


@unittest.skipUnless(shutil.which("pdftotext"), "needs poppler-utils")
class Dossiers(ResultsTest):
    def dossiers(self, *args, name="d"):
        folder = self.folder / name
        self.succeeds("report", self.results, "--dossier", folder, *args)
        return sorted(folder.glob("*.pdf"))

    def test_each_park_has_two_to_four_pages(self):
        parks = harness.read_rows(self.results / "parks.csv")
        files = self.dossiers()
        self.assertEqual([path.name.split("-")[0] for path in files], [row["park_id"] for row in parks])
        for path in files:
            self.assertIn(pages_of(path), (2, 3, 4), path.name)

    def test_a_dossier_holds_verdict_criteria_remedy_citations_and_signatures(self):
        [path] = self.dossiers("--park", "HG06")
        text = text_of(path)
        for words in ("维桥化工园", "一、结论", "关闭", "4,331,492.39", "47.11 %", "三、逐条判定", "四、整改与补救", "P9", "搬迁园内居民",
                      "六、出处", "工信部联原〔2021〕220号", "承办人", "批准人"):
            self.assertIn(words, text)
        self.assertRegex(text, r"P2 +不占永久基本农田 +0 m² +≤ 0 m² +符合")
        self.assertRegex(text, r"P1 +不占国家级生态保护红线 +4,312,416.99 m² +≤ 0 m² +不符合")

    def test_facts_are_named_in_words_of_the_reader(self):
        facts = {row["fact"]: row for row in harness.rows(self.succeeds("facts", harness.HUAIAN, "--format", "csv").stdout) if row["subject_id"] == "HG06"}
        for language in ("zh", "en"):
            [path] = self.dossiers("--park", "HG06", "--page-lang", language, name=language)
            text = text_of(path)
            for name in ("closed_management", "plan_eia_date", "residents_inside"):
                self.assertTrue(facts[name][f"title_{language}"])
                self.assertNotIn(name, text)
                self.assertIn(facts[name][f"title_{language}"], text)

    def test_the_language_is_that_of_the_reader(self):
        [path] = self.dossiers("--park", "HG06", "--page-lang", "en")
        for words in ("1. Verdict", "close", "3. Criteria, one by one", "failed", "prepared by"):
            self.assertIn(words, text_of(path))

    def test_the_same_results_give_the_same_bytes(self):
        [one] = self.dossiers("--park", "HG09", name="one")
        [two] = self.dossiers("--park", "HG09", "--threads", "1", name="two")
        self.assertEqual(one.read_bytes(), two.read_bytes())

    def test_what_cannot_be_made_is_refused(self):
        self.dossiers("--park", "HG01")
        self.refuses("report", self.results, "--dossier", self.folder / "d", "--park", "HG01", zh=["已存在", "--overwrite"], en=["exists", "--overwrite"])
        self.refuses("report", self.results, "--dossier", self.folder / "x", "--park", "HG1", zh=["没有园区"], en=["no park 'HG1'"])
        self.refuses("report", self.results, zh=["--dossier"], en=["--dossier DIR, --letters"])


if __name__ == "__main__":
    harness.main()
