// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vector>

#include "libgeo/geom/polygons.hpp"

namespace geo {

/// Two that are the same ground: `copy` repeats `first`, first < copy.
struct EqualPair {
    std::size_t first = 0;
    std::size_t copy = 0;
};

/// Features with the very same rings, whatever their start points and the order of rings and parts;
/// each copy once, with the first of its kind, sorted by `copy`. Decided exactly. Cost: linear in
/// the vertices, plus a sort of the features.
std::vector<EqualPair> equal_features(const Polygons& polygons);

/// The same for the rings of one feature, counted from its first.
std::vector<EqualPair> equal_rings(const Polygons& polygons, std::size_t feature);

} // namespace geo
