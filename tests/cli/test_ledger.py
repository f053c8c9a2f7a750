#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""`parkline ledger`: made, verified, copied, exported and taken over; what was tampered with is named."""
import hashlib
import json
import sqlite3

import harness
from harness import CliTest, ROOT, rows, run
from private_postgres import PrivatePostgres

ZEROS = "0" * 64


def sealed(*payloads):
    """An export as docs/ledger.md describes it, made without parkline: enrolments of enterprises."""
    lines, previous = [], ZEROS
    for number, (case, payload) in enumerate(payloads, 1):
        event = {"actor": "李敏", "at": f"2026-03-0{number}T01:00:00.000Z", "case_id": case,
                 "evidence": {"features": [], "manifest_sha256": ""}, "happened_on": f"2026-03-0{number}", "key": f"k{number}",
                 "kind": "enrol", "local_date": f"2026-03-0{number}", "number": number, "payload": payload, "previous": previous,
                 "programme": "service", "reason": "", "role": "officer"}
        text = json.dumps(event, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
        event["hash"] = previous = hashlib.sha256(text.encode()).hexdigest()
        lines.append(json.dumps(event, sort_keys=True, separators=(",", ":"), ensure_ascii=False))
    return lines + [json.dumps({"events": len(payloads), "head": previous}, separators=(",", ":"))]


def firm(name):
    return {"contact_days": 30, "county": "淮阴区", "name": name, "officer": "王强"}


class Ledger(CliTest):
    def setUp(self):
        super().setUp()
        self.ledger = self.folder / "city.gpkg"
        self.succeeds("ledger", "init", self.ledger)

    def fill(self):
        export = sealed(("E1", firm("甲")), ("E2", firm("乙")), ("E3", firm("丙")))
        self.succeeds("ledger", "import", self.ledger, "--from", self.write("in.jsonl", "\n".join(export) + "\n"))
        return export

    def verified(self, ledger=None, code=0):
        return rows(self.succeeds("ledger", "verify", ledger or self.ledger, "--format", "csv", code=code).stdout)[0]

    def test_a_new_ledger_is_empty_and_sound(self):
        found = self.verified()
        self.assertEqual((found["events"], found["head"], found["state"]), ("0", ZEROS, "sound"))
        self.refuses("ledger", "init", self.ledger, zh=["其中已有账本"], en=["holds a ledger already"])

    def test_what_another_program_wrote_by_the_documentation_is_taken_over_and_exported_byte_for_byte(self):
        export = self.fill()
        self.succeeds("ledger", "export", self.ledger, "-o", self.folder / "out.jsonl")
        self.assertEqual((self.folder / "out.jsonl").read_text(encoding="utf-8").splitlines(), export)
        self.assertEqual((self.verified()["events"], self.verified()["head"]), ("3", json.loads(export[-1])["head"]))

    def test_events_may_be_called_json(self):
        self.fill()
        self.succeeds("ledger", "export", self.ledger, "-o", self.folder / "events.json")
        other = self.folder / "other.gpkg"
        self.succeeds("ledger", "init", other)
        self.succeeds("ledger", "import", other, "--from", self.folder / "events.json")
        self.assertEqual(self.verified(other), self.verified())

    def test_no_result_takes_the_place_of_a_ledger(self):
        self.fill()
        words = (("ledger", "events", self.ledger), ("ledger", "verify", self.ledger), ("ledger", "export", self.ledger),
                 ("ledger", "export", self.ledger, "--list", "service_item", "--format", "csv"), ("service", "steps", self.ledger))
        for output in (self.ledger, self.folder / "link.gpkg"):
            if not output.exists():
                output.symlink_to(self.ledger)
            for asked in words:
                self.refuses(*asked, "-o", output, "--overwrite", zh=["账本", "换一个文件名"], en=["holds a ledger", "another name"])
        parks = ROOT / "datasets/huaian/parks_cm117.gpkg"
        self.refuses("convert", parks, self.ledger, "--overwrite", zh=["账本"], en=["holds a ledger"])
        self.refuses("ledger", "backup", self.ledger, "-o", self.ledger, "--overwrite", zh=["账本本身"], en=["the ledger itself"])
        self.assertEqual(self.verified()["events"], "3")

    def test_a_backup_replaces_an_older_backup_and_what_that_has_left_beside_it(self):
        copy = self.folder / "copy.gpkg"
        self.succeeds("ledger", "backup", self.ledger, "-o", copy)
        with sqlite3.connect(copy) as old:  # a write-ahead log that nobody has closed
            old.execute("PRAGMA journal_mode = WAL")
            old.execute("CREATE TABLE later (x)")
            old.commit()
            for ending in ("-wal", "-shm"):
                (self.folder / f"kept{ending}").write_bytes((self.folder / f"copy.gpkg{ending}").read_bytes())
        old.close()
        for ending in ("-wal", "-shm"):
            (self.folder / f"kept{ending}").rename(self.folder / f"copy.gpkg{ending}")
        self.fill()
        self.succeeds("ledger", "backup", self.ledger, "-o", copy, "--overwrite")
        self.assertEqual(self.verified(copy), self.verified())

    def test_layers_of_the_file_that_has_the_ledger_are_read(self):
        """One file for layers and ledger: its guards are known to the letter; any other trigger is SQL from a file."""
        city = self.folder / "one.gpkg"
        city.write_bytes((ROOT / "datasets/huaian/parks_cm117.gpkg").read_bytes())
        self.succeeds("ledger", "init", city)
        self.succeeds("service", "record", city, "--from", ROOT / "datasets/huaian/ledger/service.csv", "--format", "csv")
        self.succeeds("convert", city, self.folder / "parks.geojson")
        with_ledger = (self.folder / "parks.geojson").read_bytes()
        self.succeeds("convert", ROOT / "datasets/huaian/parks_cm117.gpkg", self.folder / "parks.geojson", "--overwrite")
        self.assertEqual(with_ledger, (self.folder / "parks.geojson").read_bytes())
        with sqlite3.connect(city) as base:
            base.execute("DROP TRIGGER case_event_no_DELETE")
            base.execute("CREATE TRIGGER case_event_no_DELETE BEFORE DELETE ON case_event BEGIN SELECT 1; END")
        base.close()
        self.refuses("convert", city, self.folder / "again.geojson", zh=["触发器"], en=["holds the trigger 'case_event_no_DELETE'"])

    def test_a_changed_record_is_named_and_not_taken_over(self):
        export = sealed(("E1", firm("甲")), ("E2", firm("乙")))
        changed = self.write("in.jsonl", "\n".join(export).replace("乙", "丁") + "\n")
        self.refuses("ledger", "import", self.ledger, "--from", changed, zh=["第 2 条记录", "没有导入"], en=["record 2", "Nothing was imported"])
        self.assertEqual(self.verified()["events"], "0")

    def test_a_torn_last_line_is_dropped_and_said(self):
        export = sealed(("E1", firm("甲")), ("E2", firm("乙")))
        torn = self.write("in.jsonl", export[0] + "\n" + export[1][:80])
        done = self.succeeds("ledger", "import", self.ledger, "--from", torn, "--lang", "en")
        self.assertIn("torn", done.stderr)
        self.assertEqual(self.verified()["events"], "1")

    def test_tampering_behind_its_back_is_found_and_exits_with_3(self):
        self.fill()
        with sqlite3.connect(self.ledger) as db:
            for (name,) in db.execute("SELECT name FROM sqlite_master WHERE type = 'trigger' AND tbl_name = 'case_event'").fetchall():
                db.execute(f'DROP TRIGGER "{name}"')
            db.execute("UPDATE case_event SET actor = '某人' WHERE number = 2")
        found = self.verified(code=3)
        self.assertEqual((found["state"], found["first_bad"]), ("bad", "2"))
        self.assertTrue(found["why"])

    def test_a_text_that_became_bytes_is_found_though_it_reads_the_same(self):
        self.fill()
        with sqlite3.connect(self.ledger) as db:
            triggers = db.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger' AND tbl_name = 'case_event'").fetchall()
            for name, _ in triggers:
                db.execute(f'DROP TRIGGER "{name}"')
            db.execute("UPDATE case_event SET at = CAST(at AS BLOB) WHERE number = 2")
            for _, sql in triggers:
                db.execute(sql)
        found = self.verified(code=3)
        self.assertEqual(found["first_bad"], "2")
        self.assertIn("wrong type", run("ledger", "verify", self.ledger, "--format", "csv", "--lang", "en").stdout)

    def test_a_changed_state_table_is_found_and_rebuilt(self):
        self.fill()
        with sqlite3.connect(self.ledger) as db:
            db.execute("UPDATE service_enterprise SET officer = '某人' WHERE id = 'E2'")
        self.assertIn("ledger rebuild", self.verified(code=3)["why"])
        self.succeeds("ledger", "rebuild", self.ledger)
        self.assertEqual(self.verified()["state"], "sound")

    def test_a_backup_is_a_whole_ledger_and_replaces_nothing_unasked(self):
        self.fill()
        copy = self.folder / "copy.gpkg"
        self.succeeds("ledger", "backup", self.ledger, "-o", copy)
        self.assertEqual(self.verified(copy), self.verified())
        self.refuses("ledger", "backup", self.ledger, "-o", copy, zh=["--overwrite"], en=["--overwrite"])
        self.succeeds("ledger", "backup", self.ledger, "-o", copy, "--overwrite")

    def test_a_newer_ledger_is_refused_and_the_newest_needs_no_migration(self):
        self.assertIn("nothing done", self.succeeds("ledger", "migrate", self.ledger, "--lang", "en").stderr)
        with sqlite3.connect(self.ledger) as db:
            db.execute("INSERT INTO ledger_schema VALUES (99, 'future')")
        for action in ("verify", "migrate"):
            self.refuses("ledger", action, self.ledger, zh=["更新的程序"], en=["newer program"])

    def test_all_events_are_a_table_in_every_form(self):
        lines = [json.loads(line) for line in self.fill()[:-1]]
        for found in (rows(self.succeeds("ledger", "events", self.ledger, "--format", "csv").stdout),
                      json.loads(self.succeeds("ledger", "events", self.ledger, "--format", "json").stdout)):
            self.assertEqual([(int(r["number"]), r["case_id"], r["hash"]) for r in found], [(e["number"], e["case_id"], e["hash"]) for e in lines])
            self.assertEqual([json.loads(r["fields"]) for r in found], [e["payload"] for e in lines])

    def test_an_option_that_the_action_has_no_use_for_is_refused(self):
        for words in (("export", "-o", "x.jsonl", "--format", "csv"), ("verify", "--from", "x"), ("rebuild", "-o", "x"), ("verify", "--backup", "x")):
            self.refuses("ledger", words[0], self.ledger, *words[1:], zh=[words[-2]], en=[words[-2]])

    def test_what_is_missing_is_named(self):
        self.refuses("ledger", "verify", self.folder / "none.gpkg", zh=["ledger init"], en=["ledger init"])
        self.refuses("ledger", "export", self.ledger, zh=["-o FILE"], en=["-o FILE"])
        self.refuses("ledger", "import", self.ledger, zh=["--from FILE"], en=["--from FILE"])
        self.assertEqual(run("ledger", "erase", self.ledger).returncode, 2)


class OnPostgres(CliTest):
    """The same verbs on a server: what they record there and in a file is the same."""

    @classmethod
    def setUpClass(cls):
        cls.server = PrivatePostgres()
        cls.addClassCleanup(cls.server.stop)
        cls.env = harness.environment(**cls.server.settings)

    def asked(self, *words):
        return rows(self.succeeds(*words, "--format", "csv", "--quiet", env=self.env).stdout)

    def test_programmes_give_the_same_lists_on_both_stores(self):
        places = ("postgresql://", self.folder / "city.gpkg")
        programmes = (("service", "indicators"), ("enforce", "cases"), ("fund", "years"), ("support", "milestones"),
                      ("townships", "titles"), ("emergency", "assigned"))
        for place in places:
            self.succeeds("ledger", "init", place, "--quiet", env=self.env)
            for name, _ in programmes:
                self.asked(name, "record", place, "--from", ROOT / f"datasets/huaian/ledger/{name}.csv")
            self.assertEqual(self.asked("ledger", "verify", place)[0]["state"], "sound")
        for name, view in programmes:
            self.assertEqual(*(self.asked(name, view, place) for place in places))
        export = self.folder / "out.jsonl"
        self.succeeds("ledger", "backup", places[0], "-o", export, env=self.env)
        self.succeeds("ledger", "init", self.folder / "copy.gpkg", "--quiet")
        self.assertEqual(self.asked("ledger", "import", self.folder / "copy.gpkg", "--from", export), self.asked("ledger", "verify", places[0]))


if __name__ == "__main__":
    harness.main()
