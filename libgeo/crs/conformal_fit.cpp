// SPDX-License-Identifier: Apache-2.0
#include "libgeo/crs/conformal_fit.hpp"

#include <numbers>

namespace geo::conformal {

namespace {

constexpr double radians = std::numbers::pi / 180;

} // namespace

double isometric(double lat_degrees, double eccentricity) {
    const double s = std::sin(lat_degrees * radians);
    return std::atanh(s) - eccentricity * std::atanh(eccentricity * s);
}

double latitude_degrees(double psi, double eccentricity) {
    double s = std::tanh(psi);
    for (int i = 0; i < 8; ++i) // gains three digits a round
        s = std::tanh(psi + eccentricity * std::atanh(eccentricity * s));
    return std::asin(s) / radians;
}

/// Means over the circle (Cauchy's formula by the trapezoidal rule).
Analytic Analytic::fit(const std::function<std::complex<double>(std::complex<double>)>& value) {
    constexpr int samples = 16;
    Analytic fitted;
    for (int j = 0; j < samples; ++j) {
        const double angle = 2 * std::numbers::pi * j / samples;
        const auto v = value({std::cos(angle), std::sin(angle)});
        for (int k = 0; k <= degree; ++k)
            fitted.coefficients[static_cast<std::size_t>(k)] +=
                v * std::polar(1.0 / samples, -angle * k);
    }
    return fitted;
}

/// Newton's divided differences, then expanded to powers of t.
Polynomial Polynomial::through(const std::array<double, places>& t,
                               const std::array<double, places>& value) {
    auto d = value;
    for (std::size_t k = 1; k < places; ++k)
        for (std::size_t i = places - 1; i >= k; --i) d[i] = (d[i] - d[i - 1]) / (t[i] - t[i - k]);
    Polynomial p;
    for (std::size_t i = places; i-- > 0;) {
        for (std::size_t k = places - 1; k > 0; --k)
            p.coefficients[k] = p.coefficients[k - 1] - t[i] * p.coefficients[k];
        p.coefficients[0] = d[i] - t[i] * p.coefficients[0];
    }
    return p;
}

std::array<double, Polynomial::places> chebyshev_places() {
    std::array<double, Polynomial::places> t{};
    for (std::size_t i = 0; i < t.size(); ++i)
        t[i] = std::cos(std::numbers::pi * (static_cast<double>(i) + 0.5) / Polynomial::places);
    return t;
}

} // namespace geo::conformal
