// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <vector>

#include "libgeo/geom/polygons.hpp"

namespace geo {

/// A feature of a layer and how far it is from a polygon.
struct FeatureDistance {
    std::size_t feature = 0;
    double distance_m = 0; ///< geodesic; 0 when they touch or overlap
    friend bool operator==(const FeatureDistance&, const FeatureDistance&) = default;
};

/// The features of `layer` within `reach_m` metres of the one polygon in `one`, by feature.
///
/// Distances are geodesic on CGCS2000 between the nearest places of both, whose edges are straight
/// in longitude and latitude; off by less than 0.01 mm. Crossing is decided exactly; a feature
/// exactly at the reach counts. `reach_m` from 0 to 100,000. Meant for single footprints: the cost
/// is that of both outlines within reach, each pair of edges whose boxes meet.
std::vector<FeatureDistance> features_within(const Polygons& one, const Polygons& layer,
                                             double reach_m);
std::vector<FeatureDistance> features_within(const Polygons& one, const Lines& layer,
                                             double reach_m);

} // namespace geo
