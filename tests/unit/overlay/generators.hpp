// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cmath>
#include <functional>
#include <numeric>
#include <random>
#include <string>
#include <utility>

#include "unit/overlay/shapes.hpp"

namespace geo::generators {

using shapes::add_feature;
using shapes::Ring;

/// Reproducible on every platform: own distributions over a fixed engine.
class Random {
  public:
    explicit Random(std::uint64_t seed) : m_engine(seed) {}
    std::int64_t between(std::int64_t low, std::int64_t high) { // both inclusive
        return low +
               static_cast<std::int64_t>(m_engine() % static_cast<std::uint64_t>(high - low + 1));
    }
    double real() { return static_cast<double>(m_engine() >> 11) * 0x1p-53; }
    bool chance(double p) { return real() < p; }

  private:
    std::mt19937_64 m_engine;
};

/// True when no two edges share a point but neighbours at their common end; at least 3 points and
/// some area. Exact, quadratic.
inline bool is_simple(const Ring& ring) {
    const auto n = ring.size();
    if (n < 3 || twice_signed_area(ring) == 0) return false;
    const auto sign = [](Int128 v) { return (v > 0) - (v < 0); };
    for (std::size_t i = 0; i < n; ++i)
        for (std::size_t j = 0; j < i; ++j) {
            const auto a = ring[i], b = ring[(i + 1) % n], c = ring[j], d = ring[(j + 1) % n];
            if (a == c || b == d) return false;
            if (b == c || a == d) {
                const auto p = b == c ? a : b, q = b == c ? b : a, r = b == c ? d : c;
                if (orient(p, q, r) == 0 && dot(p - q, r - q) > 0) return false;
                continue;
            }
            if (on_segment(a, b, c) || on_segment(a, b, d) || on_segment(c, d, a) ||
                on_segment(c, d, b))
                return false;
            if (sign(orient(a, b, c)) != sign(orient(a, b, d)) &&
                sign(orient(c, d, a)) != sign(orient(c, d, b)))
                return false;
        }
    return true;
}

/// A star-shaped ring of at most `n` points around (radius, radius).
inline Ring star(Random& random, std::int64_t n, double radius, double inner = 0.2) {
    for (;;) {
        std::vector<double> angles;
        for (std::int64_t k = 0; k < n; ++k) angles.push_back(random.real());
        std::sort(angles.begin(), angles.end());
        Ring ring;
        for (const auto angle : angles) {
            const auto r = radius * (inner + (1 - inner) * random.real());
            const auto turn = 2 * 3.14159265358979323846 * angle;
            const GridPoint p{std::llround(radius + r * std::cos(turn)),
                              std::llround(radius + r * std::sin(turn))};
            if (ring.empty() || !(p == ring.back())) ring.push_back(p);
        }
        if (is_simple(ring)) return ring;
    }
}

inline Ring small_star(Random& random) {
    const double radius[] = {3, 4, 6, 10};
    return star(random, random.between(3, 8), radius[random.between(0, 3)]);
}

template <typename Make> Ring simple(Make&& make) {
    for (;;)
        if (auto ring = make(); is_simple(ring)) return ring;
}

/// The ring with each vertex moved by at most `reach` units.
inline Ring jittered(Random& random, const Ring& ring, std::int64_t reach) {
    for (int attempt = 0; attempt < 20; ++attempt) {
        auto moved = ring;
        for (auto& p : moved) {
            p.x += random.between(-reach, reach);
            p.y += random.between(-reach, reach);
        }
        if (is_simple(moved)) return moved;
    }
    return ring;
}

inline Ring scaled(Ring ring, std::int64_t factor, GridPoint shift = {}) {
    for (auto& p : ring) p = {p.x * factor + shift.x, p.y * factor + shift.y};
    return ring;
}

/// The same ring with another start and, where a grid point lies on an edge, more vertices.
inline Ring redigitised(Random& random, const Ring& ring) {
    Ring more;
    const auto n = ring.size(), first = static_cast<std::size_t>(random.between(0, 1 << 20)) % n;
    for (std::size_t k = 0; k < n; ++k) {
        const auto a = ring[(first + k) % n], b = ring[(first + k + 1) % n];
        more.push_back(a);
        const auto parts = std::gcd(b.x - a.x, b.y - a.y);
        if (parts < 2 || random.chance(0.4)) continue;
        const auto m = random.between(1, parts - 1);
        more.push_back({a.x + (b.x - a.x) / parts * m, a.y + (b.y - a.y) / parts * m});
    }
    return more;
}

/// A polygon of unit squares under a random skyline: many collinear and shared edges.
inline Ring skyline(Random& random, std::int64_t columns, std::int64_t height) {
    Ring ring{{0, 0}, {columns, 0}};
    std::int64_t last = 0;
    for (auto x = columns; x > 0; --x) {
        const auto h = random.between(1, height);
        if (h != last) {
            if (last != 0) ring.push_back({x, last});
            ring.push_back({x, h});
        }
        last = h;
    }
    ring.push_back({0, last});
    return ring;
}

inline Ring comb(Random& random, std::int64_t teeth, std::int64_t depth) {
    Ring ring{{0, -random.between(1, 3)}, {4 * teeth, -random.between(1, 3)}};
    for (auto k = teeth; k-- > 0;) {
        ring.push_back({4 * k + 4, 0});
        ring.push_back({4 * k + random.between(1, 3), random.between(1, depth)});
    }
    ring.push_back({0, 0});
    return ring;
}

/// Many stars of all sizes over each other, in degrees around Huai'an.
inline Polygons crowd(std::uint64_t seed, int count) {
    Random random(seed);
    Polygons layer;
    for (int k = 0; k < count; ++k) {
        const auto radius = 1e4 * std::pow(10, 3.5 * random.real());
        const GridPoint shift{119'000'000'000 + random.between(-90'000'000, 90'000'000),
                              33'500'000'000 + random.between(-90'000'000, 90'000'000)};
        add_feature(layer, {scaled(star(random, random.between(3, 60), radius), 1, shift)});
    }
    return layer;
}

/// A coverage: side x side quadrilaterals between the same shaken grid points.
inline Polygons coverage(std::uint64_t seed, int side, std::int64_t cell, GridPoint low) {
    Random random(seed);
    std::vector<GridPoint> corner;
    for (int j = 0; j <= side; ++j)
        for (int i = 0; i <= side; ++i)
            corner.push_back({low.x + i * cell + random.between(-cell / 3, cell / 3),
                              low.y + j * cell + random.between(-cell / 3, cell / 3)});
    const auto at = [&](int i, int j) {
        return corner[static_cast<std::size_t>(j * (side + 1) + i)];
    };
    Polygons layer;
    for (int j = 0; j < side; ++j)
        for (int i = 0; i < side; ++i)
            add_feature(layer, {{at(i, j), at(i + 1, j), at(i + 1, j + 1), at(i, j + 1)}});
    return layer;
}

struct Pair {
    Polygons a;
    Polygons b;
};

struct Kind {
    std::string name;
    std::function<Pair(Random&)> make;
};

inline Pair pair_of(const Ring& a, const Ring& b) {
    return {shapes::polygon({a}), shapes::polygon({b})};
}

std::vector<Kind> kinds();

} // namespace geo::generators
