// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "libgeo/geom/shapes.hpp"

namespace geo {

/// An invalid polygon: why, where, and what both repairs would make of it.
struct Inspection {
    std::size_t feature = 0;
    Validity validity;
    Polygons structure;
    Polygons linework;
    double structure_m2 = 0;
    double linework_m2 = 0;
};

/// The invalid features of a column, in its order, found and repaired on all cores; the result does
/// not depend on the number of threads. Cost: about 50 ns a vertex; GEOS's check for features with
/// rings that touch, and both repairs for the invalid ones.
std::vector<Inspection> inspect(const Polygons& features);

} // namespace geo
