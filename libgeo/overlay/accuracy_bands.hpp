// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "libgeo/geom/polygons.hpp"

namespace geo {

/// The overlap that survives, and the overlap that may exist, when both outlines are only known to
/// within their positional accuracy (design.md section 3). Columns of one feature each.
struct AccuracyBand {
    Polygons certain;  ///< both shrunk by their accuracy, then intersected
    Polygons possible; ///< both grown by their accuracy, then intersected
};

/// Computes the band around one pair, locally: the second polygon is first cut to the neighbourhood
/// of the first, so a giant zone is never grown as a whole. Both are columns of one feature;
/// accuracies in metres, not both 0. Errors: GeometryError. Cost: GEOS on the neighbourhood.
AccuracyBand accuracy_band(const Polygons& a, double accuracy_a_m, const Polygons& b,
                           double accuracy_b_m);

/// Metres to grid units along a parallel and a meridian at least as long as `metres` anywhere south
/// of `latitude_limit` degrees; used to grow boxes.
std::int64_t generous_units(double metres, double latitude_limit);

} // namespace geo
