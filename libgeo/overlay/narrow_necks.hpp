// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <span>

namespace geo {

/// A point in metres on a plane, and the points [first, last) of one ring.
struct PlanePoint {
    double x = 0;
    double y = 0;
};
struct PlaneRing {
    std::size_t first = 0;
    std::size_t last = 0;
};

/// The narrowest place of the inside.
struct NarrowNeck {
    double width_m = 0;
    std::size_t vertex = 0;   ///< its index among the points
    std::size_t vertices = 0; ///< how many vertices see a neck; 0: there is none
};

/// The narrowest neck of one part, whose inside lies to the left of its rings: a vertex nearer than
/// `width_m` to another edge of the part across the inside, while the way along the outline between
/// the two is at least 20 times as far and 10 times `width_m` (so corners are none; another ring is
/// infinitely far). Rings that touch are no necks. Cost: linear in the vertices; small parts are
/// compared edge by edge.
NarrowNeck narrowest_neck(std::span<const PlanePoint> points, std::span<const PlaneRing> rings,
                          double width_m);

} // namespace geo
