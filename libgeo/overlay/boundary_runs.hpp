// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "libgeo/geom/green.hpp"
#include "libgeo/overlay/noding.hpp"
#include "libgeo/overlay/overlay.hpp"
#include "libgeo/overlay/overlay_shapes.hpp"
#include "libgeo/overlay/pair_sums.hpp"

namespace geo {

/// Consecutive edges of one ring, the first and the last perhaps in part, that bound the shape of a
/// pair: the shape lies to the left, or to the right when `reversed`. `no_feature` as a or b stands
/// for "nothing of this layer".
struct BoundaryRun {
    std::uint32_t a = 0;
    std::uint32_t b = 0;
    SideEdge first;
    std::uint32_t count = 0; ///< edges
    bool reversed = false;
    GridPoint start; ///< on the grid, as noded
    GridPoint end;
};

/// The boundaries of all shapes of an overlay, with their exact areas.
struct BoundaryRuns {
    std::vector<BoundaryRun> runs;         ///< sorted by pair, then place
    std::vector<PairSum<GreenFrame>> sums; ///< one a pair, sorted
};

/// Walks the boundaries of the two layers of `noding` once, notes their contacts there and
/// completes it. Exact decisions; parallel; independent of the number of threads.
BoundaryRuns boundary_runs(OverlayMode mode, Noding& noding);

} // namespace geo
