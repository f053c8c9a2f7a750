// SPDX-License-Identifier: Apache-2.0
#include <catch2/catch.hpp>
#include <tbb/global_control.h>

#include "libgeo/overlay/locate.hpp"
#include "libgeo/overlay/nearest.hpp"
#include "libgeo/overlay/overlap_areas.hpp"
#include "libgeo/overlay/union_areas.hpp"
#include "libgeo/overlay/within.hpp"
#include "unit/overlay/generators.hpp"

using namespace geo;
using namespace geo::generators;

namespace {

// One feature after another through `change`, in the order given by `order`.
template <typename Change>
Polygons changed(const Polygons& layer, const std::vector<std::size_t>& order, Change&& change) {
    Polygons result;
    for (const auto f : order) {
        for (auto r = layer.first_ring(f); r < layer.last_ring(f); ++r) {
            const auto ring = layer.ring(r);
            for (const auto p : change(Ring(ring.begin(), ring.end()))) result.add_point(p);
            result.end_ring();
        }
        result.end_part();
        result.end_feature();
    }
    return result;
}

std::vector<std::size_t> in_order(const Polygons& layer) {
    std::vector<std::size_t> order(layer.features());
    std::iota(order.begin(), order.end(), 0U);
    return order;
}

bool same(const std::vector<PairArea>& p, const std::vector<PairArea>& q) {
    return std::equal(p.begin(), p.end(), q.begin(), q.end(), [](const auto& a, const auto& b) {
        return a.a == b.a && a.b == b.b && a.area.m2 == b.area.m2 &&
               a.area.bound_m2 == b.area.bound_m2;
    });
}

void check_close(const std::vector<PairArea>& p, const std::vector<PairArea>& q) {
    REQUIRE(p.size() == q.size());
    for (std::size_t i = 0; i < p.size(); ++i) {
        CHECK(p[i].a == q[i].a);
        CHECK(p[i].b == q[i].b);
        CHECK(p[i].area.m2 == Approx(q[i].area.m2).epsilon(1e-10).margin(1e-7));
    }
}

} // namespace

TEST_CASE("Results have the same bits for any number of threads") {
    const auto a = crowd(1, 300), b = crowd(2, 300);
    std::vector<PairArea> pairs;
    std::vector<Area> unions;
    std::vector<Containment> places;
    std::vector<Nearest> near;
    for (const std::size_t threads : {1U, 2U, 7U}) {
        const tbb::global_control limit(tbb::global_control::max_allowed_parallelism, threads);
        const EdgeIndex ia(a), ib(b);
        const auto more_pairs = overlap_areas(ia, ib);
        const auto more_unions = union_areas(ia, ib);
        const auto more_places = locate(a.points, ib);
        const auto more_near = nearest(a.points, ib);
        if (threads == 1) {
            pairs = more_pairs;
            unions = more_unions;
            places = more_places;
            near = more_near;
        }
        CHECK(pairs.size() > 400);
        CHECK(same(pairs, more_pairs));
        CHECK(std::equal(unions.begin(), unions.end(), more_unions.begin(), more_unions.end(),
                         [](const auto& p, const auto& q) { return p.m2 == q.m2; }));
        CHECK(places == more_places);
        CHECK(std::equal(near.begin(), near.end(), more_near.begin(), more_near.end(),
                         [](const auto& p, const auto& q) {
                             return p.feature == q.feature && p.distance_m == q.distance_m &&
                                    p.place == q.place;
                         }));
    }
}

TEST_CASE("Another start vertex changes no bit") {
    const auto a = crowd(3, 150), b = crowd(4, 150);
    const auto turn = [](Ring ring) {
        std::rotate(ring.begin(), ring.begin() + static_cast<std::ptrdiff_t>(ring.size() / 3),
                    ring.end());
        return ring;
    };
    const auto pairs = overlap_areas(a, b);
    CHECK(same(pairs, overlap_areas(changed(a, in_order(a), turn), changed(b, in_order(b), turn))));
}

TEST_CASE("Another order of features changes no bit but the indices") {
    const auto a = crowd(5, 150), b = crowd(6, 150);
    auto order = in_order(a);
    std::reverse(order.begin(), order.end());
    const auto keep = [](Ring ring) { return ring; };
    auto turned = overlap_areas(changed(a, order, keep), changed(b, order, keep));
    for (auto& pair : turned) {
        pair.a = static_cast<std::uint32_t>(order[pair.a]);
        pair.b = static_cast<std::uint32_t>(order[pair.b]);
    }
    std::sort(turned.begin(), turned.end(), [](const auto& p, const auto& q) {
        return std::pair(p.a, p.b) < std::pair(q.a, q.b);
    });
    CHECK(same(overlap_areas(a, b), turned));
}

TEST_CASE("Layers swapped, moved west or with edges split have the same areas") {
    const auto a = crowd(7, 150), b = crowd(8, 150);
    const auto pairs = overlap_areas(a, b);
    auto swapped = overlap_areas(b, a);
    for (auto& pair : swapped) std::swap(pair.a, pair.b);
    std::sort(swapped.begin(), swapped.end(), [](const auto& p, const auto& q) {
        return std::pair(p.a, p.b) < std::pair(q.a, q.b);
    });
    check_close(pairs, swapped);

    const auto west = [](Ring ring) { return scaled(ring, 1, {-100'000'000'007, 0}); };
    check_close(pairs, overlap_areas(changed(a, in_order(a), west), changed(b, in_order(b), west)));

    // Doubled coordinates keep every relation and give each edge a middle on the grid.
    const auto twice = [](Ring ring) {
        return scaled(ring, 2, {-238'000'000'000, -50'000'000'000});
    };
    const auto halved = [&](Ring ring) {
        Ring more;
        for (std::size_t i = 0; i < ring.size(); ++i) {
            const auto p = ring[i], q = ring[(i + 1) % ring.size()];
            more.push_back(twice({p})[0]);
            const auto m = twice({{p.x + q.x, p.y + q.y}})[0];
            more.push_back({(m.x - 238'000'000'000) / 2, (m.y - 50'000'000'000) / 2});
        }
        return more;
    };
    check_close(overlap_areas(changed(a, in_order(a), twice), changed(b, in_order(b), twice)),
                overlap_areas(changed(a, in_order(a), halved), changed(b, in_order(b), twice)));
}
