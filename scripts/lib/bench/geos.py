# SPDX-License-Identifier: Apache-2.0
"""A plain GEOS program in C++ as a tool: what a good programmer gets from the library alone, on one thread."""
import environments
from environments import Unavailable
from measure import Job, Step
from tools import Tool


class PlainGeos(Tool):
    name, title = "geos", "plain GEOS in C++"

    def __init__(self, root):
        self.source, self.program = root / "tests/bench/geos_peer.cpp", root / "build/release/bench_geos"

    def prepare(self):
        if not self.program.exists():
            raise Unavailable("not built: scripts/bench does it")

    def version(self):
        return environments.first_line(["geos-config", "--version"])

    def recipe(self, workload):
        return self.source.read_text(encoding="utf-8") + repr(workload)

    def job(self, workload, output):
        if workload.operation == "nearest":
            raise Unavailable("not written")
        if not workload.planar:
            raise Unavailable("degrees: not run")
        a, b = workload.a, workload.b
        argv = [str(self.program), workload.operation, str(a.path), a.id, str(b.path), b.id, str(output)]
        return Job([Step("all", argv)], output)
