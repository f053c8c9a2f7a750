# SPDX-License-Identifier: Apache-2.0
"""Measures the drawing of map sheets: who draws the same sheets, in turns, with what time and memory.

Usage: main.py PARKLINE FOLDER [--rounds N] [--sheets N] [--only A,B]. Run by scripts/bench_maps.
"""
import argparse
import os
import pathlib
import shutil
import statistics
import subprocess
import sys
import time

HERE = pathlib.Path(__file__).parent
PYTHON = "/usr/bin/python3"  # Debian's, which has the modules of QGIS and Mapnik


def measured(command):
    """Wall seconds, CPU seconds and peak memory (MB) of a command and its children."""
    start = time.monotonic()
    process = subprocess.Popen([str(part) for part in command], stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
    said = process.stderr.read()
    _, status, usage = os.wait4(process.pid, 0)
    if status != 0:
        code = os.waitstatus_to_exitcode(status)  # below 0: the signal that ended it
        sys.exit(f"{' '.join(map(str, command))} ended with {code}: {said.decode('utf-8', 'replace')[-2000:]}")
    return time.monotonic() - start, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024


class Bench:
    def __init__(self, parkline, folder, sheets, rounds):
        self.parkline, self.folder, self.sheets, self.rounds = parkline, folder, sheets, rounds
        self.results = folder / "results"
        self.gpkg = self.results / "results.gpkg"
        if not self.gpkg.exists():
            subprocess.run([parkline, "run", "datasets/huaian/project.toml", "-o", self.results, "-q"], check=True)

    def parkline_sheets(self, kind, out):
        how = ["--format", "pdf", "--combined"] if kind == "book" else ["--format", kind]
        return [self.parkline, "map", self.gpkg, "--template", "permit", "--where", f"fid <= {self.sheets}", *how,
                "--threads", "2", "-o", out, "-q", "--no-progress"]

    def sheet_list(self):
        """Place, scale and CRS of each sheet, as parkline chose them, for the others to draw."""
        out = self.folder / "list"
        shutil.rmtree(out, ignore_errors=True)
        subprocess.run(self.parkline_sheets("pdf", out), check=True)
        return out / "sheets.csv"

    def contenders(self, kind, only):
        listed = self.sheet_list()
        all_of_them = {
            "parkline": lambda out: self.parkline_sheets(kind, out),
            "qgis": lambda out: [PYTHON, HERE / "qgis_atlas.py", self.gpkg, listed, kind, out],
            "mapnik": lambda out: [PYTHON, HERE / "mapnik_sheets.py", self.gpkg, listed, kind, out],
        }
        if kind == "book":
            del all_of_them["mapnik"]  # writes one map a file
        return {name: make for name, make in all_of_them.items() if name in only}

    def compare(self, kind, only):
        contenders = self.contenders(kind, only)
        times = {name: [] for name in contenders}
        for _ in range(self.rounds):  # in turns, so that a busy minute hits all of them
            for name, command in contenders.items():
                out = self.folder / f"{name}-{kind}"
                shutil.rmtree(out, ignore_errors=True)
                out.mkdir(parents=True)
                times[name].append(measured(command(out)))
        ending = "pdf" if kind == "book" else kind
        return {name: self.report(name, kind, runs, sorted((self.folder / f"{name}-{kind}").glob(f"*.{ending}")))
                for name, runs in times.items()}

    def report(self, name, kind, runs, files):
        """Prints a line; gives CPU seconds a page, kB a page and MB of memory."""
        expected = 1 if kind == "book" else self.sheets
        if len(files) != expected:
            sys.exit(f"{name} made {len(files)} of {expected} files")
        wall, cpu, memory = (statistics.median(column) for column in zip(*runs))
        size = statistics.median(path.stat().st_size for path in files) / 1000 * expected / self.sheets
        print(f"| {name} | {kind} | {self.sheets / wall:.1f} | {cpu / self.sheets:.4f} | {size:.0f} | {memory:.0f} |", flush=True)
        return cpu / self.sheets, size, memory

    def memory(self):
        """More than 1,000 pages: does memory grow with their number?"""
        many = self.folder / "many"
        many.mkdir(exist_ok=True)
        target = many / "results.gpkg"
        shutil.copy(self.gpkg, target)
        for copy in range(1, 5):
            subprocess.run(["ogr2ogr", "-append", "-nln", "sites", "-dialect", "SQLite", "-sql",
                            f"select geom, site_id || '-{copy}' as site_id, name, kind, lon, lat, park_id, zone_ids, nearest_zone_id, "
                            "distance_m, distance_class, status, synthetic from sites where site_id not like '%-%'", target, self.gpkg], check=True)
        for pages in (100, 1000):
            for combined in ([], ["--combined"]):
                out = self.folder / "many-sheets"
                shutil.rmtree(out, ignore_errors=True)
                command = [self.parkline, "map", target, "--template", "permit", "--where", f"fid <= {pages}", "--threads", "2", "-o",
                           out, "-q", "--no-progress", *combined]
                wall, cpu, memory = measured(command)
                kind = "one book" if combined else "files"
                print(f"| parkline, {pages} pages, {kind} | pdf | {pages / wall:.1f} | {cpu / pages:.3f} | | {memory:.0f} |", flush=True)


def row_of(kind, measured_of):
    """A row of the table in docs/maps.md."""
    name = {"book": "PDF, one book", "pdf": "PDF, a file each", "png": "PNG, 300 dpi"}[kind]
    cells = [name]
    for who in ("parkline", "qgis"):
        cpu, size, memory = measured_of[who]
        cells += [f"{cpu:.4f}", f"{size:.0f}", f"{memory:.0f}"]
    return "| " + " | ".join([*cells, f"**{measured_of['qgis'][0] / measured_of['parkline'][0]:.1f}**"]) + " |"


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("parkline", type=pathlib.Path)
    parser.add_argument("folder", type=pathlib.Path)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--sheets", type=int, default=100)
    parser.add_argument("--only", default="parkline,qgis,mapnik,memory")
    options = parser.parse_args()
    only = options.only.split(",")
    bench = Bench(options.parkline.resolve(), options.folder.resolve(), options.sheets, options.rounds)
    load = os.getloadavg()[0]
    print(f"{options.sheets} sheets, median of {options.rounds}, {os.cpu_count()} cores, load before the start {load:.1f}")
    print("| who | format | pages/s | CPU s/page | kB/page | memory MB |\n|---|---|---|---|---|---|", flush=True)
    measured_of = {kind: bench.compare(kind, only) for kind in ("pdf", "book", "png")}
    if "memory" in only:
        bench.memory()
    if {"parkline", "qgis"} <= set(only):
        print(f"\nFor docs/maps.md:\n| {options.sheets} sheets | parkline, CPU s/page | kB/page | memory MB | QGIS, CPU s/page | kB/page | memory MB "
              "| QGIS : parkline |\n|---|---|---|---|---|---|---|---|", *(row_of(kind, ours) for kind, ours in measured_of.items()), sep="\n")


if __name__ == "__main__":
    main()
