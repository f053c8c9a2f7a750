# SPDX-License-Identifier: Apache-2.0
"""Writers that are killed, servers that crash: `verify` passes each time and nothing that was acknowledged is lost."""
import collections
import subprocess
import time
import unittest

from faults import FaultTest, Options, PostgresFaults, command, kill, lines, main, start, work

PER_LEDGER = 10  # rounds on one ledger, so that it stays small


class Kills(FaultTest):
    def test_writers_killed_at_random_moments(self):
        torn = told = 0
        for i in range(Options.kills):
            if i % PER_LEDGER == 0:
                location, acknowledged = self.fresh(), []
            sizes = self.round(location, i)
            acknowledged += [key for name in sizes for key in lines(self.folder / name)]
            keys, notes = self.assert_sound(location, acknowledged)
            self.assert_whole_batches(keys, sizes)
            torn += len(notes)
            told += sum(len(lines(self.folder / name)) for name in sizes)
        print(f"{Options.kills} kills, {told} events acknowledged, {torn} torn records dropped and reported", flush=True)
        self.assertGreater(told, Options.kills, "the writers were killed before they wrote anything")

    def round(self, location, i):
        """Starts writers, kills them; batch size by writer."""
        sizes, running = {}, []
        for w in range(self.chance.randint(1, 4)):
            name = f"K{i}w{w}"
            sizes[name] = self.chance.choice([1, 1, 7, 40])
            with (self.folder / name).open("wb") as out:
                running.append(start("write", location, name, 100000, sizes[name], out=out))
        time.sleep(self.chance.uniform(0.02, 0.45))
        for process in running:
            kill(process)
            if self.chance.random() < 0.5:
                time.sleep(self.chance.uniform(0, 0.05))
        return sizes

    def assert_whole_batches(self, keys, sizes):
        of_writer = collections.Counter(key.split(".")[0] for key in keys)
        for name, size in sizes.items():
            self.assertEqual(of_writer[name] % size, 0, f"half a batch of {size} was recorded")

    def test_rebuilds_killed_at_random_moments(self):
        location = self.fresh()
        self.good("write", location, "A", 3000, 500)
        for _ in range(max(3, Options.kills // 10)):
            process = start("rebuild", location, out=subprocess.DEVNULL)
            time.sleep(self.chance.uniform(0.01, 0.12))
            kill(process)
            self.assertEqual(len(self.assert_sound(location)[0]), 3000)

    def test_migrations_killed_at_random_moments(self):
        location = self.fresh()
        self.good("write", location, "A", 3000, 500)
        old = ("DELETE FROM ledger_schema WHERE number > 1", "DROP TABLE ledger_head")
        for _ in range(max(3, Options.kills // 25)):
            self.good("sql", location, *old)
            process = start("migrate", location, out=subprocess.DEVNULL)
            time.sleep(self.chance.uniform(0.01, 0.15))
            kill(process)
            self.good("migrate", location)
            self.assertEqual(len(self.assert_sound(location)[0]), 3000)
        backups = list(self.folder.glob("*.backup-v1*.gpkg"))
        self.assertTrue(backups)
        for backup in backups:
            self.assertIn("older schema", work("verify", backup).stderr)
            self.good("migrate", backup)
            self.assertEqual(len(self.assert_sound(backup)[0]), 3000)


class Restarts(PostgresFaults):
    """PostgreSQL. Writers go on by themselves after the server has come back."""

    def test_server_crashes_in_mid_run(self):
        for i in range(Options.restarts):
            location = self.server.new_ledger(f"crash{i}")
            batch = self.chance.choice([1, 10])
            each = 300 if batch == 1 else 3000
            told = [self.folder / f"R{i}w{w}" for w in range(4)]
            running = [self.writer(location, path, each, batch) for path in told]
            while not all(path.stat().st_size for path in told):
                time.sleep(0.02)
            time.sleep(self.chance.uniform(0, 0.3))
            self.assertTrue(any(process.poll() is None for process in running), "the run was over before the crash")
            self.server.crash()
            for process in running:
                complaint = process.communicate()[1]
                self.assertEqual(process.returncode, 0, complaint)
            keys, _ = self.assert_sound(location, [key for path in told for key in lines(path)])
            self.assertEqual(len(keys), 4 * each)

    def writer(self, location, told, each, batch):
        with told.open("wb") as out:
            return subprocess.Popen(command("write", location, told.name, each, batch), stdout=out, stderr=subprocess.PIPE, text=True)

    def test_writers_killed_at_random_moments(self):
        location, acknowledged = self.server.new_ledger("kills"), []
        for i in range(max(3, Options.kills // 10)):
            told = self.folder / f"P{i}"
            with told.open("wb") as out:
                process = start("write", location, f"P{i}", 100000, self.chance.choice([1, 7]), out=out)
            time.sleep(self.chance.uniform(0.02, 0.45))
            kill(process)
            acknowledged += lines(told)
            self.assert_sound(location, acknowledged)

    def test_server_that_is_gone_is_named(self):
        done = work("verify", "postgresql:///?host=%2Fnowhere")
        self.assertEqual(done.returncode, 1)
        self.assertIn("cannot be opened", done.stderr)


if __name__ == "__main__":
    unittest.installHandler()
    main()
