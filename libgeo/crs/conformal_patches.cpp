// SPDX-License-Identifier: Apache-2.0
#include "libgeo/crs/conformal_patches.hpp"

#include <cmath>
#include <numbers>

namespace geo {

namespace {

using conformal::Polynomial;

constexpr double half_side_m = 16384;
constexpr double half_side_degrees = 0.125;
/// The samples stand on a circle outside of the square, so that no point is extrapolated.
constexpr double circle_m = half_side_m * 1.5;
constexpr double radians = std::numbers::pi / 180;
constexpr double tolerance_mm = 0.005;
constexpr double tolerance_degrees = tolerance_mm / 111.32e6;
constexpr double tolerance_m = tolerance_mm / 1000;

/// Beyond these numbers (in metres) no projection has a meaning, and the square's number overflows.
constexpr double furthest_m = 1e9;

} // namespace

ConformalPatches::ConformalPatches(Exact exact, double eccentricity)
    : m_exact(std::move(exact)), m_eccentricity(eccentricity), m_patches(2 * half_side_m) {}

LonLat ConformalPatches::evaluate(const Patch& p, double x, double y) {
    double psi, lon;
    p.analytic.evaluate((y - p.y) / circle_m, (x - p.x) / circle_m, psi, lon);
    return {p.lon + lon / radians, p.latitude(psi * p.psi_scale)};
}

void ConformalPatches::fit_latitude(Patch& p) const {
    const double lat0 = m_exact(p.x, p.y).lat;
    const double reach = 1.7 * half_side_m / 111000;
    p.psi_scale = 1 / (conformal::isometric(lat0 + reach, m_eccentricity) - p.psi);
    auto t = conformal::chebyshev_places(), lat = t;
    for (std::size_t i = 0; i < t.size(); ++i) {
        lat[i] = lat0 + reach * t[i];
        t[i] = (conformal::isometric(lat[i], m_eccentricity) - p.psi) * p.psi_scale;
    }
    p.latitude = Polynomial::through(t, lat);
}

ConformalPatches::Patch ConformalPatches::make(double x, double y) const {
    Patch p;
    p.x = x;
    p.y = y;
    const auto centre = m_exact(x, y);
    p.psi = conformal::isometric(centre.lat, m_eccentricity);
    p.lon = centre.lon;
    if (!std::isfinite(p.psi)) return p;
    p.analytic = conformal::Analytic::fit([&](std::complex<double> z) {
        const auto place = m_exact(x + circle_m * z.imag(), y + circle_m * z.real());
        return std::complex<double>(conformal::isometric(place.lat, m_eccentricity) - p.psi,
                                    (place.lon - p.lon) * radians);
    });
    fit_latitude(p);
    p.usable = conformal::holds_on_square([&](double u, double v) {
        const double at_x = x + u * half_side_m, at_y = y + v * half_side_m;
        const auto exact = m_exact(at_x, at_y), fast = evaluate(p, at_x, at_y);
        return std::abs(exact.lon - fast.lon) <= tolerance_degrees && // false for NaN
               std::abs(exact.lat - fast.lat) <= tolerance_degrees;
    });
    return p;
}

ConformalPatches::Patch& ConformalPatches::patch_at(double x, double y) {
    return m_patches.at(x, y, [this](double cx, double cy) { return make(cx, cy); });
}

LonLat ConformalPatches::at(double x, double y) {
    if (!(std::abs(x) < furthest_m && std::abs(y) < furthest_m)) return m_exact(x, y);
    const Patch& patch = patch_at(x, y);
    return patch.usable ? evaluate(patch, x, y) : m_exact(x, y);
}

ProjectionPatches::ProjectionPatches(Exact exact, double eccentricity)
    : m_exact(std::move(exact)), m_eccentricity(eccentricity), m_patches(2 * half_side_degrees) {}

SourcePoint ProjectionPatches::evaluate(const Patch& p, LonLat place) {
    const double psi = p.psi_of((place.lat - p.centre.lat) / half_side_degrees);
    double north, east;
    p.analytic.evaluate(psi, (place.lon - p.centre.lon) * radians * p.scale, north, east);
    return {p.at_centre.x + east, p.at_centre.y + north};
}

ProjectionPatches::Patch ProjectionPatches::make(LonLat centre) const {
    Patch p;
    p.centre = centre;
    p.psi = conformal::isometric(centre.lat, m_eccentricity);
    p.at_centre = m_exact(centre.lon, centre.lat);
    const double top = std::abs(centre.lat) + half_side_degrees;
    if (!(top < 89) || !std::isfinite(p.at_centre.x) || !std::isfinite(p.at_centre.y)) return p;
    // Towards a pole the isometric latitude grows faster than the longitude.
    const double half_psi = conformal::isometric(top, m_eccentricity) - std::abs(p.psi);
    p.scale = 1 / (1.1 * std::hypot(half_psi, half_side_degrees * radians));
    const auto t = conformal::chebyshev_places();
    auto psi = t;
    for (auto& v : psi)
        v = (conformal::isometric(centre.lat + half_side_degrees * v, m_eccentricity) - p.psi) *
            p.scale;
    p.psi_of = Polynomial::through(t, psi);
    p.analytic = conformal::Analytic::fit([&](std::complex<double> z) {
        const auto lat = conformal::latitude_degrees(p.psi + z.real() / p.scale, m_eccentricity);
        const auto place = m_exact(centre.lon + z.imag() / p.scale / radians, lat);
        return std::complex<double>(place.y - p.at_centre.y, place.x - p.at_centre.x);
    });
    p.usable = conformal::holds_on_square([&](double u, double v) {
        const LonLat at{centre.lon + u * half_side_degrees, centre.lat + v * half_side_degrees};
        const auto exact = m_exact(at.lon, at.lat), fast = evaluate(p, at);
        return std::abs(exact.x - fast.x) <= tolerance_m && // false for NaN
               std::abs(exact.y - fast.y) <= tolerance_m;
    });
    return p;
}

ProjectionPatches::Patch& ProjectionPatches::patch_at(LonLat place) {
    return m_patches.at(place.lon, place.lat, [this](double lon, double lat) {
        return make({lon, lat});
    });
}

SourcePoint ProjectionPatches::at(LonLat place) {
    if (!(std::abs(place.lon) < 400 && std::abs(place.lat) < 90))
        return m_exact(place.lon, place.lat);
    const Patch& patch = patch_at(place);
    return patch.usable ? evaluate(patch, place) : m_exact(place.lon, place.lat);
}

} // namespace geo
