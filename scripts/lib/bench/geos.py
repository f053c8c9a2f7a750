# SPDX-License-Identifier: Apache-2.0
"""A plain GEOS program in C++ as a tool: what a good programmer gets from the library alone, on one thread."""
import subprocess

import data
import environments
from environments import Unavailable
from measure import Job, Step
from tools import Tool


class PlainGeos(Tool):
    name, title = "geos", "plain GEOS in C++"

    def __init__(self, folder, root):
        self.source, self.program = root / "tests/bench/geos_peer.cpp", folder / "geos_peer"

    def prepare(self):
        environments.program("geos-config", "libgeos-dev")
        if not self.program.exists() or self.program.stat().st_mtime < self.source.stat().st_mtime:
            self.program.parent.mkdir(parents=True, exist_ok=True)
            subprocess.run(["g++", "-O2", "-std=c++20", str(self.source), "-o", str(self.program),
                            *data.gdal_flags(), "-lgeos_c"], check=True)

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
