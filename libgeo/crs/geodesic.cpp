// SPDX-License-Identifier: Apache-2.0
#include "libgeo/crs/geodesic.hpp"

#include <cmath>

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

double short_geodesic_m(double lat1, double lat2, double d_lon) {
    constexpr double a = 6378137.0, f = 1 / 298.257222101, e2 = f * (2 - f);
    const double s1 = std::sin(lat1), c1 = std::cos(lat1);
    const double s2 = std::sin(lat2), c2 = std::cos(lat2);
    const double n1 = a / std::sqrt(1 - e2 * s1 * s1), n2 = a / std::sqrt(1 - e2 * s2 * s2);
    // Earth-centred coordinates, the first place on the zero meridian.
    const double half = std::sin(d_lon / 2);
    const double x = n2 * c2 - n1 * c1 - n2 * c2 * 2 * half * half;
    const double y = n2 * c2 * std::sin(d_lon);
    const double z = (1 - e2) * (n2 * s2 - n1 * s1);
    const double chord2 = x * x + y * y + z * z;
    if (chord2 == 0) return 0;
    // Euler: the curvature in the line's direction, from those of the meridian and across it.
    const double meridian = n1 * (1 - e2) / (1 - e2 * s1 * s1);
    const double north = meridian * (lat2 - lat1), east = n1 * c1 * d_lon;
    const double north2 = north * north, east2 = east * east;
    const double curvature = (north2 / meridian + east2 / n1) / (north2 + east2);
    const double bend = curvature * curvature * chord2;
    return std::sqrt(chord2) * (1 + bend / 24 + 3 * bend * bend / 640);
}

} // namespace geo
