# SPDX-License-Identifier: Apache-2.0
"""What the command-line tests share: running the program, small inputs, reading results."""
import argparse
import csv
import io
import json
import os
import pathlib
import subprocess
import sys
import tempfile
import unittest

ROOT = pathlib.Path(__file__).resolve().parents[2]
HUAIAN = ROOT / "datasets/huaian/project.toml"
NL = ROOT / "datasets/nl-natura2000/project.toml"
VERBS = ["check", "convert", "match", "screen", "classify", "explain", "diff", "what-if", "facts", "rules", "townships", "permit", "emergency", "ledger", "case", "service", "enforce", "fund", "support", "run", "verify", "replay", "map", "report", "overlay", "locate", "within", "nearest", "doctor"]
RESULTS = ["conflicts.csv", "coverage.csv", "enterprises.csv", "findings.geojson", "findings.sarif", "manifest.json", "parks.csv", "problems.csv", "results.gpkg",
           "sites.csv", "summary.json", "townships.csv", "verdicts.json"]
# What stands in a folder of results: those, and where they come from.
LISTING = sorted([*RESULTS, "run.json"])
PARKLINE = str(ROOT / "build/release/parkline")


def environment(**changes):
    """The caller's environment without what changes language or time, and with the changes asked for."""
    env = {k: v for k, v in os.environ.items() if not k.startswith("LC_") and k not in ("LANG", "LANGUAGE", "TZ")}
    env.update({"LC_ALL": "C.UTF-8"})
    env.update({k: str(v) for k, v in changes.items()})
    return env


def run(*args, cwd=None, env=None, prefix=()):
    """Runs the program; a CompletedProcess with texts."""
    command = [*prefix, PARKLINE, *map(str, args)]
    done = subprocess.run(command, cwd=cwd, env=env or environment(), capture_output=True, timeout=300)
    done.stdout = done.stdout.decode("utf-8")
    done.stderr = done.stderr.decode("utf-8")
    return done


def rows(text):
    """Rows of a CSV table as dictionaries; the byte order mark is required."""
    assert text.startswith("\ufeff"), "no byte order mark"
    return list(csv.DictReader(io.StringIO(text[1:], newline="")))


def read_rows(path):
    return rows(pathlib.Path(path).read_bytes().decode("utf-8"))


def square(x, y, size=0.01, **properties):
    """A GeoJSON feature: a square with its south-west corner at x, y."""
    ring = [[x, y], [x + size, y], [x + size, y + size], [x, y + size], [x, y]]
    return {"type": "Feature", "properties": properties,
            "geometry": {"type": "Polygon", "coordinates": [[[round(a, 9), round(b, 9)] for a, b in ring]]}}


def point(x, y, **properties):
    return {"type": "Feature", "properties": properties, "geometry": {"type": "Point", "coordinates": [x, y]}}


def line(places, **properties):
    return {"type": "Feature", "properties": properties, "geometry": {"type": "LineString", "coordinates": places}}


def collection(*features, **members):
    return {"type": "FeatureCollection", **members, "features": list(features)}


class CliTest(unittest.TestCase):
    """A test with a folder of its own."""

    def setUp(self):
        self._folder = tempfile.TemporaryDirectory(prefix="parkline-test-")
        self.folder = pathlib.Path(self._folder.name)

    def tearDown(self):
        self._folder.cleanup()

    def write(self, name, content):
        """A file in the test's folder: text as it is, anything else as JSON."""
        path = self.folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        if isinstance(content, bytes):
            path.write_bytes(content)
        else:
            path.write_text(content if isinstance(content, str) else json.dumps(content), encoding="utf-8")
        return path

    def project(self, *layers, extent="[117.9, 32.5, 120.1, 34.5]", tail=""):
        """A project file from the texts of its layers."""
        text = f"[project]\nname = \"t\"\nas_of = 2026-11-23\nextent = {extent}\n"
        return self.write("project.toml", text + "".join(f"\n[[layer]]\n{layer}\n" for layer in layers) + tail)

    def succeeds(self, *args, code=0, **how):
        done = run(*args, **how)
        self.assertEqual(done.returncode, code, f"{args}\n{done.stderr}")
        return done

    def refuses(self, *args, zh, en, code=2, **how):
        """The command fails with the code, and the message holds all these words in either language, on stderr only."""
        for language, words in (("zh", zh), ("en", en)):
            done = run(*args, "--lang", language, **how)
            self.assertEqual(done.returncode, code, f"{args} --lang {language}\n{done.stderr}")
            self.assertEqual(done.stdout, "", f"{args} --lang {language}: stdout is not clean")
            # A coverage build's runtime complains below when a test made its folder read-only.
            said = [line for line in done.stderr.rstrip("\n").split("\n") if not line.startswith("profiling:")]
            last = said[-1]
            self.assertTrue(last.startswith("parkline: "), done.stderr)
            for word in words:
                self.assertIn(word, last, f"{args} --lang {language}")


class ResultsTest(CliTest):
    """Tests that look at the results of one run of the demo city, `self.results`."""

    @classmethod
    def setUpClass(cls):
        cls.kept = tempfile.TemporaryDirectory(prefix="parkline-test-")
        cls.addClassCleanup(cls.kept.cleanup)
        cls.results = pathlib.Path(cls.kept.name) / "results"
        done = run("run", HUAIAN, "-o", cls.results, "-q")
        assert done.returncode == 0, done.stderr


class LedgerTest(CliTest):
    """A test with an empty ledger of its own."""

    def setUp(self):
        super().setUp()
        self.ledger = self.folder / "city.gpkg"
        self.succeeds("ledger", "init", self.ledger, "--quiet")

    def events(self):
        return int(rows(self.succeeds("ledger", "verify", self.ledger, "--format", "csv").stdout)[0]["events"])

    def table(self, *words):
        return rows(self.succeeds(*words, "--format", "csv").stdout)

    def refused(self, *words, zh, en):
        """Refused in both languages, and nothing is recorded."""
        before = self.events()
        self.refuses(*words, zh=zh, en=en)
        self.assertEqual(self.events(), before)


def main():
    """Takes --parkline PATH off the command line and runs the tests of the calling script."""
    global PARKLINE
    parser = argparse.ArgumentParser(add_help=False)
    parser.add_argument("--parkline", default=PARKLINE)
    options, rest = parser.parse_known_args()
    PARKLINE = os.path.abspath(options.parkline)
    if not os.access(PARKLINE, os.X_OK):
        sys.exit(f"{PARKLINE} is not there. Build first, or give --parkline PATH.")
    unittest.main(module="__main__", argv=[sys.argv[0], *rest])
