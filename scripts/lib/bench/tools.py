# SPDX-License-Identifier: Apache-2.0
"""The tools that are compared. Each says its version and makes a job of a workload, or says why it has none."""
import hashlib
import pathlib
import subprocess

import environments
from environments import Unavailable
from measure import Job, Step

HERE = pathlib.Path(__file__).parent


class Tool:
    name = title = ""
    ellipsoidal = False   # tables hold true areas and distances, not planar ones
    counts_parts = False  # writes a row for every part of a shape

    def prepare(self):
        """Installs what is missing; throws Unavailable."""

    def version(self):
        raise NotImplementedError

    def recipe(self, workload):
        """Text that changes when the measured work changes."""
        raise NotImplementedError

    def job(self, workload, output):
        """Throws Unavailable when the tool has no such operation."""
        raise NotImplementedError


class Parkline(Tool):
    ellipsoidal = True

    def __init__(self, root, threads):
        self.program = root / "build/release/parkline"
        self.threads = threads
        self.name = "parkline" if threads == 0 else f"parkline-{threads}"
        self.title = "**parkline**" if threads == 0 else f"parkline, {threads} thread"

    def prepare(self):
        if not self.program.exists():
            raise Unavailable("not built: scripts/bench does it")
        done = subprocess.run([str(self.program), "overlay", "--help"], capture_output=True, text=True, check=False)
        self.modes = "--mode" in done.stdout

    def version(self):
        digest = hashlib.sha256(self.program.read_bytes())
        for library in sorted(self.program.parent.glob("libgeo.so.*.*")) + sorted(self.program.parent.glob("libgeo/libgeo.so.*.*")):
            digest.update(library.read_bytes())
        return f"{environments.first_line([str(self.program), '--version'])} ({digest.hexdigest()[:8]})"

    def command(self, workload, output):
        a, b = workload.a, workload.b
        ids = ["--b-id", b.id]
        if workload.operation in ("intersection", "union"):
            if not self.modes:
                raise Unavailable("no shapes yet")
            verb = ["overlay", "--mode", workload.operation, "--a-id", a.id]
        elif workload.operation == "table":
            verb = ["overlay", "--table-only", "--a-id", a.id]
        else:
            verb = {"inside": ["locate"], "near": ["within", "--distance", "1000"], "nearest": ["nearest"]}[workload.operation]
            verb += ["--id", a.id]
            if a.path.suffix == ".csv":
                verb += ["--lon", "lon", "--lat", "lat", "--src-crs", "EPSG:4326"]
        if workload.repairs:
            verb += ["--repairs", "structure"]
        if workload.suffix == ".csv":
            verb += ["--format", "csv"]
        return [str(self.program), *verb, str(a.path), str(b.path), *ids, "--threads", str(self.threads), "--quiet", "--overwrite",
                "-o", str(output)]

    def recipe(self, workload):
        return " ".join(self.command(workload, "OUT")[1:])

    def job(self, workload, output):
        return Job([Step("all", self.command(workload, output))], output)


class Python(Tool):
    """A peer that is a Python package: one script of ours in an environment of its own."""

    def __init__(self, name, title, folder, without=()):
        self.name, self.title, self.folder, self.without = name, title, folder, dict(without)
        self.script = HERE / "peers" / f"{name}_peer.py"

    def prepare(self):
        self.python = environments.python_of(self.folder, self.name)

    def version(self):
        return ", ".join(pin.replace("==", " ") for pin in environments.PINS[self.name][:2])

    def recipe(self, workload):
        return self.script.read_text(encoding="utf-8") + repr(workload)

    def job(self, workload, output):
        if workload.operation in self.without:
            raise Unavailable(self.without[workload.operation])
        if not workload.planar and (self.name != "geopandas" or workload.operation == "nearest"):
            raise Unavailable("degrees: not run")
        a, b = workload.a, workload.b
        argv = [self.python, "-W", "ignore", str(self.script), workload.operation, str(a.path), a.id, str(b.path), b.id,
                str(int(workload.repairs)), str(output)]
        return Job([Step("all", argv)], output)


class Mapshaper(Tool):
    name, title = "mapshaper", "mapshaper"

    def __init__(self, folder):
        self.folder = folder

    def prepare(self):
        self.program = environments.mapshaper(self.folder)

    def version(self):
        return environments.MAPSHAPER

    def recipe(self, workload):
        return " ".join(self.command(workload, "OUT")[1:])

    def command(self, workload, output):
        a, b = workload.a, workload.b
        if not workload.planar:
            raise Unavailable("not run")
        if workload.operation == "inside":
            return [self.program, str(a.path), "-join", str(b.path), f"fields={b.id}", "-filter", f"{b.id} !== null",
                    "-filter-fields", f"{a.id},{b.id}", "-o", str(output), "force"]
        if workload.operation == "union":  # its GeoPackage writer refuses the CRS
            return [self.program, "-i", str(a.path), str(b.path), "combine-files", "-union", f"target={a.name},{b.name}",
                    "name=result", "-o", str(output), "target=result", "force"]
        raise Unavailable("no such operation")

    def job(self, workload, output):
        if workload.operation == "union":
            output = output.with_suffix(".fgb")
        return Job([Step("all", self.command(workload, output))], output)


class Grass(Tool):
    name, title = "grass", "GRASS"
    counts_parts = True
    OPERATORS = {"intersection": "and", "union": "or"}

    def prepare(self):
        self.program = environments.program("grass", "grass-core")

    def version(self):
        return environments.first_line([self.program, "--version"]).replace("GRASS GIS ", "")

    def recipe(self, workload):
        return self.script(workload, "OUT")

    def script(self, workload, output):
        if workload.operation not in self.OPERATORS or not workload.planar:
            raise Unavailable("not run")
        a, b = workload.a, workload.b
        return (f"set -e; v.in.ogr -o --quiet input='{a.path}' output=a; v.in.ogr -o --quiet input='{b.path}' output=b; "
                f"v.overlay --quiet ainput=a binput=b operator={self.OPERATORS[workload.operation]} output=c; "
                f"v.out.ogr --quiet input=c type=area output='{output}' format=GPKG")

    def job(self, workload, output):
        argv = [self.program, "--tmp-location", "EPSG:4527", "--exec", "sh", "-c", self.script(workload, output)]
        return Job([Step("all", argv)], output)
