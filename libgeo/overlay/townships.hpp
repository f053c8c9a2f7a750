// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vector>

#include "libgeo/normalise/layers.hpp"
#include "libgeo/overlay/overlay.hpp"

namespace geo {

/// One township against the ecological red line.
struct TownshipOverlap {
    Area area;     ///< of the township
    Area red_line; ///< inside zones of a red-line class, zones over the same ground counted once
};

/// Red-line area of every township, in their order. Red-line classes are those whose name begins
/// with "redline"; zones without legal force take no part.
std::vector<TownshipOverlap> overlay_townships(const PolygonLayer& townships,
                                               const PolygonLayer& zones);

} // namespace geo
