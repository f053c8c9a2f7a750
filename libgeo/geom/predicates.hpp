// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>

#include "libgeo/geom/polygons.hpp"

namespace geo {

/// Exact predicates on the grid. Coordinates of one computation may lie up to 2^62 apart in
/// theory and 3.6e11 in practice; products are taken in 128 bits, so nothing is ever rounded.

/// A difference of two grid points.
struct GridVector {
    std::int64_t x = 0;
    std::int64_t y = 0;
};

constexpr GridVector operator-(GridPoint p, GridPoint q) {
    return {p.x - q.x, p.y - q.y};
}

/// Twice the signed area between two vectors: positive when `v` points to the left of `u`.
constexpr Int128 cross(GridVector u, GridVector v) {
    return static_cast<Int128>(u.x) * v.y - static_cast<Int128>(u.y) * v.x;
}

constexpr Int128 dot(GridVector u, GridVector v) {
    return static_cast<Int128>(u.x) * v.x + static_cast<Int128>(u.y) * v.y;
}

/// Positive when `p` lies to the left of the line from `a` to `b`, zero when it lies on it.
constexpr Int128 orient(GridPoint a, GridPoint b, GridPoint p) {
    return cross(b - a, p - a);
}

/// True when `p` lies on the closed segment from `a` to `b`, ends included.
constexpr bool on_segment(GridPoint a, GridPoint b, GridPoint p) {
    return std::min(a.x, b.x) <= p.x && p.x <= std::max(a.x, b.x) && std::min(a.y, b.y) <= p.y &&
           p.y <= std::max(a.y, b.y) && orient(a, b, p) == 0;
}

/// A proper or improper fraction of two 128-bit numbers, `den > 0`, `num >= 0`: the place along an
/// edge where another one crosses it.
struct Ratio {
    Int128 num = 0;
    Int128 den = 1;
    double approx = 0; ///< num / den with a relative error below 4e-16

    constexpr Ratio() = default;
    constexpr Ratio(Int128 n, Int128 d)
        : num(n), den(d), approx(static_cast<double>(n) / static_cast<double>(d)) {}
};

/// Sign of p - q for fractions in [0, 1], exactly: by the approximations when they are clearly
/// apart, else by 256-bit products.
int compare(const Ratio& p, const Ratio& q);

} // namespace geo
