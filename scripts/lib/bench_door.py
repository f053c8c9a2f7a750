# SPDX-License-Identifier: Apache-2.0
"""Makes the layer of scripts/bench_door, and measures `parkline check` on it."""
import csv
import io
import os
import random
import subprocess
import sys
import tempfile
import time

MOST_MEMORY_MB = 512
LEAST_FEATURES_PER_S = 200_000
CELL = 0.002  # degrees between the corners of neighbours


def make(features):
    """Prints polygons of 5 to 12 corners as GeoJSONSeq, in rows and columns; every hundredth is a bow tie."""
    numbers = random.Random(20240607)
    for i in range(features):
        x, y = 110 + CELL * (i % 2000), 25 + CELL * (i // 2000)
        size = numbers.uniform(0.0002, 0.0009)
        if i % 100 == 37:
            ring = [(0, 0), (1, 1), (1, 0), (0, 1)]
        else:
            steps = numbers.randint(1, 4)
            ring = ([(k / steps, 0.2 * numbers.random()) for k in range(steps + 1)] +
                    [(k / steps, 0.8 + 0.2 * numbers.random()) for k in range(steps, -1, -1)])
        ring = [(round(x + size * u, 9), round(y + size * v, 9)) for u, v in [*ring, ring[0]]]
        corners = ",".join(f"[{u},{v}]" for u, v in ring)
        print('{"type":"Feature","properties":{"id":"z%07d","name":"zone %d","class":"%s"},'
              '"geometry":{"type":"Polygon","coordinates":[[%s]]}}'
              % (i, i, "abc"[i % 3], corners))


def run(parkline, layer, *options):
    """Output, seconds and peak memory in MB of one check on at most two cores."""
    command = [parkline, "check", layer, "--role", "zones", *options]
    cores = sorted(os.sched_getaffinity(0))[:2]
    start = time.monotonic()
    with tempfile.TemporaryFile() as errors_file:
        process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=errors_file, preexec_fn=lambda: os.sched_setaffinity(0, cores))
        output = process.stdout.read()
        _, status, usage = os.wait4(process.pid, 0)
        errors_file.seek(0)
        errors = errors_file.read()
    seconds = time.monotonic() - start
    if os.waitstatus_to_exitcode(status) != 0:
        sys.exit(f"{' '.join(command)}: {errors.decode()}")
    return output.decode(), seconds, usage.ru_maxrss / 1024


def measure(features, parkline, layer):
    """Three runs that list the problems; the counts come from a fourth."""
    runs = [run(parkline, layer, "--format", "csv")[1:] for _ in range(3)]
    seconds, memory = min(s for s, _ in runs), max(m for _, m in runs)
    row = next(csv.DictReader(io.StringIO(run(parkline, layer, "--layers", "--format", "csv")[0].lstrip("\ufeff"))))
    counts = {name: int(row[name]) for name in ("read", "used", "repaired", "rejected", "review")}
    print(f"{features} features: {seconds:.2f} s, {features / seconds:,.0f} features/s, {memory:.0f} MB; {counts}")
    bad = []
    if counts["read"] != features or sum(counts.values()) != 2 * features:
        bad.append("features are missing")
    if features - counts["used"] != features // 100:
        bad.append(f"{features - counts['used']} features were not used as they are, {features // 100} are invalid")
    if memory > MOST_MEMORY_MB:
        bad.append(f"memory is above {MOST_MEMORY_MB} MB")
    if features / seconds < LEAST_FEATURES_PER_S:
        bad.append(f"slower than {LEAST_FEATURES_PER_S} features/s")
    if bad:
        sys.exit("bench_door: " + "; ".join(bad))


if __name__ == "__main__":
    if sys.argv[1] == "make":
        make(int(sys.argv[2]))
    else:
        measure(int(sys.argv[2]), sys.argv[3], sys.argv[4])
