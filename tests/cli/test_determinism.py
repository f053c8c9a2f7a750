#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""The same inputs give the same bytes: whatever the run, the threads, the locale, the time zone, the folder."""
import os
import pathlib
import re
import shutil
import subprocess
import tempfile
import unittest

import harness
from harness import HUAIAN, NL, RESULTS, environment, run

LOCALES = {"zh_CN.UTF-8": "zh_CN", "de_DE.UTF-8": "de_DE"}


def locale_folder(folder):
    """Environment changes that make each locale usable, None for one that this system cannot have."""
    there = subprocess.run(["locale", "-a"], capture_output=True, text=True).stdout.lower().replace("utf8", "utf-8").split()
    found = {"C": {}}
    for name, source in LOCALES.items():
        if name.lower() in there:
            found[name] = {}
        elif shutil.which("localedef") and subprocess.run(["localedef", "-i", source, "-f", "UTF-8", f"{folder}/{name}"],
                                                          capture_output=True).returncode == 0:
            found[name] = {"LOCPATH": folder}
        else:
            found[name] = None
    return found


class Determinism(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.temporary = tempfile.TemporaryDirectory(prefix="parkline-same-")
        cls.folder = pathlib.Path(cls.temporary.name)
        cls.locales = locale_folder(cls.temporary.name)
        cls.expected = cls.results(HUAIAN, "--threads", "1", env=environment(LC_ALL="C", TZ="UTC"))

    @classmethod
    def tearDownClass(cls):
        cls.temporary.cleanup()

    @classmethod
    def results(cls, project, *options, env=None, cwd=None, out=None):
        out = out or pathlib.Path(tempfile.mkdtemp(dir=cls.folder)) / "out"
        done = run("run", project, "-o", out, *options, env=env, cwd=cwd)
        if done.returncode != 0:
            raise AssertionError(done.stderr)
        out = pathlib.Path(cwd or ".") / out
        return {name: (out / name).read_bytes() for name in RESULTS} | {"stdout": done.stdout.replace(str(out), "OUT")}

    def same(self, found, expected=None, but=()):
        expected = expected or self.expected
        differ = [name for name in expected if name not in but and found[name] != expected[name]]
        self.assertEqual(differ, [])

    def test_two_runs(self):
        self.same(self.results(HUAIAN, "--threads", "1"))

    def test_two_threads(self):
        self.same(self.results(HUAIAN, "--threads", "2"))
        self.same(self.results(HUAIAN))

    def test_two_threads_on_the_dutch_set(self):
        self.same(self.results(NL, "--threads", "2"), self.results(NL, "--threads", "1"))

    def test_locales(self):
        for name, changes in self.locales.items():
            with self.subTest(locale=name):
                if changes is None:
                    self.skipTest(f"locale {name} is not here and cannot be made")
                found = self.results(HUAIAN, "--lang", "en", env=environment(LC_ALL=name, **changes))
                self.same(found)

    def test_language_changes_messages_only(self):
        self.same(self.results(HUAIAN, "--lang", "zh"), but=("stdout",))

    def test_time_zones(self):
        for zone in ("Asia/Shanghai", "America/Los_Angeles"):
            with self.subTest(zone=zone):
                self.same(self.results(HUAIAN, env=environment(TZ=zone)))

    def test_replacing_old_results(self):
        out = self.folder / "again"
        self.results(HUAIAN, out=out)
        self.same(self.results(HUAIAN, "--overwrite", out=out), but=("stdout",))
        self.same(self.results(HUAIAN, "--overwrite", "--fresh", out=out))

    def test_working_folder_and_relative_paths(self):
        self.same(self.results("project.toml", cwd=HUAIAN.parent, out=self.folder / "relative"))
        self.same(self.results(os.path.relpath(HUAIAN, self.folder), cwd=self.folder, out=pathlib.Path("relative2")),
                  but=("stdout",))

    def test_copied_data(self):
        copy = self.folder / "copy"
        shutil.copytree(HUAIAN.parent, copy / "huaian")
        shutil.copytree(HUAIAN.parents[1] / "policies", copy / "policies")
        self.same(self.results(copy / "huaian/project.toml"))

    def test_user_settings_do_not_matter(self):
        noise = environment(OGR_WKT_PRECISION="3", SHAPE_ENCODING="CP1252", OGR_XLSX_FIELD_TYPES="STRING", PROJ_NETWORK="ON",
                            OSR_DEFAULT_AXIS_MAPPING_STRATEGY="AUTHORITY_COMPLIANT", OGR_CT_FORCE_TRADITIONAL_GIS_ORDER="NO",
                            OGR_CURRENT_DATE="2001-01-01T00:00:00Z", OGR_GEOMETRY_ACCEPT_UNCLOSED_RING="NO",
                            OGR_SQLITE_SYNCHRONOUS="FULL", OGR_GPKG_FOREIGN_KEY_CHECK="NO")
        self.same(self.results(HUAIAN, env=noise))

    def test_user_settings_of_lists_do_not_matter(self):
        self.same(self.results(HUAIAN, env=environment(OGR_XLSX_HEADERS="DISABLE")))

    def test_user_settings_of_geopackage_do_not_matter(self):
        noise = environment(GPKG_ADD_DEFINITION_12_063="YES", OGR_SQLITE_PRAGMA="page_size=8192", CREATE_RASTER_TABLES="NO")
        self.same(self.results(HUAIAN, env=noise))

    def test_order_of_the_layers_in_the_project(self):
        text = HUAIAN.read_text("utf-8")
        for key in ("path", "pack", "enterprise_pack"):
            text = re.sub(rf'(?m)^{key} = "', f'{key} = "{HUAIAN.parent}/', text)
        head, *layers = re.split(r"(?m)^(?=\[\[layer\]\])", text)
        layers[-1], tail = re.split(r"(?m)^(?=\[\[derive\]\])", layers[-1])
        reversed_project = self.folder / "reversed.toml"
        reversed_project.write_text(head + "\n".join(reversed(layers)) + "\n" + tail, "utf-8")
        # The first layer gives the CRS of the GeoPackage, and the manifest lists the layers in the project's order;
        # the log of findings names the inputs by their paths from the project.
        found = self.results(reversed_project, "--dst-crs", "EPSG:4528")
        self.same(found, but=("findings.sarif", "manifest.json", "stdout"))


if __name__ == "__main__":
    harness.main()
