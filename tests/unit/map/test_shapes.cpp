// SPDX-License-Identifier: Apache-2.0
#include <catch2/catch.hpp>

#include "libgeo/map/area_places.hpp"
#include "libgeo/map/ground.hpp"
#include "libgeo/map/symbols.hpp"
#include "libgeo/map/thinning.hpp"

using namespace geo;
using namespace geo::map;

namespace {

Paths square_with_hole() {
    auto paths = rectangle({0, 0, 10, 10});
    paths.add_path(rectangle({4, 4, 2, 2}).points);
    return paths;
}

} // namespace

TEST_CASE("Hatch lines lie inside the area and leave its hole free") {
    const auto lines = hatch_lines(square_with_hole(), {0, 1, 0.1, {}});
    double sum = 0;
    for (std::size_t p = 0; p < lines.size(); ++p) {
        const auto path = lines.path(p);
        sum += length(path[1] - path[0]);
        const Place middle = (path[0] + path[1]) * 0.5;
        CHECK(is_inside(square_with_hole(), {middle.x, middle.y + 1e-6}));
    }
    // Lines at 0 … 9 of length 10; those at 4 and 5 lose the 2 mm of the hole.
    CHECK(sum == Approx(10 * 10 - 2 * 2).margin(1e-9));
}

TEST_CASE("The pole of a square with a hole in the middle lies beside the hole") {
    const auto pole = pole_of(square_with_hole());
    CHECK(is_inside(square_with_hole(), pole.at));
    // The best places are the corners: equally far from two sides and the hole's corner.
    CHECK(pole.distance > 2.0);
}

TEST_CASE("A box is inside only when no edge passes through it") {
    CHECK(is_box_inside(square_with_hole(), {1, 1, 2, 2}));
    CHECK_FALSE(is_box_inside(square_with_hole(), {3, 3, 4, 4}));     // around the hole
    CHECK_FALSE(is_box_inside(square_with_hole(), {4.5, 4.5, 1, 1})); // in the hole
    CHECK_FALSE(is_box_inside(square_with_hole(), {9, 1, 2, 2}));
}

TEST_CASE("Clipping keeps the area inside the frame") {
    const auto ring = clipped_ring(rectangle({-5, -5, 10, 10}).points, {0, 0, 3, 8});
    const auto box = frame_of(ring);
    CHECK(box.x == 0);
    CHECK(box.y == 0);
    CHECK(box.width == 3);
    CHECK(box.height == 5);
    CHECK(clipped_ring(rectangle({-5, -5, 2, 2}).points, {0, 0, 3, 8}).empty());
}

TEST_CASE("Thinning keeps every point within the tolerance") {
    std::vector<Place> path;
    for (int i = 0; i <= 200; ++i) path.push_back({i * 0.1, std::sin(i * 0.1)});
    const auto thin = thinned(path, 0.02);
    CHECK(thin.size() < 60);
    CHECK(thin.front() == path.front());
    CHECK(thin.back() == path.back());
    for (const auto p : path) {
        double least = 1e9;
        for (std::size_t i = 0; i + 1 < thin.size(); ++i)
            least = std::min(least, distance_to(p, thin[i], thin[i + 1]));
        CHECK(least <= 0.02);
    }
}

TEST_CASE("An outline is moved to the inside, that of a hole to the outside of the hole") {
    const auto moved = moved_outlines(square_with_hole(), 1);
    CHECK(frame_of(moved.path(0)).width == Approx(8));
    CHECK(frame_of(moved.path(1)).width == Approx(4));
}

TEST_CASE("A border of two neighbours is drawn once") {
    SceneLayer layer;
    layer.type = ShapeType::areas;
    Ground::Layer ground;
    for (const double x : {0.0, 10.0}) {
        for (const SourcePoint p : {SourcePoint{x, 0}, {x + 10, 0}, {x + 10, 10}, {x, 10}}) {
            ground.points.push_back(p);
            layer.places.push_back({});
        }
        layer.path_begin.push_back(static_cast<std::uint32_t>(ground.points.size()));
        layer.feature_begin.push_back(static_cast<std::uint32_t>(layer.path_begin.size() - 1));
    }
    const View view{{0, 0, 100, 100}, {10, 5}, 1000};
    const auto borders = borders_on_paper(layer, ground, {0, 1}, view);
    double sum = 0;
    for (std::size_t p = 0; p < borders.size(); ++p)
        for (std::size_t i = 0; i + 1 < borders.path(p).size(); ++i)
            sum += length(borders.path(p)[i + 1] - borders.path(p)[i]);
    CHECK(sum == Approx(70)); // 60 around, 10 between
}

TEST_CASE("The zone of a sheet follows its place") {
    CHECK(crs_for_place({118.4, 33.5}) == "EPSG:4548"); // CM 117
    CHECK(crs_for_place({118.6, 33.5}) == "EPSG:4549"); // CM 120
    CHECK(crs_for_place({5.5, 52}) == "EPSG:32631");
}
