// SPDX-License-Identifier: Apache-2.0
#include "libgeo/io/project_file.hpp"

#include <catch2/catch.hpp>

#include "unit/io/scratch.hpp"

using namespace geo;
using namespace geo::test;

namespace {

const std::string head = "[project]\nname = \"x\"\nas_of = 2026-11-23\n";
const std::string layer = "[[layer]]\nrole = \"zones\"\npath = \"zones.gpkg\"\n";

/// The English complaint about a project file, from the line number on.
std::string complaint(const std::string& toml) {
    const Scratch scratch;
    const auto path = scratch.write("project.toml", toml);
    const auto text = error_of([&] { read_project(path); });
    if (text.en.empty()) return "";
    CHECK(text.zh.starts_with(path));
    CHECK(text.en.starts_with(path));
    return text.en.substr(path.size());
}

} // namespace

TEST_CASE("A small project file is read, and paths stand beside it") {
    const Scratch scratch;
    const auto project = read_project(scratch.write(
        "project.toml",
        head + layer + "accuracy_m = 2.5\ndatum = \"gcj02\"\nfields = { id = \"BSM\" }\n"));
    CHECK(project.as_of == "2026-11-23");
    REQUIRE(project.layers.size() == 1);
    CHECK(project.layers[0].path == scratch / "zones.gpkg");
    CHECK(project.layers[0].accuracy_m == 2.5);
    CHECK(project.layers[0].datum == Datum::gcj02);
    CHECK(project.layers[0].fields.at("id") == "BSM");
}

TEST_CASE("The projects of both demo sets are read") {
    CHECK(read_project("datasets/huaian/project.toml").layers.size() == 19);
    CHECK(read_project("datasets/nl-natura2000/project.toml").layers.size() == 2);
}

TEST_CASE("A missing project file is named") {
    const auto text = error_of([] { read_project("nowhere.toml"); });
    CHECK(text.en == "nowhere.toml: no such project file. Check the path.");
    CHECK(text.zh == "nowhere.toml：项目文件不存在。请检查路径。");
}

TEST_CASE("A slip of TOML is named with line and column") {
    CHECK(complaint("[project\nname = 1\n").starts_with(":1:9: TOML syntax error ("));
    CHECK(complaint(head + "x = = 1\n").starts_with(":4:5: TOML syntax error ("));
}

TEST_CASE("An unknown key is named with line and column, and the one that was meant") {
    CHECK(complaint(head + layer + "acuracy_m = 2\n") ==
          ":7:1: unknown key 'acuracy_m'. Did you mean 'accuracy_m'?");
    CHECK(complaint(head + layer + "[zzzzzzzz]\na = 1\n").find("unknown key 'zzzzzzzz'") !=
          std::string::npos);
}

TEST_CASE("A word of a field map that is nearly one of ours is taken for a slip") {
    CHECK(complaint(head + layer + "fields = { nmae = \"x\" }\n") ==
          ":7:12: unknown word 'nmae'. Did you mean 'name'?");
}

TEST_CASE("A value of the wrong type is named with line and column") {
    CHECK(complaint(head + layer + "accuracy_m = \"2\"\n") ==
          ":7:14: 'accuracy_m' has the wrong type (a number >= 0 is needed). Correct it.");
    CHECK(complaint(head + layer + "accuracy_m = -2\n").find("a number >= 0") != std::string::npos);
    CHECK(complaint(head + layer + "accuracy_m = nan\n").find("a number >= 0") !=
          std::string::npos);
    CHECK(complaint(head + layer + "layer = 3\n").find("wrong type (a text") != std::string::npos);
    CHECK(complaint(head + layer + "synthetic = 1\n").find("true or false") != std::string::npos);
    CHECK(complaint("layer = 3\n" + head).find("[[layer]] tables") != std::string::npos);
}

TEST_CASE("A project has a date of assessment, and it is a date") {
    CHECK(complaint("[project]\nname = \"x\"\n" + layer).find("no as_of") != std::string::npos);
    CHECK(complaint("[project]\nas_of = \"2026-11-23\"\n" + layer).find("a date such as") !=
          std::string::npos);
    CHECK_FALSE(complaint("[project]\nas_of = 2026-02-30\n" + layer).empty());
}

TEST_CASE("A project has at least one layer, each with a role and a path") {
    CHECK(complaint(head).find("there is no [[layer]]") != std::string::npos);
    CHECK(complaint(head + "[[layer]]\nrole = \"zones\"\n").find("the layer has no path") !=
          std::string::npos);
    CHECK(complaint(head + "[[layer]]\nrole = \"park\"\npath = \"a\"\n")
              .find("unknown role 'park'") != std::string::npos);
    CHECK(complaint(head + layer + "datum = \"gcj2\"\n").find("unknown datum 'gcj2'") !=
          std::string::npos);
    CHECK(complaint(head + layer + "repairs = \"yes\"\n").find("unknown repairs 'yes'") !=
          std::string::npos);
}

TEST_CASE("An extent is a box of finite degrees that can reveal wrong coordinates") {
    const auto extent = [](const std::string& box) {
        return complaint("[project]\nas_of = 2026-11-23\nextent = " + box + "\n" + layer);
    };
    CHECK(extent("[118, 33, 120, 34]").empty());
    for (const char* box :
         {"[118, 33, 120]", "[120, 33, 118, 34]", "[118, 34, 120, 33]", "[nan, 33, 120, 34]",
          "[118, 33, 120, nan]", "[118, 33, inf, 34]", "[\"a\", 33, 120, 34]"}) {
        INFO(box);
        CHECK_FALSE(extent(box).empty());
    }
    CHECK(extent("[80, 33, 120, 34]").find("wider than 30 degrees") != std::string::npos);
}

TEST_CASE("Distance classes are positive finite metres") {
    const auto classes = [](const std::string& list) {
        return complaint(head + layer + "[screening]\ndistance_classes_m = " + list + "\n");
    };
    CHECK(classes("[500, 1000]").empty());
    for (const char* list : {"[-5]", "[nan]", "[0]", "[inf]", "5", "[500, 500]"}) {
        INFO(list);
        CHECK_FALSE(classes(list).empty());
    }
}

TEST_CASE("An accuracy worse than 10 km is a slip, not an accuracy") {
    CHECK(complaint(head + layer + "accuracy_m = 10000\n").empty());
    CHECK_FALSE(complaint(head + layer + "accuracy_m = 10001\n").empty());
    CHECK_FALSE(complaint(head + layer + "accuracy_m = 1e300\n").empty());
}
