// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "libgeo/geom/shapes.hpp"

namespace geo {

/// What the look at one polygon found: nothing when it is valid, else why not, where, and what both
/// repairs would make of it.
struct Inspection {
    Validity validity;
    Polygons structure;
    Polygons linework;
    double structure_m2 = 0;
    double linework_m2 = 0;
};

/// Inspects one-feature columns, all cores; the result is in their order and does not depend on the
/// number of threads. Cost: GEOS's validity check, and both repairs for the invalid ones.
std::vector<Inspection> inspect(const std::vector<Polygons>& features);

} // namespace geo
