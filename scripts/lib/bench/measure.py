# SPDX-License-Identifier: Apache-2.0
"""Runs programs and says what they took: wall time, CPU time, peak memory."""
from __future__ import annotations

import dataclasses
import os
import pathlib
import signal
import subprocess
import threading
import time


class Failed(Exception):
    """A program ended with an error; the text is the end of what it printed."""


class TimedOut(Exception):
    """A program was stopped because it took longer than allowed."""


@dataclasses.dataclass
class Step:
    """One program of a run. `name` groups the time: load, compute, export."""
    name: str
    argv: list[str]
    env: dict[str, str] = dataclasses.field(default_factory=dict)


@dataclasses.dataclass
class Job:
    """A whole run. What `prepare` does is not timed; `server` may tell CPU and memory of a server process."""
    steps: list[Step]
    output: pathlib.Path
    prepare: object = None
    server: object = None
    clean_up: object = None


def _stop(process):
    try:
        os.killpg(process.pid, signal.SIGKILL)  # its own session: nothing else is in this group
    except ProcessLookupError:
        pass


def run_step(step, limit_s, log):
    """(wall s, CPU s, peak MB) of one program and its children."""
    with open(log, "ab") as out:
        start = time.perf_counter()
        process = subprocess.Popen(step.argv, stdin=subprocess.DEVNULL, stdout=out, stderr=out, start_new_session=True,
                                   env={**os.environ, **step.env})
        expired = threading.Event()

        def expire():
            expired.set()
            _stop(process)
        timer = threading.Timer(max(0.1, limit_s), expire)
        timer.start()
        try:
            _, status, usage = os.wait4(process.pid, 0)
        except BaseException:
            _stop(process)
            process.wait()
            raise
        finally:
            timer.cancel()
        wall = time.perf_counter() - start
    process.returncode = os.waitstatus_to_exitcode(status)
    if expired.is_set():
        raise TimedOut
    if process.returncode != 0:
        raise Failed(f"{step.argv[0]} ended with {process.returncode}: {tail(log)}")
    return wall, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024


def tail(log, size=600):
    text = pathlib.Path(log).read_text(encoding="utf-8", errors="replace").strip()
    return text[-size:]


def run(job, limit_s, log):
    """One run as a record for the store."""
    job.output.parent.mkdir(parents=True, exist_ok=True)
    for path in job.output.parent.glob(job.output.stem + ".*"):
        path.unlink()
    pathlib.Path(log).write_bytes(b"")
    record = {"load": round(os.getloadavg()[0], 2), "at": time.strftime("%Y-%m-%d %H:%M"), "status": "ok", "steps": {}}
    if job.prepare:
        job.prepare()
    if job.server:
        job.server.begin()
    left, cpu, peak = limit_s, 0.0, 0.0
    try:
        for step in job.steps:
            wall, used, memory = run_step(step, left, log)
            left -= wall
            cpu += used
            peak = max(peak, memory)
            record["steps"][step.name] = round(record["steps"].get(step.name, 0) + wall, 4)
    except TimedOut:
        record.update(status="timeout", limit=limit_s)
    except Failed as error:
        record.update(status="failed", error=str(error))
    if job.server:
        server_cpu, server_mb = job.server.end()
        record["server_cpu"], record["server_mb"] = round(server_cpu, 3), round(server_mb, 1)
    if job.clean_up:
        job.clean_up()
    record.update(wall=round(sum(record["steps"].values()), 4), cpu=round(cpu, 3), mb=round(peak, 1))
    return record


def read_ahead(paths):
    """Brings files into the page cache, so that every tool reads warm."""
    for path in paths:
        with open(path, "rb") as file:
            while file.read(1 << 22):
                pass
