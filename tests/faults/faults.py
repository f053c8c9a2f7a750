# SPDX-License-Identifier: Apache-2.0
"""What the fault tests of the ledger share: the worker that works on a ledger, stores that can be hurt, and what must hold after."""
import argparse
import os
import pathlib
import random
import shutil
import signal
import sqlite3
import subprocess
import sys
import tempfile
import unittest

sys.dont_write_bytecode = True
ROOT = pathlib.Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "tests/cli"))
from private_postgres import SCRIPT, PrivatePostgres  # noqa: E402


class Options:
    """Set by `main`."""
    worker = str(ROOT / "build/release/ledger_worker")
    long = False
    kills = 20
    restarts = 2
    seed = 1


def command(*words):
    return [Options.worker, *map(str, words)]


def work(*words, env=None, timeout=300, **more):
    """Runs the worker to its end; texts. A crash (a signal) is a failure whatever the test."""
    done = subprocess.run(command(*words), capture_output=True, text=True, errors="replace", check=False, timeout=timeout, env=env and {**os.environ, **env}, **more)
    assert done.returncode >= 0, f"{words}: signal {-done.returncode}"
    return done


def start(*words, out=None):
    return subprocess.Popen(command(*words), stdout=out, stderr=subprocess.DEVNULL)


def kill(process):
    process.send_signal(signal.SIGKILL)
    process.wait()


def lines(path):
    """Whole lines of a file: what a writer has been told."""
    text = pathlib.Path(path).read_text(encoding="utf-8")
    return text[:text.rfind("\n") + 1].split()


class FaultTest(unittest.TestCase):
    """A test with a folder and seeded chance of its own."""

    def setUp(self):
        self._folder = tempfile.TemporaryDirectory(prefix="parkline-faults-")
        self.folder = pathlib.Path(self._folder.name)
        self.chance = random.Random(f"{Options.seed} {self.id()}")

    def tearDown(self):
        self._folder.cleanup()

    def good(self, *words, **more):
        done = work(*words, **more)
        self.assertEqual(done.returncode, 0, f"{words}: {done.stderr}{done.stdout}")
        return done.stdout

    def fresh(self, name="ledger.gpkg", seeded=False):
        location = self.folder / name
        for path in self.folder.glob(name + "*"):
            path.unlink()
        self.good("create", location)
        if seeded:
            self.good("seed", location)
        return location

    def copy(self, location, name):
        """A copy of the files of a ledger that nobody has open."""
        target = self.folder / name
        for end in ("", "-wal", "-shm"):
            target.with_name(name + end).unlink(missing_ok=True)
            source = location.with_name(location.name + end)
            if end != "-shm" and source.exists():
                shutil.copyfile(source, target.with_name(name + end))
        return target

    def assert_sound(self, location, acknowledged=()):
        """`verify` passes, and everything that was acknowledged is there once. Gives the keys in the ledger and the notes of verify."""
        said = self.good("verify", location).splitlines()
        self.assertTrue(said[0].startswith("sound "), said)
        keys = self.good("keys", location).split()
        self.assertEqual(len(keys), int(said[0].split()[1]))
        self.assertEqual(len(keys), len(set(keys)), "an event is there twice")
        self.assertEqual(set(acknowledged) - set(keys), set(), "acknowledged and lost")
        return keys, said[1:]

    def assert_refused(self, done, words):
        self.assertEqual(done.returncode, 1, done.stdout + done.stderr)
        self.assertIn(words, done.stderr)


def dump(location):
    """Every row of every table of a ledger; None when SQLite cannot read it."""
    try:
        with sqlite3.connect(f"file:{location}?mode=ro", uri=True) as base:
            names = [row[0] for row in base.execute(
                "SELECT name FROM sqlite_master WHERE type = 'table' AND (name LIKE 'ledger%' OR name LIKE 'case%' OR name LIKE 'service%') ORDER BY 1")]
            return {name: base.execute(f"SELECT * FROM {name} ORDER BY 1").fetchall() for name in names}
    except sqlite3.Error:
        return None


class DurablePostgres(PrivatePostgres):
    """A private server that can crash."""

    def crash(self):
        subprocess.run([SCRIPT, "crash", self.folder], check=True)

    def new_ledger(self, name):
        self.sql(f"CREATE SCHEMA {name}")
        location = f"postgresql:///?options=-csearch_path%3D{name}"
        done = work("create", location, env=self.settings)
        assert done.returncode == 0, done.stderr
        return location


class PostgresFaults(FaultTest):
    """Faults of ledgers on one server that keeps what it said was on disk, `cls.server`."""

    @classmethod
    def setUpClass(cls):
        cls.server = DurablePostgres()
        os.environ.update(cls.server.settings)

    @classmethod
    def tearDownClass(cls):
        for name in cls.server.settings:
            os.environ.pop(name)
        cls.server.stop()


def main():
    parser = argparse.ArgumentParser(description="Faults of the ledger's stores.")
    parser.add_argument("--worker", default=Options.worker, help="the program ledger_worker")
    parser.add_argument("--long", action="store_true", help="every column and every byte instead of a seeded sample; waits for time-outs")
    parser.add_argument("--kills", type=int, default=Options.kills, help="kills of writers of a GeoPackage")
    parser.add_argument("--restarts", type=int, default=Options.restarts, help="crashes of PostgreSQL")
    parser.add_argument("--seed", type=int, default=Options.seed)
    given, rest = parser.parse_known_args()
    for name, value in vars(given).items():
        setattr(Options, name, value)
    unittest.main(argv=[sys.argv[0], *rest], verbosity=2)
