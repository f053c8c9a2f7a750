// SPDX-License-Identifier: Apache-2.0
#include "libgeo/overlay/feature_distance.hpp"

#include <catch2/catch.hpp>

#include <random>

#include "libgeo/overlay/nearest.hpp"

using namespace geo;

namespace {

constexpr std::int64_t milli = 1'000'000; // a thousandth of a degree on the grid

/// A box in thousandths of a degree from (119, 33.5).
Polygons box(double x0, double y0, double x1, double y1) {
    const auto at = [](double x, double y) {
        return GridPoint{119'000'000'000 + static_cast<std::int64_t>(x * milli),
                         33'500'000'000 + static_cast<std::int64_t>(y * milli)};
    };
    Polygons made;
    for (const auto& p : {at(x0, y0), at(x1, y0), at(x1, y1), at(x0, y1)}) made.add_point(p);
    made.end_ring();
    made.end_part();
    made.end_feature();
    return made;
}

Lines line(std::vector<GridPoint> points) {
    Lines made;
    made.points = std::move(points);
    made.path_begin.push_back(static_cast<std::uint32_t>(made.points.size()));
    made.feature_begin.push_back(1);
    return made;
}

GridPoint at(double x, double y) {
    return box(x, y, x + 1, y + 1).points[0];
}

double distance(const Polygons& a, const Polygons& b) {
    const auto found = features_within(a, b, 50'000);
    return found.empty() ? -1 : found[0].distance_m;
}

} // namespace

TEST_CASE("touching and overlapping polygons have distance 0") {
    CHECK(distance(box(0, 0, 10, 10), box(10, 0, 20, 10)) == 0);  // a common border
    CHECK(distance(box(0, 0, 10, 10), box(10, 10, 20, 20)) == 0); // a common corner
    CHECK(distance(box(0, 0, 10, 10), box(5, 5, 20, 20)) == 0);   // overlap
    CHECK(distance(box(0, 0, 10, 10), box(2, 2, 3, 3)) == 0);     // inside
    CHECK(distance(box(2, 2, 3, 3), box(0, 0, 10, 10)) == 0);     // around
    CHECK(distance(box(0, 4, 10, 6), box(4, 0, 6, 10)) == 0);     // a cross: no vertex inside
}

TEST_CASE("a gap along a meridian has the length of its arc") {
    // 0.01 degree of the meridian at 33.515 degrees on CGCS2000 by the integral of its radius:
    // 1109.1366 m.
    CHECK(distance(box(0, 0, 10, 10), box(0, 20, 10, 30)) == Approx(1109.1366).margin(0.001));
}

TEST_CASE("distance is the same from both sides") {
    std::mt19937 random(7);
    std::uniform_real_distribution<double> place(0, 60);
    std::uniform_real_distribution<double> size(1, 10);
    for (int i = 0; i < 200; ++i) {
        const double x = place(random), y = place(random), w = size(random);
        const double u = place(random), v = place(random), h = size(random);
        const auto a = box(x, y, x + w, y + w);
        const auto b = box(u, v, u + h, v + h);
        REQUIRE(distance(a, b) == Approx(distance(b, a)).margin(1e-5));
    }
}

TEST_CASE("no place of one polygon is nearer to the other than their distance") {
    const auto a = box(0, 0, 10, 10);
    const auto b = box(13, 14, 30, 20);
    const double least = distance(a, b);
    std::vector<GridPoint> border;
    for (int i = 0; i <= 1000; ++i) {
        border.push_back(at(10, i * 0.01));
        border.push_back(at(i * 0.01, 10));
    }
    double sampled = 1e9;
    const EdgeIndex index(b);
    for (const auto& found : nearest(border, index)) sampled = std::min(sampled, found.distance_m);
    CHECK(sampled == Approx(least).margin(1e-4));
}

TEST_CASE("only features within reach are found, the one at the reach too") {
    Polygons layer = box(0, 20, 10, 30);
    append_feature(layer, box(0, 40, 10, 50), 0);
    const auto a = box(0, 0, 10, 10);
    const double first = distance(a, layer);
    CHECK(features_within(a, layer, first).size() == 1);
    CHECK(features_within(a, layer, first - 0.001).empty());
    CHECK(features_within(a, layer, 10'000).size() == 2);
    CHECK(features_within(a, layer, 10'000)[1].feature == 1);
}

TEST_CASE("a line that crosses a polygon has distance 0") {
    const auto a = box(0, 0, 10, 10);
    CHECK(features_within(a, line({at(-5, 5), at(15, 5)}), 0)[0].distance_m == 0);
    CHECK(features_within(a, line({at(2, 2), at(3, 3)}), 0)[0].distance_m == 0);
    const auto beside = features_within(a, line({at(-5, 20), at(15, 20)}), 5000);
    REQUIRE(beside.size() == 1);
    CHECK(beside[0].distance_m == Approx(1109.1366).margin(0.05)); // straight in lon and lat
}

TEST_CASE("a footprint without parts is near nothing") {
    Polygons empty;
    empty.end_feature();
    CHECK(features_within(empty, box(0, 0, 1, 1), 1000).empty());
    CHECK_THROWS_AS(features_within(box(0, 0, 1, 1), box(0, 0, 1, 1), -1), std::invalid_argument);
}
