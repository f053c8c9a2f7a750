// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "libgeo/geom/polygons.hpp"

namespace geo::map {

/// Outlines with fewer points, for a picture only: no area is ever taken from them.
///
/// Every point that is left out lies within `tolerance_m` of the line that stands for it, and the
/// points kept are those of `fine`. Borders that features share stay shared, to the bit; no ring
/// is lost or turned; and no edge crosses or runs into another of its feature unless it did in
/// `fine`: where thinning would do that, the border keeps more points. Metres are scaled at the
/// middle latitude of the layer. Cost: n log n, some passes over what is left.
Polygons coarse_shapes(const Polygons& fine, double tolerance_m);

} // namespace geo::map
