# SPDX-License-Identifier: Apache-2.0
"""Results that must not depend on the order of features, parts, rings and threads (correctness 2.1 rows 24 to 27): the command lines of a case must
write the same bytes."""
import random

from door_files import box, collection, feature, multi, polygon


def sizes(numbers, n):
    """Boxes side by side whose areas span nine powers of ten, so that sums of them round differently in each order."""
    boxes, x = [], 118.0
    for _ in range(n):
        size = round(10 ** numbers.uniform(-6, -1.6), 9)
        boxes.append(box(round(x, 9), round(33 + numbers.uniform(0, 0.9), 9), size))
        x += size + 0.0005
    return boxes


def shuffled(numbers, things):
    things = list(things)
    numbers.shuffle(things)
    return things


def started_elsewhere(numbers, ring):
    k = numbers.randrange(len(ring) - 1)
    return ring[k:-1] + ring[:k + 1]


def circles(numbers, n):
    """Polygons that overlap one another many times."""
    for i in range(n):
        x, y, r = numbers.uniform(118.95, 119.05), numbers.uniform(33.45, 33.55), numbers.uniform(0.005, 0.02)
        steps = sorted({round(r * k / 7, 9) for k in range(1, 8)})
        upper = [(round(x - r + 2 * s, 9), round(y + r * (1 - abs(1 - 2 * s / r)) + 1e-4, 9)) for s in steps[:-1]]
        ring = [(round(x - r, 9), y := round(y, 9)), (round(x, 9), round(y - r, 9)), (round(x + r, 9), y), *upper[::-1]]
        yield feature(polygon([*ring, ring[0]]), id=f"c{i:02}")


def same(t, name, commands, finding, rule):
    """Command lines of which each must write the same bytes, to standard output or to OUT; the finding says how many rows the first has."""
    t.rows.append([name, " == ".join(commands), 0, finding, rule])


def write(t, file, *features):
    (t.folder / file).write_text(collection(*features), encoding="utf-8")


def add(t):
    numbers = random.Random(2426)
    window = feature(polygon(box(117.95, 32.95, 1.1)), id="window")
    write(t, "order_window.geojson", window)
    boxes = sizes(numbers, 60)
    for file, parts in (("order_sum.geojson", boxes), ("order_sum_back.geojson", boxes[::-1]), ("order_sum_mixed.geojson", shuffled(numbers, boxes))):
        write(t, file, feature(multi(*[[ring] for ring in parts]), id="many"))
    sums = ["order_sum.geojson", "order_sum_back.geojson", "order_sum_mixed.geojson"]
    same(t, "parts summed in three orders", [f"overlay {file} order_window.geojson --table-only --format csv" for file in sums], "same, 1 row", "24")
    same(t, "parts summed in three orders, the other side", [f"overlay order_window.geojson {file} --table-only --format csv" for file in sums],
         "same, 1 row", "24")
    rings = list(circles(numbers, 24))
    mixed = [feature(polygon(started_elsewhere(numbers, f["geometry"]["coordinates"][0])[::numbers.choice((1, -1))]), **f["properties"])
             for f in shuffled(numbers, rings)]
    write(t, "order_union.geojson", *rings)
    write(t, "order_union_mixed.geojson", *mixed)
    unions = ["order_union.geojson", "order_union_mixed.geojson"]
    for mode in ("union", "erase", "identity"):
        same(t, f"polygons in another order: {mode}", [f"overlay order_window.geojson {file} --mode {mode} -o OUT.geojson" for file in unions], "same", "25")
    same(t, "polygons in another order: quarantine", [f"check {file} --role zones --format csv" for file in unions], "same, 0 rows", "25")
    for file, endings in (("order_union.geojson", ("gpkg", "fgb", "geojson", "kml", "dxf")), ("plain.csv", ("xlsx", "ods", "csv"))):
        for ending in endings:
            same(t, f"written twice: {ending}", [f"convert {file} OUT.{ending}"] * 2, "same", "26")
    same(t, "quarantined twice", ["check two_of_three.geojson --role zones --format json --quarantine OUT.gpkg"] * 2, "same", "26")
    threads = (1, 2, 7)
    same(t, "one, two and seven threads: shapes", [f"overlay order_window.geojson order_union.geojson --mode union -o OUT.gpkg --threads {n}" for n in threads],
         "same", "27")
    same(t, "one, two and seven threads: problems", [f"check two_of_three.geojson --role zones --format json --threads {n}" for n in threads],
         "same", "27")
    same(t, "one, two and seven threads: sums", [f"overlay order_union.geojson order_sum.geojson --table-only --format json --threads {n}" for n in threads],
         "same", "27")
