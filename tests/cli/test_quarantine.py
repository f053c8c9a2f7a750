#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Invalid polygons: set aside with both repairs, decided on by a person, and only for the coordinates that were seen."""
import csv
import json
import sqlite3
import unittest

import harness
from harness import CliTest, HUAIAN, collection, run, square

DIRTY = HUAIAN.parent / "dirty/counties_huaian.geojson"
OUTLINES = HUAIAN.parent / "source/outlines"
BOW = [[119, 33], [119.01, 33.01], [119.01, 33], [119, 33.01], [119, 33]]


def polygon(ring, **properties):
    return {"type": "Feature", "properties": properties, "geometry": {"type": "Polygon", "coordinates": [ring]}}


class Quarantine(CliTest):
    def check(self, source, *arguments, code=0, role="zones"):
        return self.succeeds("check", source, "--role", role, "--format", "csv", "--lang", "en", *arguments, code=code)

    def decisions(self, path, changes):
        """The list with the cells of each feature changed."""
        rows = harness.read_rows(path)
        for row in rows:
            row.update(changes.get(row["feature_id"], {}))
        out = self.folder / "signed.csv"
        with open(out, "w", encoding="utf-8", newline="") as file:
            writer = csv.DictWriter(file, rows[0].keys())
            writer.writeheader()
            writer.writerows(rows)
        return out

    def two(self):
        return self.write("z.geojson", collection(polygon(BOW, id="bow"), polygon([[x + 0.1, y] for x, y in BOW], id="tie"), square(119.2, 33, id="good")))

    SIGNED = {"decided_by": "王工", "decided_on": "2026-11-20"}

    def test_both_repairs_of_every_dirty_county_are_offered(self):
        out = self.folder / "q.gpkg"
        done = self.check(DIRTY, "--quarantine", out, role="counties")
        self.assertIn("7 read = 0 used + 0 repaired + 0 rejected + 7 under review", done.stderr)
        with sqlite3.connect(out) as db:
            for layer in ("structure", "linework"):
                rows = db.execute(f"select feature_id, area_m2, difference_m2, geom from {layer} order by feature_id").fetchall()
                self.assertEqual([row[0] for row in rows], ["320802", "320803", "320804", "320813", "320826", "320830", "320831"])
                self.assertTrue(all(row[3] for row in rows))
                differ = [row[0] for row in rows if row[2] > 0]
                self.assertEqual(differ, ["320826", "320830"])
        db.close()
        # The repaired counties are as large as those of the clean source, which is drawn more finely.
        areas = {row["feature_id"]: float(row["structure_m2"]) for row in harness.read_rows(self.folder / "q.decisions.csv")}
        for code in ("320803", "320804", "320813", "320826", "320830", "320831"):
            clean = OUTLINES / f"{code}.json"
            [pair] = harness.rows(self.succeeds("overlay", clean, clean, "--table-only", "--format", "csv").stdout)
            self.assertAlmostEqual(areas[code] / float(pair["area_m2"]), 1, delta=0.0005, msg=code)

    def test_signed_decisions_are_applied_one_by_one(self):
        source = self.two()
        self.check(source, "--quarantine", self.folder / "q.gpkg")
        self.assertEqual(self.check(source, "--accept-repairs", self.folder / "q.decisions.csv").stderr.split("\n")[0],
                         "z.geojson, layer 'z': 3 read = 1 used + 0 repaired + 0 rejected + 2 under review")
        signed = self.decisions(self.folder / "q.decisions.csv", {"bow": {"decision": "structure", **self.SIGNED}, "tie": {"decision": "keep_out", **self.SIGNED}})
        done = self.check(source, "--accept-repairs", signed)
        self.assertIn("3 read = 1 used + 1 repaired + 0 rejected + 1 under review", done.stderr)
        severities = {row["feature_id"]: row["severity"] for row in harness.rows(done.stdout)}
        self.assertEqual(severities, {"bow": "warning", "tie": "error"})

    def test_a_project_names_its_decisions(self):
        source = self.two()
        self.check(source, "--quarantine", self.folder / "q.gpkg")
        self.decisions(self.folder / "q.decisions.csv", {"bow": {"decision": "linework", **self.SIGNED}})
        project = self.write("p.toml", '[project]\nname = "t"\nas_of = 2026-11-23\naccept_repairs = "signed.csv"\nextent = [118, 32, 120, 35]\n'
                             f'[[layer]]\nrole = "zones"\npath = "{source.name}"\n')
        self.assertIn("1 used + 1 repaired", self.succeeds("check", project, "--lang", "en").stderr)
        done = self.succeeds("run", project, "-o", self.folder / "out")
        self.assertEqual(done.returncode, 0)
        inputs = json.loads((self.folder / "out/manifest.json").read_text("utf-8"))["inputs"]
        self.assertIn("signed.csv", [entry["path"] for entry in inputs])

    def test_a_decision_holds_for_the_coordinates_it_was_made_on(self):
        source = self.two()
        self.check(source, "--quarantine", self.folder / "q.gpkg")
        signed = self.decisions(self.folder / "q.decisions.csv", {"bow": {"decision": "structure", **self.SIGNED}})
        self.write("z.geojson", collection(polygon([[x, y + 0.001] for x, y in BOW], id="bow"), square(119.2, 33, id="good")))
        self.refuses("check", source, "--accept-repairs", signed, zh=["要素 bow", "王工", "另一组坐标", "请重新核对"],
                     en=["feature bow", "the decision of 王工 of 2026-11-20 was made on other coordinates", "decide anew"])
        self.write("z.geojson", collection(square(119.2, 33, id="good")))
        codes = [row["code"] for row in harness.rows(self.check(source, "--accept-repairs", signed).stdout)]
        self.assertEqual(codes, ["decision_unused"])

    def test_a_list_that_nobody_signed_is_refused(self):
        source = self.two()
        self.check(source, "--quarantine", self.folder / "q.gpkg")
        listed = self.folder / "q.decisions.csv"
        for cells, zh, en in (({"decision": "structure"}, "请填写 decided_by", "Fill in decided_by"),
                              ({"decision": "structure", "decided_by": "王工", "decided_on": "2026-13-01"}, "请填写", "Fill in"),
                              ({"decision": "yes", **self.SIGNED}, "未知的决定 'yes'", "unknown decision 'yes'")):
            self.refuses("check", source, "--accept-repairs", self.decisions(listed, {"bow": cells}), zh=[zh], en=[en])
        self.refuses("check", source, "--accept-repairs", self.write("x.csv", "layer,feature_id\na,b\n"), zh=["缺少列"], en=["there is no column"])

    def test_a_file_that_stands_is_kept_and_bytes_repeat(self):
        source = self.two()
        self.check(source, "--quarantine", self.folder / "a.gpkg")
        self.check(source, "--quarantine", self.folder / "b.gpkg")
        self.assertEqual((self.folder / "a.gpkg").read_bytes(), (self.folder / "b.gpkg").read_bytes())
        done = run("check", source, "--quarantine", self.folder / "a.gpkg", "--lang", "en")
        self.assertEqual(done.returncode, 2)
        self.assertIn("--overwrite", done.stderr)


if __name__ == "__main__":
    harness.main()
