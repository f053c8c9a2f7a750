# SPDX-License-Identifier: Apache-2.0
"""Peers, each in its own environment below build/bench/env, at one version."""
import json
import pathlib
import shutil
import subprocess
import sys

PINS = {
    "geopandas": ["geopandas==1.2.0", "shapely==2.2.0", "pyogrio==0.13.0", "pandas==3.1.1", "numpy==2.4.6", "pyproj==3.7.2"],
    "duckdb": ["duckdb==1.5.5", "duckdb-extension-spatial==1.5.5"],
    "sedonadb": ["sedonadb==0.5.0", "geopandas==1.2.0", "shapely==2.2.0", "pyogrio==0.13.0", "pandas==3.1.1", "numpy==2.4.6",
                 "pyarrow==26.0.1", "geoarrow-pyarrow==0.3.0", "geoarrow-pandas==0.1.3"],
}
MAPSHAPER = "0.7.70"


class Unavailable(Exception):
    """The peer cannot be installed or found here; the text says why."""


def _call(argv, log, what):
    with open(log, "wb") as out:
        done = subprocess.run(argv, stdin=subprocess.DEVNULL, stdout=out, stderr=subprocess.STDOUT, check=False)
    if done.returncode != 0:
        last = log.read_text(encoding="utf-8", errors="replace").strip().splitlines()[-1:]
        raise Unavailable(f"{what} could not be installed: {' '.join(last)[:200]}")


def python_of(folder, name):
    """The Python of a peer's own virtual environment; makes it when it is not there or other versions are wanted."""
    home, log = folder / name, folder / f"{name}.log"
    stamp, wanted = home / "pins.json", json.dumps(PINS[name])
    if not stamp.exists() or stamp.read_text() != wanted:
        print(f"Installing {name} ...", file=sys.stderr)
        folder.mkdir(parents=True, exist_ok=True)
        if home.exists():
            shutil.rmtree(home)
        _call([sys.executable, "-m", "venv", str(home)], log, name)
        _call([str(home / "bin/python"), "-m", "pip", "install", "-q", "--disable-pip-version-check", *PINS[name]], log, name)
        stamp.write_text(wanted)
    return str(home / "bin/python")


def mapshaper(folder):
    """The mapshaper of its own npm folder."""
    home = folder / "mapshaper"
    program = home / "node_modules/.bin/mapshaper"
    package = home / "node_modules/mapshaper/package.json"
    if not package.exists() or json.loads(package.read_text())["version"] != MAPSHAPER:
        if not shutil.which("npm"):
            raise Unavailable("needs npm")
        print("Installing mapshaper ...", file=sys.stderr)
        home.mkdir(parents=True, exist_ok=True)
        (home / "package.json").write_text('{"private": true}\n')
        _call(["npm", "install", "--prefix", str(home), "--no-fund", "--no-audit", f"mapshaper@{MAPSHAPER}"],
              folder / "mapshaper.log", "mapshaper")
    return str(program)


def program(name, package):
    """A program that the system has."""
    path = shutil.which(name)
    if not path:
        raise Unavailable(f"needs {name} (Debian package {package})")
    return path


def first_line(argv):
    done = subprocess.run(argv, capture_output=True, text=True, stdin=subprocess.DEVNULL, check=False)
    return ((done.stdout or done.stderr).strip().splitlines() or [""])[0]


def postgres_folder():
    """The folder of the newest PostgreSQL server that has PostGIS."""
    for home in sorted(pathlib.Path("/usr/lib/postgresql").glob("*"), key=lambda p: int(p.name), reverse=True):
        if pathlib.Path(f"/usr/share/postgresql/{home.name}/extension/postgis.control").exists():
            return home / "bin"
    raise Unavailable("needs PostgreSQL with PostGIS (Debian package postgresql-15-postgis-3)")
