// SPDX-License-Identifier: Apache-2.0
#include "libgeo/crs/conformal_patches.hpp"

#include <cmath>
#include <numbers>

namespace geo {

namespace {

constexpr double half_side_m = 16384;
constexpr double side_m = 2 * half_side_m;
/// The samples stand on a circle outside of the square, so that no point is extrapolated.
constexpr double circle_m = half_side_m * 1.5;
constexpr int samples = 16;
constexpr double radians = std::numbers::pi / 180;
/// 0.005 mm on the ground, in degrees of latitude.
constexpr double tolerance_degrees = 4.5e-11;

} // namespace

ConformalPatches::ConformalPatches(Exact exact, double eccentricity)
    : m_exact(std::move(exact)), m_eccentricity(eccentricity) {}

double ConformalPatches::isometric(double lat_degrees) const {
    const double s = std::sin(lat_degrees * radians);
    return std::atanh(s) - m_eccentricity * std::atanh(m_eccentricity * s);
}

LonLat ConformalPatches::evaluate(const Patch& p, double x, double y) {
    // Horner's scheme on northing + i·easting, by hand: std::complex products check for infinities.
    const double re = (y - p.y) / circle_m;
    const double im = (x - p.x) / circle_m;
    double psi = p.analytic[degree].real();
    double lon = p.analytic[degree].imag();
    for (int k = degree - 1; k >= 0; --k) {
        const auto& c = p.analytic[static_cast<std::size_t>(k)];
        const double next = psi * re - lon * im + c.real();
        lon = psi * im + lon * re + c.imag();
        psi = next;
    }
    const double t = psi * p.psi_scale; // psi is relative to the centre's
    double lat = p.latitude[degree];
    for (int k = degree - 1; k >= 0; --k) lat = lat * t + p.latitude[static_cast<std::size_t>(k)];
    return {p.lon + lon / radians, lat};
}

/// Taylor coefficients as means over a circle (Cauchy's formula by the trapezoidal rule).
void ConformalPatches::fit_analytic(Patch& p) const {
    p.analytic.fill({0, 0});
    for (int j = 0; j < samples; ++j) {
        const double angle = 2 * std::numbers::pi * j / samples;
        const auto place =
            m_exact(p.x + circle_m * std::sin(angle), p.y + circle_m * std::cos(angle));
        const std::complex<double> value(isometric(place.lat) - p.psi,
                                         (place.lon - p.lon) * radians);
        for (int k = 0; k <= degree; ++k)
            p.analytic[static_cast<std::size_t>(k)] +=
                value * std::polar(1.0 / samples, -angle * k);
    }
}

/// Latitude as a polynomial of isometric latitude, through its values at Chebyshev points.
void ConformalPatches::fit_latitude(Patch& p) const {
    const double lat0 = m_exact(p.x, p.y).lat;
    const double reach = 1.7 * half_side_m / 111000;
    const double top = isometric(lat0 + reach) - p.psi;
    p.psi_scale = 1 / top;
    constexpr int n = degree + 1;
    std::array<double, n> t{}, lat{};
    for (int i = 0; i < n; ++i) {
        lat[static_cast<std::size_t>(i)] =
            lat0 + reach * std::cos(std::numbers::pi * (i + 0.5) / n);
        t[static_cast<std::size_t>(i)] =
            (isometric(lat[static_cast<std::size_t>(i)]) - p.psi) * p.psi_scale;
    }
    // Newton's divided differences, then expanded to powers of t.
    auto d = lat;
    for (std::size_t k = 1; k < n; ++k)
        for (std::size_t i = n - 1; i >= k; --i) d[i] = (d[i] - d[i - 1]) / (t[i] - t[i - k]);
    p.latitude.fill(0);
    for (std::size_t i = n; i-- > 0;) {
        for (std::size_t k = n - 1; k > 0; --k)
            p.latitude[k] = p.latitude[k - 1] - t[i] * p.latitude[k];
        p.latitude[0] = d[i] - t[i] * p.latitude[0];
    }
}

bool ConformalPatches::is_right(const Patch& p) const {
    constexpr std::array<double, 5> steps{-1, -0.43, 0.04, 0.61, 1};
    for (const double u : steps)
        for (const double v : steps) {
            if (std::abs(u) < 1 && std::abs(v) < 1 && u != 0.04) continue;
            const double x = p.x + u * half_side_m;
            const double y = p.y + v * half_side_m;
            const auto exact = m_exact(x, y);
            const auto fast = evaluate(p, x, y);
            // The negation catches NaN.
            if (!(std::abs(exact.lon - fast.lon) <= tolerance_degrees &&
                  std::abs(exact.lat - fast.lat) <= tolerance_degrees))
                return false;
        }
    return true;
}

ConformalPatches::Patch ConformalPatches::make(double x, double y) const {
    Patch p;
    p.x = (std::floor(x / side_m) + 0.5) * side_m;
    p.y = (std::floor(y / side_m) + 0.5) * side_m;
    const auto centre = m_exact(p.x, p.y);
    p.psi = isometric(centre.lat);
    p.lon = centre.lon;
    if (!std::isfinite(p.psi)) return p;
    fit_analytic(p);
    fit_latitude(p);
    p.usable = is_right(p);
    return p;
}

ConformalPatches::Patch& ConformalPatches::patch_at(double x, double y) {
    const auto column = static_cast<std::int64_t>(std::floor(x / side_m));
    const auto row = static_cast<std::int64_t>(std::floor(y / side_m));
    const auto key = (static_cast<std::uint64_t>(column) << 32U) ^
                     (static_cast<std::uint64_t>(row) & 0xFFFFFFFFU);
    if (key == m_last_key && m_last) return *m_last;
    auto found = m_patches.find(key);
    if (found == m_patches.end()) found = m_patches.emplace(key, make(x, y)).first;
    m_last_key = key;
    m_last = &found->second;
    return *m_last;
}

LonLat ConformalPatches::at(double x, double y) {
    // Beyond these numbers (in metres) no projection has a meaning, and the cell number overflows.
    if (!(std::abs(x) < 1e9 && std::abs(y) < 1e9)) return m_exact(x, y);
    const Patch& patch = patch_at(x, y);
    return patch.usable ? evaluate(patch, x, y) : m_exact(x, y);
}

} // namespace geo
