# SPDX-License-Identifier: Apache-2.0
"""A private PostgreSQL for the tests of one class; scripts/lib/private_postgres.sh does the work and states the contract."""
import os
import pathlib
import shutil
import subprocess
import tempfile
import unittest

SCRIPT = pathlib.Path(__file__).resolve().parents[2] / "scripts/lib/private_postgres.sh"
NOT_INSTALLED = 77


class PrivatePostgres:
    """Started when made, stopped by `stop`. `settings` are PGHOST, PGPORT, PGUSER and PGDATABASE. Raises SkipTest without PostgreSQL."""

    def __init__(self):
        self.folder = pathlib.Path(tempfile.mkdtemp(prefix="parkline-pg-", dir="/tmp"))
        done = subprocess.run([SCRIPT, "start", self.folder], capture_output=True, text=True, check=False)
        if done.returncode != 0:
            self.stop()
            if done.returncode == NOT_INSTALLED:
                raise unittest.SkipTest(done.stderr.strip())
            raise RuntimeError(done.stderr)
        self.settings = dict(line.split("=", 1) for line in done.stdout.splitlines())

    def stop(self):
        subprocess.run([SCRIPT, "stop", self.folder], check=True)
        shutil.rmtree(self.folder)

    def sql(self, text):
        """Runs SQL; the rows as text, columns separated by |."""
        done = subprocess.run(["psql", "-qAtX", "-v", "ON_ERROR_STOP=1", "-c", text], capture_output=True, text=True, check=False,
                              env={**os.environ, **self.settings})
        assert done.returncode == 0, done.stderr
        return done.stdout.strip()
