// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cmath>
#include <complex>
#include <cstdint>
#include <functional>
#include <unordered_map>

namespace geo::conformal {

inline constexpr int degree = 6;

/// Isometric latitude on an ellipsoid, for degrees; and the latitude of an isometric one.
double isometric(double lat_degrees, double eccentricity);
double latitude_degrees(double psi, double eccentricity);

/// A polynomial on the complex plane.
struct Analytic {
    std::array<std::complex<double>, degree + 1> coefficients{};

    /// Taylor coefficients of an analytic function about 0, from its values on the unit circle.
    static Analytic fit(const std::function<std::complex<double>(std::complex<double>)>& value);

    /// Horner's scheme by hand: std::complex products check for infinities.
    void evaluate(double re, double im, double& out_re, double& out_im) const {
        out_re = coefficients[degree].real();
        out_im = coefficients[degree].imag();
        for (int k = degree - 1; k >= 0; --k) {
            const auto& c = coefficients[static_cast<std::size_t>(k)];
            const double next = out_re * re - out_im * im + c.real();
            out_im = out_re * im + out_im * re + c.imag();
            out_re = next;
        }
    }
};

/// A polynomial on the line.
struct Polynomial {
    static constexpr int places = degree + 1;
    std::array<double, places> coefficients{};

    /// Through values at so many places.
    static Polynomial through(const std::array<double, places>& t,
                              const std::array<double, places>& value);

    double operator()(double t) const {
        double v = coefficients[degree];
        for (int k = degree - 1; k >= 0; --k) v = v * t + coefficients[static_cast<std::size_t>(k)];
        return v;
    }
};

/// Chebyshev's places of a polynomial, from -1 to 1.
std::array<double, Polynomial::places> chebyshev_places();

/// True when right(u, v) is for 13 places of a square from -1 to 1: its corners, borders and two
/// lines inside.
template <typename Right> bool holds_on_square(Right&& right) {
    constexpr std::array<double, 5> steps{-1, -0.43, 0.04, 0.61, 1};
    for (const double u : steps)
        for (const double v : steps) {
            if (std::abs(u) < 1 && std::abs(v) < 1 && u != 0.04) continue;
            if (!right(u, v)) return false;
        }
    return true;
}

/// Patches at fixed squares of the plane, made when a place in them is first asked for.
template <typename Patch> class Squares {
  public:
    explicit Squares(double side) : m_side(side) {}

    /// The patch of the square that holds x, y; make(centre x, centre y) when it is new.
    template <typename Make> Patch& at(double x, double y, Make&& make) {
        const auto column = static_cast<std::int64_t>(std::floor(x / m_side));
        const auto row = static_cast<std::int64_t>(std::floor(y / m_side));
        const auto key = (static_cast<std::uint64_t>(column) << 32U) ^
                         (static_cast<std::uint64_t>(row) & 0xFFFFFFFFU);
        if (key == m_last_key && m_last) return *m_last;
        auto found = m_patches.find(key);
        if (found == m_patches.end())
            found = m_patches
                        .emplace(key, make((static_cast<double>(column) + 0.5) * m_side,
                                           (static_cast<double>(row) + 0.5) * m_side))
                        .first;
        m_last_key = key;
        m_last = &found->second;
        return *m_last;
    }

  private:
    double m_side;
    std::unordered_map<std::uint64_t, Patch> m_patches;
    std::uint64_t m_last_key = UINT64_MAX;
    Patch* m_last = nullptr;
};

} // namespace geo::conformal
