// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "libgeo/geom/polygons.hpp"

namespace geo {

/// An area on the CGCS2000 ellipsoid with the bound of its error.
///
/// `m2` is the area of the polygon whose vertices are the grid points and whose edges are straight
/// in longitude and latitude. `bound_m2` covers the arithmetic (1e-9 relative) and the rounding of
/// the vertices onto the grid (at most 0.079 mm each, at the equator, so 0.079 mm times the
/// perimeter).
struct Area {
    double m2 = 0;
    double bound_m2 = 0;
    friend bool operator==(const Area&, const Area&) = default;
};

/// Area of one feature, holes subtracted. Cost: linear in its vertices.
Area area_of(const Polygons& polygons, std::size_t feature);

/// Length of all rings of one feature in metres, to about 1e-3 relative: used for error bounds and
/// mean widths, never for a decision.
double perimeter_of(const Polygons& polygons, std::size_t feature);

} // namespace geo
