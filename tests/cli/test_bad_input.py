#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Bad input gets one sentence: what, where, why, how to fix; in both languages, with the right exit code."""
import os
import shutil
import sqlite3
import subprocess
import unittest

import harness
from harness import CliTest, HUAIAN, collection, line, point, run, square

CGCS = "EPSG:4490"
PACK = harness.ROOT / "datasets/policies/jiangsu-park-screening.toml"
BOW_TIE = {"type": "Feature", "properties": {"id": "bow"},
           "geometry": {"type": "Polygon", "coordinates": [[[119, 33], [119.01, 33.01], [119.01, 33], [119, 33.01], [119, 33]]]}}
PARKS = ('role = "parks"\npath = "{path}"\nlayer = "parks"\n{more}'
         'fields = {{ id = "YQBM", name = "YQMC" }}')


def parks_layer(name, more=""):
    return PARKS.format(path=HUAIAN.parent / name, more=more)


class Files(CliTest):
    def test_missing_file(self):
        self.refuses("check", self.folder / "none.gpkg", zh=["none.gpkg：文件不存在", "请检查路径"],
                     en=["none.gpkg: no such file", "Check the path"])

    def test_missing_project(self):
        self.refuses("check", self.folder / "none.toml", zh=["none.toml：项目文件不存在", "请检查路径"],
                     en=["none.toml: no such project file", "Check the path"])

    def test_missing_layer_lists_those_there_are(self):
        source = self.folder / "two.gpkg"
        shutil.copy(HUAIAN.parent / "parks_cm120.gpkg", source)
        with sqlite3.connect(source) as db:
            for name in ("gpkg_contents", "gpkg_geometry_columns"):
                columns = [row[1] for row in db.execute(f"pragma table_info({name})")]
                wanted = [{"table_name": "'second'", "identifier": "'second'"}.get(c, c) for c in columns]
                db.execute(f"insert into {name} select {','.join(wanted)} from {name} where table_name='parks'")
            db.execute("create table second as select * from parks")
        db.close()
        self.refuses("check", source, "--layer", "park", zh=["没有图层 'park'", "two.gpkg", "有：parks, second", "--layer"],
                     en=["no layer 'park' in ", "two.gpkg", "It has: parks, second", "Choose with --layer"])
        self.refuses("check", source, zh=["有多个图层：parks, second", "--layer"],
                     en=["has several layers: parks, second", "Choose with --layer"])

    def test_link_is_refused(self):
        self.write("real.geojson", collection(square(119, 33, id="a")))
        (self.folder / "link.geojson").symlink_to("real.geojson")
        self.refuses("check", self.folder / "link.geojson", zh=["link.geojson：不是普通文件（链接", "请给出文件本身"],
                     en=["link.geojson: not a plain file (links", "Give the file itself"])

    def test_folder_is_refused(self):
        self.refuses("check", self.folder, zh=["不是普通文件", "目录"], en=["not a plain file", "folders"])

    def test_damaged_file(self):
        path = self.write("bad.gpkg", b"SQLite format 3\0" + b"x" * 200)
        self.refuses("check", path, zh=["bad.gpkg：", "文件不完整"], en=["bad.gpkg: ", "there are 216"])

    def test_truncated_shapefile_is_damaged(self):
        for suffix in ("shp", "shx", "dbf", "prj"):
            data = (HUAIAN.parent / f"zones_gbk.{suffix}").read_bytes()
            self.write(f"z.{suffix}", data[:len(data) // 2] if suffix == "shp" else data)
        self.refuses("check", self.folder / "z.shp", zh=["z.shp：文件头写明", "字节", "请重新复制或导出"],
                     en=["z.shp: its header states", "bytes", "Copy or export it again"])

    def test_empty_layer(self):
        self.refuses("check", self.write("e.geojson", collection()), zh=["e.geojson", "图层没有要素", "请检查"],
                     en=["e.geojson", "the layer has no feature", "Check the file"])

    def test_filter_that_leaves_nothing(self):
        path = self.write("e.geojson", collection(square(119, 33, id="a")))
        self.refuses("check", path, "--where", "id = 'b'", zh=["图层没有要素", "--where"], en=["has no feature", "--where"])

    def test_wrong_filter(self):
        path = self.write("e.geojson", collection(square(119, 33, id="a")))
        self.refuses("check", path, "--where", "nofield = 1", zh=["筛选条件 'nofield = 1' 无效", "请改正 --where"],
                     en=["the filter 'nofield = 1' is not valid", "Correct --where"])

    def test_coordinate_text_that_cannot_be_read_names_its_line(self):
        path = self.write("p.txt", "[属性描述]\n坐标系=2000国家大地坐标系\n[地块坐标]\nJ1,1,1O,2\n")
        self.refuses("check", path, "--role", "parks", zh=["p.txt 第 4 行", "请改正"], en=["p.txt, line 4", "Correct it"])


class Crs(CliTest):
    def setUp(self):
        super().setUp()
        self.squares = self.write("z.geojson", collection(square(119, 33, id="a")))
        self.list = self.write("sites.csv", "id,lon,lat\n1,119.005,33.005\n")

    def test_list_without_crs(self):
        self.refuses("locate", self.list, self.squares, zh=["sites.csv", "没有坐标系", "--src-crs", "EPSG:4490", "没有作任何猜测"],
                     en=["sites.csv", "has no CRS", "--src-crs", "EPSG:4490", "nothing was guessed"])

    def test_list_with_crs_or_datum(self):
        by_crs = self.succeeds("locate", self.list, self.squares, "--src-crs", CGCS, "--format", "csv").stdout
        self.assertEqual(by_crs, "\ufeffpoint_id,polygon_id\n1,a\n")
        self.assertEqual(self.succeeds("locate", self.list, self.squares, "--datum", "cgcs2000", "--format", "csv").stdout, by_crs)

    def test_unknown_crs(self):
        self.refuses("locate", self.list, self.squares, "--src-crs", "EPSG:999999",
                     zh=["sites.csv", "坐标系 'EPSG:999999' 无法识别", "EPSG:4490"],
                     en=["sites.csv", "the CRS 'EPSG:999999' is not known", "EPSG:4490"])

    def test_ballpark_only_transformation(self):
        for code, datum in (("EPSG:4214", "Beijing 1954"), ("EPSG:4610", "Xian 1980"), ("EPSG:2437", "Beijing 1954")):
            self.refuses("locate", self.list, self.squares, "--src-crs", code, zh=[datum, "ballpark", "已拒绝", "--src-crs", "+towgs84"],
                         en=[datum, "only a ballpark", "refused", "--src-crs", "+towgs84"])

    def test_height_crs(self):
        self.refuses("locate", self.list, self.squares, "--src-crs", "EPSG:4978", zh=["地心坐标", "--src-crs"], en=["geocentric", "--src-crs"])

    def test_web_map_datum_of_a_projected_crs(self):
        project = self.project(parks_layer("parks_cm120.gpkg", 'datum = "gcj02"\n'))
        self.refuses("check", project, zh=["gcj02", "投影坐标", "请改正 datum"], en=["gcj02", "projected", "correct datum"])

    def test_zone_prefix_against_crs(self):
        project = self.project(parks_layer("parks_cm120.gpkg", 'src_crs = "EPSG:4549"\n'))
        self.refuses("check", project, zh=["parks_cm120.gpkg", "EPSG:4549", "带有带号前缀 40，而坐标系不带前缀", "src_crs"],
                     en=["parks_cm120.gpkg", "EPSG:4549", "carry the zone prefix 40 but the CRS has none", "src_crs"])

    def test_zone_prefix_of_another_zone(self):
        project = self.project(parks_layer("parks_cm120.gpkg", 'src_crs = "EPSG:4527"\n'))
        self.refuses("check", project, zh=["带号前缀是 40", "39"], en=["zone prefix 40", "zone 39"])

    def test_degrees_in_a_projected_crs(self):
        self.write("p.geojson", collection(square(119, 33, id="a")))
        project = self.project('role = "parks"\npath = "p.geojson"\nsrc_crs = "EPSG:4549"')
        self.refuses("check", project, zh=["数值像经纬度"], en=["look like degrees but the CRS is projected"])

    def test_metres_in_a_geographic_crs(self):
        project = self.project(parks_layer("parks_cm120.gpkg", 'src_crs = "EPSG:4490"\n'))
        self.refuses("check", project, zh=["数值像米制投影坐标"], en=["look like projected metres"])

    def test_outside_the_extent(self):
        self.write("p.geojson", collection(square(100, 20, id="a")))
        project = self.project('role = "parks"\npath = "p.geojson"')
        self.refuses("check", project, zh=["p.geojson", "所有要素都在项目范围 117.9000–120.1000 E", "例如 (100, 20)", "extent"],
                     en=["p.geojson", "no feature lies inside the extent 117.9000–120.1000 E", "for example (100, 20)", "extent"])

    def test_swapped_axes_of_a_list(self):
        self.write("s.csv", "id,lon,lat\n1,33.5,119.0\n2,33.6,119.1\n")
        project = self.project('role = "sites"\npath = "s.csv"\nsrc_crs = "EPSG:4490"')
        self.refuses("check", project, zh=["s.csv", "两个坐标轴疑似颠倒", "例如 (33.6, 119.1)"],
                     en=["s.csv", "the axes seem to be swapped", "for example (33.6, 119.1)"])

    def test_one_swapped_site_is_a_problem_and_not_the_end(self):
        self.write("s.csv", "id,lon,lat\n1,33.5,119.0\n2,119.1,33.6\n")
        project = self.project('role = "sites"\npath = "s.csv"\nsrc_crs = "EPSG:4490"')
        done = self.succeeds("check", project, "--format", "csv", "--fail-on", "error", code=3)
        [problem] = harness.rows(done.stdout)
        self.assertEqual((problem["feature_id"], problem["code"], problem["severity"]), ("1", "outside_extent", "error"))
        self.assertIn("the axes seem to be swapped", problem["message_en"])
        self.assertIn("两个坐标轴疑似颠倒", problem["message_zh"])
        self.assertIn("2 read = 1 used + 0 repaired + 1 rejected + 0 under review", done.stderr)

    def test_unknown_result_crs(self):
        self.refuses("run", HUAIAN, "-o", self.folder / "out", "--dst-crs", "EPSG:999999", zh=["EPSG:999999", "--dst-crs"],
                     en=["EPSG:999999", "--dst-crs"])
        self.assertFalse((self.folder / "out").exists())

    def test_geojson_crs_that_is_a_link(self):
        crs = {"type": "link", "properties": {"href": "http://localhost/crs", "type": "proj4"}}
        path = self.write("z.geojson", collection(square(119, 33, id="a"), crs=crs))
        self.refuses("check", path, zh=["crs 成员是链接", "--src-crs"], en=["the crs member is a link", "no address is ever fetched", "--src-crs"])

    def test_geojson_crs_of_an_unknown_name(self):
        crs = {"type": "name", "properties": {"name": "urn:local:city-grid"}}
        path = self.write("z.geojson", collection(square(119, 33, id="a"), crs=crs))
        self.refuses("check", path, zh=["'urn:local:city-grid' 无法识别", "--src-crs"],
                     en=["'urn:local:city-grid' is not a known CRS", "nothing was guessed", "--src-crs"])


class Features(CliTest):
    def problem(self, *features, role="zones"):
        """The only problem of a layer, which makes check fail with 3."""
        path = self.write("z.geojson", collection(square(119.5, 33.5, id="good"), *features))
        done = self.succeeds("check", path, "--role", role, "--format", "csv", "--fail-on", "error", code=3)
        [problem] = harness.rows(done.stdout)
        self.assertEqual(problem["severity"], "error")
        return problem, done.stderr

    def test_infinite_coordinate(self):
        self.write("z.geojson", "")
        text = harness.json.dumps(collection(square(119, 33, id="inf"), square(119.5, 33.5, id="good")))
        path = self.write("z.geojson", text.replace("119.01", "1e999", 1))
        done = run("check", path, "--format", "csv", "--fail-on", "error")
        self.assertIn(done.returncode, (2, 3), done.stderr)
        if done.returncode == 3:
            [problem] = harness.rows(done.stdout)
            self.assertEqual(problem["code"], "not_finite")
            self.assertIn("不是有限数", problem["message_zh"])
            self.assertIn("not finite", problem["message_en"])

    def test_nan_in_a_list(self):
        for word in ("NaN", "nan", "inf", "-Infinity", "1e999", "", "x"):
            with self.subTest(word=word):
                self.write("s.csv", f"id,lon,lat\n1,{word},33.5\n2,119.1,33.6\n")
                project = self.project('role = "sites"\npath = "s.csv"\nsrc_crs = "EPSG:4490"')
                done = self.succeeds("check", project, "--format", "csv", "--fail-on", "error", code=3)
                problem, *why = harness.rows(done.stdout)
                self.assertEqual((problem["feature_id"], problem["code"]), ("1", "missing_coordinates"))
                self.assertEqual([row["code"] for row in why], ["unreadable_coordinates"] if word else [])
                self.assertIn("没有可用的坐标", problem["message_zh"])
                self.assertIn("no usable coordinates", problem["message_en"])

    def test_invalid_polygon_is_quarantined(self):
        problem, log = self.problem(BOW_TIE)
        self.assertEqual((problem["feature_id"], problem["code"]), ("bow", "invalid_polygon"))
        self.assertIn("2 read = 1 used + 0 repaired + 0 rejected + 1 under review", log)
        for words, message in ((("面无效", "structure", "linework", "已隔离", "repairs"), problem["message_zh"]),
                               (("the polygon is invalid (Self-intersection)", "structure", "linework", "quarantined", "repairs"),
                                problem["message_en"])):
            for word in words:
                self.assertIn(word, message)
        self.assertAlmostEqual(float(problem["lon"]), 119.005, places=6)
        self.assertAlmostEqual(float(problem["lat"]), 33.005, places=6)

    def test_quarantined_polygon_decides_nothing_and_a_repaired_one_does(self):
        a = self.write("a.geojson", collection(BOW_TIE))
        b = self.write("b.geojson", collection(square(118.9, 32.9, 1, id="b")))
        self.assertEqual(self.succeeds("overlay", a, b, "--format", "csv").stdout.count("\n"), 1)
        done = self.succeeds("overlay", a, b, "--format", "csv", "--repairs", "structure")
        self.assertEqual([(r["a_id"], r["b_id"]) for r in harness.rows(done.stdout)], [("bow", "b")])

    def test_park_under_a_quarantined_red_line_does_not_pass(self):
        self.write("parks.geojson", collection(square(119, 33, id="P")))
        far = square(119.5, 33, id="far")
        for name, zones in (("clear", [far]), ("open", [far, BOW_TIE])):
            self.write("zones.geojson", collection(*zones))
            project = self.project('role = "parks"\npath = "parks.geojson"',
                                   'role = "zones"\npath = "zones.geojson"\nvalues = { class = "redline_national" }',
                                   tail=f'\n[policy]\npack = "{PACK}"\n')
            table = harness.rows(self.succeeds("classify", project, "--format", "csv").stdout)
            criteria = table[0]["unknown"].split(";")
            self.assertEqual("P1" in criteria, name == "open", (name, table))
            self.succeeds("run", project, "-o", self.folder / name)
            problems = harness.read_rows(self.folder / name / "problems.csv")
            self.assertEqual("open_overlap" in {p["code"] for p in problems}, name == "open")

    def test_feature_without_geometry(self):
        problem, _ = self.problem({"type": "Feature", "properties": {"id": "none"}, "geometry": None})
        self.assertEqual((problem["feature_id"], problem["code"]), ("none", "empty_geometry"))

    def test_polygon_smaller_than_the_grid(self):
        problem, _ = self.problem(self.triangle("dot", [[119, 33], [119 + 1e-11, 33], [119, 33 + 1e-11], [119, 33]]))
        self.assertEqual((problem["feature_id"], problem["code"]), ("dot", "collapsed"))

    def test_polygon_of_no_area(self):
        problem, _ = self.problem(self.triangle("flat", [[119, 33], [119.01, 33], [119.02, 33], [119, 33]]))
        self.assertEqual((problem["feature_id"], problem["code"]), ("flat", "invalid_polygon"))

    @staticmethod
    def triangle(name, ring):
        return {"type": "Feature", "properties": {"id": name}, "geometry": {"type": "Polygon", "coordinates": [ring]}}

    def test_duplicate_ids(self):
        path = self.write("z.geojson", collection(square(119, 33, id="a"), square(119.1, 33, id="a")))
        self.refuses("check", path, zh=["z.geojson", "编号 'a' 出现多次", "请改正编号"],
                     en=["z.geojson", "the id 'a' occurs more than once", "Correct the ids"])

    def test_duplicate_ids_over_two_layers(self):
        self.write("1.geojson", collection(square(119, 33, id="a")))
        self.write("2.geojson", collection(square(119.1, 33, id="a")))
        project = self.project('role = "parks"\npath = "1.geojson"', 'role = "parks"\npath = "2.geojson"')
        self.refuses("check", project, zh=["编号 'a' 在两个输入图层中都有"], en=["the id 'a' stands in two input layers"])

    def test_unknown_field(self):
        path = self.write("z.geojson", collection(square(119, 33, YQBM="a", YQMC="b")))
        self.refuses("check", path, "--id", "YQBN", zh=["没有字段 'YQBN'", "有：YQBM, YQMC", "是否指 'YQBM'", "fields"],
                     en=["no field 'YQBN' (for id)", "It has: YQBM, YQMC", "Did you mean 'YQBM'?", "Correct the field map"])

    def test_points_where_polygons_are_needed(self):
        path = self.write("z.geojson", collection(point(119, 33, id="a")))
        self.refuses("check", path, zh=["z.geojson", "需要面图层", "--layer"], en=["z.geojson", "polygons are needed", "--layer"])

    def test_polygons_where_points_are_needed(self):
        path = self.write("z.geojson", collection(square(119, 33, id="a")))
        self.refuses("check", path, "--role", "sites", zh=["z.geojson", "点"], en=["z.geojson", "point"])

    def test_lines_where_polygons_are_needed(self):
        path = self.write("z.geojson", collection(line([[119, 33], [119.1, 33]], id="a")))
        self.refuses("overlay", path, path, zh=["需要面图层"], en=["polygons are needed"])

    def test_list_where_polygons_are_needed(self):
        path = self.write("z.csv", "id,lon,lat\n1,119,33\n")
        self.refuses("check", path, "--src-crs", CGCS, zh=["z.csv"], en=["z.csv"])


class ProjectFile(CliTest):
    def toml(self, text):
        return self.write("p.toml", text)

    def test_syntax_error_gives_line_and_column(self):
        path = self.toml("[project]\nas_of = 2026-11-23\nname = \"t\nextent = 1\n")
        self.refuses("check", path, zh=["p.toml:3:", "TOML 语法错误", "请改正"], en=["p.toml:3:", "TOML syntax error", "Correct it there"])

    def test_unknown_key(self):
        path = self.project('role = "parks"\npath = "x.gpkg"\nacuracy_m = 2')
        self.refuses("check", path, zh=["project.toml:9:1", "未知的键 'acuracy_m'", "是否指 'accuracy_m'？"],
                     en=["project.toml:9:1", "unknown key 'acuracy_m'", "Did you mean 'accuracy_m'?"])

    def test_unknown_section(self):
        path = self.project('role = "parks"\npath = "x.gpkg"', tail="\n[polcy]\npack = 'x'\n")
        self.refuses("check", path, zh=["'polcy'", "是否指 'policy'？"], en=["'polcy'", "Did you mean 'policy'?"])

    def test_wrong_type(self):
        path = self.project('role = "parks"\npath = 3')
        self.refuses("check", path, zh=["project.toml:8:", "'path' 的类型不对", "请改正"],
                     en=["project.toml:8:", "'path' has the wrong type", "Correct it"])

    def test_missing_date(self):
        path = self.toml('[project]\nname = "t"\n[[layer]]\nrole = "parks"\npath = "x.gpkg"\n')
        self.refuses("check", path, zh=["缺少 as_of"], en=["has no as_of", "no clock is read"])

    def test_date_in_quotes(self):
        path = self.toml('[project]\nas_of = "2026-11-23"\n[[layer]]\nrole = "parks"\npath = "x.gpkg"\n')
        self.refuses("check", path, zh=["p.toml:2:", "as_of", "2026-11-23"], en=["p.toml:2:", "as_of", "2026-11-23"])

    def test_unknown_role_and_datum(self):
        self.refuses("check", self.project('role = "park"\npath = "x"'), zh=["'park'", "parks, zones"], en=["'park'", "parks, zones"])
        self.refuses("check", self.project('role = "parks"\npath = "x"\ndatum = "wgs72"'), zh=["datum 'wgs72'", "gcj02"],
                     en=["datum 'wgs72'", "gcj02"])

    def test_no_layer(self):
        self.refuses("check", self.project(), zh=["没有任何 [[layer]]"], en=["there is no [[layer]]", "Declare at least one"])

    def test_missing_pack(self):
        self.write("p.geojson", collection(square(119, 33, id="a")))
        path = self.project('role = "parks"\npath = "p.geojson"', tail='\n[policy]\npack = "none.toml"\n')
        self.refuses("run", path, "-o", self.folder / "out", zh=["none.toml"], en=["none.toml"])
        self.assertFalse((self.folder / "out").exists())

    def test_chinese_messages_hold_no_english_type_names(self):
        path = self.project('role = "parks"\npath = 3')
        self.assertNotIn("a text", run("check", path, "--lang", "zh").stderr)


class Output(CliTest):
    def setUp(self):
        super().setUp()
        self.folder.chmod(0o755)
        self.zones = self.write("z.geojson", collection(square(119, 33, id="a")))
        self.tiny = self.project('role = "zones"\npath = "z.geojson"')

    def test_existing_file_is_kept(self):
        out = self.write("out.csv", "mine")
        self.refuses("check", self.zones, "-o", out, zh=["out.csv 已存在", "--overwrite"], en=["out.csv exists", "--overwrite"])
        self.assertEqual(out.read_text(), "mine")
        self.succeeds("check", self.zones, "-o", out, "--overwrite")
        self.assertNotEqual(out.read_text(), "mine")

    def test_output_is_looked_at_before_any_work(self):
        out = self.write("out.csv", "mine")
        for command in (["check", HUAIAN], ["screen", HUAIAN], ["classify", HUAIAN], ["townships", HUAIAN],
                        ["overlay", self.zones, self.zones], ["locate", self.zones, self.zones]):
            done = run(*command, "-o", out, "--lang", "en")
            self.assertEqual(done.returncode, 2, command)
            self.assertEqual(done.stderr.count("\n"), 1, f"{command} worked before it looked:\n{done.stderr}")
            self.assertIn("out.csv exists", done.stderr)

    def test_existing_results_are_kept(self):
        out = self.folder / "out"
        self.succeeds("run", self.tiny, "-o", out)
        before = {p.name: p.stat().st_mtime_ns for p in out.iterdir()}
        self.succeeds("run", self.tiny, "-o", out)
        self.assertEqual({p.name: p.stat().st_mtime_ns for p in out.iterdir()}, before)
        other = self.write("other.toml", self.tiny.read_text("utf-8").replace("as_of = 2026-11-23", "as_of = 2026-11-22"))
        self.assertNotEqual(other.read_text("utf-8"), self.tiny.read_text("utf-8"))
        self.refuses("run", other, "-o", out, zh=["已存在", "--overwrite"], en=["exists", "--overwrite"])
        self.assertEqual({p.name: p.stat().st_mtime_ns for p in out.iterdir()}, before)
        self.succeeds("run", other, "-o", out, "--overwrite")
        self.assertEqual(sorted(os.listdir(out)), harness.LISTING)

    def test_folder_of_other_files_is_no_obstacle(self):
        self.write("out/notes.txt", "mine")
        self.succeeds("run", self.tiny, "-o", self.folder / "out")
        self.assertEqual((self.folder / "out/notes.txt").read_text(), "mine")

    def test_file_where_the_folder_should_be(self):
        self.write("out", "mine")
        self.refuses("run", self.tiny, "-o", self.folder / "out", code=1, zh=["无法写入"], en=["cannot be written"])
        self.assertEqual((self.folder / "out").read_text(), "mine")

    def test_dangling_link_is_not_overwritten(self):
        (self.folder / "out.csv").symlink_to("elsewhere.csv")
        self.refuses("check", self.zones, "-o", self.folder / "out.csv", zh=["已存在"], en=["exists"])
        self.assertFalse((self.folder / "elsewhere.csv").exists())

    def test_output_in_a_folder_that_is_not_there(self):
        self.refuses("check", self.zones, "-o", self.folder / "no/such/out.csv", code=1, zh=["无法写入", "请检查"],
                     en=["cannot be written", "Check the folder"])

    def test_failed_run_leaves_no_folder(self):
        project = self.project('role = "zones"\npath = "none.geojson"')
        self.refuses("run", project, "-o", self.folder / "new/a/b", zh=["文件不存在"], en=["no such file"])
        self.assertFalse((self.folder / "new").exists())

    def test_read_only_folder(self):
        closed = self.folder / "closed"
        closed.mkdir()
        closed.chmod(0o555)
        prefix = ()
        if os.geteuid() == 0:
            if not shutil.which("setpriv"):
                self.skipTest("setpriv is not there, and root may write everywhere")
            prefix = ("setpriv", "--reuid=65534", "--clear-groups")
            if subprocess.run([*prefix, harness.PARKLINE, "--version"], capture_output=True).returncode != 0:
                self.skipTest("another user cannot run the program")
            if subprocess.run([*prefix, "test", "-r", str(self.zones)]).returncode != 0:
                self.skipTest("another user cannot read the input")
        for args in (("run", self.tiny, "-o", closed), ("run", self.tiny, "-o", closed / "new"),
                     ("check", self.zones, "-o", closed / "out.csv")):
            self.refuses(*args, prefix=prefix, code=1, zh=["无法写入", "请检查文件夹权限"],
                         en=["cannot be written", "Check the folder's permissions"])
        self.assertEqual(os.listdir(closed), [])

    def test_disk_full(self):
        small = self.folder / "small"
        small.mkdir()
        if os.geteuid() != 0 or subprocess.run(["mount", "-t", "tmpfs", "-o", "size=1m", "tmpfs", str(small)],
                                               capture_output=True).returncode != 0:
            self.skipTest("a small file system cannot be mounted here")
        try:
            self.refuses("run", HUAIAN, "-o", small / "out", code=1, zh=["out", "无法写入", "空间"], en=["out", "cannot be written", "space"])
            self.assertEqual(os.listdir(small), [])
            os.sync()
            (small / "filler").write_bytes(b"x" * (os.statvfs(small).f_bavail * os.statvfs(small).f_bsize))
            self.refuses("check", HUAIAN, "-o", small / "out.csv", code=1, zh=["无法写入", "腾出空间"],
                         en=["cannot be written", "Free some space"])
            self.assertEqual(os.listdir(small), ["filler"])
        finally:
            subprocess.run(["umount", str(small)], check=True)


if __name__ == "__main__":
    harness.main()
