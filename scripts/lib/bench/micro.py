# SPDX-License-Identifier: Apache-2.0
"""Unit costs of the library: builds tests/bench, runs it, keeps medians."""
import json
import subprocess
import sys

REPETITIONS = 5


def measure(root, path):
    program = root / "build/release/libgeo_bench"
    print("Measuring unit costs ...", file=sys.stderr)
    done = subprocess.run([str(program), "--benchmark_format=json", f"--benchmark_repetitions={REPETITIONS}",
                           "--benchmark_report_aggregates_only=true"], capture_output=True, text=True, check=True)
    rows = []
    for result in json.loads(done.stdout)["benchmarks"]:
        if result.get("aggregate_name") != "median":
            continue
        what, _, per = result["label"].rpartition(" / ")
        rows.append({"name": result["run_name"].split("/")[0], "what": what, "per": per, "ns": result["ns"]})
        print(f"{rows[-1]['name']:22} {rows[-1]['ns']:10.1f} ns a {per}  {what}", file=sys.stderr)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(rows, indent=1) + "\n", encoding="utf-8")
