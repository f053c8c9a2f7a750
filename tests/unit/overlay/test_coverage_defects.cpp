// SPDX-License-Identifier: Apache-2.0
#include "libgeo/overlay/coverage_defects.hpp"

#include <catch2/catch.hpp>

#include "libgeo/geom/equal_shapes.hpp"

using namespace geo;

namespace {

constexpr std::int64_t lon = 119'000'000'000, lat = 33'000'000'000, step = 1'000'000;

/// A box in thousandths of a degree from 119° E, 33° N.
void add_box(Polygons& to, std::int64_t x, std::int64_t y, std::int64_t right, std::int64_t top,
             std::size_t start = 0) {
    std::vector<GridPoint> ring{{lon + x * step, lat + y * step},
                                {lon + right * step, lat + y * step},
                                {lon + right * step, lat + top * step},
                                {lon + x * step, lat + top * step}};
    std::rotate(ring.begin(), ring.begin() + static_cast<std::ptrdiff_t>(start), ring.end());
    for (const auto& p : ring) to.add_point(p);
    to.end_ring();
    to.end_part();
    to.end_feature();
}

} // namespace

TEST_CASE("Units that share borders neither overlap nor leave gaps") {
    Polygons units;
    add_box(units, 0, 0, 10, 10);
    add_box(units, 10, 0, 20, 10);
    add_box(units, 0, 10, 20, 20);
    CHECK(coverage_overlaps(units).empty());
    CHECK(coverage_gaps(units).empty());
}

TEST_CASE("An overlap names both units, with the exact area and a place on it") {
    Polygons units;
    add_box(units, 0, 0, 10, 10);
    add_box(units, 9, 0, 20, 10);
    Polygons strip;
    add_box(strip, 9, 0, 10, 10);
    const auto found = coverage_overlaps(units);
    REQUIRE(found.size() == 1);
    CHECK(found[0].a == 0);
    CHECK(found[0].b == 1);
    CHECK(found[0].area == area_of(strip, 0));
    CHECK(found[0].width_m == Approx(85.6).epsilon(0.02)); // 2A/P of 93 m by 1109 m
    CHECK(std::find(strip.points.begin(), strip.points.end(), found[0].place) !=
          strip.points.end());
}

TEST_CASE("A gap that units enclose is found with its area; one at the border is not") {
    Polygons units;
    add_box(units, 0, 0, 30, 10);
    add_box(units, 0, 10, 10, 20);
    add_box(units, 20, 10, 30, 20);
    CHECK(coverage_gaps(units).empty());
    add_box(units, 0, 20, 30, 30);
    Polygons hole;
    add_box(hole, 10, 10, 20, 20);
    const auto found = coverage_gaps(units);
    REQUIRE(found.size() == 1);
    CHECK(found[0].area.m2 == Approx(area_of(hole, 0).m2).epsilon(1e-12));
    CHECK(found[0].a != found[0].b);
}

TEST_CASE("Features of the very same shape are found whatever their start point, each copy once") {
    Polygons units;
    add_box(units, 0, 0, 10, 10);
    add_box(units, 0, 0, 10, 11);
    add_box(units, 0, 0, 10, 10, 2);
    add_box(units, 0, 0, 10, 10, 3);
    const auto found = equal_features(units);
    REQUIRE(found.size() == 2);
    CHECK(found[0].first == 0);
    CHECK(found[0].copy == 2);
    CHECK(found[1].first == 0);
    CHECK(found[1].copy == 3);
    CHECK(equal_rings(units, 0).empty());
}
