// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>
#include <set>
#include <utility>
#include <vector>

#include <boost/multiprecision/cpp_int.hpp>

#include "libgeo/geom/predicates.hpp"

namespace geo::exact {

using Rational = boost::multiprecision::cpp_rational;

/// An edge of polygon `owner` (0: of a, others: of b), from left to right, never upright.
struct SlabEdge {
    GridPoint left;
    GridPoint right;
    std::size_t owner = 0;
    Rational at(const Rational& x) const {
        return left.y + Rational(right.y - left.y) * (x - left.x) / (right.x - left.x);
    }
};

inline void add_edges(std::vector<SlabEdge>& edges, const Polygons& polygons, std::size_t feature,
                      std::size_t owner) {
    for (auto r = polygons.first_ring(feature); r < polygons.last_ring(feature); ++r) {
        const auto ring = polygons.ring(r);
        for (std::size_t i = 0; i < ring.size(); ++i) {
            const auto p = ring[i], q = ring[(i + 1) % ring.size()];
            if (p.x != q.x) edges.push_back({std::min(p, q), std::max(p, q), owner});
        }
    }
}

/// All abscissae of vertices and crossings.
inline std::set<Rational> cuts_of(const std::vector<SlabEdge>& edges) {
    std::set<Rational> cuts;
    for (const auto& e : edges) cuts.insert({Rational(e.left.x), Rational(e.right.x)});
    for (std::size_t i = 0; i < edges.size(); ++i)
        for (std::size_t j = 0; j < i; ++j) {
            const auto &e = edges[i], &f = edges[j];
            const auto low = std::max(e.left.x, f.left.x), high = std::min(e.right.x, f.right.x);
            if (low >= high) continue;
            const Rational p = e.at(low) - f.at(low), q = e.at(high) - f.at(high);
            if (p * q < 0) cuts.insert(low + (high - low) * p / (p - q));
        }
    return cuts;
}

/// Area inside polygon 0 and inside any other in square grid units, exactly, by cutting the plane
/// into slabs; inside by the even-odd rule. Slow on purpose: shares no idea with the engine.
inline Rational slab_area(const std::vector<SlabEdge>& edges, std::size_t owners) {
    const auto cuts = cuts_of(edges);
    Rational total = 0;
    for (auto from = cuts.begin(), to = from; from != cuts.end(); from = to) {
        if (++to == cuts.end()) break;
        std::vector<std::pair<Rational, std::size_t>> crossed;
        for (const auto& e : edges)
            if (e.left.x <= *from && e.right.x >= *to)
                crossed.emplace_back(e.at(*from) + e.at(*to), e.owner);
        std::sort(crossed.begin(), crossed.end());
        std::vector<bool> inside(owners);
        for (std::size_t k = 0; k < crossed.size(); ++k) {
            if (inside[0] && std::count(inside.begin() + 1, inside.end(), true) > 0)
                total += (crossed[k].first - crossed[k - 1].first) * (*to - *from) / 2;
            inside[crossed[k].second] = !inside[crossed[k].second];
        }
    }
    return total;
}

/// Area of the common inside of two features.
inline Rational overlap_area(const Polygons& a, std::size_t fa, const Polygons& b, std::size_t fb) {
    std::vector<SlabEdge> edges;
    add_edges(edges, a, fa, 0);
    add_edges(edges, b, fb, 1);
    return slab_area(edges, 2);
}

/// Area of a feature that lies in any feature of `b`.
inline Rational union_area(const Polygons& a, std::size_t fa, const Polygons& b) {
    std::vector<SlabEdge> edges;
    add_edges(edges, a, fa, 0);
    for (std::size_t f = 0; f < b.features(); ++f) add_edges(edges, b, f, f + 1);
    return slab_area(edges, b.features() + 1);
}

} // namespace geo::exact
