// SPDX-License-Identifier: Apache-2.0
#include "libgeo/overlay/open_overlaps.hpp"

#include <catch2/catch.hpp>

#include "libgeo/overlay/park_facts.hpp"
#include "unit/overlay/shapes.hpp"

using namespace geo;

namespace {

FeatureColumns columns(const std::string& id, const std::string& zone_class, double accuracy_m) {
    return {{id}, {id}, {zone_class}, {accuracy_m}, {0}, {}};
}

/// One park of 0.02 degree from (119, 33.5), and, far away, a valid red line.
PolygonLayer park_layer(double accuracy_m = 0) {
    return {columns("P", "", accuracy_m),
            shapes::polygon({shapes::box_degrees(119, 33.5, 119.02, 33.52)})};
}
PolygonLayer far_red_line() {
    return {columns("R", "redline_national", 0),
            shapes::polygon({shapes::box_degrees(119.5, 33.5, 119.6, 33.6)})};
}

/// An invalid zone of which both repairs are the same box, east of a longitude.
Quarantined zone_from(double west, double accuracy_m = 0,
                      const std::string& zone_class = "redline_national") {
    Quarantined zone;
    zone.id = "Z";
    zone.role = "zones";
    zone.features = columns("Z", zone_class, accuracy_m);
    zone.structure = zone.linework =
        shapes::polygon({shapes::box_degrees(west, 33.5, 119.03, 33.52)});
    return zone;
}

Facts facts_with(const std::vector<Quarantined>& quarantine,
                 const PolygonLayer& zones = far_red_line()) {
    const auto parks = park_layer();
    return park_facts(parks, zones, find_conflicts(parks, zones, 0),
                      open_overlaps(parks, quarantine), {}, "2026-11-23")
        .front();
}

} // namespace

TEST_CASE("An invalid red line on a park leaves its overlap unknown, never 0") {
    const auto without = facts_with({});
    CHECK(to_number(without.find("redline_national_m2")->value) == 0.0);
    const auto with = facts_with({zone_from(119.01)});
    for (const char* name :
         {"redline_national_m2", "redline_national_certain_m2", "redline_national_possible_m2",
          "redline_national_share", "conflict_m2", "conflict_share", "remaining_largest_part_m2"}) {
        INFO(name);
        REQUIRE(with.find(name));
        CHECK(is_unknown(with.find(name)->value));
        CHECK(with.find(name)->evidence == "Z");
    }
    CHECK(to_number(with.find("area_m2")->value) > 0);
}

TEST_CASE("An overlap that is measured stays: an open one can only add to it") {
    PolygonLayer zones{columns("R", "redline_national", 0),
                       shapes::polygon({shapes::box_degrees(118.9, 33.5, 119.001, 33.52)})};
    const auto facts = facts_with({zone_from(119.01)}, zones);
    CHECK(to_number(facts.find("redline_national_m2")->value) > 0);
    CHECK(to_number(facts.find("conflict_m2")->value) > 0);
    INFO("how much is left of the park is open all the same");
    CHECK(is_unknown(facts.find("remaining_largest_part_m2")->value));
}

TEST_CASE("An invalid zone of a class that no rule knows leaves the other zones unknown") {
    const auto facts = facts_with({zone_from(119.01, 0, "scenic_area")});
    CHECK(is_unknown(facts.find("other_zones_m2")->value));
    CHECK(is_unknown(facts.find("other_zones_share")->value));
}

TEST_CASE("An invalid zone of a class that forbids nothing leaves the conflict area alone") {
    const auto facts = facts_with({zone_from(119.01, 0, "ecological_control")});
    CHECK(is_unknown(facts.find("ecological_control_m2")->value));
    CHECK(to_number(facts.find("conflict_m2")->value) == 0.0);
    CHECK(to_number(facts.find("redline_national_m2")->value) == 0.0);
}

TEST_CASE("An invalid zone that neither repair brings to a park changes nothing") {
    CHECK(open_overlaps(park_layer(), {zone_from(119.021)}).empty());
    CHECK(open_overlaps(park_layer(), {zone_from(119.02)}).empty()); // touches only
    auto accepted = zone_from(119.01);
    accepted.accepted = true;
    CHECK(open_overlaps(park_layer(), {accepted}).empty());
    auto of_parks = zone_from(119.01);
    of_parks.role = "parks";
    CHECK(open_overlaps(park_layer(), {of_parks}).empty());
}

TEST_CASE("An invalid zone within the accuracy of both layers is open too") {
    // 0.00005 degree of longitude is 4.6 m here.
    CHECK(open_overlaps(park_layer(2), {zone_from(119.02005, 2)}).empty());
    const auto found = open_overlaps(park_layer(2), {zone_from(119.02005, 3)});
    REQUIRE(found.size() == 1);
    CHECK(found[0].structure_m2 == 0);
}

TEST_CASE("Either repair is enough, and the problem names both areas") {
    auto zone = zone_from(119.01);
    zone.linework = Polygons();
    zone.linework.end_feature();
    const auto found = open_overlaps(park_layer(), {zone});
    REQUIRE(found.size() == 1);
    CHECK(found[0].structure_m2 == Approx(2061000).epsilon(1e-3));
    CHECK(found[0].linework_m2 == 0);
    const auto problems = problems_of(found, park_layer());
    REQUIRE(problems.size() == 1);
    CHECK(problems[0].code == "open_overlap");
    CHECK(problems[0].severity == Severity::error);
    CHECK(problems[0].feature_id == "P");
    CHECK(problems[0].message.en.find("the invalid zone Z (redline_national)") !=
          std::string::npos);
    CHECK(problems[0].message.zh.find("无效管控区 Z（redline_national）") != std::string::npos);
}
