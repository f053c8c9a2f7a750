// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "libgeo/overlay/edge_index.hpp"
#include "libgeo/overlay/overlay.hpp"

namespace geo {

/// What a point inside a polygon is told.
enum class Inside { zero, distance_to_boundary };

struct NearestOptions {
    double reach_m = 1e6; ///< features farther than this are not found; at most 1,000 km
    Inside inside = Inside::zero;
    /// One byte a feature, not 0 for those that take part; empty when all do. Must outlive the
    /// call.
    std::span<const std::uint8_t> features;
};

/// The nearest feature of a layer to each point, in the order of the points.
///
/// Distances are geodesic on CGCS2000, to the nearest place of the boundary or line, whose edges
/// are straight in longitude and latitude; off by less than 0.01 mm. Features whose distances
/// differ by less than a micrometre count as equally near: the first of them is taken. With
/// `Inside::zero` a point strictly inside polygons has distance 0 and its own place; so has a point
/// on a boundary or line in any case. `no_feature` when nothing lies within reach.
///
/// The layer may cross the antimeridian. Cost: about a microsecond a point, all cores; within the
/// reach of a pole every edge is tried.
std::vector<Nearest> nearest(std::span<const GridPoint> points, const EdgeIndex& index,
                             const NearestOptions& options = {});

} // namespace geo
