# SPDX-License-Identifier: Apache-2.0
"""A private PostgreSQL with PostGIS for one benchmark: its own cluster and socket, no network, ended by its process id."""
import os
import pathlib
import pwd
import shutil
import signal
import subprocess
import tempfile
import threading
import time

from environments import Unavailable

SETTINGS = {
    "listen_addresses": "''", "shared_buffers": "1GB", "work_mem": "256MB", "maintenance_work_mem": "512MB",
    "max_wal_size": "8GB", "fsync": "off", "synchronous_commit": "off", "full_page_writes": "off", "jit": "off",
    "autovacuum": "off", "max_parallel_workers_per_gather": str(os.cpu_count() or 1),
}
TICKS = os.sysconf("SC_CLK_TCK")


class Server:
    """Started at first use. `begin` and `end` frame one run and tell what the server itself took in between."""

    def __init__(self, programs, folder):
        self.programs = programs
        self.data = folder / "postgres"
        self.process = None
        self.socket = None
        self.peak = 0
        self.sampling = None

    def _as_user(self):
        """PostgreSQL refuses to run as root."""
        if os.geteuid() != 0:
            return {}
        try:
            user = pwd.getpwnam("postgres")
        except KeyError:
            raise Unavailable("PostgreSQL does not run as root, and there is no user postgres") from None
        return {"user": user.pw_uid, "group": user.pw_gid, "extra_groups": []}

    def _make_cluster(self, account):
        if (self.data / "PG_VERSION").exists():
            return
        shutil.rmtree(self.data, ignore_errors=True)
        self.data.mkdir(parents=True)
        if account:
            os.chown(self.data, account["user"], account["group"])
        done = subprocess.run([str(self.programs / "initdb"), "-D", str(self.data), "-U", "bench", "-A", "trust", "-E", "UTF8",
                               "--no-locale"], capture_output=True, text=True, cwd="/", check=False, **account)
        if done.returncode != 0:
            raise Unavailable("initdb: " + done.stderr.strip()[-200:])

    def start(self):
        if self.process:
            return
        account = self._as_user()
        self._make_cluster(account)
        self.socket = tempfile.mkdtemp(prefix="parkline-pg-")
        if account:
            os.chown(self.socket, account["user"], account["group"])
        argv = [str(self.programs / "postgres"), "-D", str(self.data), "-k", self.socket]
        for name, value in SETTINGS.items():
            argv += ["-c", f"{name}={value.strip(chr(39))}"]
        with open(self.data.parent / "postgres.log", "wb") as log:
            self.process = subprocess.Popen(argv, stdin=subprocess.DEVNULL, stdout=log, stderr=log, cwd="/", start_new_session=True,
                                            **account)
        for _ in range(100):
            if subprocess.run([str(self.programs / "pg_isready"), "-q", "-h", self.socket], check=False).returncode == 0:
                break
            time.sleep(0.1)
        else:
            self.stop()
            raise Unavailable("PostgreSQL did not start; see postgres.log")
        if not self.query("SELECT 1 FROM pg_database WHERE datname = 'bench'", "postgres"):
            self.query("CREATE DATABASE bench", "postgres")
        self.query("CREATE EXTENSION IF NOT EXISTS postgis")

    def stop(self):
        if not self.process:
            return
        self.process.send_signal(signal.SIGINT)  # fast shutdown
        try:
            self.process.wait(30)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()
        self.process = None
        shutil.rmtree(self.socket, ignore_errors=True)

    def psql(self, *more, database="bench"):
        return [str(self.programs / "psql"), "-h", self.socket, "-U", "bench", "-d", database, "-v", "ON_ERROR_STOP=1", "-qAtX", *more]

    def query(self, sql, database="bench"):
        done = subprocess.run(self.psql("-c", sql, database=database), capture_output=True, text=True, check=False)
        if done.returncode != 0:
            raise Unavailable("psql: " + done.stderr.strip()[-200:])
        return done.stdout.strip()

    def empty(self):
        """No tables, and nobody left over from a run that was stopped."""
        self.query("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = 'bench' AND pid <> pg_backend_pid()")
        self.query("DROP SCHEMA IF EXISTS w CASCADE")
        self.query("CREATE SCHEMA w; CHECKPOINT")

    def _family(self):
        """The process ids of the server's sessions."""
        pid = self.process.pid
        try:
            return [int(p) for p in pathlib.Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]
        except OSError:
            return []

    def _cpu(self):
        """Seconds of the server and of all its children, ended ones included."""
        total = 0
        for pid in [self.process.pid, *self._family()]:
            try:
                fields = pathlib.Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
            except OSError:
                continue
            total += sum(map(int, fields[11:15])) if pid == self.process.pid else sum(map(int, fields[11:13]))
        return total / TICKS

    def _private_kb(self):
        total = 0
        for pid in self._family():
            try:
                text = pathlib.Path(f"/proc/{pid}/status").read_text()
            except OSError:
                continue
            total += next((int(line.split()[1]) for line in text.splitlines() if line.startswith("RssAnon")), 0)
        return total

    def _sample(self, over):
        while not over.wait(0.05):
            self.peak = max(self.peak, self._private_kb())

    def begin(self):
        self.peak, self.cpu_before = 0, self._cpu()
        self.over = threading.Event()
        self.sampling = threading.Thread(target=self._sample, args=(self.over,), daemon=True)
        self.sampling.start()

    def end(self):
        """(CPU seconds, peak MB of private memory of all sessions) since `begin`."""
        self.over.set()
        self.sampling.join()
        return self._cpu() - self.cpu_before, self.peak / 1024
