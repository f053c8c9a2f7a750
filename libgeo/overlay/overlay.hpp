// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "libgeo/geom/area.hpp"
#include "libgeo/geom/polygons.hpp"

namespace geo {

/// Overlap of feature `a` of one layer with feature `b` of another (indices into the columns).
struct PairArea {
    std::uint32_t a = 0;
    std::uint32_t b = 0;
    Area area;
    friend bool operator==(const PairArea&, const PairArea&) = default;
};

/// A point that lies in the inside of a polygon.
struct Containment {
    std::uint32_t point = 0;
    std::uint32_t polygon = 0;
    friend auto operator<=>(const Containment&, const Containment&) = default;
};

/// The nearest feature to a point. `feature == no_feature` when there is none within reach.
struct Nearest {
    std::uint32_t feature = UINT32_MAX;
    double distance_m =
        0; ///< geodesic, to the nearest point of the boundary; 0 inside when asked for areas
    GridPoint place; ///< the nearest point, rounded to the grid
};

inline constexpr std::uint32_t no_feature = UINT32_MAX;

} // namespace geo
