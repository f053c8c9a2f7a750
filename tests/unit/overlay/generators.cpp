// SPDX-License-Identifier: Apache-2.0
#include "unit/overlay/generators.hpp"

#include <numeric>

namespace geo::generators {

namespace {

using shapes::box;
using shapes::polygon;

// Two small stars on one integer lattice.
Pair lattice(Random& r) {
    return pair_of(small_star(r), small_star(r));
}

// B stands on one edge of A, on either side.
Pair shared_edge(Random& r) {
    const auto a = small_star(r);
    const auto k = static_cast<std::size_t>(r.between(0, 1000)) % a.size();
    const auto b = simple([&] {
        Ring ring{a[k], a[(k + 1) % a.size()]};
        for (auto n = r.between(1, 3); n > 0; --n)
            ring.push_back({r.between(0, 14), r.between(0, 14)});
        return ring;
    });
    return pair_of(a, b);
}

// B is A with every vertex moved by a unit at most.
Pair near_coincident(Random& r) {
    const auto a = scaled(small_star(r), 1000003);
    return pair_of(a, jittered(r, a, 1));
}

// As above, so far from the origin that doubles would round.
Pair ulp_noise(Random& r) {
    const GridPoint far{119'000'000'000, 33'500'000'000};
    const auto a = scaled(star(r, 9, 40), r.between(1, 50), far);
    return pair_of(a, jittered(r, a, 2));
}

Pair combs(Random& r) {
    const auto teeth = r.between(2, 7);
    auto a = simple([&] { return comb(r, teeth, 9); });
    auto b = simple([&] { return comb(r, teeth, 9); });
    if (r.chance(0.5))
        for (auto& p : b) p.y = 8 - p.y;
    else
        for (auto& p : b) p.x += 1;
    return pair_of(a, b);
}

// A and B hang on the two sides (or on one) of the same wavy border, digitised twice.
Pair copied_border(Random& r) {
    Ring border;
    const auto n = r.between(3, 12);
    for (std::int64_t k = 0; k <= n; ++k) border.push_back({k * 12, r.between(-4, 4) * 6});
    auto a = border, b = border;
    a.push_back({n * 12, -60});
    a.push_back({0, -60});
    const auto side = r.chance(0.5) ? 60 : -48;
    b.push_back({n * 12, side});
    b.push_back({0, side});
    return pair_of(redigitised(r, a), redigitised(r, b));
}

// Frames around frames: the shell of one may be the hole of the other.
Pair holes_in_holes(Random& r) {
    const auto frame = [&] {
        const auto k = r.between(3, 9);
        const auto m = r.between(1, k - 1);
        return polygon({box(-k, -k, k, k), box(-m, -m, m, m)});
    };
    if (r.chance(0.5)) return {frame(), frame()};
    const auto k = r.between(1, 8);
    return {frame(), polygon({box(-k, -k, k, r.between(-k + 1, k))})};
}

Pair spikes(Random& r) {
    const auto spike = [&] {
        return simple([&] {
            const auto x = r.between(-5, 5), y = r.between(-5, 5);
            return Ring{{x, y},
                        {x + r.between(-1, 1) * 1000000 + r.between(-9, 9), y + r.between(-9, 9)},
                        {x + r.between(0, 1), y + r.between(-1, 1)}};
        });
    };
    return pair_of(spike(), spike());
}

Pair powers_of_two(Random& r) {
    const auto coordinate = [&] {
        return (std::int64_t{1} << r.between(0, 36)) * r.between(-1, 1);
    };
    const auto ring = [&] {
        return simple([&] {
            Ring points;
            for (auto n = r.between(3, 5); n > 0; --n)
                points.push_back({coordinate(), coordinate()});
            return points;
        });
    };
    return pair_of(ring(), ring());
}

Pair self_overlay(Random& r) {
    const auto a = scaled(star(r, r.between(3, 30), 50), r.between(1, 1000));
    return pair_of(a, a);
}

Pair same_polygon_redigitised(Random& r) {
    const auto a = scaled(small_star(r), 12);
    return pair_of(redigitised(r, a), redigitised(r, a));
}

// Hourglasses as two parts that meet in a point, and holes that touch their shell in one.
Pair touching_rings(Random& r) {
    Pair pair;
    for (auto* layer : {&pair.a, &pair.b}) {
        const GridPoint c{r.between(-2, 2), r.between(-2, 2)};
        const auto k = r.between(1, 4);
        if (r.chance(0.5)) {
            shapes::add_ring(*layer, {c, {c.x + 4, c.y - k}, {c.x + 4, c.y + k}});
            layer->end_part();
            shapes::add_ring(*layer, {c, {c.x - 4, c.y + k}, {c.x - 4, c.y - k}});
            layer->end_part();
            layer->end_feature();
        } else {
            add_feature(*layer, {{{c.x - 5, c.y - 5},
                                  {c.x + 5, c.y - 5},
                                  {c.x + 5, c.y + 5},
                                  {c.x, c.y + 5},
                                  {c.x - 5, c.y + 5}},
                                 {{c.x, c.y + 5}, {c.x - k, c.y - 1}, {c.x + k, c.y - 2}}});
        }
    }
    return pair;
}

Pair collinear_partial(Random& r) {
    const auto n = r.between(2, 8);
    auto a = skyline(r, n, 4), b = skyline(r, n, 4);
    const GridPoint shift{r.between(-2, 2), r.between(-2, 2)};
    const bool upside_down = r.chance(0.5);
    for (auto& p : b) p = {p.x + shift.x, (upside_down ? 4 - p.y : p.y) + shift.y};
    return pair_of(a, b);
}

// A vertex of B lies exactly on an edge of A.
Pair vertex_on_edge(Random& r) {
    const auto a = scaled(small_star(r), 60);
    const auto k = static_cast<std::size_t>(r.between(0, 1000)) % a.size();
    const auto p = a[k], q = a[(k + 1) % a.size()];
    const auto parts = std::gcd(q.x - p.x, q.y - p.y);
    const auto m = r.between(0, parts);
    const GridPoint on{p.x + (q.x - p.x) / parts * m, p.y + (q.y - p.y) / parts * m};
    const auto b = simple([&] {
        Ring ring{on};
        for (auto n = r.between(2, 4); n > 0; --n)
            ring.push_back({on.x + r.between(-300, 300), on.y + r.between(-300, 300)});
        return ring;
    });
    return pair_of(a, b);
}

Pair giant(Random& r) {
    const auto point = [&] {
        return GridPoint{r.between(-180, 180) * 1'000'000'000, r.between(-90, 90) * 1'000'000'000};
    };
    const auto ring = [&] {
        return simple([&] {
            Ring points;
            for (auto n = r.between(3, 5); n > 0; --n) points.push_back(point());
            return points;
        });
    };
    return pair_of(ring(), r.chance(0.3) ? scaled(small_star(r), 100) : ring());
}

Pair big_stars(Random& r) {
    return pair_of(star(r, r.between(20, 60), 1e6), star(r, r.between(20, 60), 1e6));
}

} // namespace

std::vector<Kind> kinds() {
    return {{"lattice", lattice},
            {"shared edge", shared_edge},
            {"near-coincident", near_coincident},
            {"ulp noise", ulp_noise},
            {"star combs", combs},
            {"copied border", copied_border},
            {"holes in holes", holes_in_holes},
            {"spikes", spikes},
            {"powers of two", powers_of_two},
            {"self-overlay", self_overlay},
            {"same polygon redigitised", same_polygon_redigitised},
            {"rings touching at points", touching_rings},
            {"collinear partial overlaps", collinear_partial},
            {"vertex on edge", vertex_on_edge},
            {"giant", giant},
            {"big stars", big_stars}};
}

} // namespace geo::generators
