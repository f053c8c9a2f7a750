// SPDX-License-Identifier: Apache-2.0
#include "libgeo/crs/web_map_datum.hpp"

#include <cmath>
#include <numbers>

namespace geo {

namespace {

constexpr double pi = std::numbers::pi;

double sine_terms(double v) {
    return 20 * std::sin(6 * v * pi) + 20 * std::sin(2 * v * pi);
}

double shift_lat_terms(double x, double y) {
    double s = -100 + 2 * x + 3 * y + 0.2 * y * y + 0.1 * x * y + 0.2 * std::sqrt(std::abs(x));
    s += sine_terms(x) * 2 / 3;
    s += (20 * std::sin(y * pi) + 40 * std::sin(y / 3 * pi)) * 2 / 3;
    s += (160 * std::sin(y / 12 * pi) + 320 * std::sin(y * pi / 30)) * 2 / 3;
    return s;
}

double shift_lon_terms(double x, double y) {
    double s = 300 + x + 2 * y + 0.1 * x * x + 0.1 * x * y + 0.1 * std::sqrt(std::abs(x));
    s += sine_terms(x) * 2 / 3;
    s += (20 * std::sin(x * pi) + 40 * std::sin(x / 3 * pi)) * 2 / 3;
    s += (150 * std::sin(x / 12 * pi) + 300 * std::sin(x / 30 * pi)) * 2 / 3;
    return s;
}

bool is_shifted_region(LonLat p) {
    return p.lon >= 72.004 && p.lon <= 137.8347 && p.lat >= 0.8293 && p.lat <= 55.8271;
}

/// Solves forward(p) = target by fixed-point iteration; the shift varies slowly (derivative <
/// 0.01), so each round gains two digits.
template <typename Forward> LonLat invert(LonLat target, Forward forward) {
    LonLat p = target;
    for (int round = 0; round < 30; ++round) {
        const LonLat f = forward(p);
        const double d_lon = target.lon - f.lon;
        const double d_lat = target.lat - f.lat;
        p.lon += d_lon;
        p.lat += d_lat;
        if (std::abs(d_lon) < 1e-13 && std::abs(d_lat) < 1e-13) break;
    }
    return p;
}

} // namespace

LonLat to_gcj02(LonLat p) {
    if (!is_shifted_region(p)) return p;
    constexpr double a = 6378245.0; // Krasovsky
    constexpr double e2 = 0.00669342162296594323;
    const double phi = p.lat / 180 * pi;
    const double w2 = 1 - e2 * std::sin(phi) * std::sin(phi);
    const double w = std::sqrt(w2);
    const double d_lat =
        shift_lat_terms(p.lon - 105, p.lat - 35) * 180 / ((a * (1 - e2)) / (w2 * w) * pi);
    const double d_lon =
        shift_lon_terms(p.lon - 105, p.lat - 35) * 180 / (a / w * std::cos(phi) * pi);
    return {p.lon + d_lon, p.lat + d_lat};
}

LonLat from_gcj02(LonLat shifted) {
    return invert(shifted, to_gcj02);
}

LonLat gcj02_to_bd09(LonLat p) {
    constexpr double k = pi * 3000 / 180;
    const double z = std::hypot(p.lon, p.lat) + 0.00002 * std::sin(p.lat * k);
    const double theta = std::atan2(p.lat, p.lon) + 0.000003 * std::cos(p.lon * k);
    return {z * std::cos(theta) + 0.0065, z * std::sin(theta) + 0.006};
}

LonLat bd09_to_gcj02(LonLat bd09) {
    return invert(bd09, gcj02_to_bd09);
}

} // namespace geo
