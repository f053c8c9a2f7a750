// SPDX-License-Identifier: Apache-2.0
#include "libgeo/normalise/zone_classes.hpp"

#include <catch2/catch.hpp>

using namespace geo;

TEST_CASE("A zone class one letter off, or a red line of another name, is said to be doubtful") {
    for (const auto* name : {"redline_nationl", "Redline_National", "redline", "redline_core",
                             "permanent_farm1and", "water_source_l", "nature reserve"}) {
        INFO(name);
        const auto problems = doubtful_classes("zones.shp", {name, "scenic_area", name});
        REQUIRE(problems.size() == 1);
        CHECK(problems.front().layer == "zones.shp");
        CHECK(problems.front().code == "zone_class_doubtful");
        CHECK(problems.front().severity == Severity::error);
        const auto probable = std::string(probable_zone_class(name));
        CHECK(is_known_zone_class(probable));
        CHECK(problems.front().message.en.find("'" + probable + "'") != std::string::npos);
    }
}

TEST_CASE("A known zone class, and a word of its own, is in no doubt") {
    for (const auto* name :
         {"redline_national", "water_source_2", "scenic_area", "natura2000", ""}) {
        INFO(name);
        CHECK(probable_zone_class(name).empty());
        CHECK(doubtful_classes("zones.shp", {name}).empty());
    }
}
