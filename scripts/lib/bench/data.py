# SPDX-License-Identifier: Apache-2.0
"""The layers that are measured: the generated ones, made once for each scale, and where the real ones are."""
import pathlib
import subprocess
import sys

def generated(root, folder, scale):
    """The folder with the layers of a scale."""
    home = folder / "data" / scale
    done = home / "complete"
    if not done.exists():
        print(f"Making the layers of scale {scale} ...", file=sys.stderr)
        home.mkdir(parents=True, exist_ok=True)
        subprocess.run([str(root / "build/release/bench_workload"), scale, str(home)], check=True, stdout=subprocess.DEVNULL)
        done.touch()
    return home


def real_layers(folder):
    """The folder of the larger real layers, or None when it is not there."""
    return folder if (folder / "fr_communes.fgb").exists() else None


def files(workload):
    return [pathlib.Path(workload.a.path), pathlib.Path(workload.b.path)]
