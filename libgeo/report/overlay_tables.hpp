// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <span>

#include "libgeo/core/table.hpp"
#include "libgeo/normalise/layers.hpp"
#include "libgeo/overlay/overlay_shapes.hpp"

namespace geo {

/// The pair table: a_id, b_id, area_m2, bound_m2, share_of_a, share_of_b; one row a pair with an
/// area, in the order of `pairs`. Shares are parts of the features' own ellipsoidal areas, 0 to 1.
Table pair_table(const PolygonLayer& a, const PolygonLayer& b, const std::vector<PairArea>& pairs);

/// A row of the pair table, for whom the layers are not at hand: ids, the overlap, and the areas of
/// both features.
struct PairRow {
    std::string a_id;
    std::string b_id;
    Area area;
    double a_m2 = 0;
    double b_m2 = 0;
};
Table pair_table(const std::vector<PairRow>& rows);

/// One row a piece of an overlay: the columns of the pair table (unknown on the side that is
/// missing), then the attributes of both features, their names led by "a_" and "b_". A column whose
/// name stands already is left out, as the field of the id is.
Table piece_table(const PolygonLayer& a, const PolygonLayer& b,
                  const std::vector<OverlayPiece>& pieces);

/// Adds the attributes of `features` as columns, their names led by `prefix`; row i gets those of
/// feature `of_row[i]`, or unknown ones for `no_feature`. A column whose name stands already is
/// left out.
void add_attributes(Table& table, const FeatureColumns& features, const std::string& prefix,
                    std::span<const std::uint32_t> of_row);

} // namespace geo
