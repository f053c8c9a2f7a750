// SPDX-License-Identifier: Apache-2.0
#include <catch2/catch.hpp>

#include "libgeo/overlay/overlap_areas.hpp"
#include "unit/overlay/shapes.hpp"

using namespace geo;
using namespace geo::shapes;

namespace {

const double park = 1030460.1177; // K5 of the known answers

double only_area(const Polygons& a, const Polygons& b) {
    const auto pairs = overlap_areas(a, b);
    REQUIRE(pairs.size() == 1);
    return pairs[0].area.m2;
}

} // namespace

TEST_CASE("K1 to K4: squares have their known areas") {
    CHECK(area_of(polygon({box_degrees(119, 33.5, 119.01, 33.51)}), 0).m2 ==
          Approx(1030576.9875).margin(1e-3));
    CHECK(perimeter_of(polygon({box_degrees(119, 33.5, 119.01, 33.51)}), 0) ==
          Approx(4076.6136).epsilon(1e-3));
    CHECK(area_of(polygon({box_degrees(119.6, 33.2, 119.61, 33.21)}), 0).m2 ==
          Approx(1034068.3932).margin(1e-3));
    CHECK(area_of(polygon({box_degrees(118.5, 33, 119.5, 34)}), 0).m2 ==
          Approx(10306222570.595).margin(1e-2));
    CHECK(area_of(polygon({box_degrees(119.03, 33.6, 119.031, 33.601)}), 0).m2 ==
          Approx(10294.5959).margin(1e-3));
}

TEST_CASE("K5 to K8: the overlap of a park and a red line") {
    const auto p = polygon({box_degrees(119, 33.5, 119.02, 33.52)});
    const auto r = polygon({box_degrees(119.01, 33.51, 119.03, 33.53)});
    CHECK(area_of(p, 0).m2 == Approx(4122074.2137).margin(5e-3));
    CHECK(area_of(r, 0).m2 == Approx(4121606.6706).margin(5e-3));
    CHECK(only_area(p, r) == Approx(park).margin(1e-3));
    CHECK(only_area(r, p) == Approx(park).margin(1e-3));
    const auto with_hole = polygon(
        {box_degrees(119, 33.5, 119.02, 33.52), box_degrees(119.005, 33.505, 119.015, 33.515)});
    CHECK(area_of(with_hole, 0).m2 == Approx(3091555.6570).margin(5e-3));
}

TEST_CASE("K9: a square over the antimeridian, written beyond 180 degrees") {
    const auto far = polygon({box_degrees(179.5, 10, 180.5, 11)});
    const auto near = polygon({box_degrees(0.5, 10, 1.5, 11)});
    CHECK(area_of(far, 0).m2 == area_of(near, 0).m2);
}

TEST_CASE("Polygons that touch do not overlap") {
    const auto a = polygon({box(0, 0, 100, 100)});
    CHECK(overlap_areas(a, polygon({box(100, 0, 200, 100)})).empty());
    CHECK(overlap_areas(a, polygon({box(100, 100, 200, 200)})).empty());
    CHECK(overlap_areas(a, polygon({box(100, 30, 200, 60)})).empty());
    CHECK(overlap_areas(a, polygon({{{100, 50}, {200, 0}, {200, 100}}})).empty());
    CHECK(overlap_areas(polygon({box(-50, -50, 150, 150), box(0, 0, 100, 100)}), a).empty());
}

TEST_CASE("A polygon overlaid with itself gives its own area to the last bit") {
    const auto a = polygon({{at(119, 33), at(119.3, 33.1), at(119.2, 33.4), at(118.9, 33.2)},
                            {at(119.1, 33.1), at(119.15, 33.2), at(119.05, 33.2)}});
    const auto pairs = overlap_areas(a, a);
    REQUIRE(pairs.size() == 1);
    CHECK(pairs[0].area.m2 == area_of(a, 0).m2);
    CHECK(pairs[0].area.bound_m2 == area_of(a, 0).bound_m2);
}

TEST_CASE("A coverage overlaid with itself gives exactly its own polygons") {
    Polygons grid;
    for (int j = 0; j < 20; ++j)
        for (int i = 0; i < 20; ++i)
            add_feature(grid, {box(i * 1000003, j * 999983, (i + 1) * 1000003, (j + 1) * 999983)});
    const auto pairs = overlap_areas(grid, grid);
    REQUIRE(pairs.size() == grid.features());
    for (std::uint32_t f = 0; f < pairs.size(); ++f) {
        CHECK(pairs[f].a == f);
        CHECK(pairs[f].b == f);
        CHECK(pairs[f].area.m2 == area_of(grid, f).m2);
    }
}

TEST_CASE("Empty layers and features without parts overlap nothing") {
    const auto a = polygon({box(0, 0, 100, 100)});
    Polygons none, hollow;
    hollow.end_feature();
    append_feature(hollow, a, 0);
    hollow.end_feature();
    CHECK(overlap_areas(none, a).empty());
    CHECK(overlap_areas(a, none).empty());
    CHECK(overlap_areas(none, none).empty());
    const auto pairs = overlap_areas(hollow, a);
    REQUIRE(pairs.size() == 1);
    CHECK(pairs[0].a == 1);
    CHECK(area_of(hollow, 0).m2 == 0);
}

TEST_CASE("A duplicate polygon in a layer gives a pair of its own") {
    Polygons twice;
    add_feature(twice, {box(0, 0, 100, 100)});
    add_feature(twice, {box(0, 0, 100, 100)});
    CHECK(overlap_areas(twice, twice).size() == 4);
}

TEST_CASE("The whole world and a single cell") {
    const auto world = polygon({box_degrees(-180, -90, 180, 90)});
    CHECK(area_of(world, 0).m2 == Approx(510065621710996.7).epsilon(1e-9)); // GeographicLib
    const auto p = polygon({box_degrees(119, 33.5, 119.01, 33.51)});
    CHECK(only_area(world, p) == Approx(area_of(p, 0).m2).epsilon(1e-9));
    CHECK(only_area(p, world) == area_of(p, 0).m2);
}
