// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "libgeo/core/table.hpp"
#include "libgeo/normalise/layers.hpp"
#include "libgeo/overlay/overlay_shapes.hpp"

namespace geo {

/// The pair table: a_id, b_id, area_m2, bound_m2, share_of_a, share_of_b; one row a pair with an
/// area, in the order of `pairs`. Shares are parts of the features' own ellipsoidal areas, 0 to 1.
Table pair_table(const PolygonLayer& a, const PolygonLayer& b, const std::vector<PairArea>& pairs);

/// One row a piece of an overlay: the columns of the pair table (unknown on the side that is
/// missing), then the attributes of both features, their names led by "a_" and "b_". A column whose
/// name stands already is left out, as the field of the id is.
Table piece_table(const PolygonLayer& a, const PolygonLayer& b,
                  const std::vector<OverlayPiece>& pieces);

} // namespace geo
