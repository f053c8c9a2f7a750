// SPDX-License-Identifier: Apache-2.0
#include <catch2/catch.hpp>

#include "libgeo/crs/geodesic.hpp"
#include "libgeo/overlay/local_metric.hpp"
#include "libgeo/overlay/nearest.hpp"
#include "libgeo/overlay/within.hpp"
#include "unit/overlay/generators.hpp"

using namespace geo;
using namespace geo::shapes;

namespace {

// Every edge, by golden sections on the geodesic distance itself.
double brute_force(GridPoint p, const EdgeIndex& index, std::uint32_t& feature) {
    double best = 1e300;
    for (std::uint32_t e = 0; e < index.points().size(); ++e) {
        if (!index.starts_edge(e)) continue;
        const auto place = nearest_on_any(index.edge(e), p);
        if (place.distance_m < best - 1e-6) {
            best = place.distance_m;
            feature = index.owner(e);
        }
    }
    return best;
}

Polygons scattered(generators::Random& random, double size_degrees, GridPoint middle) {
    Polygons layer;
    const auto units = size_degrees * units_per_degree;
    for (int k = 0; k < 40; ++k) {
        const auto ring = generators::star(random, 12, units / 20);
        const GridPoint shift{middle.x + static_cast<std::int64_t>(units * (random.real() - 0.5)),
                              middle.y + static_cast<std::int64_t>(units * (random.real() - 0.5))};
        add_feature(layer, {generators::scaled(ring, 1, shift)});
    }
    return layer;
}

void check_against_brute_force(double size_degrees, GridPoint middle, int count) {
    generators::Random random(9);
    const auto layer = scattered(random, size_degrees, middle);
    const EdgeIndex index(layer);
    std::vector<GridPoint> points;
    const auto units = size_degrees * units_per_degree * 1.5;
    for (int k = 0; k < count; ++k)
        points.push_back({middle.x + static_cast<std::int64_t>(units * (random.real() - 0.5)),
                          middle.y + static_cast<std::int64_t>(units * (random.real() - 0.5))});
    NearestOptions options;
    options.inside = Inside::distance_to_boundary;
    const auto found = nearest(points, index, options);
    for (std::size_t i = 0; i < points.size(); ++i) {
        std::uint32_t feature = no_feature;
        const double truth = brute_force(points[i], index, feature);
        INFO(size_degrees << " degrees, point " << i << ": " << truth);
        if (truth > 1e6) {
            CHECK(found[i].feature == no_feature);
            continue;
        }
        CHECK(found[i].distance_m == Approx(truth).margin(1e-5).epsilon(0));
        if (std::abs(found[i].distance_m - truth) > 2e-6) continue;
        CHECK(found[i].feature == feature);
        // The rounded place lies at that distance, but for the rounding.
        CHECK(geodesic_distance_m(static_cast<double>(points[i].x) / units_per_degree,
                                  static_cast<double>(points[i].y) / units_per_degree,
                                  static_cast<double>(found[i].place.x) / units_per_degree,
                                  static_cast<double>(found[i].place.y) / units_per_degree) ==
              Approx(truth).margin(1e-3).epsilon(0));
    }
    for (const double reach : {units / 2e4, units / 1e5}) {
        const auto near = within(points, index, reach);
        options.inside = Inside::zero;
        const auto zero = nearest(points, index, options);
        for (std::size_t i = 0; i < points.size(); ++i)
            CHECK((near[i] == 1) == (zero[i].feature != no_feature && zero[i].distance_m <= reach));
    }
}

} // namespace

TEST_CASE("The nearest feature is the one that trying every edge finds") {
    check_against_brute_force(0.05, at(119, 33.5), 20);
    check_against_brute_force(1, at(119, 33.5), 10);
    check_against_brute_force(8, at(60, -60), 5);
}

TEST_CASE("The nearest feature across the antimeridian and near a pole") {
    check_against_brute_force(2, at(180, 10), 5);
    check_against_brute_force(1, at(30, 89.2), 4);
    const auto west = polygon({box_degrees(-179.99, 0, -179.98, 0.01)});
    const std::vector<GridPoint> points{at(179.99, 0.005)};
    const auto found = nearest(points, EdgeIndex(west));
    CHECK(found[0].feature == 0);
    CHECK(found[0].distance_m == Approx(geodesic_distance_m(179.99, 0.005, 180.01, 0.005)));
    CHECK(within(points, EdgeIndex(west), 2300)[0] == 1);
    CHECK(within(points, EdgeIndex(west), 2200)[0] == 0);
}

TEST_CASE("Inside, on the boundary, out of reach, filtered") {
    Polygons layer;
    add_feature(layer, {box_degrees(119, 33, 119.1, 33.1)});
    add_feature(layer, {box_degrees(119.1, 33, 119.2, 33.1)});
    const EdgeIndex index(layer);
    const std::vector<GridPoint> points{at(119.05, 33.05), at(119.1, 33.05), at(119.3, 33.05)};
    auto found = nearest(points, index);
    CHECK(found[0].feature == 0);
    CHECK(found[0].distance_m == 0);
    CHECK((found[0].place == points[0]));
    CHECK(found[1].feature == 0); // on the common border: the first one
    CHECK(found[1].distance_m == 0);
    CHECK(found[2].feature == 1);
    CHECK(found[2].distance_m ==
          Approx(geodesic_distance_m(119.3, 33.05, 119.2, 33.05)).epsilon(1e-6));
    NearestOptions options;
    options.reach_m = 1000;
    CHECK(nearest(points, index, options)[2].feature == no_feature);
    const std::uint8_t first[] = {1, 0};
    options = {};
    options.features = first;
    CHECK(nearest(points, index, options)[2].feature == 0);
    options.inside = Inside::distance_to_boundary;
    CHECK(nearest(points, index, options)[0].distance_m == Approx(4663).margin(20));
    CHECK(within(points, index, 0) == std::vector<std::uint8_t>{1, 1, 0});
    CHECK(within(points, index, 1e4, first) == std::vector<std::uint8_t>{1, 1, 0});
}

TEST_CASE("Lines have distances and no inside") {
    Lines river;
    river.points = {at(119, 33), at(119.1, 33), at(119.1, 33.1), at(120, 33), at(120, 33.1)};
    river.path_begin = {0, 3, 5};
    river.feature_begin = {0, 1, 2};
    const EdgeIndex index(river);
    const std::vector<GridPoint> points{at(119.05, 33.001), at(119.05, 33.05), at(119.55, 33.05)};
    const auto found = nearest(points, index);
    CHECK(found[0].feature == 0);
    CHECK(found[0].distance_m == Approx(110.9).margin(0.1));
    CHECK(found[1].feature == 0);
    CHECK(found[1].distance_m > 4000);
    CHECK(within(points, index, 111) == std::vector<std::uint8_t>{1, 0, 0});
    const Lines none;
    CHECK(nearest(points, EdgeIndex(none))[0].feature == no_feature);
}
