// SPDX-License-Identifier: Apache-2.0
#pragma once

namespace geo {

/// Length in metres of the geodesic between two places in degrees on the CGCS2000 ellipsoid, to
/// about 15 nm (Karney's algorithm in PROJ's geodesic.h). Cost: about a microsecond.
double geodesic_distance_m(double lon1, double lat1, double lon2, double lat2);

/// The same in closed form for short lines, latitudes and the difference of longitudes in radians:
/// the chord through the ellipsoid, lengthened by the curvature at its middle. Differs from the
/// geodesic by less than 0.1 micrometre up to 10 km away from the poles (88 degrees); good to 1e-3
/// beyond, up to some hundred kilometres. Cost: about 60 ns.
double short_geodesic_m(double lat1, double lat2, double d_lon);

} // namespace geo
