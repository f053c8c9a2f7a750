// SPDX-License-Identifier: Apache-2.0
// Laws of the engine over generated pairs that RapidCheck shrinks to the smallest that breaks one.
// Two sources: the kinds of generators.hpp by a seed, and rings made of lists, which shrink point
// by point.
#include <catch2/catch.hpp>
#include <rapidcheck.h>

#include "libgeo/geom/area.hpp"
#include "libgeo/geom/shapes.hpp"
#include "libgeo/overlay/geos_pieces.hpp"
#include "libgeo/overlay/overlap_areas.hpp"
#include "libgeo/overlay/overlay_shapes.hpp"
#include "unit/overlay/exact_reference.hpp"
#include "unit/overlay/generators.hpp"

using namespace geo;
using namespace geo::generators;

namespace {

using Change = std::function<Ring(Ring)>;

Polygons changed(const Polygons& layer, const Change& change) {
    Polygons result;
    for (std::size_t f = 0; f < layer.features(); ++f) {
        for (auto part = layer.feature_begin[f]; part < layer.feature_begin[f + 1]; ++part) {
            for (auto r = layer.part_begin[part]; r < layer.part_begin[part + 1]; ++r) {
                const auto ring = layer.ring(r);
                for (const auto p : change({ring.begin(), ring.end()})) result.add_point(p);
                result.end_ring();
            }
            result.end_part();
        }
        result.end_feature();
    }
    return result;
}

/// The overlap in square units, 0 when there is no pair.
double overlap(const Polygons& a, const Polygons& b) {
    const auto pairs = planar_overlap_areas(EdgeIndex(a), EdgeIndex(b));
    return pairs.empty() ? 0 : pairs[0].square_units;
}

double planar(const Polygons& p) {
    Int128 twice = 0;
    for (std::size_t r = 0; r < p.rings(); ++r) twice += twice_signed_area(p.ring(r));
    return static_cast<double>(twice) / 2;
}

double extent(const Polygons& p) {
    const auto box = box_of(p, 0);
    return static_cast<double>(box.x_max - box.x_min) + static_cast<double>(box.y_max - box.y_min);
}

/// Doubles hold the crossings: relative to the extents, not to a sliver.
double tolerance(const Pair& p, double truth) {
    return 1e-9 * truth + 1e-15 * extent(p.a) * extent(p.b) + 1e-5;
}

double outline(const Polygons& p) {
    double length = 0;
    for (std::size_t r = 0; r < p.rings(); ++r) {
        const auto ring = p.ring(r);
        for (std::size_t i = 0; i < ring.size(); ++i) {
            const auto d = ring[(i + 1) % ring.size()] - ring[i];
            length += std::hypot(static_cast<double>(d.x), static_cast<double>(d.y));
        }
    }
    return length;
}

/// A skyline over at least one column: a list of heights shrinks to few and low ones.
Ring skyline_of(const std::vector<int>& heights, GridPoint low) {
    Ring ring{low, {low.x + static_cast<std::int64_t>(heights.size()), low.y}};
    for (auto k = heights.size(); k-- > 0;) {
        const auto x = low.x + static_cast<std::int64_t>(k);
        ring.push_back({x + 1, low.y + heights[k]});
        ring.push_back({x, low.y + heights[k]});
    }
    ring.erase(std::unique(ring.begin(), ring.end()), ring.end());
    return ring;
}

rc::Gen<Ring> skylines() {
    return rc::gen::map(rc::gen::tuple(rc::gen::nonEmpty(rc::gen::container<std::vector<int>>(
                                           rc::gen::inRange(1, 6))),
                                       rc::gen::inRange(-3, 4), rc::gen::inRange(-3, 4)),
                        [](const auto& parts) {
                            const auto& [heights, x, y] = parts;
                            return skyline_of(heights, {x, y});
                        });
}

/// Any simple ring of at most nine points in a small square.
rc::Gen<Ring> tangles() {
    const auto coordinate = rc::gen::inRange<std::int64_t>(-6, 7);
    const auto point = rc::gen::map(rc::gen::pair(coordinate, coordinate), [](const auto& p) {
        return GridPoint{p.first, p.second};
    });
    return rc::gen::suchThat(
        rc::gen::map(rc::gen::resize(9, rc::gen::container<std::vector<GridPoint>>(point)),
                     [](Ring ring) {
                         if (ring.size() < 3) ring = {{0, 0}, {5, 0}, {0, 5}};
                         std::sort(ring.begin(), ring.end(), [](GridPoint p, GridPoint q) {
                             return std::atan2(p.y, p.x) < std::atan2(q.y, q.x);
                         });
                         return ring;
                     }),
        is_simple);
}

/// A pair of any of the kinds, or of rings made of lists.
Pair any_pair() {
    const auto all = kinds();
    const auto kind = *rc::gen::inRange<std::size_t>(0, all.size() + 2);
    if (kind == all.size()) return pair_of(*skylines(), *skylines());
    if (kind == all.size() + 1) return pair_of(*tangles(), *tangles());
    Random random(*rc::gen::resize(rc::kNominalSize, rc::gen::arbitrary<std::uint64_t>()));
    RC_TAG(all[kind].name);
    return all[kind].make(random);
}

/// The law over a hundred pairs; RC_PARAMS in the environment asks for more.
template <typename Law> void check(const std::string& name, Law&& law) {
    CHECK(rc::check(name, [&] { law(any_pair()); }));
}

Ring rotated(Ring ring) {
    std::rotate(ring.begin(), ring.begin() + 1, ring.end());
    return ring;
}

/// Every edge gets its middle; coordinates have to be even.
Ring split(const Ring& ring) {
    Ring more;
    for (std::size_t i = 0; i < ring.size(); ++i) {
        const auto p = ring[i], q = ring[(i + 1) % ring.size()];
        more.push_back(p);
        more.push_back({(p.x + q.x) / 2, (p.y + q.y) / 2});
    }
    return more;
}

Change moved(GridPoint by) {
    return [by](Ring ring) { return scaled(std::move(ring), 1, by); };
}

Ring doubled(Ring ring) {
    return scaled(std::move(ring), 2);
}

} // namespace

TEST_CASE("Law: the overlap is that of the rational reference, and none is none") {
    check("as the reference", [](const Pair& p) {
        const auto exact = exact::overlap_area(p.a, 0, p.b, 0);
        const auto found = overlap(p.a, p.b);
        RC_ASSERT((found > 0) == (exact > 0));
        const auto truth = exact.convert_to<double>();
        RC_ASSERT(std::abs(found - truth) <= tolerance(p, truth));
    });
}

TEST_CASE("Law: GEOS on the grid finds the same overlap but for the rounding of crossings") {
    check("as GEOS", [](const Pair& p) {
        const auto geos = planar(geos_piece(p.a, p.b, 0, 0));
        RC_ASSERT(std::abs(overlap(p.a, p.b) - geos) <= outline(p.a) + outline(p.b) + 4);
    });
}

TEST_CASE("Law: layers may be swapped") {
    check("swapped", [](const Pair& p) {
        const auto area = overlap(p.a, p.b), other = overlap(p.b, p.a);
        RC_ASSERT((area > 0) == (other > 0));
        RC_ASSERT(std::abs(area - other) <= tolerance(p, area));
    });
}

TEST_CASE("Law: another start of the rings changes no bit") {
    check("rotated", [](const Pair& p) {
        RC_ASSERT(overlap(changed(p.a, rotated), changed(p.b, rotated)) == overlap(p.a, p.b));
    });
}

TEST_CASE("Law: steps of the grid change no bit of an area") {
    check("moved", [](const Pair& p) {
        const auto step = rc::gen::inRange<std::int64_t>(-1'000'000'007, 1'000'000'007);
        const auto by = moved({*step, *step});
        RC_ASSERT(overlap(changed(p.a, by), changed(p.b, by)) == overlap(p.a, p.b));
    });
}

TEST_CASE("Law: edges may be split") {
    check("split", [](const Pair& p) {
        const Pair twice{changed(p.a, doubled), changed(p.b, doubled)};
        const auto area = overlap(twice.a, twice.b);
        const auto other = overlap(changed(twice.a, split), changed(twice.b, split));
        RC_ASSERT((area > 0) == (other > 0));
        RC_ASSERT(std::abs(area - other) <= tolerance(twice, area));
    });
}

TEST_CASE("Law: the order of the features changes no bit") {
    check("shuffled", [](const Pair& p) {
        Pair there, back;
        const auto other = *skylines();
        append_feature(there.a, p.a, 0);
        add_feature(there.a, {other});
        add_feature(back.a, {other});
        append_feature(back.a, p.a, 0);
        const EdgeIndex b(p.b);
        auto one = planar_overlap_areas(EdgeIndex(there.a), b);
        const auto two = planar_overlap_areas(EdgeIndex(back.a), b);
        for (auto& pair : one) pair.a = 1 - pair.a;
        std::ranges::reverse(one);
        RC_ASSERT(std::ranges::equal(one, two, [](const auto& s, const auto& t) {
            return s.a == t.a && s.b == t.b && s.square_units == t.square_units;
        }));
    });
}

TEST_CASE("Law: a polygon overlaps itself by its own area, to the bit") {
    check("itself", [](const Pair& p) {
        const auto pairs = overlap_areas(p.a, p.a);
        RC_ASSERT(pairs.size() == 1U);
        RC_ASSERT(pairs[0].area.m2 == area_of(p.a, 0).m2);
    });
}

TEST_CASE("Law: the overlap and the two rests make up both polygons") {
    check("sum of parts", [](const Pair& p) {
        const auto all = overlay_shapes(p.a, p.b, OverlayMode::unite);
        RC_ASSERT(all.fallbacks == 0U);
        double of_a = 0, of_b = 0;
        for (std::size_t i = 0; i < all.pieces.size(); ++i) {
            const auto one = single(all.shapes, i);
            RC_ASSERT(one.parts() == 0U || check_validity(one, 0).valid);
            if (all.pieces[i].a != no_feature) of_a += planar(one);
            if (all.pieces[i].b != no_feature) of_b += planar(one);
        }
        const auto reach = outline(p.a) + outline(p.b) + 4;
        RC_ASSERT(std::abs(of_a - planar(p.a)) <= reach);
        RC_ASSERT(std::abs(of_b - planar(p.b)) <= reach);
    });
}
