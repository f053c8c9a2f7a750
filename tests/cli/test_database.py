#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Tables of a PostGIS database as inputs: the same answers as from a file, and no password anywhere."""
import json
import unittest

import harness
from harness import CliTest, collection, square
from private_postgres import PrivatePostgres

TABLES = """
CREATE EXTENSION postgis;
CREATE SCHEMA 园区;
CREATE TABLE zones (gid bigint PRIMARY KEY, name text, class text, made timestamp, ratio numeric, geom geometry(MultiPolygon, 4490));
INSERT INTO zones VALUES
  (20, '红线二', 'redline_national', '2026-11-03 00:00:00', 0.1,
   'SRID=4490;MULTIPOLYGON(((119.1 33.5,119.11 33.5,119.11 33.51,119.1 33.51,119.1 33.5)))'),
  (3, '红线"一', 'redline_national', '2026-11-03 08:05:09.25', NULL,
   'SRID=4490;MULTIPOLYGON(((119 33.5,119.01 33.5,119.01 33.51,119 33.51,119 33.5)))');
CREATE TABLE 园区.企业 (编号 text, 名称 text, place geometry(Point, 4528));
INSERT INTO 园区.企业 VALUES ('甲', 'a', 'SRID=4528;POINT(40409039.020 3719724.443)');
CREATE TABLE list (id text, name text, lon double precision, lat double precision);
INSERT INTO list VALUES ('1', '一', 119.02, 33.6), ('2', '二', NULL, NULL);
CREATE TABLE two (id int PRIMARY KEY, a geometry(Point, 4490), b geometry(Point, 4490));
CREATE VIEW bare AS SELECT name, ST_SetSRID(geom, 0) AS geom FROM zones;
"""


class Database(CliTest):
    @classmethod
    def setUpClass(cls):
        cls.server = PrivatePostgres()
        cls.addClassCleanup(cls.server.stop)
        cls.server.sql(TABLES)
        cls.env = harness.environment(**cls.server.settings)
        cls.address = "postgresql:///parkline?host=" + cls.server.settings["PGHOST"]

    def properties(self, *args):
        out = self.folder / "out.geojson"
        self.succeeds("convert", *args, out, "--overwrite", env=self.env)
        return [f["properties"] for f in json.loads(out.read_text("utf-8"))["features"]]

    def test_a_table_is_read_as_it_is_in_the_order_of_its_key(self):
        first, second = self.properties(self.address, "--layer", "zones")
        self.assertEqual(first, {"gid": 3, "name": '红线"一', "class": "redline_national", "made": "2026-11-03T08:05:09.25", "ratio": None} |
                         {"made": first["made"]})
        self.assertIn("08:05:09.25", first["made"].replace(".250", ".25"))
        self.assertEqual((second["gid"], second["made"], second["ratio"]), (20, "2026-11-03", 0.1))

    def test_every_form_of_address_reaches_it(self):
        for address in (self.address, "postgres:///parkline?host=" + self.server.settings["PGHOST"], "pg:dbname=parkline", "pg:"):
            self.assertEqual(len(self.properties(address, "--layer", "public.zones")), 2, address)
        service = self.write("services.conf", "[city]\ndbname=parkline\nuser=parkline\nhost=" + self.server.settings["PGHOST"] + "\n")
        done = self.succeeds("check", "pg:service=city", "--layer", "zones", env=harness.environment(PGSERVICEFILE=service))
        self.assertIn("pg:service=city, layer 'zones': 2 read = 2 used", done.stderr)

    def test_a_table_gives_the_same_overlay_as_a_file(self):
        parks = self.write("parks.geojson", collection(square(119.005, 33.505, id="a"), square(119.105, 33.5, id="b")))
        self.succeeds("convert", self.address, self.folder / "zones.gpkg", "--layer", "zones", env=self.env)
        of_table = self.succeeds("overlay", parks, self.address + ":zones", "--src-crs", "EPSG:4490", env=self.env)
        of_file = self.succeeds("overlay", parks, self.folder / "zones.gpkg", "--src-crs", "EPSG:4490")
        self.assertEqual(of_table.stdout, of_file.stdout)
        self.assertEqual(len(of_table.stdout.splitlines()), 3)

    def test_a_project_takes_tables_as_layers(self):
        parks = self.write("parks.geojson", collection(square(119.005, 33.505, id="a")))
        project = self.project(f'role = "parks"\npath = "{parks.name}"\nsrc_crs = "EPSG:4490"',
                               f'role = "zones"\npath = "{self.address}"\nlayer = "zones"\nfields = {{ id = "gid" }}',
                               'role = "sites"\npath = "pg:"\nlayer = "园区.企业"\nfields = { id = "编号", name = "名称" }',
                               'role = "sites"\npath = "pg:"\nlayer = "list"\nsrc_crs = "EPSG:4490"')
        done = self.succeeds("screen", project, "--format", "csv", env=self.env)
        [conflict] = harness.rows(done.stdout)
        self.assertEqual((conflict["park_id"], conflict["zone_id"], conflict["zone_name"]), ("a", "3", '红线"一'))
        done = self.succeeds("check", project, "--format", "json", env=self.env)
        found = json.loads(done.stdout)["runs"][0]["results"]
        codes = {(result["ruleId"], result["properties"]["feature_id"]) for result in found}
        self.assertIn(("missing_coordinates", "2"), codes)

    def test_a_layer_is_written_as_a_table_and_read_back(self):
        parks = self.write("parks.geojson", collection(square(119.005, 33.505, id="甲", 面积=1.25, n=7), square(119.105, 33.5, id="b", 面积=None, n=8)))
        target = "pg::园区.新表"
        done = self.succeeds("convert", parks, target, "--src-crs", "EPSG:4490", "--lang", "en", env=self.env)
        self.assertIn("2 features written, and the same when read back", done.stderr)
        self.assertEqual([(p["id"], p["面积"], p["n"]) for p in self.properties("pg:", "--layer", "园区.新表")], [("甲", 1.25, 7), ("b", None, 8)])
        self.assertEqual(self.server.sql('SELECT DISTINCT ST_SRID(geom) FROM 园区.新表').strip(), "4490")
        self.refuses("convert", parks, target, "--src-crs", "EPSG:4490", env=self.env, zh=["已存在", "--overwrite"], en=["exists", "--overwrite"])
        one = self.write("one.geojson", collection(square(119.3, 33.5, id="c")))
        self.succeeds("convert", one, target, "--src-crs", "EPSG:4490", "--overwrite", env=self.env)
        self.assertEqual([p["id"] for p in self.properties("pg:", "--layer", "园区.新表")], ["c"])
        self.assertEqual(self.server.sql("SELECT count(*) FROM pg_tables WHERE tablename LIKE '%parkline_new'").strip(), "0")

    def test_a_table_that_cannot_be_written_leaves_the_old_one(self):
        parks = self.write("parks.geojson", collection(square(119.005, 33.505, id="a")))
        self.succeeds("convert", parks, "pg::kept", "--src-crs", "EPSG:4490", env=self.env)
        self.server.sql("CREATE VIEW on_kept AS SELECT id FROM kept")  # so it cannot be dropped
        self.refuses("convert", parks, "pg::kept", "--src-crs", "EPSG:4490", "--overwrite", env=self.env, code=1, zh=["无法写入数据库"], en=["cannot be written"])
        self.assertEqual(len(self.properties("pg:", "--layer", "kept")), 1)
        self.assertEqual(self.server.sql("SELECT count(*) FROM pg_tables WHERE tablename LIKE '%parkline_new'").strip(), "0")
        self.refuses("convert", parks, "pg:", env=self.env, zh=["没有写表名"], en=["names no table"])

    def test_a_filter_is_one_expression_over_the_fields(self):
        self.assertEqual([p["gid"] for p in self.properties(self.address, "--layer", "zones", "--where", "name = '红线二'")], [20])
        self.refuses("check", self.address, "--layer", "zones", "--where", "gid in (select 3)", env=self.env, zh=["无效"], en=["is not valid"])
        self.refuses("check", self.address, "--layer", "zones", "--where", "1=1); drop table zones; --", env=self.env, zh=["无效"], en=["is not valid"])
        self.assertEqual(self.server.sql("SELECT count(*) FROM zones"), "2")

    def test_what_cannot_be_read_is_refused_with_the_way_out(self):
        self.refuses("check", self.address, "--layer", "nowhere", env=self.env, zh=["没有图层 'nowhere'", "zones"], en=["no layer 'nowhere'", "zones"])
        self.refuses("check", self.address, env=self.env, zh=["多个图层"], en=["several layers", "--layer"])
        self.refuses("check", self.address, "--layer", "bare", env=self.env, zh=["没有坐标系"], en=["has no CRS"])
        self.refuses("check", self.address.replace("/parkline?", "/nowhere?"), "--layer", "zones", env=self.env, zh=["无法连接"], en=["cannot be reached"])
        self.refuses("check", self.address, "--layer", "two", "--role", "sites", env=self.env, zh=["two(a), two(b)"], en=["two(a), two(b)"])
        done = self.succeeds("check", self.address, "--layer", "bare", "--src-crs", "EPSG:4490", "--lang", "en", env=self.env)
        self.assertIn("table_without_key", done.stdout)

    def test_no_password_is_taken_or_printed(self):
        project = self.project('role = "zones"\npath = "postgresql://me:geheim@/parkline"')
        for address in ("postgresql://me:geheim@localhost/parkline", "postgresql:///parkline?user=me&p%61ssword=geheim", "pg:dbname=x password = geheim",
                        "pg:sslpassword=geheim", "postgres://me:geheim@[::1]:5432/x?host=/s"):
            for command in (("check", address), ("convert", address, self.folder / "x.gpkg"), ("locate", address, address)):
                for language in ("zh", "en"):
                    done = harness.run(*command, "--lang", language, env=self.env)
                    self.assertEqual(done.returncode, 2)
                    self.assertIn("pg_service.conf", done.stderr)
                    self.assertNotIn("geheim", done.stdout + done.stderr)
        done = harness.run("check", project, env=self.env)
        self.assertEqual(done.returncode, 2)
        self.assertNotIn("geheim", done.stdout + done.stderr)

    def test_a_file_is_never_taken_for_a_connection(self):
        for name in ("PG:dbname=x", "postgresql.gpkg"):
            self.refuses("check", self.folder / name, env=self.env, zh=["文件不存在"], en=["no such file"])
        self.refuses("check", "MYSQL:x,user=y", zh=["文件不存在"], en=["no such file"])


if __name__ == "__main__":
    harness.main()
