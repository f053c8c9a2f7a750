// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vector>

#include "libgeo/core/table.hpp"
#include "libgeo/screening.hpp"

namespace geo {

/// A park drawn back from all ground that forbids siting.
struct BoundaryRemedy {
    std::size_t park = 0;  ///< index into the parks of the screening
    Area before;           ///< of the park as it is
    Area remaining;        ///< of all that is left
    Area kept;             ///< of the largest contiguous part that is left
    std::size_t parts = 0; ///< parts that are left, the kept one among them
    Polygons shape;        ///< the kept part, a column of one; without parts when nothing is left
    Facts facts;           ///< of the kept part
    Verdict verdict;       ///< on the kept part, by the same pack
};

/// Re-tests parks as if their boundary had been drawn back: the park minus every zone that forbids
/// siting, each grown by `setback_m` metres, its largest contiguous part alone. Areas and shapes
/// are the exact engine's. The attributes of the park stay as they are; sites are counted anew.
/// With a setback of 0 the new boundary lies on the zones' own; a crossing rounded to the grid may
/// then leave a sliver within 0.1 mm, which is `review`.
/// `parks`: which ones; they are answered in this order. Throws ConfigError without a pack.
/// A park with nothing left is `close` by no rule: its verdict is insufficient_data and its shape
/// empty. Cost: one overlay of the parks with the zones near them.
std::vector<BoundaryRemedy> what_if(const Screening& screening,
                                    const std::vector<std::size_t>& parks, double setback_m);

/// One row a remedy: areas before and after, parts left, outcome before and after.
Table remedies_table(const Screening& screening, const std::vector<BoundaryRemedy>& remedies);

} // namespace geo
