// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "libgeo/crs/conformal_fit.hpp"
#include "libgeo/crs/to_grid.hpp"
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
    struct Patch {
        bool usable = false;
        double x = 0; ///< centre
        double y = 0;
        double lon = 0; ///< degrees, at the centre
        double psi = 0; ///< isometric latitude at the centre
        double psi_scale = 1;
        conformal::Analytic analytic;   ///< to isometric latitude + i·longitude off the centre's
        conformal::Polynomial latitude; ///< of the isometric latitude off the centre's, scaled
    };

    Patch& patch_at(double x, double y);
    Patch make(double x, double y) const;
    void fit_latitude(Patch& patch) const;
    static LonLat evaluate(const Patch& patch, double x, double y);

    Exact m_exact;
    double m_eccentricity;
    conformal::Squares<Patch> m_patches;
};

/// The same for the projection itself: from longitude and latitude to easting and northing, on
/// squares of a quarter of a degree.
class ProjectionPatches {
  public:
    using Exact = std::function<SourcePoint(double lon, double lat)>;

    ProjectionPatches(Exact exact, double eccentricity);

    /// Easting and northing in metres; exact where no square serves.
    SourcePoint at(LonLat place);

    /// True when the square around this place serves.
    bool serves(LonLat place) { return patch_at(place).usable; }

  private:
    struct Patch {
        bool usable = false;
        LonLat centre;
        double psi = 0;
        double scale = 1;      ///< of isometric latitude and longitude (radians) to the circle
        SourcePoint at_centre; ///< easting and northing
        conformal::Polynomial psi_of; ///< scaled isometric latitude off the centre's, of latitude
        conformal::Analytic analytic; ///< to northing + i·easting off the centre's
    };

    Patch& patch_at(LonLat place);
    Patch make(LonLat centre) const;
    static SourcePoint evaluate(const Patch& patch, LonLat place);

    Exact m_exact;
    double m_eccentricity;
    conformal::Squares<Patch> m_patches;
};

} // namespace geo
