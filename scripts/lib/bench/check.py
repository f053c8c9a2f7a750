# SPDX-License-Identifier: Apache-2.0
"""Compares what a tool wrote with the known answer; not part of the measured time."""
import csv
import re
import subprocess

SHAPES = 1e-6       # relative: vertices on grids of 0.1 mm, edges straight to 1 mm
COUNTS = 1e-4       # relative: points that lie within millimetres of the limit


def _shapes(path):
    """(rows, m2, invalid shapes) of a layer of polygons, by SpatiaLite inside GDAL."""
    head = subprocess.run(["ogrinfo", "-q", "-ro", str(path)], capture_output=True, text=True, check=False).stdout
    layer = re.search(r"1: (.+?)(?: \(|$)", head, re.MULTILINE).group(1)
    column = "geom" if path.suffix == ".gpkg" else "GEOMETRY"
    sql = f'SELECT count(*) AS n, sum(ST_Area({column})) AS m2, sum(NOT ST_IsValid({column})) AS bad FROM "{layer}"'
    text = subprocess.run(["ogrinfo", "-q", "-ro", str(path), "-dialect", "SQLITE", "-sql", sql], capture_output=True, text=True,
                          check=True).stdout
    return (int(re.search(r"n \(\w+\) = (\d+)", text).group(1)), float(re.search(r"m2 \(\w+\) = (\S+)", text).group(1)),
            int(re.search(r"bad \(\w+\) = (\d+)", text).group(1)))


def _table(path, column):
    """(rows, sum of a column) of a CSV file."""
    rows = total = 0
    with open(path, encoding="utf-8-sig", newline="") as file:
        for row in csv.DictReader(file):
            rows += 1
            total += float(row[column]) if column else 0
    return rows, total


def measured_answer(workload, path):
    """What the output says: rows, amount (km2 or m) and the number of invalid shapes, as far as there are any."""
    if workload.suffix == ".gpkg":
        rows, m2, bad = _shapes(path)
        return {"rows": rows, "amount": m2 / 1e6, "invalid": bad}
    column = {"table": "area_m2", "nearest": "distance_m"}.get(workload.operation)
    rows, total = _table(path, column)
    amount = {"table": total / 1e6, "nearest": total}.get(workload.operation)
    return {"rows": rows, "amount": amount}


def judge(workload, answer, ellipsoidal, counts_parts=False):
    """{"ok": …, "text": …}: the answer beside the known one. A tool that counts parts is judged by its area alone."""
    notes, ok = [], True
    if workload.rows is None:
        notes.append(f"{answer['rows']:,} rows")
    elif counts_parts and workload.suffix == ".gpkg":
        notes.append(f"{answer['rows']:,} parts")
    elif answer["rows"] == workload.rows:
        notes.append(f"{answer['rows']:,} rows")
    else:
        close = ellipsoidal and workload.operation == "near" and abs(answer["rows"] / workload.rows - 1) <= COUNTS
        ok &= close
        notes.append(f"{answer['rows']:,} rows, {answer['rows'] - workload.rows:+d}" + (" (true distance)" if close else ""))
    if workload.amount is not None and answer["amount"] is not None:
        off = answer["amount"] / workload.amount - 1
        true_figure = ellipsoidal and workload.suffix == ".csv"
        ok &= abs(off) <= (workload.curvature if true_figure else SHAPES)
        what = "sum" if workload.operation == "nearest" else "area"
        if abs(off) < 1e-9:
            notes.append(f"{what} equal")
        else:
            notes.append(f"{what} {off:+.1e}" + (" (on the ellipsoid)" if true_figure else ""))
    if answer.get("invalid"):
        notes.append(f"{answer['invalid']} invalid shapes")
    known = workload.rows is not None or workload.amount is not None
    return {"ok": bool(ok), "text": ("ok: " if ok and known else "" if ok else "DIFFERS: ") + ", ".join(notes)}
