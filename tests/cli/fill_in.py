#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Fills in a workbook of lists as a person does with a spreadsheet program, and saves it.

    fill_in.py FILE LIST ID COLUMN=VALUE ...     writes cells of the row with that id
    fill_in.py FILE LIST + COLUMN=VALUE ...      writes a row into the first empty one below

A value like 2025-06-01 becomes a day, digits become a number; a value in quotes stays a text.
"""
import datetime
import re
import sys

import openpyxl


def value_of(text):
    if re.fullmatch(r"\d{4}-\d\d-\d\d", text):
        return datetime.date.fromisoformat(text)
    if re.fullmatch(r"[1-9]\d{0,14}", text):
        return int(text)
    return text[1:-1] if text[:1] == text[-1:] == '"' and len(text) > 1 else text or None


class Desk:
    """A workbook on somebody's desk."""

    def __init__(self, path):
        self.path = path
        self.book = openpyxl.load_workbook(path)

    def columns(self, name):
        """Row of the header, and columns by the names in its brackets."""
        for row in self.book[name].iter_rows(max_row=20):
            names = {m.group(1): cell.column for cell in row if (m := re.search(r"\(([^()]*)\)$", str(cell.value or "")))}
            if "row_key" in names:
                return row[0].row, names
        raise SystemExit(f"{self.path}: {name} is no list.")

    def row_of(self, name, wanted):
        sheet, (header, columns) = self.book[name], self.columns(name)
        for row in range(header + 1, sheet.max_row + 2):
            if wanted == "+" and all(cell.value is None for cell in sheet[row]):
                return row
            if wanted != "+" and str(sheet.cell(row, columns["id"]).value) == wanted:
                return row
        raise SystemExit(f"{self.path}: {name} has no row {wanted}.")

    def write(self, name, wanted, cells):
        row, (_, columns) = self.row_of(name, wanted), self.columns(name)
        for column, value in cells.items():
            cell = self.book[name].cell(row, columns[column])
            cell.value = value
            if isinstance(value, str):
                cell.data_type = "s"  # "=1+1" as a text, as after an apostrophe

    def save(self):
        self.book.save(self.path)


def fill_in(path, name, wanted, **cells):
    desk = Desk(path)
    desk.write(name, wanted, cells)
    desk.save()


if __name__ == "__main__":
    if len(sys.argv) < 5 or not all("=" in word for word in sys.argv[4:]):
        sys.exit(__doc__)
    fill_in(sys.argv[1], sys.argv[2], sys.argv[3], **{column: value_of(text) for column, text in (word.split("=", 1) for word in sys.argv[4:])})
