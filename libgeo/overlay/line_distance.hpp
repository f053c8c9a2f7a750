// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <span>

#include "libgeo/geom/polygons.hpp"
#include "libgeo/overlay/edge_index.hpp"

namespace geo {

/// The line that comes nearest to a polygon.
struct NearestLine {
    std::uint32_t line = 0;
    double distance_m = 0; ///< geodesic; 0 when they meet or the line lies inside
};

/// The nearest of the lines that take part (`features`: one byte a line) to a polygon, a column of
/// one with parts; nothing when none lies within 1,000 km. Between edges that do not meet, the
/// shortest way starts at a vertex of one of them, so vertices decide. Cost: a nearest search for
/// each vertex of the polygon and of the lines around it, and the pairs of edges whose boxes meet.
std::optional<NearestLine> nearest_line(const Polygons& polygon, const EdgeIndex& lines,
                                        std::span<const std::uint8_t> features);

/// The edges of the lines that take part which come into the box, each as a path of its own.
Lines edges_near(const Lines& lines, std::span<const std::uint8_t> features, const GridBox& box);

} // namespace geo
