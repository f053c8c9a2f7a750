# SPDX-License-Identifier: Apache-2.0
"""Ledgers that somebody changed: `verify` names the first bad record, and never passes what is not as it was recorded."""
import shutil
import sqlite3

from faults import FaultTest, Options, PostgresFaults, dump, main, work

COLUMNS = ["programme", "case_id", "kind", "actor", "role", "happened_on", "reason", "payload", "evidence", "key", "at", "local_date",
           "previous", "hash"]
STATE = ("ledger_case", "service_enterprise", "service_item")


class Sqlite:
    def __init__(self, path):
        self.location, self._path = path, path

    def change(self, statement):
        """Changes rows behind the ledger's back; the guards are as before afterwards."""
        with sqlite3.connect(self._path) as base:
            guards = base.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger' AND tbl_name = 'case_event'").fetchall()
            for name, _ in guards:
                base.execute(f"DROP TRIGGER {name}")
            base.execute(statement)
            for _, sql in guards:
                base.execute(sql)
        base.close()

    def rows(self, query):
        with sqlite3.connect(self._path) as base:
            found = base.execute(query).fetchall()
        base.close()
        return found


class Postgres:
    def __init__(self, server, name):
        self._server, self._name = server, name
        self.location = server.new_ledger(name)
        assert work("seed", self.location, env=server.settings).returncode == 0

    def sql(self, text):
        return self._server.sql(f"SET search_path = {self._name}; {text}")

    def change(self, statement):
        self.sql(f"ALTER TABLE case_event DISABLE TRIGGER ALL; {statement}; ALTER TABLE case_event ENABLE TRIGGER ALL")


class Tampered(PostgresFaults):
    def assert_named(self, location, number, words=""):
        done = work("verify", location)
        self.assertEqual(done.returncode, 3, f"event {number} was changed: {done.stdout}{done.stderr}")
        self.assertTrue(done.stdout.startswith(f"bad {number} "), f"wants event {number}: {done.stdout}")
        self.assertIn(words, done.stdout)

    def seeded(self):
        if not hasattr(self, "_seed"):
            self._seed = self.fresh("seed.gpkg", seeded=True)
        return Sqlite(self.copy(self._seed, "tampered.gpkg"))

    def numbers(self, short):
        return range(1, 201) if Options.long else sorted(self.chance.sample(range(1, 201), short))

    def test_every_column_of_an_event(self):
        for number in self.numbers(1):
            for column in COLUMNS:
                store = self.seeded()
                store.change(f"UPDATE case_event SET {column} = {column} || '0' WHERE number = {number}")
                self.assert_named(store.location, number)

    def test_every_column_of_an_event_in_postgresql(self):
        for column in COLUMNS if Options.long else self.chance.sample(COLUMNS, 4):
            number = self.chance.randint(1, 200)
            store = Postgres(self.server, f"tamper_{column}")
            store.change(f"UPDATE case_event SET {column} = {column} || '0' WHERE number = {number}")
            self.assert_named(store.location, number)
        store = Postgres(self.server, "tamper_rows")
        store.sql("UPDATE service_item SET officer = 'x' WHERE id = 'I7'")
        done = work("verify", store.location)
        self.assertIn("row I7 of the state table service_item", done.stdout)
        store.change("DELETE FROM case_event WHERE number = 77")
        self.assert_named(store.location, 77, "records are missing")

    def test_records_removed_moved_and_added(self):
        for number in self.numbers(2):
            store = self.seeded()
            store.change(f"DELETE FROM case_event WHERE number = {number}")
            self.assert_named(store.location, number)
            store = self.seeded()
            store.change(f"UPDATE case_event SET number = 1000 WHERE number = {number}")
            self.assert_named(store.location, number)
        store = self.seeded()
        store.change("DELETE FROM case_event WHERE number > 190")
        self.assert_named(store.location, 191, "tail was cut off")

    def test_a_forger_who_mends_the_hash_breaks_the_link_to_the_next(self):
        for number in self.numbers(2):
            if number == 200:
                continue  # the head knows the last
            store = self.seeded()
            store.change(f"UPDATE case_event SET hash = '{'b' * 64}' WHERE number = {number + 1}")
            self.assert_named(store.location, number + 1)

    def test_every_column_of_a_state_table(self):
        before = self.seeded()
        for table in STATE:
            columns = [row[1] for row in before.rows(f"PRAGMA table_info({table})")]
            ids = [row[0] for row in before.rows(f"SELECT id FROM {table} ORDER BY id")]
            for row in ids if Options.long else self.chance.sample(ids, 1):
                for column in columns:
                    store = self.seeded()
                    other = "999" if column in ("fid", "row_version", "changed_by") else "'forged'"
                    store.change(f"UPDATE {table} SET {column} = {other} WHERE id = '{row}'")
                    done = work("verify", store.location)
                    self.assertEqual(done.returncode, 3, f"{table}.{column} of {row}")
                    self.assertIn(table, done.stdout)
                    self.good("rebuild", store.location)
                    self.assert_sound(store.location)

    def test_the_head_and_the_guards(self):
        store = self.seeded()
        store.change("UPDATE ledger_head SET number = number + 1")
        self.assert_named(store.location, 201)
        store = self.seeded()
        store.change(f"UPDATE ledger_head SET hash = '{'c' * 64}'")
        self.assertEqual(work("verify", store.location).returncode, 3)
        store = self.seeded()
        store.change("DELETE FROM ledger_head")
        self.assertEqual(work("verify", store.location).returncode, 3)
        with sqlite3.connect(self.seeded().location) as base:
            base.execute("DROP TRIGGER case_event_no_UPDATE")
        base.close()
        self.assertIn("triggers", work("verify", self.folder / "tampered.gpkg").stdout)


class Flipped(FaultTest):
    def test_a_byte_flipped_anywhere_in_the_file(self):
        """What verify passes is what was recorded, to the last byte of every table; it never crashes."""
        location = self.fresh(seeded=True)
        whole, truth = location.read_bytes(), dump(location)
        passed = 0
        for _ in range(3000 if Options.long else 60):
            place = self.chance.randrange(len(whole))
            copy = self.folder / "flipped.gpkg"
            shutil.copyfile(location, copy)
            with copy.open("r+b") as file:
                file.seek(place)
                file.write(bytes([whole[place] ^ (1 << self.chance.randrange(8))]))
            if work("verify", copy).returncode == 0:
                passed += 1
                self.assertEqual(dump(copy), truth, f"byte {place} was flipped and verify passed another ledger")
        print(f"{passed} flips hit nothing of the ledger", flush=True)

    def test_every_byte_of_an_export(self):
        location = self.fresh(seeded=True)
        file = self.folder / "events.jsonl"
        self.good("export", location, file)
        print(self.good("flips", file, 1 if Options.long else 101, timeout=3600 if Options.long else 300), flush=True)


if __name__ == "__main__":
    main()
