// SPDX-License-Identifier: Apache-2.0
#include "libgeo/overlay/park_facts.hpp"

#include <algorithm>

#include <catch2/catch.hpp>

#include "libgeo/normalise/zone_classes.hpp"
#include "unit/overlay/shapes.hpp"

using namespace geo;

namespace {

struct Box {
    std::string id, zone_class;
    double west, south, east, north;
    std::string legal_status = {};
};

PolygonLayer layer(const std::vector<Box>& boxes) {
    PolygonLayer out;
    out.features.attributes.names = {"legal_status"};
    out.features.attributes.columns.resize(1);
    for (const auto& box : boxes) {
        append_feature(
            out.shapes,
            shapes::polygon({shapes::box_degrees(box.west, box.south, box.east, box.north)}), 0);
        out.features.ids.push_back(box.id);
        out.features.names.push_back(box.id);
        out.features.classes.push_back(box.zone_class);
        out.features.accuracy_m.push_back(0);
        out.features.synthetic.push_back(0);
        out.features.attributes.columns[0].push_back(
            box.legal_status.empty() ? Value() : Value(box.legal_status));
    }
    return out;
}

/// The facts of a park of 0.02 degree from (119, 33.5).
Facts facts_of(const std::vector<Box>& zones) {
    const auto parks = layer({{"P", "", 119, 33.5, 119.02, 33.52}});
    const auto grounds = layer(zones);
    return park_facts(parks, grounds, find_conflicts(parks, grounds, 0), {}, {}, "2026-11-23")
        .front();
}

double number(const Facts& facts, const std::string& name) {
    const auto* fact = facts.find(name);
    REQUIRE(fact);
    const auto value = to_number(fact->value);
    REQUIRE(value);
    return *value;
}

} // namespace

TEST_CASE(
    "What remains of a park lies outside every zone that forbids siting, not only red lines") {
    // A strip of farmland cuts the park in two: 0.005 and 0.014 degree are left.
    const auto facts = facts_of({{"F", "permanent_farmland", 119.005, 33.4, 119.006, 33.6}});
    const double whole = number(facts, "area_m2");
    CHECK(number(facts, "remaining_largest_part_m2") == Approx(0.7 * whole).epsilon(1e-6));
    CHECK(facts.find("remaining_largest_part_m2")->evidence == "F");
}

TEST_CASE("Ground that forbids nothing is not taken from what remains of a park") {
    const auto facts =
        facts_of({{"E", "ecological_control", 119.005, 33.4, 119.006, 33.6},
                  {"W", "permanent_farmland", 119.005, 33.4, 119.006, 33.6, "none: sketch"}});
    CHECK(number(facts, "remaining_largest_part_m2") == Approx(number(facts, "area_m2")));
}

TEST_CASE("A zone of a class that no rule knows is measured for itself, with its id") {
    const auto facts = facts_of({{"R", "redline_national", 119.5, 33.5, 119.6, 33.6},
                                 {"S", "scenic_area", 119.01, 33.4, 119.03, 33.6},
                                 {"T", "", 119.01, 33.4, 119.03, 33.6}});
    const double whole = number(facts, "area_m2");
    CHECK(number(facts, "other_zones_m2") == Approx(0.5 * whole).epsilon(1e-6));
    CHECK(number(facts, "other_zones_certain_m2") == Approx(0.5 * whole).epsilon(1e-6));
    CHECK(number(facts, "other_zones_share") == Approx(0.5).epsilon(1e-6));
    CHECK(facts.find("other_zones_m2")->evidence == "S;T");
    CHECK(number(facts, "redline_national_m2") == 0);
}

TEST_CASE("Known classes and ground without legal force are no other zones") {
    std::vector<Box> zones{{"N", "scenic_area", 119, 33.5, 119.02, 33.52, "none"}};
    for (const auto* name : known_zone_classes)
        zones.push_back({name, name, 119, 33.5, 119.02, 33.52});
    CHECK(number(facts_of(zones), "other_zones_m2") == 0);
}
