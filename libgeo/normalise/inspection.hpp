// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "libgeo/geom/shapes.hpp"
#include "libgeo/normalise/polygon_placing.hpp"

namespace geo {

/// An invalid polygon: why, where, and what both repairs would make of it.
struct Inspection {
    std::size_t feature = 0; ///< row in the column
    std::size_t suspect = 0; ///< which of the suspects
    Validity validity;
    Polygons structure;
    Polygons linework;
    double structure_m2 = 0;
    double linework_m2 = 0;
};

/// The invalid ones among the features `suspects` of a column, in that order, found and repaired on
/// all cores; the result does not depend on the number of threads. Cost: GEOS's check for each
/// suspect, and both repairs for the invalid ones.
std::vector<Inspection> inspect(const Polygons& features, const std::vector<Suspect>& suspects);

} // namespace geo
