// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "libgeo/normalise/layers.hpp"

namespace geo {

/// What became of consecutive features of a polygon layer on their way to the grid.
struct PlacedPolygons {
    Polygons shapes;                   ///< those that were placed, not yet judged
    std::vector<std::size_t> features; ///< which they are in the raw layer
    Problems problems;                 ///< in the order of the features
    std::uint64_t rejected = 0;
    std::uint64_t wrong_kind = 0;               ///< rejected because they are no polygons
    std::uint64_t outside = 0;                  ///< rejected because they lie outside of the extent
    std::optional<SourcePoint> example_outside; ///< of the last of them
};

/// Brings all polygons onto the grid: decoded, transformed, densified, rounded, rings ordered.
/// `ids` are those of the raw features. The result does not depend on the number of threads.
PlacedPolygons place_polygons(const RawLayer& raw, const std::vector<std::string>& ids,
                              const ToGrid& to_grid, const Extent& extent);

} // namespace geo
