// SPDX-License-Identifier: Apache-2.0
#pragma once

namespace geo {

/// Length in metres of the shortest line on the CGCS2000 ellipsoid between two places given in
/// degrees. Exact to 15 nm (PROJ's geodesic routines); longitudes may run beyond 180 degrees.
/// Cost: about a microsecond.
double geodesic_distance_m(double lon1, double lat1, double lon2, double lat2);

} // namespace geo
