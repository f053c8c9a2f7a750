# SPDX-License-Identifier: Apache-2.0
"""What scripts/bench_ledger measures, on the server that it started (PGHOST …, with durability on)."""
import argparse
import os
import pathlib
import platform
import re
import statistics
import subprocess
import sys
import tempfile
import time

ROOT = pathlib.Path(__file__).resolve().parents[2]
PAGE = ROOT / "docs/ledger.md"
BEGIN, END = "<!-- bench_ledger: begin -->\n", "<!-- bench_ledger: end -->\n"
WRITERS, EACH = 8, 1000
TARGET = {"GeoPackage": 1000, "PostgreSQL": 500}  # events a second
REBUILD_TARGET = 20  # seconds for a million events


class Bench:
    def __init__(self, worker, folder):
        self.worker, self.folder, self.made = worker, pathlib.Path(folder), 0

    def work(self, *words, **more):
        return subprocess.run([self.worker, *map(str, words)], check=True, capture_output=True, text=True, **more).stdout

    def new(self, store):
        self.made += 1
        if store == "GeoPackage":
            location = str(self.folder / f"{self.made}.gpkg")
        else:
            subprocess.run(["psql", "-qXc", f"CREATE SCHEMA l{self.made}"], check=True)
            location = f"postgresql:///?options=-csearch_path%3Dl{self.made}"
        self.work("create", location)
        return location

    def assert_sound(self, location, events):
        said = self.work("verify", location)
        if not said.startswith(f"sound {events} "):
            sys.exit(f"{location}: {said}")

    def writers(self, store, batch):
        """Events a second of 8 processes, from the start of the first to the end of the last."""
        location = self.new(store)
        begun = time.monotonic()
        running = [subprocess.Popen([self.worker, "write", location, f"W{w}", str(EACH), str(batch)], stdout=subprocess.PIPE, text=True) for w in range(WRITERS)]
        told = [key for process in running for key in process.communicate()[0].split()]
        seconds = time.monotonic() - begun
        if any(process.returncode for process in running) or len(set(told)) != WRITERS * EACH:
            sys.exit(f"{location}: {len(set(told))} events of {WRITERS * EACH} were acknowledged")
        self.assert_sound(location, WRITERS * EACH)
        missing = set(told) - set(self.work("keys", location).split())
        if missing:
            sys.exit(f"{location}: {len(missing)} events were acknowledged and lost")
        return len(told) / seconds

    def million(self, store, events):
        """Seconds of recording in batches, of rebuild and of verify."""
        location = self.new(store)
        begun = time.monotonic()
        self.work("write", location, "M", events, 5000)
        recorded = time.monotonic()
        rebuilt = float(self.work("rebuild", location))
        done = time.monotonic()
        self.assert_sound(location, events)
        return recorded - begun, rebuilt, time.monotonic() - done


def machine():
    model = re.search(r"model name\s*: (.*)", pathlib.Path("/proc/cpuinfo").read_text(encoding="utf-8"))
    return f"{os.cpu_count()} cores of {model.group(1).strip() if model else platform.machine()}"


def replace_on_page(text):
    page = PAGE.read_text(encoding="utf-8")
    before, _, rest = page.partition(BEGIN)
    after = rest.partition(END)[2]
    PAGE.write_text(before + BEGIN + text + END + after, encoding="utf-8")


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--worker", required=True)
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--events", type=int, default=1_000_000)
    parser.add_argument("--print", action="store_true", help="leaves docs/ledger.md alone")
    given = parser.parse_args()
    missed, out = [], []
    load = os.getloadavg()[0]
    with tempfile.TemporaryDirectory(prefix="parkline-bench-") as folder:
        bench = Bench(given.worker, folder)
        out.append("| work | GeoPackage | PostgreSQL | target |\n|---|---|---|---|\n")
        for batch in (1, 20):
            rates = {store: statistics.median(bench.writers(store, batch) for _ in range(given.runs)) for store in TARGET}
            missed += [f"{store}: {rate:.0f} events/s" for store, rate in rates.items() if rate < TARGET[store]]
            what = "one event a transaction" if batch == 1 else f"{batch} events a transaction"
            out.append(f"| 8 writers × 1,000 events, {what} | {rates['GeoPackage']:,.0f} events/s | {rates['PostgreSQL']:,.0f} events/s | ≥ 1,000; ≥ 500 |\n")
        times = {store: bench.million(store, given.events) for store in TARGET}
        missed += [f"{store}: rebuild {seconds[1]:.1f} s" for store, seconds in times.items() if seconds[1] > REBUILD_TARGET]
        for i, (what, target) in enumerate((("record {:,} events, 5,000 a transaction", ""), ("rebuild the state tables from {:,} events", "≤ 20 s"), ("verify {:,} events", ""))):
            out.append(f"| {what.format(given.events)} | {times['GeoPackage'][i]:.1f} s | {times['PostgreSQL'][i]:.1f} s | {target} |\n")
    out.append(f"\n`scripts/bench_ledger`, median of {given.runs} runs on {machine()}, load {load:.1f} from other work when it began. Every run: all events acknowledged "
               "on disk, 0 lost, `verify` passes.\nPostgreSQL 15 with its durability on.\n")
    text = "".join(out)
    print(text, end="")
    if not given.print:
        replace_on_page(text)
    for miss in missed:
        print("missed: " + miss, file=sys.stderr)
    sys.exit(1 if missed else 0)


if __name__ == "__main__":
    main()
