#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Files from strangers: SQL in them, limits, the confined reader, and not one packet sent."""
import csv
import shlex
import shutil
import sqlite3
import subprocess
import sys
import unittest

import harness
from harness import CliTest, HUAIAN, collection, run, square

DOOR = harness.ROOT / "tests/cases/door"
PARKS = HUAIAN.parent / "parks_cm120.gpkg"


class GeoPackages(CliTest):
    def package(self, *statements):
        path = self.folder / "p.gpkg"
        shutil.copy(PARKS, path)
        with sqlite3.connect(path) as db:
            for statement in statements:
                db.execute(statement)
        db.close()
        return path

    def test_a_view_is_refused_by_its_name(self):
        path = self.package("create view more as select * from parks", "insert into gpkg_contents (table_name, data_type) values ('more', 'features')")
        self.refuses("check", path, "--layer", "parks", zh=["视图 'more'", "另存"], en=["the view 'more'", "never run", "new GeoPackage"])

    def test_a_trigger_that_no_standard_writes_is_refused(self):
        path = self.package("create trigger steal after insert on parks begin select load_extension('x'); end")
        self.refuses("check", path, zh=["触发器 'steal'"], en=["the trigger 'steal'"])

    def test_a_virtual_table_other_than_the_spatial_index_is_refused(self):
        path = self.package("create virtual table words using fts5(a)")
        self.refuses("check", path, zh=["虚拟表 'words'"], en=["the virtual table 'words'"])

    def test_a_database_with_more_or_fewer_pages_than_it_states_is_refused(self):
        data = PARKS.read_bytes()
        for part in (data[:-4096], data + b"\0" * 4096):
            path = self.write("cut.gpkg", part)
            self.refuses("check", path, zh=["文件头写明", "不完整"], en=["its header states", "not whole"])

    def test_packages_as_programs_write_them_pass(self):
        self.assertEqual(run("check", PARKS, "--layer", "parks", "--format", "csv").returncode, 0)


class Limits(CliTest):
    def setUp(self):
        super().setUp()
        self.path = self.write("z.geojson", collection(square(119, 33, id="a", name="x" * 3000), square(119.1, 33, id="b")))

    def test_each_limit_says_its_name_when_it_is_hit(self):
        for limit in ("features=1", "vertices=5", "feature_vertices=4", "attribute_kb=2", "file_mb=0"):
            name, most = limit.split("=")
            with self.subTest(limit=limit):
                self.refuses("check", self.path, "--limit", limit, zh=[f"超过限额 {name} = {most}", "--limit"],
                             en=[f"the limit {name} is {most}", "--limit"])
        self.succeeds("check", self.path, "--limit", "features=2", "--limit", "vertices=100")

    def test_nested_collections_are_counted(self):
        geometry = square(119, 33)["geometry"]
        for _ in range(5):
            geometry = {"type": "GeometryCollection", "geometries": [geometry]}
        path = self.write("n.geojson", collection({"type": "Feature", "properties": {"id": "a"}, "geometry": geometry}))
        self.succeeds("check", path)
        self.refuses("check", path, "--limit", "nesting=4", zh=["嵌套"], en=["the limit nesting is 4"])

    def test_a_packed_file_has_limits_too(self):
        source = HUAIAN.parent / "enterprises.xlsx"
        for limit in ("packed_files=3", "unpacked_mb=0", ):
            name = limit.split("=")[0]
            done = run("check", source, "--role", "sites", "--src-crs", "EPSG:4490", "--limit", limit, "--lang", "en")
            if name == "unpacked_mb" and done.returncode == 0:
                continue  # the list unpacks to less than a megabyte
            self.assertEqual(done.returncode, 2, done.stderr)
            self.assertIn(f"the limit {name} is", done.stderr)

    def test_a_project_sets_limits_and_the_command_line_wins(self):
        project = self.project('role = "zones"\npath = "z.geojson"', tail="\n[limits]\nfeatures = 1\n")
        self.refuses("check", project, zh=["features = 1"], en=["the limit features is 1"])
        self.succeeds("check", project, "--limit", "features=5")

    def test_a_limit_that_does_not_exist_is_said(self):
        self.refuses("check", self.path, "--limit", "feature=1", zh=["未知的限额 'feature'"], en=["unknown limit 'feature'", "features"])
        self.refuses("check", self.path, "--limit", "features", zh=["不是 名称=整数"], en=["is not NAME=N"])
        project = self.project('role = "zones"\npath = "z.geojson"', tail="\n[limits]\nsize = 1\n")
        self.refuses("check", project, zh=["未知的限额 'size'"], en=["unknown limit 'size'"])


class Warnings(CliTest):
    def test_a_warning_of_the_reader_is_the_end_unless_it_is_allowed_by_name(self):
        shutil.copy(PARKS, self.folder / "w.gpkg")
        with sqlite3.connect(self.folder / "w.gpkg") as db:
            for number in range(1, 5):
                db.execute(f"drop trigger rtree_parks_geom_update{number}")
            db.execute("alter table parks add column built DATE")
            db.execute("update parks set built = '2020/01/01' where fid = 1")
        db.close()
        layer = 'role = "zones"\npath = "w.gpkg"'
        self.refuses("check", self.project(layer), zh=["读取时有警告", "Non-conformant content"], en=["reading gave a warning", "Non-conformant content"])
        done = self.succeeds("check", self.project(layer + '\nallow_warnings = ["Non-conformant content for record"]'), "--format", "csv")
        self.assertEqual([row["code"] for row in harness.rows(done.stdout)], ["warning_allowed"])
        self.refuses("check", self.project(layer + '\nallow_warnings = ["something else"]'), zh=["读取时有警告"], en=["reading gave a warning"])


class StatedHash(CliTest):
    def test_a_hash_beside_the_file_must_be_its_own(self):
        path = self.write("z.geojson", collection(square(119, 33, id="a")))
        state = subprocess.run(["sha256sum", "z.geojson"], cwd=self.folder, capture_output=True, check=True).stdout
        self.write("z.geojson.sha256", state)
        self.succeeds("check", path)
        data = bytearray(path.read_bytes())
        data[data.index(b"119.01") + 5] ^= 1  # one bit of one digit: a valid file with another place
        path.write_bytes(bytes(data))
        self.refuses("check", path, zh=[".sha256 文件不符"], en=["not what the .sha256 file beside it states"])


class Isolated(CliTest):
    def test_results_are_the_same_to_the_byte(self):
        for arguments in (["check", HUAIAN, "--format", "json"], ["check", HUAIAN, "--layers"]):
            plain, confined = run(*arguments), run(*arguments, "--isolate")
            self.assertEqual((plain.returncode, plain.stdout), (confined.returncode, confined.stdout), confined.stderr)

    def test_refusals_are_the_same(self):
        with open(DOOR / "cases.csv", encoding="utf-8", newline="") as table:
            refused = [case for case in csv.DictReader(table) if case["exit"] == "2"][::6]
        for case in refused:
            with self.subTest(case["case"]):
                done = run(*shlex.split(case["arguments"]), "--isolate", "--lang", "en", cwd=DOOR)
                self.assertEqual(done.returncode, 2, done.stderr)
                self.assertIn(case["finding"], done.stderr)

    def test_strict_limits_hold_and_can_be_raised(self):
        path = self.write("z.geojson", collection(square(119, 33, id="a", name="x" * 100000)))
        self.succeeds("check", path)
        self.refuses("check", path, "--isolate", zh=["attribute_kb = 64"], en=["the limit attribute_kb is 64"])
        self.succeeds("check", path, "--isolate", "--limit", "attribute_kb=200")

    def test_too_little_memory_is_said_and_nothing_crashes(self):
        done = run("check", HUAIAN, "--isolate", "--limit", "memory_mb=1", "--lang", "en")
        self.assertEqual(done.returncode, 2, done.stderr)
        self.assertRegex(done.stderr, "memory_mb|stopped while reading")


class DoctorTest(CliTest):
    def test_it_says_which_protections_hold(self):
        table = harness.rows(self.succeeds("doctor", "--format", "csv", "--lang", "en").stdout)
        state = {(row["topic"], row["check"]): row["state"] for row in table}
        for key in (("drivers", "GPKG"), ("drivers", "FlatGeobuf"), ("coordinates", "PROJ"), ("reading", "network")):
            self.assertEqual(state[key], "ok", key)
        names = {check for topic, check in state if topic == "isolation"}
        self.assertEqual(names, {"no_new_privileges", "network_namespace", "files", "resources", "system_calls"})
        self.assertEqual(state[("isolation", "resources")], "ok")

    def test_exit_code(self):
        done = run("doctor", "--fail-on", "error")
        self.assertEqual(done.returncode, 0, done.stdout)


COUNT = r"""
import socket, subprocess, sys
def up(*words): subprocess.run(["ip", *words], check=True)
for name in ("all", "default"):  # else the system itself asks for routers
    try: open(f"/proc/sys/net/ipv6/conf/{name}/disable_ipv6", "w").write("1")
    except OSError: pass
up("link", "set", "lo", "up"); up("route", "add", "default", "dev", "lo")
def packets():
    lines = open("/proc/net/dev").read().split("\n")[2:]
    return sum(int(line.split(":")[1].split()[1]) + int(line.split(":")[1].split()[9]) for line in lines if ":" in line)
def attempts():
    words = [line.split() for line in open("/proc/net/snmp") if line.startswith("Tcp:")]
    return int(dict(zip(*words))["ActiveOpens"])
before = packets(), attempts()
code = subprocess.run(sys.argv[1:], capture_output=True).returncode
import time; time.sleep(0.05)
print(packets() - before[0], attempts() - before[1], code)
"""


def packets_of(*command):
    """Packets and connections of a command in a network namespace of its own, where everything is reachable and counted."""
    done = subprocess.run(["unshare", "-rn", sys.executable, "-c", COUNT, *map(str, command)], cwd=DOOR, env=harness.environment(), capture_output=True,
                          text=True, check=False)
    if done.returncode != 0:
        return None
    sent, opened, code = map(int, done.stdout.split())
    return sent, opened, code


class Packets(unittest.TestCase):
    def test_no_hostile_file_makes_the_program_send_a_packet(self):
        knock = "import socket; s = socket.socket(); s.settimeout(0.2); s.connect_ex(('127.0.0.1', 1))"
        control = packets_of(sys.executable, "-c", knock)
        if control is None:
            self.skipTest("network namespaces are not allowed here, so packets cannot be counted")
        self.assertGreater(control[0], 0, "the counter does not count")
        with open(DOOR / "cases.csv", encoding="utf-8", newline="") as table:
            hostile = [case for case in csv.DictReader(table) if case["rule"].startswith("4") or "crs" in case["arguments"]]
        self.assertGreater(len(hostile), 30)
        for case in hostile:
            with self.subTest(case["case"]):
                sent, opened, code = packets_of(harness.PARKLINE, *shlex.split(case["arguments"]))
                self.assertEqual((sent, opened, code), (0, 0, int(case["exit"])))


if __name__ == "__main__":
    harness.main()
