#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""The corpus of the door: every file of tests/cases/door holds one trap, and cases.csv says what must come of it.

Columns of cases.csv: case; arguments, run in that folder; exit code; finding; rule, the row or section that it proves.
Arguments with " == " between them are several command lines that must write the same bytes, OUT being a file in an empty folder.
A case that is read (exit code 0) names all its problem codes, "code*n" joined with ";", and the counts
"used/repaired/rejected/review". A case that is refused names words of the sentence. Nothing passes silently: a case
without finding must be marked "clean"..
"""
import collections
import csv
import pathlib
import re
import shlex
import subprocess
import sys
import tempfile
import unittest

import harness

FOLDER = harness.ROOT / "tests/cases/door"
TABLE = FOLDER / "cases.csv"
AUDIT = FOLDER / "README.md"
NO_NETWORK = ["unshare", "-rn"]


def can_cut_network():
    try:
        return subprocess.run([*NO_NETWORK, "true"], capture_output=True, check=False).returncode == 0
    except OSError:
        return False


def cases():
    with open(TABLE, encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def written_by(command, folder, prefix):
    """Exit code, what is said, and all that was written by one of several command lines."""
    out = folder / "out"
    words = [word.replace("OUT", str(out)) for word in shlex.split(command)]
    done = harness.run(*words, "--lang", "en", cwd=FOLDER, prefix=prefix)
    files = sorted(folder.iterdir())
    written = (done.stdout, [(file.name, file.read_bytes()) for file in files])
    for file in files:
        file.unlink()
    return done, written


def same_bytes(commands, prefix):
    """Command lines that must write the same, each into an empty folder."""
    with tempfile.TemporaryDirectory() as folder:
        runs = [written_by(command, pathlib.Path(folder), prefix) for command in commands]
    for done, _ in runs:
        if done.returncode != 0:
            return done.returncode, done.stderr
    (stdout, files), *others = [written for _, written in runs]
    if not (stdout or files):
        return 0, "nothing was written"
    word = "same" if all(other == (stdout, files) for other in others) else "different"
    rows = f", {len(harness.rows(stdout))} row{'s' * (len(harness.rows(stdout)) != 1)}" if "--format csv" in commands[0] else ""
    return 0, word + rows


def outcome(case, prefix=()):
    """Exit code, and what the program said in the words of the table."""
    if " == " in case["arguments"]:
        return same_bytes(case["arguments"].split(" == "), prefix)
    done = harness.run(*shlex.split(case["arguments"]), "--format", "csv", "--lang", "en", cwd=FOLDER, prefix=prefix)
    if done.returncode != 0:
        return done.returncode, done.stderr.rstrip("\n").split("\n")[-1].removeprefix("parkline: ")
    counts = collections.Counter(row["code"] for row in harness.rows(done.stdout))
    codes = ";".join(code + (f"*{n}" if n > 1 else "") for code, n in sorted(counts.items()))
    layers = [line for line in done.stderr.split("\n") if " read = " in line]
    numbers = [[int(word) for word in line.rsplit(" read = ", 1)[1].split() if word.isdigit()] for line in layers]
    total = "/".join(str(sum(column)) for column in zip(*numbers))
    return 0, f"{codes or 'clean'} {total}"


class Door(unittest.TestCase):
    def test_every_case(self):
        prefix = NO_NETWORK if can_cut_network() else []
        for case in cases():
            with self.subTest(case["case"]):
                code, said = outcome(case, prefix)
                self.assertEqual(code, int(case["exit"]), said)
                if code == 0:
                    self.assertEqual(said, case["finding"])
                else:
                    self.assertIn(case["finding"], said)
                    self.assertRegex(said, r"\. [A-Z].*\.$", "a refusal ends with how to fix it")

    def test_every_file_has_a_case(self):
        named = " ".join(case["arguments"] for case in cases())
        for path in sorted(FOLDER.iterdir()):
            is_part = path.suffix in (".dbf", ".shx", ".prj", ".cpg", ".md", ".py") or path == TABLE
            self.assertTrue(is_part or path.is_dir() or path.name in named, f"{path.name} is in no case")

    def test_every_pitfall_and_way_in_has_cases_that_exist(self):
        names = {case["case"] for case in cases()}
        rows = [[cell.strip() for cell in line.strip("|\n ").split("|")] for line in AUDIT.read_text(encoding="utf-8").split("\n") if line.startswith("| ")]
        audit = {row[0]: re.findall("`([^`]+)`", row[2]) for row in rows if row[0] != "row"}
        self.assertEqual([row for row in audit if row.isdigit()], [str(n) for n in range(1, 31)])
        self.assertEqual(len(audit), 43, "30 pitfalls and 13 ways in")
        for row, named in audit.items():
            with self.subTest(row):
                self.assertTrue(named)
                self.assertEqual([name for name in named if name not in names], [])

    def test_there_are_enough_and_names_are_unique(self):
        names = [case["case"] for case in cases()]
        self.assertEqual(len(names), len(set(names)))
        self.assertGreaterEqual(len(names), 150)


if __name__ == "__main__":
    if "--show" in sys.argv:
        for entry in cases():
            exit_code, text = outcome(entry)
            if str(exit_code) != entry["exit"] or (entry["finding"] not in text if exit_code else entry["finding"] != text):
                print(f"{entry['case']}: want {entry['exit']} {entry['finding']!r}\n    got {exit_code} {text!r}")
        sys.exit()
    harness.main()
