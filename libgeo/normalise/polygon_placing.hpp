// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "libgeo/normalise/layers.hpp"

namespace geo {

/// A placed polygon that the quick test does not clear. Its bytes are gone when it is judged.
struct Suspect {
    std::size_t row = 0;         ///< in PlacedPolygons::shapes
    std::string geometry_sha256; ///< of its WKB as read
};

/// What became of consecutive features of a polygon layer on their way to the grid.
struct PlacedPolygons {
    Polygons shapes;                   ///< those that were placed, not yet judged
    std::vector<std::size_t> features; ///< which they are in the raw layer
    std::vector<Suspect> suspects;     ///< all others are valid
    Problems problems;                 ///< in the order of the features
    std::uint64_t rejected = 0;
    std::uint64_t wrong_kind = 0;               ///< rejected because they are no polygons
    std::uint64_t outside = 0;                  ///< rejected because they lie outside of the extent
    std::optional<SourcePoint> example_outside; ///< of the last of them
};

/// Brings all polygons onto the grid: decoded, transformed, densified, rounded, rings ordered, and
/// looked at for what may be invalid. The geometries of `raw` are given up on the way. `ids` are
/// those of the raw features. The result does not depend on the number of threads.
PlacedPolygons place_polygons(RawLayer& raw, const std::vector<std::string>& ids,
                              const ToGrid& to_grid, const Extent& extent);

} // namespace geo
