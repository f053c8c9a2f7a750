// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <span>

#include "libgeo/geom/area.hpp"

namespace geo {

/// Sums of the boundary integral of an area, as whole numbers: additions commute exactly, so a sum
/// is the same for any order, any number of threads and any division into shards.
struct AreaSum {
    Int128 area = 0;         ///< in units of 2^-36 m2
    std::int64_t length = 0; ///< in units of 2^-20 m

    AreaSum& operator+=(const AreaSum& other) {
        area += other.area;
        length += other.length;
        return *this;
    }
    friend bool operator==(const AreaSum&, const AreaSum&) = default;
};

/// The area that a sum stands for; its bound counts 1e-9 of the area and 0.079 mm a metre of the
/// boundary. A sum that rounds to nothing or less gives 0.
Area to_area(const AreaSum& sum);

/// Length of the boundary of a sum in metres.
double length_m(const AreaSum& sum);

namespace green {

/// Series of the authalic function about one latitude: F(center + u) = sum of g[n] u^n, where
/// F(B) is the area of the ellipsoid between the equator and B per radian of longitude.
struct Band {
    double center = 0;       ///< latitude in grid units, a whole number
    double at_center = 0;    ///< F(center) in m2 per radian
    double g[6] = {};        ///< derivatives of F - F(center); g[0] is 0
    double meridian = 0;     ///< metres per radian of latitude
    double per_meridian = 0; ///< its inverse
};

inline constexpr double band_units = 2.5e8; ///< height of a band: a quarter of a degree
inline constexpr double radians_per_unit = 1.7453292519943295e-11;

/// The band of a latitude given in grid units; latitudes beyond a pole take the last band.
const Band& band_at(double latitude_units);

} // namespace green

/// The boundary integral on the CGCS2000 ellipsoid, relative to the latitude of one place so that
/// small areas keep their digits. All parts of one area must use the same frame.
class GreenFrame {
  public:
    using Sum = AreaSum;

    explicit GreenFrame(GridPoint reference);

    /// Adds the part [t0, t1] of the edge from `a` to `b`, straight in longitude and latitude.
    /// Along counter-clockwise rings the sum is the area. Cost: about 10 ns; long edges are
    /// divided so that the relative error stays below 1e-10.
    void add(Sum& sum, GridPoint a, GridPoint b, double t0, double t1) const;

    /// Adds every edge of a closed ring whole: bit by bit what `add` gives, in two thirds of the
    /// time.
    void add_ring(Sum& sum, std::span<const GridPoint> ring) const;

  private:
    void add_divided(Sum& sum, GridPoint a, GridPoint b, double t0, double t1) const;
    void add_far(Sum& sum, double y, double h, double d_lon) const;

    const green::Band* m_band;
    double m_origin; ///< series value at the reference
};

/// The reference of a feature: the low corner of its box, whatever its rings' start vertices; the
/// origin for a feature without parts.
GridPoint reference_of(const Polygons& polygons, std::size_t feature);

/// Sum over all rings of one feature.
AreaSum area_sum(const Polygons& polygons, std::size_t feature);

/// The planar counterpart in square grid units, for comparison with exact references in tests:
/// same interface, same pieces, no ellipsoid.
class PlanarFrame {
  public:
    struct Sum {
        Int128 area = 0; ///< twice the area in units of 2^-20 square grid units
        Sum& operator+=(const Sum& other) {
            area += other.area;
            return *this;
        }
    };
    explicit PlanarFrame(GridPoint reference) : m_reference(reference) {}
    void add(Sum& sum, GridPoint a, GridPoint b, double t0, double t1) const;

  private:
    GridPoint m_reference;
};

/// Square grid units of a planar sum.
double to_square_units(const PlanarFrame::Sum& sum);

} // namespace geo
