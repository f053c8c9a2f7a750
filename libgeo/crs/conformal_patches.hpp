// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <complex>
#include <cstdint>
#include <functional>
#include <unordered_map>

#include "libgeo/crs/web_map_datum.hpp"

namespace geo {

/// A fast, exact-enough stand-in for the inverse of a conformal map projection (Gauss–Krüger, UTM,
/// Mercator, conformal conic, stereographic).
///
/// Isometric latitude + i·longitude is an analytic function of northing + i·easting, so on a square
/// of 32 km its Taylor polynomial of degree 6 is exact to rounding. The coefficients come from
/// samples of the exact transformation on a circle around the square, and every square is checked
/// against the exact transformation at 13 other places: where one differs by more than 0.005 mm
/// (a projection that is not conformal, a border of the CRS) the square is not used. Squares lie at
/// fixed places, so a point always gets the same bits. Not thread-safe. Cost: about 15 ns a point.
class ConformalPatches {
  public:
    using Exact = std::function<LonLat(double x, double y)>;

    /// `exact` gives degrees, NaN where it fails; `eccentricity` is that of the CRS's ellipsoid.
    ConformalPatches(Exact exact, double eccentricity);

    /// The place of x (easting) and y (northing) in metres; exact where no square serves.
    LonLat at(double x, double y);

    /// True when the square around this place serves, i.e. the projection is conformal there.
    bool serves(double x, double y) { return patch_at(x, y).usable; }

  private:
    static constexpr int degree = 6;
    struct Patch {
        bool usable = false;
        double x = 0; ///< centre
        double y = 0;
        std::array<std::complex<double>, degree + 1> analytic{};
        double lon = 0; ///< degrees, at the centre
        double psi = 0; ///< isometric latitude at the centre
        double psi_scale = 1;
        std::array<double, degree + 1> latitude{};
    };

    Patch& patch_at(double x, double y);
    Patch make(double x, double y) const;
    void fit_analytic(Patch& patch) const;
    void fit_latitude(Patch& patch) const;
    bool is_right(const Patch& patch) const;
    double isometric(double lat_degrees) const;
    static LonLat evaluate(const Patch& patch, double x, double y);

    Exact m_exact;
    double m_eccentricity;
    std::unordered_map<std::uint64_t, Patch> m_patches;
    std::uint64_t m_last_key = UINT64_MAX;
    Patch* m_last = nullptr;
};

} // namespace geo
