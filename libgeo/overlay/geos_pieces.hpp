// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "libgeo/geom/polygons.hpp"

namespace geo {

/// One piece of an overlay by GEOS, as a column of one feature: the overlap of two features, or
/// with `no_feature` for one of them the part of the other that no feature of that layer covers.
/// Throws GeometryError. Cost: GEOS on the features, and for a rest the boxes of a whole layer.
Polygons geos_piece(const Polygons& a, const Polygons& b, std::uint32_t feature_a,
                    std::uint32_t feature_b);

} // namespace geo
