// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vector>

#include "libgeo/geom/area.hpp"
#include "libgeo/geom/polygons.hpp"

namespace geo {

/// Ground that two units of a coverage both claim, or that none claims though units surround it.
struct CoverageDefect {
    std::size_t a = 0; ///< the units, a < b; of a gap the first two that border it (b == a: one)
    std::size_t b = 0;
    Polygons shape;     ///< a column of one
    Area area;          ///< of an overlap the exact one of the engine
    double width_m = 0; ///< mean width 2A/P
    GridPoint place;    ///< a vertex of the shape
};

/// Where the features of a layer overlap each other, sorted by (a, b): decided exactly; touching is
/// not overlapping. Features must be valid. Cost: as `overlap_areas` of the layer with itself, and
/// a shape for each pair that is found.
std::vector<CoverageDefect> coverage_overlaps(const Polygons& units);

/// Gaps that the features enclose, the largest first. A gap that is open to the outer border of the
/// coverage cannot be told from its outline and is not found. Cost: the union of all features.
std::vector<CoverageDefect> coverage_gaps(const Polygons& units);

} // namespace geo
