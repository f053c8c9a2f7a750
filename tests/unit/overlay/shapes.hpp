// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>
#include <cmath>
#include <vector>

#include "libgeo/geom/predicates.hpp"

namespace geo::shapes {

using Ring = std::vector<GridPoint>;

inline void add_ring(Polygons& to, Ring ring, bool is_hole = false) {
    if ((twice_signed_area(ring) > 0) == is_hole) std::reverse(ring.begin(), ring.end());
    for (const auto p : ring) to.add_point(p);
    to.end_ring();
}

/// Appends a feature of one part; the first ring is the shell. Directions are put right.
inline void add_feature(Polygons& to, const std::vector<Ring>& rings) {
    for (std::size_t r = 0; r < rings.size(); ++r) add_ring(to, rings[r], r > 0);
    to.end_part();
    to.end_feature();
}

inline Polygons polygon(const std::vector<Ring>& rings) {
    Polygons one;
    add_feature(one, rings);
    return one;
}

inline Ring box(std::int64_t x0, std::int64_t y0, std::int64_t x1, std::int64_t y1) {
    return {{x0, y0}, {x1, y0}, {x1, y1}, {x0, y1}};
}

/// A place in degrees on the grid.
inline GridPoint at(double lon, double lat) {
    return {static_cast<std::int64_t>(std::llround(lon * units_per_degree)),
            static_cast<std::int64_t>(std::llround(lat * units_per_degree))};
}

inline Ring box_degrees(double lon0, double lat0, double lon1, double lat1) {
    const auto p = at(lon0, lat0), q = at(lon1, lat1);
    return box(p.x, p.y, q.x, q.y);
}

} // namespace geo::shapes
