// SPDX-License-Identifier: Apache-2.0
#include <map>

#include <catch2/catch.hpp>
#include <tbb/global_control.h>

#include "libgeo/geom/shapes.hpp"
#include "libgeo/overlay/overlap_areas.hpp"
#include "libgeo/overlay/overlay_shapes.hpp"
#include "unit/overlay/generators.hpp"

using namespace geo;
using namespace geo::generators;

namespace {

using Edge = std::pair<GridPoint, GridPoint>;

double planar_area(const Polygons& shapes, std::size_t feature) {
    double twice = 0;
    for (auto r = shapes.first_ring(feature); r < shapes.last_ring(feature); ++r)
        twice += static_cast<double>(twice_signed_area(shapes.ring(r)));
    return twice / 2;
}

double outline(const Polygons& shapes, std::size_t feature) {
    double sum = 0;
    for (auto r = shapes.first_ring(feature); r < shapes.last_ring(feature); ++r) {
        const auto ring = shapes.ring(r);
        for (std::size_t i = 0; i < ring.size(); ++i) {
            const auto d = ring[(i + 1) % ring.size()] - ring[i];
            sum += std::hypot(static_cast<double>(d.x), static_cast<double>(d.y));
        }
    }
    return sum;
}

void check_valid(const OverlayShapes& overlay) {
    REQUIRE(overlay.pieces.size() == overlay.shapes.features());
    for (std::size_t i = 0; i < overlay.pieces.size(); ++i) {
        if (overlay.shapes.feature_begin[i] == overlay.shapes.feature_begin[i + 1]) continue;
        const auto validity = check_validity(overlay.shapes, i);
        INFO("piece " << i << ": " << validity.reason);
        REQUIRE(validity.valid);
    }
}

// Edges of all shapes that no other shape has the other way round.
std::map<Edge, int> open_edges(const Polygons& shapes) {
    std::map<Edge, int> open;
    for (std::size_t r = 0; r < shapes.rings(); ++r) {
        const auto ring = shapes.ring(r);
        for (std::size_t i = 0; i < ring.size(); ++i) {
            const auto p = ring[i], q = ring[(i + 1) % ring.size()];
            const Edge back{q, p};
            if (const auto found = open.find(back); found != open.end()) {
                if (--found->second == 0) open.erase(found);
            } else {
                ++open[{p, q}];
            }
        }
    }
    return open;
}

// No vertex of one piece stands inside an edge of its neighbour, and no two edges cross.
void check_shared_borders(const Polygons& shapes) {
    std::vector<Edge> edges;
    for (const auto& [edge, count] : open_edges(shapes)) edges.push_back(edge);
    const auto inside = [](const Edge& e, GridPoint p) {
        return p != e.first && p != e.second && on_segment(e.first, e.second, p);
    };
    for (const auto& e : edges)
        for (const auto& f : edges) {
            REQUIRE_FALSE(inside(e, f.first));
            const auto c = orient(e.first, e.second, f.first),
                       d = orient(e.first, e.second, f.second);
            const auto a = orient(f.first, f.second, e.first),
                       b = orient(f.first, f.second, e.second);
            const bool cross =
                ((c > 0 && d < 0) || (c < 0 && d > 0)) && ((a > 0 && b < 0) || (a < 0 && b > 0));
            REQUIRE_FALSE(cross);
        }
}

Polygons magnified(const Polygons& layer, std::int64_t factor) {
    auto big = layer;
    for (auto& p : big.points) p = {p.x * factor, p.y * factor};
    return big;
}

// To the size of the whole grid.
std::int64_t largest_factor(const Pair& pair) {
    std::int64_t reach = 1;
    for (const auto* layer : {&pair.a, &pair.b})
        for (const auto p : layer->points) reach = std::max({reach, std::abs(p.x), std::abs(p.y)});
    return std::max<std::int64_t>(1, 180'000'000'000 / reach);
}

OverlayShapes checked(const Polygons& a, const Polygons& b, OverlayMode mode) {
    auto overlay = overlay_shapes(a, b, mode);
    check_valid(overlay);
    CHECK(overlay.fallbacks == 0);
    return overlay;
}

// One feature each: the shapes' areas against the exact ones, and the sum of all against the whole.
void check_areas(const Polygons& a, const Polygons& b, const OverlayShapes& all) {
    double overlap = 0, rest_a = 0, rest_b = 0, border = 8;
    for (std::size_t i = 0; i < all.pieces.size(); ++i) {
        const auto area = planar_area(all.shapes, i);
        (all.pieces[i].b == no_feature   ? rest_a
         : all.pieces[i].a == no_feature ? rest_b
                                         : overlap) += area;
    }
    border += outline(a, 0) + outline(b, 0);
    const auto exact = planar_overlap_areas(EdgeIndex(a), EdgeIndex(b));
    CHECK(overlap == Approx(exact.empty() ? 0 : exact[0].square_units).margin(border));
    CHECK(overlap + rest_a == Approx(planar_area(a, 0)).margin(border));
    CHECK(overlap + rest_b == Approx(planar_area(b, 0)).margin(border));
}

} // namespace

TEST_CASE("Shapes of every generator are valid and share their vertices") {
    Random random(20261124);
    for (const auto& kind : kinds()) {
        INFO(kind.name);
        for (int round = 0; round < (kind.name == "giant" ? 1 : 40); ++round) {
            const auto pair = kind.make(random);
            for (const auto factor : {std::int64_t{1}, largest_factor(pair)}) {
                const auto a = magnified(pair.a, factor), b = magnified(pair.b, factor);
                const auto all = checked(a, b, OverlayMode::unite);
                check_areas(a, b, all);
                if (all.shapes.points.size() < 100) check_shared_borders(all.shapes);
            }
        }
    }
}

namespace {

std::vector<PairArea> pairs_of(const OverlayShapes& overlay) {
    std::vector<PairArea> pairs;
    for (const auto& piece : overlay.pieces)
        if (piece.a != no_feature && piece.b != no_feature)
            pairs.push_back({piece.a, piece.b, piece.area});
    return pairs;
}

} // namespace

TEST_CASE("Shapes of crowded layers are valid, with the areas of the pair table") {
    const auto a = crowd(11, 150), b = crowd(12, 150);
    const auto exact = overlap_areas(a, b);
    for (const auto mode : {OverlayMode::intersection, OverlayMode::identity, OverlayMode::unite}) {
        const auto overlay = checked(a, b, mode);
        CHECK(pairs_of(overlay) == exact);
        for (std::size_t i = 0; i < overlay.pieces.size(); ++i) {
            const auto& area = overlay.pieces[i].area;
            CHECK(area_of(overlay.shapes, i).m2 == Approx(area.m2).margin(area.bound_m2 + 1e-3));
        }
    }
}

TEST_CASE("Erasing leaves what no feature of the other layer covers") {
    const auto a = crowd(21, 60), b = crowd(22, 100);
    const auto rest = checked(a, b, OverlayMode::erase);
    for (std::size_t i = 0; i < rest.pieces.size(); ++i) {
        const auto f = rest.pieces[i].a;
        REQUIRE(rest.pieces[i].b == no_feature);
        const auto geos = shape_difference(single(a, f), shape_union(b));
        const auto margin = rest.pieces[i].area.bound_m2 + 1e-3;
        CHECK(rest.pieces[i].area.m2 == Approx(area_of(geos, 0).m2).margin(margin));
    }
    CHECK(checked(a, a, OverlayMode::erase).pieces.empty());
    CHECK(checked(a, Polygons{}, OverlayMode::erase).shapes.points.size() == a.points.size());
    CHECK(checked(Polygons{}, a, OverlayMode::erase).pieces.empty());
}

TEST_CASE("A coverage overlaid with itself gives its own polygons") {
    const auto a = coverage(5, 12, 1'000'003, {119'000'000'000, 33'000'000'000});
    const auto self = checked(a, a, OverlayMode::unite);
    REQUIRE(self.pieces.size() == a.features());
    CHECK(self.shapes.points.size() == a.points.size());
    for (std::size_t f = 0; f < a.features(); ++f) {
        CHECK(self.pieces[f].area.m2 == area_of(a, f).m2);
        CHECK(planar_area(self.shapes, f) == planar_area(a, f));
    }
}

TEST_CASE("The union of two coverages has no gap, no overlap and no lone vertex") {
    const auto a = coverage(31, 9, 900'001, {119'000'000'000, 33'000'000'000});
    const auto b = coverage(32, 7, 1'200'007, {119'000'400'000, 33'000'100'000});
    const auto all = checked(a, b, OverlayMode::unite);
    check_shared_borders(all.shapes);
    double pieces = 0, rest_of_b = 0, whole = 0;
    for (std::size_t i = 0; i < all.pieces.size(); ++i) {
        pieces += planar_area(all.shapes, i);
        if (all.pieces[i].a == no_feature) rest_of_b += planar_area(all.shapes, i);
    }
    for (std::size_t f = 0; f < a.features(); ++f) whole += planar_area(a, f);
    // Only the outline can move.
    CHECK(pieces - rest_of_b == Approx(whole).margin(4 * 9 * 900'001.0));
}

TEST_CASE("Shapes have the same bits for any number of threads") {
    const auto a = crowd(41, 200), b = crowd(42, 200);
    const auto first = overlay_shapes(a, b, OverlayMode::unite);
    for (const std::size_t threads : {1U, 7U}) {
        const tbb::global_control limit(tbb::global_control::max_allowed_parallelism, threads);
        const auto again = overlay_shapes(a, b, OverlayMode::unite);
        CHECK(again.shapes.points == first.shapes.points);
        CHECK(again.shapes.ring_begin == first.shapes.ring_begin);
        CHECK(again.shapes.part_begin == first.shapes.part_begin);
        CHECK(again.shapes.feature_begin == first.shapes.feature_begin);
        CHECK(pairs_of(again) == pairs_of(first));
    }
}
