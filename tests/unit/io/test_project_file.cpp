// SPDX-License-Identifier: Apache-2.0
#include "libgeo/io/project_file.hpp"

#include <catch2/catch.hpp>

#include "scratch.hpp"

using namespace geo;

namespace {

const std::string good =
    "[project]\nname = \"x\"\nas_of = 2026-11-23\nextent = [117.9, 32.5, 120.1, 34.5]\n";
const std::string layer = "[[layer]]\nrole = \"parks\"\npath = \"p.gpkg\"\n";

} // namespace

TEST_CASE("A project file gives its layers with paths beside it") {
    const Scratch scratch;
    const auto project = read_project(scratch.file(
        "p.toml", good + layer + "datum = \"gcj02\"\naccuracy_m = 2\nrepairs = \"linework\"\n"));
    CHECK(project.as_of == "2026-11-23");
    CHECK(project.extent.contains(119, 33));
    REQUIRE(project.layers.size() == 1);
    CHECK(project.layers[0].path == scratch / "p.gpkg");
    CHECK(project.layers[0].datum == Datum::gcj02);
    CHECK(project.layers[0].accuracy_m == 2);
    CHECK(project.layers[0].repairs == Repairs::linework);
}

TEST_CASE("Every mistake is named with line and column and what to do") {
    const Scratch scratch;
    const auto complaint = [&](const std::string& text) {
        const auto path = scratch.file("p.toml", text);
        const auto whole = refusal_of([&] { read_project(path); });
        return whole.substr(std::min(whole.size(), path.size()));
    };
    CHECK(complaint(good + "[[layer]\n").starts_with(":5:"));
    CHECK(complaint(good + layer + "accurracy_m = 2\n") ==
          ":8:1: unknown key 'accurracy_m'. Did you mean 'accuracy_m'?");
    CHECK(complaint(good + layer + "accuracy_m = \"2\"\n") ==
          ":8:14: 'accuracy_m' has the wrong type (a number >= 0 is needed). Correct it.");
    CHECK(complaint(good + layer + "accuracy_m = -2\n").find("a number >= 0 is needed") !=
          std::string::npos);
    CHECK(complaint(good + layer + "datum = \"wgs\"\n") ==
          ":8:9: unknown datum 'wgs'. Use wgs84, cgcs2000, gcj02 or bd09.");
    CHECK(complaint(good + layer + "fields = { nmae = \"x\" }\n") ==
          ":8:12: unknown word 'nmae'. Did you mean 'name'?");
    CHECK(complaint(good + "[[layer]]\nrole = \"park\"\npath = \"p\"\n")
              .find("unknown role 'park'") != std::string::npos);
    CHECK(complaint(good + "[[layer]]\nrole = \"parks\"\n").find("the layer has no path") !=
          std::string::npos);
    CHECK(complaint("[project]\nname = \"x\"\n" + layer).find("no clock is read") !=
          std::string::npos);
    CHECK(
        complaint("[project]\nas_of = \"yesterday\"\n" + layer).find("a date such as 2026-11-23") !=
        std::string::npos);
    CHECK(complaint(good).find("there is no [[layer]]") != std::string::npos);
    CHECK(complaint("[project]\nas_of = 2026-11-23\nextent = [120, 32, 117, 34]\n" + layer)
              .find("'extent' has the wrong type") != std::string::npos);
}

TEST_CASE("A project file that is not there is named") {
    CHECK(refusal_of([] { read_project("no/such.toml"); }) ==
          "no/such.toml: no such project file. Check the path.");
}
