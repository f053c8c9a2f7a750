// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <span>
#include <vector>

#include "libgeo/overlay/overlay_shapes.hpp"

namespace geo {

/// Two answers for one piece of an overlay.
struct Disagreement {
    OverlayPiece piece;
    double other_m2 = 0; ///< by GEOS OverlayNG on the same grid
};

/// Asks GEOS for pieces of an overlay of `a` and `b` anew, by another algorithm on the same
/// features, and lists those whose areas differ by more than the rounding of the crossings can
/// explain (0.12 mm along both outlines) and those that are no valid multipolygon. Feature i of
/// `shapes` is the shape of piece i. Cost: GEOS on every pair, on all cores.
std::vector<Disagreement> second_opinion(const Polygons& a, const Polygons& b,
                                         std::span<const OverlayPiece> pieces,
                                         const Polygons& shapes);

} // namespace geo
