# SPDX-License-Identifier: Apache-2.0
"""Results that survive: one JSON file, so that a run that was stopped goes on where it was."""
import hashlib
import json
import os
import statistics


def fingerprint(*parts):
    return hashlib.sha256("\n".join(map(str, parts)).encode()).hexdigest()[:12]


class Store:
    """Runs by scale, workload and tool. Runs of another version or recipe of a tool are forgotten when it runs again."""

    def __init__(self, path, fresh=False):
        self.path = path
        self.entries = {}
        if path.exists() and not fresh:
            self.entries = json.loads(path.read_text(encoding="utf-8"))

    def entry(self, scale, workload, tool, version, recipe):
        key = f"{scale}/{workload}/{tool}"
        entry = self.entries.get(key)
        if entry is None or (entry["version"], entry["recipe"]) != (version, recipe):
            entry = {"version": version, "recipe": recipe, "runs": [], "check": None, "why_not": ""}
            self.entries[key] = entry
        return entry

    def find(self, scale, workload, tool):
        return self.entries.get(f"{scale}/{workload}/{tool}")

    def save(self):
        self.path.parent.mkdir(parents=True, exist_ok=True)
        temporary = self.path.with_suffix(".new")
        temporary.write_text(json.dumps(self.entries, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
        os.replace(temporary, self.path)


def good(entry):
    return [run for run in (entry or {}).get("runs", []) if run["status"] == "ok"]


def median(entry, what):
    values = [run[what] for run in good(entry) if what in run]
    return statistics.median(values) if values else None


def ratio(peer, own):
    """How many times longer the peer takes: median over rounds that ran side by side, else ratio of the medians."""
    by_round = {(run["session"], run["round"]): run["wall"] for run in good(own)}
    pairs = [run["wall"] / by_round[run["session"], run["round"]] for run in good(peer)
             if (run["session"], run["round"]) in by_round]
    if pairs:
        return statistics.median(pairs)
    if good(peer) and good(own):
        return median(peer, "wall") / median(own, "wall")
    return None
