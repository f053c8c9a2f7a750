# SPDX-License-Identifier: Apache-2.0
"""parkline's answers on the generated layers, read in EPSG:4527 and in EPSG:4490, beside those on which other tools agree."""
import pathlib
import subprocess
import tempfile

import check
import workloads

SYSTEMS = (4527, 4490)
HEAD = "| work | known answer | read in EPSG:4527 | read in EPSG:4490 |\n|---|---|---|---|\n"


def _known(workload):
    rows = "" if workload.rows is None else f"{workload.rows:,} rows"
    unit = "m" if workload.operation == "nearest" else "km2"
    amount = "" if workload.amount is None else f"{workload.amount:,.6f} {unit}" if unit == "km2" else f"{workload.amount:,.1f} m"
    return ", ".join(part for part in (rows, amount) if part)


def _answer(parkline, workload, folder):
    output = pathlib.Path(folder) / f"answer{workload.suffix}"
    command = parkline.command(workload, output)
    if workload.suffix == ".gpkg":
        command += ["--dst-crs", "EPSG:4527"]  # the known areas are those of this plane
    subprocess.run(command, check=True)
    return check.judge(workload, check.measured_answer(workload, output), ellipsoidal=True)


def table(parkline, layers_of, scales):
    """The Markdown table, and whether every answer is right. `layers_of(scale)` is the folder of the generated layers."""
    parkline.prepare()
    text, right = HEAD, True
    for scale in scales:
        of_system = [workloads.synthetic(scale, layers_of(scale), system) for system in SYSTEMS]
        for pair in zip(*of_system, strict=True):
            if not _known(pair[0]):
                continue
            with tempfile.TemporaryDirectory() as folder:
                answers = [_answer(parkline, workload, folder) for workload in pair]
            right &= all(answer["ok"] for answer in answers)
            text += f"| {scale} {pair[0].id} | {_known(pair[0])} | " + " | ".join(answer["text"] for answer in answers) + " |\n"
            print(text.splitlines()[-1], flush=True)
    return text, right
