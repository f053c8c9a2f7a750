# SPDX-License-Identifier: Apache-2.0
"""Stores that fail: locked, full, torn, of another version, with a clock that was moved. A clear error, nothing lost, nothing half-recorded."""
import os
import pathlib
import resource
import shutil
import subprocess
import tempfile
import time

from faults import SCRIPT, DurablePostgres, FaultTest, Options, command, kill, lines, main, start, work

KIB = 1024


def may_mount():
    """Whether this process may mount a small disk in a namespace of its own."""
    done = subprocess.run(["unshare", "--mount", "mount", "-t", "tmpfs", "tmpfs", "/mnt"], capture_output=True, check=False)
    return done.returncode == 0


class Locked(FaultTest):
    def test_a_writer_waits_for_another(self):
        location = self.fresh()
        holder = start("hold", location, 1.5, out=subprocess.PIPE)
        holder.stdout.readline()
        begun = time.monotonic()
        self.good("write", location, "A", 1, 1)
        self.assertGreater(time.monotonic() - begun, 1)
        holder.communicate()
        self.assert_sound(location, ["A.0"])

    def test_a_writer_that_waited_30_s_says_that_the_ledger_is_locked(self):
        if not Options.long:
            self.skipTest("takes 30 s: with --long; tests/unit/ledger has it with a short time-out")
        location = self.fresh()
        holder = start("hold", location, 60, out=subprocess.PIPE)
        holder.stdout.readline()
        self.assert_refused(work("write", location, "A", 1, 1), "locked by another program")
        kill(holder)
        holder.stdout.close()
        self.assertEqual(self.assert_sound(location)[0], [])


class Full(FaultTest):
    def write_until_full(self, location, name, prefix=(), **more):
        told = self.folder / name
        with told.open("wb") as out:
            done = subprocess.run([*prefix, *command("write", location, name, 400, 20)], stdout=out, stderr=subprocess.PIPE, text=True, check=False, **more)
        self.assertIn(done.returncode, (0, 1), done.stderr)
        if done.returncode == 1:
            self.assertIn("the disk is full", done.stderr)
            self.assertIn("Nothing was recorded", done.stderr)
        return lines(told), done.returncode == 1

    def test_files_that_may_not_grow(self):
        location, acknowledged, failures = self.fresh(), [], 0
        self.good("write", location, "A", 20, 20)
        for step in range(40 if Options.long else 8):
            size = (step if Options.long else 5 * step) * 8 * KIB + 4 * KIB
            limit = (lambda size: lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (size, size)))(size)
            told, is_full = self.write_until_full(location, f"F{step}", preexec_fn=limit, restore_signals=False)
            failures += is_full
            acknowledged += told
            self.assert_sound(location, acknowledged)
        self.assertGreater(failures, 3)
        self.good("write", location, "AFTER", 1, 1)

    def test_a_small_disk(self):
        if os.geteuid() != 0 or not may_mount():
            self.skipTest("mounting a small disk needs root; files that may not grow are tried above")
        template = self.fresh()
        self.good("write", template, "A", 20, 20)
        size, failures = template.stat().st_size, 0
        for step in range(40 if Options.long else 6):
            room = size + (step if Options.long else 7 * step) * 16 * KIB + 36 * KIB
            failures += self.on_small_disk(template, room, f"D{step}")
        self.assertGreater(failures, 3)

    def on_small_disk(self, template, room, name):
        disk, after = self.folder / "disk", self.folder / "after"
        disk.mkdir(exist_ok=True)
        shutil.rmtree(after, ignore_errors=True)
        # The disk is there in the namespace only: what is left on it is copied out before it goes.
        script = f'mount -t tmpfs -o size={room} tmpfs "{disk}" && cp "{template}" "{disk}/l.gpkg" || exit 9; "$@"; code=$?; cp -r "{disk}" "{after}"; exit $code'
        told, is_full = self.write_until_full(disk / "l.gpkg", name, prefix=("unshare", "--mount", "bash", "-c", script, "bash"))
        self.assert_sound(after / "l.gpkg", told)
        return is_full


# Run as root in a mount namespace of its own: the tables of the ledger lie on a disk that fills up. What was told and what is there after is kept outside.
ON_A_SMALL_DISK = """set -u
mount -t tmpfs -o size={room}k,mode=0777 tmpfs "$DISK" || exit 9
mkdir "$DISK/space" && chown postgres "$DISK/space" || exit 9
psql -qX -v ON_ERROR_STOP=1 -c "CREATE TABLESPACE small LOCATION '$DISK/space'" || exit 9
export PGOPTIONS="-c default_tablespace=small"
"$WORKER" create postgresql:// || exit 9
"$WORKER" write postgresql:// A 4000 20 >"$KEPT/told" 2>"$KEPT/said"; echo $? >"$KEPT/code"
"$WORKER" verify postgresql:// >"$KEPT/verified"
"$WORKER" keys postgresql:// >"$KEPT/keys"
rm "$DISK/ballast"
"$WORKER" write postgresql:// AFTER 1 1 >"$KEPT/after"
"""


# The same for the write-ahead log of a server that keeps what it confirms: without room for its next segment it ends at once, in the middle of everything.
ON_A_SMALL_LOG = """set -u
server=${PGHOST%/socket}
"$WORKER" create postgresql:// || exit 9
"$SCRIPT" stop "$server" || exit 9
mount -t tmpfs -o size=160m,mode=0777 tmpfs "$DISK" || exit 9
cp -a "$server/data/pg_wal" "$DISK/wal" && rm -r "$server/data/pg_wal" && ln -s "$DISK/wal" "$server/data/pg_wal" || exit 9
"$SCRIPT" resume "$server" || exit 9
cat /dev/zero >"$DISK/ballast" 2>/dev/null
"$WORKER" write postgresql:// A 40000 20 >"$KEPT/told" 2>"$KEPT/said"; echo $? >"$KEPT/code"
rm "$DISK/ballast"
"$SCRIPT" resume "$server" || exit 9
"$WORKER" verify postgresql:// >"$KEPT/verified"
"$WORKER" keys postgresql:// >"$KEPT/keys"
"$WORKER" write postgresql:// AFTER 1 1 >"$KEPT/after"
"""


class FullServer(FaultTest):
    def small_disk(self):
        if os.geteuid() != 0 or not may_mount():
            self.skipTest("a small disk under a server needs root and a mount namespace")
        if subprocess.run(["id", "postgres"], capture_output=True, check=False).returncode != 0:
            self.skipTest("PostgreSQL is not installed")
        disk = pathlib.Path(tempfile.mkdtemp(prefix="parkline-disk-", dir="/tmp"))
        self.addCleanup(shutil.rmtree, disk)
        disk.chmod(0o755)
        return disk

    def on_server(self, script, disk, **more):
        """Runs the script beside a private server in a mount namespace; what it kept, by file."""
        env = {**os.environ, "DISK": str(disk), "KEPT": str(self.folder), "WORKER": Options.worker, "SCRIPT": str(SCRIPT), **more}
        done = subprocess.run(["unshare", "--mount", "bash", "-c", '"$0" run bash -c "$1"', SCRIPT, script],
                              capture_output=True, text=True, check=False, env=env, timeout=250)
        self.assertEqual(done.returncode, 0, done.stdout + done.stderr)
        return {path.name: path.read_text() for path in self.folder.iterdir() if path.is_file()}

    def test_a_server_whose_log_has_no_room(self):
        """It ends in a panic. What was acknowledged before is there when there is room again, batches are whole, and writing goes on."""
        kept = self.on_server(ON_A_SMALL_LOG, self.small_disk(), PRIVATE_POSTGRES_DURABLE="1")
        self.assertEqual(kept["code"].strip(), "1", kept["said"])
        self.assertIn("does not answer", kept["said"])
        self.assertIn("not recorded twice", kept["said"])
        told, keys = kept["told"].split(), kept["keys"].split()
        self.assertGreater(len(told), 0)
        self.assertEqual(keys[:len(told)], told, "acknowledged and lost, or in another order")
        self.assertEqual(len(keys) % 20, 0, "half a batch")
        self.assertLessEqual(len(keys) - len(told), 20, "no more than the batch of which nobody was told")
        self.assertTrue(kept["verified"].startswith(f"sound {len(keys)} "), kept["verified"])
        self.assertEqual(kept["after"].split(), ["AFTER.0"])

    def test_a_server_whose_disk_is_full(self):
        disk = self.small_disk()
        for room in (2048, 2304) if not Options.long else range(1792, 4096, 128):
            self.fill(disk, room)

    def fill(self, disk, room):
        # The ballast is what can be freed again.
        script = ON_A_SMALL_DISK.format(room=room).replace('export PG', 'head -c 256k /dev/zero >"$DISK/ballast"; export PG')
        kept = self.on_server(script, disk)
        self.assertEqual(kept["code"].strip(), "1", kept["said"])
        self.assertIn("the disk is full", kept["said"])
        self.assertIn("Nothing was recorded", kept["said"])
        told, keys = kept["told"].split(), kept["keys"].split()
        self.assertGreater(len(told), 0)
        self.assertEqual(keys, told, "what is on the ledger is what was acknowledged")
        self.assertTrue(kept["verified"].startswith(f"sound {len(told)} "), kept["verified"])
        self.assertEqual(kept["after"].split(), ["AFTER.0"], "it goes on when there is room again")


class Torn(FaultTest):
    def test_a_log_cut_at_any_place_leaves_a_sound_ledger_and_is_reported(self):
        location = self.fresh()
        holder = start("hold", location, 60, out=subprocess.PIPE)  # keeps the log
        holder.stdout.readline()
        kill(holder)
        holder.stdout.close()
        writer = start("write", location, "A", 100000, 3, out=subprocess.DEVNULL)
        log = location.with_name("ledger.gpkg-wal")
        while not log.exists() or log.stat().st_size < 400 * KIB:
            time.sleep(0.01)
        kill(writer)
        kept = self.folder / "kept"
        kept.mkdir()
        for path in (location, log):
            shutil.copyfile(path, kept / path.name)
        size, reported, counts = log.stat().st_size, 0, []
        places = sorted(self.chance.randrange(size) for _ in range(300 if Options.long else 25))
        for place in places:
            copy = self.copy(kept / location.name, "torn.gpkg")
            os.truncate(copy.with_name("torn.gpkg-wal"), place)
            keys, notes = self.assert_sound(copy)
            self.assertEqual(len(keys) % 3, 0, "half a batch")
            counts.append(len(keys))
            reported += len(notes)
        self.assertEqual(counts, sorted(counts))
        self.assertGreater(reported, len(places) // 2)

    def test_a_file_that_was_cut_is_not_sound(self):
        location = self.fresh(seeded=True)
        size = location.stat().st_size
        for i in range(100 if Options.long else 10):
            copy = self.copy(location, "cut.gpkg")
            os.truncate(copy, self.chance.randrange(size))
            self.assertNotEqual(work("verify", copy).returncode, 0, f"cut {i}")

    def test_an_export_that_was_cut_is_taken_over_to_the_last_whole_event_and_reported(self):
        location = self.fresh(seeded=True)
        whole = self.folder / "whole.jsonl"
        self.good("export", location, whole)
        text = whole.read_bytes()
        for _ in range(60 if Options.long else 6):
            place = self.chance.randrange(len(text) - 1)
            cut = self.folder / "cut.jsonl"
            cut.write_bytes(text[:place])
            target = self.fresh("target.gpkg")
            self.assertIn("no seal", self.good("import", target, cut))
            self.assertEqual(len(self.assert_sound(target)[0]), text[:place].count(b"\n"))


class Time(FaultTest):
    def test_a_clock_that_was_moved_back_is_refused_on_both_stores(self):
        server = DurablePostgres()
        self.addCleanup(server.stop)
        for location, env in ((self.fresh(), {}), (server.new_ledger("clock"), server.settings)):
            self.assertEqual(work("future", location, env=env).returncode, 0)
            self.assert_refused(work("write", location, "A", 1, 1, env=env), "the clock was moved back")
            self.assertTrue(work("verify", location, env=env).stdout.startswith("sound 1 "))

    def test_the_time_zone_of_the_machine_changes_nothing(self):
        location = self.fresh()
        for zone in ("UTC", "America/New_York", "Asia/Shanghai", "Asia/Urumqi"):
            self.good("write", location, zone.replace("/", "."), 1, 1, env={"TZ": zone})
        self.assert_sound(location)  # the chain checks that `local_date` is the day in Asia/Shanghai, and that time never goes back


class Versions(FaultTest):
    def test_a_newer_schema_is_refused_untouched(self):
        location = self.fresh(seeded=True)
        self.good("sql", location, "INSERT INTO ledger_schema VALUES (99, 'future')")
        before = location.read_bytes()
        for verb in (("write", location, "A", 1, 1), ("verify", location), ("rebuild", location), ("migrate", location)):
            self.assert_refused(work(*verb), "newer program")
        self.assertEqual(location.read_bytes(), before)
        self.assertEqual(list(self.folder.glob("*backup*")), [])

    def test_a_migration_without_room_for_its_backup_changes_nothing(self):
        location = self.fresh(seeded=True)
        self.good("sql", location, "DELETE FROM ledger_schema WHERE number > 1", "DROP TABLE ledger_head")
        before = location.read_bytes()
        limit = lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (40 * KIB, 40 * KIB))  # noqa: E731
        done = work("migrate", location, preexec_fn=limit, restore_signals=False)
        self.assert_refused(done, "disk is full")
        self.assertEqual(location.read_bytes(), before)
        self.assertEqual(sorted(path.name for path in self.folder.iterdir()), ["ledger.gpkg"])
        self.good("migrate", location)
        self.assert_sound(location)


if __name__ == "__main__":
    main()
