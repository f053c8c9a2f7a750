#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Writes the corpus of the door: the small files with one trap each, and cases.csv.

The files stand in the repository; run this after adding a case:  tests/cases/door/make_cases.py
What a case must give is written here by hand and never taken from the program.
"""
import csv
import pathlib
import sys

sys.dont_write_bytecode = True
FOLDER = pathlib.Path(__file__).resolve().parent
sys.path.insert(0, str(FOLDER))
import door_files as files  # noqa: E402
import door_cases_lists  # noqa: E402
import door_cases_geometry  # noqa: E402
import door_cases_places  # noqa: E402
import door_cases_hostile  # noqa: E402
import door_cases_formats  # noqa: E402
import door_cases_text  # noqa: E402
import door_cases_attributes  # noqa: E402
import door_cases_packages  # noqa: E402
import door_cases_tables  # noqa: E402
import door_cases_order  # noqa: E402

table = files.Table(FOLDER)
for group in (door_cases_lists, door_cases_geometry, door_cases_places, door_cases_hostile, door_cases_text, door_cases_formats,
              door_cases_attributes, door_cases_packages, door_cases_tables, door_cases_order):
    group.add(table)
with open(FOLDER / "cases.csv", "w", encoding="utf-8", newline="") as out:
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(["case", "arguments", "exit", "finding", "rule"])
    writer.writerows(table.rows)
print(f"{len(table.rows)} cases")
