#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Signals and sudden death: nothing half-written stands under a final name, ever."""
import hashlib
import json
import os
import random
import signal
import subprocess
import time
import unittest

import harness
from harness import CliTest, HUAIAN, NL, environment

SEED = 20261123


def start(*args, env=None):
    return subprocess.Popen([harness.PARKLINE, *map(str, args)], stdout=subprocess.PIPE, stderr=subprocess.PIPE,
                            env=env or environment())


def finish(process):
    out, error = process.communicate(timeout=120)
    return process.returncode, out.decode(), error.decode()


def wait_for(condition, process, seconds=60):
    """Waits until the condition holds; False when the process has ended before."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if condition():
            return True
        if process.poll() is not None:
            return False
        time.sleep(0.001)
    raise AssertionError("the program did not come so far in time")


def handles_interrupts(process):
    """Whether the program has put its handlers in place."""
    try:
        with open(f"/proc/{process.pid}/status", encoding="utf-8") as status:
            caught = next(int(line.split()[1], 16) for line in status if line.startswith("SigCgt"))
    except (OSError, StopIteration):
        return False
    return bool(caught >> (signal.SIGINT - 1) & 1)


def leftovers(folder):
    return [name for name in os.listdir(folder) if name.startswith(".")] if os.path.isdir(folder) else []


def content(folder):
    return {name: (folder / name).read_bytes() for name in os.listdir(folder) if not name.startswith(".")} if folder.is_dir() else {}


def is_complete(folder):
    """Whether there is a manifest; if so everything that it lists has to be there with its hash."""
    path = folder / "manifest.json"
    if not path.exists():
        return False
    for entry in json.loads(path.read_text("utf-8"))["outputs"]:
        assert hashlib.sha256((folder / entry["path"]).read_bytes()).hexdigest() == entry["sha256"], entry["path"]
    return True


class Signals(CliTest):
    def interrupt(self, number, code, words, overwrite=False):
        out = self.folder / f"out{number}"
        before = {}
        if overwrite:
            self.succeeds("run", HUAIAN, "-o", out)
            before = content(out)
        process = start("run", NL, "-o", out, "--lang", "en", *(["--overwrite"] if overwrite else []))
        # The temporary folder is made when the handlers stand; the overlay then takes seconds.
        self.assertTrue(wait_for(lambda: leftovers(out), process))
        time.sleep(0.2)
        process.send_signal(number)
        returned, stdout, stderr = finish(process)
        self.assertEqual(returned, code, stderr)
        self.assertEqual(stdout, "")
        self.assertIn(words, stderr)
        self.assertEqual(leftovers(out), [])
        self.assertEqual(content(out), before)
        if not overwrite:
            self.assertFalse(out.exists(), "the folder was made by the run and holds nothing")

    def test_sigint(self):
        self.interrupt(signal.SIGINT, 130, "Interrupted; no half-written file was left.")

    def test_sigterm(self):
        self.interrupt(signal.SIGTERM, 143, "Interrupted; no half-written file was left.")

    def test_sigterm_leaves_the_old_results(self):
        self.interrupt(signal.SIGTERM, 143, "Interrupted; no half-written file was left.", overwrite=True)

    def test_interrupted_single_verb_leaves_no_file(self):
        process = start("screen", NL, "--sites", "--format", "csv", "-o", self.folder / "sites.csv")
        self.assertTrue(wait_for(lambda: handles_interrupts(process), process))
        time.sleep(0.2)
        process.send_signal(signal.SIGINT)
        returned, _, stderr = finish(process)
        self.assertEqual(returned, 130, stderr)
        self.assertEqual(os.listdir(self.folder), [])

    def test_second_signal_ends_at_once(self):
        out = self.folder / "out"
        process = start("run", NL, "-o", out)
        self.assertTrue(wait_for(lambda: leftovers(out), process))
        process.send_signal(signal.SIGINT)
        time.sleep(0.01)
        process.send_signal(signal.SIGINT)
        begin = time.monotonic()
        returned, _, _ = finish(process)
        self.assertIn(returned, (130, -signal.SIGINT))
        self.assertLess(time.monotonic() - begin, 30)
        self.assertEqual(content(out), {})

    def test_reader_that_goes_away(self):
        reader = subprocess.Popen(["true"], stdin=subprocess.PIPE)
        reader.wait()
        process = subprocess.Popen([harness.PARKLINE, "screen", str(HUAIAN), "--sites", "-q"], stdout=reader.stdin,
                                   stderr=subprocess.PIPE, env=environment())
        reader.stdin.close()
        process.communicate(timeout=60)
        self.assertNotEqual(process.returncode, 0)


class Killed(CliTest):
    """A small project, so that most moments fall between the first file written and the last one renamed."""

    def setUp(self):
        super().setUp()
        self.small = self.small_project("small.toml", "2026-11-23")

    def small_project(self, name, as_of):
        layers = [("parks", "parks_cm120.gpkg", 'id = "YQBM", name = "YQMC"'),
                  ("zones", "zones_gbk.shp", 'id = "BSM", name = "HXMC", class = "HXLX"')]
        text = f"[project]\nas_of = {as_of}\nextent = [117.9, 32.5, 120.1, 34.5]\n"
        for role, path, fields in layers:
            text += f'[[layer]]\nrole = "{role}"\npath = "{HUAIAN.parent / path}"\naccuracy_m = 2.0\nfields = {{ {fields} }}\n'
        return self.write(name, text)

    def moments(self, count):
        """Seconds after the start, spread over a run and a little more; the same for each test run."""
        begin = time.monotonic()
        self.succeeds("run", self.small, "-o", self.folder / "measure")
        duration = time.monotonic() - begin
        rng = random.Random(SEED)
        return [duration * (i + rng.random()) / count * 1.05 for i in range(count)]

    def kill_at(self, moment, out, *options):
        process = start("run", self.small, "-o", out, *options)
        time.sleep(moment)
        process.kill()
        finish(process)

    def rerun(self, out, *options):
        self.succeeds("run", self.small, "-o", out, *options)
        self.assertTrue(is_complete(out))
        self.assertEqual(sorted(os.listdir(out)), harness.LISTING, "leftovers of the killed run are still there")

    def test_manifest_only_with_all_files(self):
        for i, moment in enumerate(self.moments(10)):
            with self.subTest(moment=moment):
                out = self.folder / f"out{i}"
                self.kill_at(moment, out)
                # Without a manifest the results are not there; with it all of them are. Either may be replaced.
                if not is_complete(out):
                    self.rerun(out, "--overwrite")

    def test_overwriting_leaves_old_or_new_or_no_manifest(self):
        out = self.folder / "out"
        first = self.small_project("other.toml", "2026-11-24")
        self.succeeds("run", first, "-o", out)
        old = content(out)
        for moment in self.moments(8):
            with self.subTest(moment=moment):
                self.kill_at(moment, out, "--overwrite")
                if is_complete(out):
                    now = content(out)
                    if json.loads(now["manifest.json"])["as_of"] == "2026-11-24":
                        self.assertEqual(now, old)
                self.succeeds("run", first, "-o", out, "--overwrite")
                self.assertEqual(content(out), old)
                self.assertEqual(leftovers(out), [])

    def test_killed_before_anything_was_replaced(self):
        """The note of what is about to be renamed is written, the old manifest still stands: nothing happened."""
        out = self.folder / "out"
        self.succeeds("run", self.small, "-o", out)
        old = content(out)
        (out / ".parkline-unfinished").write_text("".join(f"{'0' * 64}  {name}\n" for name in ("parks.csv", "manifest.json")))
        self.succeeds("run", self.small, "-o", out)
        self.assertEqual(content(out), old)
        self.assertEqual(leftovers(out), [])

    def test_killed_while_publishing(self):
        """Kills as soon as the first, second, … final name is there: the narrow time between the renames."""
        for name in ("conflicts.csv", "parks.csv", "results.gpkg"):
            out = self.folder / name.replace(".", "-")
            process = start("run", self.small, "-o", out)
            while process.poll() is None and not (out / name).exists():
                pass
            process.kill()
            finish(process)
            is_complete(out)  # depends on the machine; what it lists has to be whole
            self.rerun(out, "--overwrite")

    def test_rerun_without_overwrite_after_an_early_death(self):
        out = self.folder / "out"
        process = start("run", self.small, "-o", out)
        self.assertTrue(wait_for(lambda: leftovers(out), process))
        process.kill()
        finish(process)
        self.assertEqual(content(out), {})
        self.rerun(out)

    def test_leftover_of_a_single_verb(self):
        """What a killed single verb leaves has to go with the next run of the same command."""
        ended = start("--version")
        finish(ended)
        (self.folder / f".parkline-{ended.pid}-out.csv").write_text("half")
        self.succeeds("check", self.small, "-o", self.folder / "out.csv")
        self.assertEqual(sorted(os.listdir(self.folder)), ["out.csv", "small.toml"])

    def test_temporary_folder_of_a_living_run_is_kept(self):
        out = self.folder / "out"
        living = out / f".parkline-{os.getpid()}"
        living.mkdir(parents=True)
        self.succeeds("run", self.small, "-o", out)
        self.assertTrue(living.is_dir())

    def test_folders_of_others_are_kept(self):
        out = self.folder / "out"
        for name in (".parkline-notes", ".parkline-", ".parkline"):
            (out / name).mkdir(parents=True)
        self.succeeds("run", self.small, "-o", out)
        self.assertEqual(sorted(leftovers(out)), [".parkline", ".parkline-", ".parkline-notes"])


if __name__ == "__main__":
    harness.main()
