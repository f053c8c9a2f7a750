// SPDX-License-Identifier: Apache-2.0
#include <catch2/catch.hpp>

#include "libgeo/overlay/locate.hpp"
#include "unit/overlay/generators.hpp"

using namespace geo;
using namespace geo::shapes;

namespace {

// Strictly inside by the textbook: on no edge, and an odd number of edges to the east.
bool is_inside(GridPoint p, const Polygons& polygons, std::size_t feature) {
    bool odd = false;
    for (auto r = polygons.first_ring(feature); r < polygons.last_ring(feature); ++r) {
        const auto ring = polygons.ring(r);
        for (std::size_t i = 0; i < ring.size(); ++i) {
            const auto a = ring[i], b = ring[(i + 1) % ring.size()];
            if (on_segment(a, b, p)) return false;
            if ((a.y > p.y) != (b.y > p.y) && (orient(a, b, p) > 0) == (b.y > a.y)) odd = !odd;
        }
    }
    return odd;
}

} // namespace

TEST_CASE("A point on the boundary is in no polygon there") {
    Polygons layer;
    add_feature(layer, {box(0, 0, 10, 10), box(4, 4, 6, 6)});
    add_feature(layer, {box(10, 0, 20, 10)});
    add_feature(layer, {box(5, -5, 15, 15)});
    const std::vector<GridPoint> points{{3, 3}, {10, 5}, {0, 0}, {5, 5}, {6, 5}, {12, 3}, {99, 0}};
    const std::vector<Containment> expected{{0, 0}, {1, 2}, {4, 2}, {5, 1}, {5, 2}};
    CHECK(locate(points, layer) == expected);
    const auto standing = standing_of({10, 5}, EdgeIndex(layer));
    CHECK(standing.inside == std::vector<std::uint32_t>{2});
    CHECK(standing.boundary == std::vector<std::uint32_t>{0, 1});
}

TEST_CASE("Nothing is located in an empty layer, and no point gives no row") {
    const Polygons none;
    const std::vector<GridPoint> points{{0, 0}};
    CHECK(locate(points, none).empty());
    CHECK(locate({}, polygon({box(0, 0, 1, 1)})).empty());
}

TEST_CASE("Random points stand where the textbook puts them") {
    generators::Random random(5);
    for (const auto& kind : generators::kinds())
        for (int n = 0; n < 10; ++n) {
            Polygons layer;
            for (int k = 0; k < 6; ++k) {
                const auto pair = kind.make(random);
                append_feature(layer, pair.a, 0);
                append_feature(layer, pair.b, 0);
            }
            const auto box = box_of(layer.points);
            std::vector<GridPoint> points = layer.points;
            for (int k = 0; k < 200; ++k)
                points.push_back({random.between(box.x_min - 1, box.x_max + 1),
                                  random.between(box.y_min - 1, box.y_max + 1)});
            std::vector<Containment> expected;
            for (std::uint32_t i = 0; i < points.size(); ++i)
                for (std::uint32_t f = 0; f < layer.features(); ++f)
                    if (is_inside(points[i], layer, f)) expected.push_back({i, f});
            INFO(kind.name << " " << n);
            CHECK((locate(points, layer) == expected));
        }
}
