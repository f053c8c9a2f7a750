# SPDX-License-Identifier: Apache-2.0
"""Runs the tools in turns, so that what disturbs the machine disturbs all of them, and stores every run at once."""
import os
import sys
import time

import check
import data
import measure
from environments import Unavailable
from store import fingerprint, good

LONG_S, VERY_LONG_S = 60, 180  # peers that take longer are run less often


class Campaign:
    def __init__(self, store, folder, runs, run_limit_s, deadline):
        self.store, self.folder, self.runs, self.run_limit_s, self.deadline = store, folder, runs, run_limit_s, deadline
        self.session = time.strftime("%Y%m%d-%H%M%S")
        self.versions = {}
        self.missing = {}

    def prepare(self, tools):
        """Those tools that are there; the others are remembered with the reason."""
        ready = []
        for tool in tools:
            try:
                tool.prepare()
                self.versions[tool.name] = tool.version()
                ready.append(tool)
            except Unavailable as reason:
                self.missing[tool.name] = str(reason)
                print(f"{tool.name}: {reason}", file=sys.stderr)
        return ready

    def out_of_time(self):
        return self.deadline is not None and time.monotonic() > self.deadline

    def counts(self, run):
        """False for what an earlier session failed to do, and for what it stopped earlier than this one would."""
        if run["session"] == self.session or run["status"] == "ok":
            return True
        return run["status"] == "timeout" and run["limit"] >= self.run_limit_s

    def wanted(self, entry):
        """How many runs this one needs: fewer when they are long; one when the first did not end well."""
        runs = entry["runs"]
        if entry["why_not"] or any(run["status"] != "ok" for run in runs):
            return 0
        longest = max((run["wall"] for run in good(entry)), default=0)
        most = 1 if longest > VERY_LONG_S else 3 if longest > LONG_S else self.runs
        return max(0, min(self.runs, most) - len(runs))

    def measure(self, scale, workload, tools):
        """All rounds of one workload."""
        measure.read_ahead(data.files(workload))
        for turn in range(self.runs):
            order = tools[turn % len(tools):] + tools[:turn % len(tools)]
            for tool in order:
                if self.out_of_time():
                    return
                self.one_run(scale, workload, tool, turn)

    def one_run(self, scale, workload, tool, turn):
        output = self.folder / "out" / scale / workload.id / f"{tool.name}{workload.suffix}"
        try:
            job = tool.job(workload, output)
            recipe = fingerprint(tool.recipe(workload), workload)
        except Unavailable as reason:
            entry = self.store.entry(scale, workload.id, tool.name, self.versions[tool.name], "none")
            entry["why_not"] = str(reason)
            return
        entry = self.store.entry(scale, workload.id, tool.name, self.versions[tool.name], recipe)
        if entry["check"]:
            self.judge(workload, tool, entry, entry["check"])  # the rules may have changed since
        entry["runs"] = [run for run in entry["runs"] if self.counts(run)]
        if not self.wanted(entry):
            return
        record = measure.run(job, self.run_limit_s, self.folder / "out" / "log.txt")
        record.update(session=self.session, round=turn)
        entry["runs"].append(record)
        if record["status"] == "ok" and entry["check"] is None:
            self.judge(workload, tool, entry, check.measured_answer(workload, job.output))
        for path in job.output.parent.glob(job.output.stem + ".*"):
            path.unlink()
        self.store.save()
        self.tell(scale, workload, tool, entry, record)

    @staticmethod
    def judge(workload, tool, entry, answer):
        entry["check"] = {**answer, **check.judge(workload, answer, tool.ellipsoidal, tool.counts_parts)}

    @staticmethod
    def tell(scale, workload, tool, entry, record):
        what = f"{record['wall']:.2f} s, {record['mb']:.0f} MB" if record["status"] == "ok" else record["status"]
        verdict = (entry["check"] or {}).get("text", record.get("error", ""))
        print(f"{time.strftime('%H:%M:%S')} load {os.getloadavg()[0]:.1f}  {scale} {workload.id:4} {tool.name:18} {what:22} {verdict}",
              file=sys.stderr)
