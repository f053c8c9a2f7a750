// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "libgeo/overlay/overlay_shapes.hpp"

namespace geo {

/// Two answers for one piece of an overlay.
struct Disagreement {
    OverlayPiece piece;
    double other_m2 = 0; ///< by GEOS OverlayNG on the same grid
};

/// Asks GEOS for every piece anew, by another algorithm on the same features, and lists the pieces
/// whose areas differ by more than the rounding of the crossings can explain (0.12 mm along both
/// outlines) and those that are no valid multipolygon. Cost: GEOS on every pair, on all cores.
std::vector<Disagreement> second_opinion(const Polygons& a, const Polygons& b,
                                         const OverlayShapes& overlay);

} // namespace geo
