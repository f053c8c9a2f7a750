// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "libgeo/geom/predicates.hpp"
#include "libgeo/overlay/edge_index.hpp"

namespace geo {

/// The grid point whose pixel holds a place along an edge: every coordinate rounded exactly, halves
/// upwards. Two edges that cross give the same point, whichever of them is asked.
GridPoint rounded(GridEdge edge, const Ratio& at);

/// True when the closed segment passes the pixel of `p`: the square of one unit around it that
/// holds its low sides but not its high sides, so that every place belongs to one pixel. Exact.
bool passes_pixel(GridEdge edge, GridPoint p);

} // namespace geo
