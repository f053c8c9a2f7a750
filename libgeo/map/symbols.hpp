// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "libgeo/map/style.hpp"

namespace geo::map {

/// The lines of a hatch inside areas (even-odd). They lie at fixed places of the sheet, so the
/// hatches of neighbours meet. Cost: lines × edges of the shape.
Paths hatch_lines(const Paths& areas, const Hatch& hatch);

/// The outlines moved by `mm` to the inside (> 0) or outside, corners cut at twice the distance.
Paths moved_outlines(const Paths& areas, double mm);

/// Draws an area or line with the fill, hatches and edgings of a rule.
void draw_shape(Canvas& canvas, const Paths& shape, const Rule& rule);

/// Draws the marker of a rule.
void draw_marker(Canvas& canvas, Place at, const Marker& marker);

} // namespace geo::map
