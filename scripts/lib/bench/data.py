# SPDX-License-Identifier: Apache-2.0
"""The layers that are measured: the generated ones, made once for each scale, and where the real ones are."""
import pathlib
import shlex
import subprocess
import sys

NAMES = ("parks", "redline", "sites", "rivers", "towns")


def gdal_flags():
    """What a compiler needs for GDAL; its gdal-config answers one question a call."""
    return [flag for option in ("--cflags", "--libs")
            for flag in shlex.split(subprocess.run(["gdal-config", option], capture_output=True, text=True, check=True).stdout)]


def generator(root, folder):
    """The compiled generator; built again when its source is newer."""
    source, program = root / "tests/bench/workload.cpp", folder / "workload"
    if not program.exists() or program.stat().st_mtime < source.stat().st_mtime:
        print("Building the generator ...", file=sys.stderr)
        folder.mkdir(parents=True, exist_ok=True)
        subprocess.run(["g++", "-O2", "-std=c++17", "-w", str(source), "-o", str(program), *gdal_flags()], check=True)
    return program


def generated(root, folder, scale):
    """The folder with the layers of a scale."""
    home = folder / "data" / scale
    done = home / "complete"
    if not done.exists():
        program = generator(root, folder)
        print(f"Making the layers of scale {scale} ...", file=sys.stderr)
        home.mkdir(parents=True, exist_ok=True)
        subprocess.run([str(program), scale, str(home)], check=True, stdout=subprocess.DEVNULL)
        done.touch()
    return home


def real_layers(root):
    """The folder of the larger real layers beside the checkout, or None."""
    folder = root.parent / "shared/data/bench"
    return folder if (folder / "fr_communes.fgb").exists() else None


def files(workload):
    return [pathlib.Path(workload.a.path), pathlib.Path(workload.b.path)]
