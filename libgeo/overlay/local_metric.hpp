// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "libgeo/overlay/edge_index.hpp"

namespace geo {

/// Distances from one place as on a plane: metres east and north at its latitude, on CGCS2000.
/// Good for finding candidates; `error` bounds how far it is off.
class LocalMetric {
  public:
    explicit LocalMetric(GridPoint at);

    /// The metric of the place `dx` units farther east.
    LocalMetric moved(std::int64_t dx) const {
        auto other = *this;
        other.m_at.x += dx;
        return other;
    }

    GridPoint at() const { return m_at; }
    double metres_east() const { return m_east; }   ///< per unit of longitude
    double metres_north() const { return m_north; } ///< per unit of latitude

    /// Bound of the relative difference between plane and geodesic distance, for places up to
    /// `distance_m` away. Above 0.5, or with a pole near, the metric says nothing: infinite.
    double error(double distance_m) const;

    double squared(double dx_units, double dy_units) const {
        const double x = dx_units * m_east, y = dy_units * m_north;
        return x * x + y * y;
    }

    /// Square of the plane distance to an edge. Relative error of the arithmetic below 1e-9.
    double squared_to(GridEdge edge) const;

  private:
    GridPoint m_at;
    double m_east;
    double m_north;
    double m_latitude; ///< radians, without sign
    double m_tangent;  ///< of the latitude
};

/// A place on an edge and how far it is from another place.
struct EdgePlace {
    double distance_m = 0; ///< geodesic
    double x = 0;          ///< grid units, not rounded
    double y = 0;
};

/// The place on an edge, straight in longitude and latitude, that is nearest to `from`, to better
/// than 0.01 mm in distance. The same for both directions of the edge. Not for places
/// near a pole. Cost: about 2 microseconds, more beyond 20 km.
EdgePlace nearest_on(GridEdge edge, GridPoint from);

/// The two steps of it: the place by the mean latitude, without a distance; and the place with its
/// distance, improved when it is far.
EdgePlace nearest_place_on(GridEdge edge, GridPoint from);
EdgePlace measured(EdgePlace place, GridEdge edge, GridPoint from);

/// The same near poles and for edges of any length; slow.
EdgePlace nearest_on_any(GridEdge edge, GridPoint from);

} // namespace geo
