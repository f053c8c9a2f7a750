// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "libgeo/overlay/edge_index.hpp"
#include "libgeo/overlay/overlay.hpp"

namespace geo {

/// The polygons that hold each point, sorted by (point, polygon).
///
/// Strictly inside: a point on the boundary is in no polygon there, exactly. Points outside of all
/// polygons do not appear; a point in overlapping polygons appears once for each. Cost: a few tens
/// of nanoseconds a point, all cores; points near each other in the list are faster.
std::vector<Containment> locate(std::span<const GridPoint> points, const EdgeIndex& polygons);
std::vector<Containment> locate(std::span<const GridPoint> points, const Polygons& polygons);

/// Where a point stands against one layer.
struct Standing {
    std::vector<std::uint32_t> inside;   ///< polygons that hold it strictly, ascending
    std::vector<std::uint32_t> boundary; ///< polygons on whose boundary it lies, ascending
};

/// Both answers for one point.
Standing standing_of(GridPoint point, const EdgeIndex& polygons);

/// The same into lists that are used again.
void find_standing(GridPoint point, const EdgeIndex& polygons, Standing& standing);

} // namespace geo
