// SPDX-License-Identifier: Apache-2.0
#pragma once

namespace geo {

/// Length in metres of the geodesic between two places in degrees on the CGCS2000 ellipsoid, to
/// about 15 nm (Karney's algorithm in PROJ's geodesic.h). Cost: about a microsecond.
double geodesic_distance_m(double lon1, double lat1, double lon2, double lat2);

} // namespace geo
