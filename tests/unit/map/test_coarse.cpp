// SPDX-License-Identifier: Apache-2.0
#include <catch2/catch.hpp>

#include <random>
#include <set>

#include "libgeo/geom/shapes.hpp"
#include "libgeo/map/coarse_shapes.hpp"

using namespace geo;

namespace {

constexpr std::int64_t metre = 9000; ///< about, in grid units at the equator

void add(Polygons& shapes, const std::vector<std::vector<GridPoint>>& rings) {
    for (const auto& ring : rings) {
        for (const auto p : ring) shapes.add_point(p);
        shapes.end_ring();
    }
    shapes.end_part();
    shapes.end_feature();
}

/// A jagged line from one place to another, without its end.
std::vector<GridPoint> jagged(GridPoint from, GridPoint to, int steps, std::int64_t most,
                              std::mt19937_64& random) {
    std::vector<GridPoint> line;
    std::uniform_int_distribution<std::int64_t> shift(-most, most);
    for (int i = 0; i < steps; ++i) {
        GridPoint p{from.x + (to.x - from.x) * i / steps, from.y + (to.y - from.y) * i / steps};
        if (i > 0) p = {p.x + shift(random), p.y + shift(random)};
        line.push_back(p);
    }
    return line;
}

/// The edges of a feature, each from its lesser end.
std::set<std::pair<GridPoint, GridPoint>> edges_of(const Polygons& shapes, std::size_t feature) {
    std::set<std::pair<GridPoint, GridPoint>> edges;
    for (auto r = shapes.first_ring(feature); r < shapes.last_ring(feature); ++r) {
        const auto ring = shapes.ring(r);
        for (std::size_t i = 0; i < ring.size(); ++i) {
            const auto a = ring[i];
            const auto b = ring[(i + 1) % ring.size()];
            edges.insert({std::min(a, b), std::max(a, b)});
        }
    }
    return edges;
}

} // namespace

TEST_CASE("Neighbours keep one border, to the bit, however coarse they get") {
    std::mt19937_64 random(1);
    const std::int64_t km = 1000 * metre;
    for (int round = 0; round < 20; ++round) {
        const auto border = jagged({km, 0}, {km, km}, 200, 2 * metre, random); // south to north
        auto west = jagged({0, 0}, {km, 0}, 20, 0, random);
        west.insert(west.end(), border.begin(), border.end());
        west.push_back({km, km});
        west.push_back({0, km});
        std::vector<GridPoint> east{{km, km}};
        east.insert(east.end(), border.rbegin(), border.rend());
        east.push_back({2 * km, 0});
        east.push_back({2 * km, km});
        Polygons fine;
        add(fine, {west});
        add(fine, {east});
        for (const double tolerance : {2.0, 10.0, 50.0}) {
            const auto coarse = map::coarse_shapes(fine, tolerance);
            REQUIRE(coarse.features() == 2);
            CHECK(coarse.points.size() < fine.points.size());
            CHECK(shape_intersection(single(coarse, 0), single(coarse, 1)).parts() == 0);
            std::size_t common = 0;
            const auto mine = edges_of(coarse, 0);
            for (const auto& edge : edges_of(coarse, 1)) common += mine.count(edge);
            CHECK(common >= 1);
        }
    }
}

TEST_CASE(
    "A valid shape stays valid, with all its rings, where thinning would make it cross itself") {
    std::mt19937_64 random(2);
    const std::int64_t km = 1000 * metre;
    int thinner = 0;
    for (int round = 0; round < 60; ++round) {
        // A square with a jagged shore and islands of water close behind it.
        auto shell = jagged({0, 0}, {km, 0}, 100, 4 * metre, random);
        shell.push_back({km, 0});
        shell.push_back({km, km});
        shell.push_back({0, km});
        std::vector<std::vector<GridPoint>> rings{shell};
        for (int k = 1; k < 9; ++k) {
            const GridPoint c{km * k / 9, 30 * metre};
            rings.push_back({{c.x, c.y}, {c.x, c.y + 10 * metre}, {c.x + 10 * metre, c.y}});
        }
        Polygons fine;
        add(fine, rings);
        if (!check_validity(fine, 0).valid) continue;
        for (const double tolerance : {5.0, 20.0, 80.0}) {
            const auto coarse = map::coarse_shapes(fine, tolerance);
            CHECK(coarse.rings() == fine.rings());
            const auto validity = check_validity(coarse, 0);
            CAPTURE(round, tolerance, validity.reason);
            CHECK(validity.valid);
            if (coarse.points.size() < fine.points.size()) ++thinner;
        }
    }
    CHECK(thinner > 60);
}

TEST_CASE("Points on a straight line go, and no distance at all keeps every point") {
    Polygons fine;
    add(fine,
        {{{0, 0}, {5 * metre, 0}, {10 * metre, 0}, {10 * metre, 10 * metre}, {0, 10 * metre}}});
    CHECK(map::coarse_shapes(fine, 1).points.size() == 4);
    CHECK(map::coarse_shapes(fine, 0).points.size() == 5);
}

TEST_CASE("A ring smaller than the distance stays a ring") {
    Polygons fine;
    add(fine, {{{0, 0}, {metre, 0}, {metre, metre}, {0, metre}}});
    const auto coarse = map::coarse_shapes(fine, 50);
    REQUIRE(coarse.rings() == 1);
    CHECK(coarse.points.size() >= 3);
    CHECK(twice_signed_area(coarse.ring(0)) > 0);
}
