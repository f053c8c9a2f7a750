#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Help, version, language, and what goes to stdout and what to stderr."""
import unittest

import harness
from harness import CliTest, HUAIAN, VERBS, environment, run


class Help(CliTest):
    def test_every_verb_explains_itself_in_both_languages_with_an_example(self):
        for verb in VERBS:
            for language, example in (("zh", "例："), ("en", "Example: ")):
                with self.subTest(verb=verb, language=language):
                    done = self.succeeds(verb, "--help", "--lang", language)
                    self.assertIn(f"{example}parkline {verb} ", done.stdout)
                    self.assertEqual(done.stderr, "")
                    for option in ("--threads", "--quiet", "--no-progress", "--lang", "--help"):
                        self.assertIn(option, done.stdout)

    def test_help_lists_every_verb(self):
        for language in ("zh", "en"):
            text = self.succeeds("--lang", language, "--help").stdout
            for verb in VERBS:
                self.assertRegex(text, rf"(?m)^  {verb} ")
        self.assertEqual(self.succeeds("--help").stdout, self.succeeds().stdout)

    def test_language_follows_the_environment_and_lang_wins(self):
        self.assertIn("例：", run("run", "--help", env=environment(LC_ALL="zh_CN.UTF-8")).stdout)
        self.assertIn("Example:", run("run", "--help", env=environment(LC_ALL="de_DE.UTF-8")).stdout)
        self.assertIn("Example:", run("run", "--help", "--lang=en", env=environment(LC_ALL="zh_CN.UTF-8")).stdout)

    def test_help_opens_no_data(self):
        # An option's place before or after --help does not matter, and the input need not exist.
        self.succeeds("run", "missing.toml", "--help")

    def test_version_names_the_libraries(self):
        text = self.succeeds("--version").stdout
        for name in ("parkline", "GDAL", "GEOS", "PROJ"):
            self.assertRegex(text, rf"(?m)^{name} \d+\.\d+")


class WrongCommandLine(CliTest):
    def test_unknown_verb_is_refused_with_the_nearest_one(self):
        self.refuses("overlaay", zh=["没有命令 'overlaay'", "有：", "是否指 'overlay'"],
                     en=["no verb 'overlaay'", "There are: ", "Did you mean 'overlay'?"])

    def test_unknown_verb_far_from_all_lists_the_verbs(self):
        for verb in VERBS:
            self.refuses("zzzzzzzz", zh=[verb], en=[verb])

    def test_wrong_option_is_refused(self):
        self.refuses("check", HUAIAN, "--no-such-option", zh=["命令行有误", "--no-such-option", "parkline --help"],
                     en=["command line is wrong", "--no-such-option", "parkline --help"])

    def test_missing_argument_is_refused(self):
        self.refuses("run", HUAIAN, zh=["命令行有误", "--output"], en=["--output is required"])
        self.refuses("overlay", zh=["命令行有误"], en=["A is required"])

    def test_wrong_choice_names_the_choices(self):
        self.refuses("check", HUAIAN, "--format", "xml", zh=["--format"], en=["--format", "csv"])
        self.refuses("check", HUAIAN, "--fail-on", "errors", zh=["--fail-on"], en=["--fail-on", "error"])

    def test_wrong_number_is_refused(self):
        self.refuses("check", HUAIAN, "--threads", "two", zh=["--threads"], en=["--threads"])

    def test_negative_number_of_threads_is_refused(self):
        self.refuses("check", HUAIAN, "--threads", "-1", zh=["--threads"], en=["--threads"])

    def test_wrong_role_names_the_roles(self):
        path = self.write("a.geojson", harness.collection(harness.square(119, 33)))
        self.refuses("check", path, "--role", "park", zh=["--role 'park'", "parks"], en=["--role 'park'", "parks"])

    def test_unknown_language_is_refused(self):
        self.assertEqual(run("check", HUAIAN, "--lang", "fr").returncode, 2)


class Streams(CliTest):
    def setUp(self):
        super().setUp()
        self.zones = self.write("zones.geojson", harness.collection(harness.square(119, 33, id="a")))

    def test_results_go_to_stdout_and_the_log_to_stderr(self):
        done = self.succeeds("check", self.zones, "--format", "csv")
        self.assertEqual(done.stdout, "\ufefflayer,feature_id,code,severity,lon,lat,message_zh,message_en\n")
        self.assertIn("1 read = 1 used + 0 repaired + 0 rejected + 0 under review", done.stderr)

    def test_log_is_in_the_language_asked_for(self):
        self.assertIn("问题：0 个错误", self.succeeds("check", self.zones, "--lang", "zh").stderr)

    def test_quiet_silences_the_log_only(self):
        loud = self.succeeds("check", self.zones, "--layers", "--format", "csv")
        quiet = self.succeeds("check", self.zones, "--layers", "--format", "csv", "--quiet")
        self.assertEqual(quiet.stderr, "")
        self.assertEqual(quiet.stdout, loud.stdout)

    def test_quiet_still_gives_errors(self):
        self.refuses("check", self.folder / "none.gpkg", "--quiet", zh=["文件不存在"], en=["no such file"])

    def test_no_progress_without_a_terminal(self):
        done = self.succeeds("check", self.zones)
        self.assertNotIn("\r", done.stderr)
        self.assertNotIn("\033", done.stderr)

    def test_output_file_keeps_stdout_empty(self):
        done = self.succeeds("check", self.zones, "--layers", "--format", "csv", "-o", self.folder / "layers.csv")
        self.assertEqual(done.stdout, "")
        self.assertEqual(len(harness.read_rows(self.folder / "layers.csv")), 1)

    def test_unwritable_stdout_is_an_error(self):
        with open("/dev/full", "wb") as full:
            done = harness.subprocess.run([harness.PARKLINE, "check", str(self.zones), "--layers"], stdout=full,
                                          stderr=harness.subprocess.PIPE, env=environment())
        self.assertEqual(done.returncode, 1)
        self.assertIn(b"cannot be written", done.stderr)


if __name__ == "__main__":
    harness.main()
