# SPDX-License-Identifier: Apache-2.0
"""What LibreOffice made of the workbook and the letters: nothing of the results may be missing. Used by scripts/check_office.

Usage: check_office.py RESULTS OUT
"""
import csv
import pathlib
import subprocess
import sys


def rows(path):
    return list(csv.DictReader(path.read_text(encoding="utf-8-sig").splitlines()))


def words_of(pdf):
    return subprocess.run(["pdftotext", "-layout", pdf, "-"], capture_output=True, text=True, check=True).stdout


def squeezed(text):
    """Without blanks and line ends: a narrow cell breaks its text anywhere."""
    return "".join(text.split())


def main():
    results, out = map(pathlib.Path, sys.argv[1:])
    problems = []
    book = squeezed(words_of(out / "report.pdf"))
    wanted = [row["park_id"] for row in rows(results / "parks.csv")] + [row["zone_id"] for row in rows(results / "conflicts.csv")]
    wanted += [row["site_id"] for row in rows(results / "sites.csv")] + [row["code"] for row in rows(results / "townships.csv")]
    problems += [f"report.xlsx: LibreOffice does not show {word}" for word in wanted if word not in book]
    parks = rows(results / "parks.csv")
    letters = sorted((out / "letters").glob("*.pdf"))
    if len(letters) != len(parks):
        problems.append(f"{len(letters)} letters could be opened, not {len(parks)}")
    for park, letter in zip(parks, letters):
        text = squeezed(words_of(letter))
        problems += [f"{letter.name}: no {word}" for word in (park["park_id"], squeezed(park["name"]), squeezed(park["reason_zh"])) if word not in text]
        if "{{" in text:
            problems.append(f"{letter.name}: a marker is left")
        images = subprocess.run(["pdfimages", "-list", letter], capture_output=True, text=True, check=True).stdout
        if len(images.splitlines()) < 3:
            problems.append(f"{letter.name}: the sheet is missing")
    for problem in problems:
        print(problem)
    print(f"{len(wanted)} ids in the workbook and {len(letters)} letters looked for: {len(problems)} problems.")
    sys.exit(1 if problems else 0)


if __name__ == "__main__":
    main()
