// SPDX-License-Identifier: Apache-2.0
#include "libgeo/crs/geodesic.hpp"

#include <geodesic.h>

namespace geo {

namespace {

geod_geodesic cgcs2000() {
    geod_geodesic g;
    geod_init(&g, 6378137.0, 1 / 298.257222101);
    return g;
}

} // namespace

double geodesic_distance_m(double lon1, double lat1, double lon2, double lat2) {
    static const geod_geodesic ellipsoid = cgcs2000();
    double metres = 0;
    geod_inverse(&ellipsoid, lat1, lon1, lat2, lon2, &metres, nullptr, nullptr);
    return metres;
}

} // namespace geo
