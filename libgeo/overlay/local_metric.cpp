// SPDX-License-Identifier: Apache-2.0
#include "libgeo/overlay/local_metric.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <utility>

#include "libgeo/crs/geodesic.hpp"

namespace geo {

namespace {

constexpr double radians = 1.7453292519943295e-11; // per unit
constexpr double semi_major = 6378137.0;
constexpr double e2 = (2 - 1 / 298.257222101) / 298.257222101;
constexpr double least_radius = 6335000.0; // metres; no radius of curvature is smaller

struct Radii {
    double parallel;  // metres per radian of longitude
    double meridian;  // metres per radian of latitude
    double narrowing; // of the parallel, per radian of latitude
    double tangent;   // of the latitude
};

Radii radii_at(double latitude) {
    const double s = std::sin(latitude), c = std::cos(latitude);
    const double w2 = 1 - e2 * s * s, w = std::sqrt(w2);
    const double meridian = semi_major * (1 - e2) / (w2 * w);
    return {semi_major / w * c, meridian, -meridian * s, s / c};
}

double geodesic(GridPoint p, double x, double y) {
    const double near = short_geodesic_m(static_cast<double>(p.y) * radians, y * radians,
                                         (x - static_cast<double>(p.x)) * radians);
    if (near < 10e3) return near;
    constexpr double degree = 1 / units_per_degree;
    return geodesic_distance_m(static_cast<double>(p.x) * degree, static_cast<double>(p.y) * degree,
                               x * degree, y * degree);
}

// An edge as a function of t in [0, 1], seen from a place.
struct Span {
    double x, y;   // start minus place, units
    double dx, dy; // units

    // Where the distance by the mean latitude is least. Its slope takes the change of the metric
    // along the edge into account; the steps shrink by the distance over the earth's radius.
    double nearest(double latitude) const {
        double t = 0;
        for (int step = 0; step < 4; ++step) {
            const double east = (x + t * dx) * radians, north = (y + t * dy) * radians;
            const auto r = radii_at(latitude + north / 2);
            const double de = dx * radians, dn = dy * radians;
            const double slope = r.parallel * r.parallel * east * de +
                                 r.parallel * r.narrowing * (dn / 2) * east * east +
                                 r.meridian * r.meridian * north * dn;
            const double bend =
                r.parallel * r.parallel * de * de + r.meridian * r.meridian * dn * dn;
            if (bend == 0) return 0;
            const double next = std::clamp(t - slope / bend, 0.0, 1.0);
            const double moved = (next - t) * (next - t) * bend;
            t = next;
            // A step of s changes a distance of d by s^2 / 2d at most, and the next is far shorter.
            const double e2n2 =
                r.parallel * r.parallel * east * east + r.meridian * r.meridian * north * north;
            if (moved * moved <= 1e-16 * e2n2) break;
        }
        return t;
    }
};

// Least value of a function with one valley in [low, high], by golden sections.
template <typename Function> double least(double low, double high, Function&& f) {
    constexpr double section = 0.6180339887498949;
    double a = high - section * (high - low), b = low + section * (high - low);
    double fa = f(a), fb = f(b);
    for (int step = 0; step < 60; ++step) {
        if (fa <= fb) {
            high = std::exchange(b, a);
            a = high - section * (high - low);
            fb = std::exchange(fa, f(a));
        } else {
            low = std::exchange(a, b);
            b = low + section * (high - low);
            fa = std::exchange(fb, f(b));
        }
    }
    return fa <= fb ? a : b;
}

} // namespace

LocalMetric::LocalMetric(GridPoint at)
    : m_at(at), m_latitude(std::abs(static_cast<double>(at.y)) * radians) {
    const auto r = radii_at(m_latitude);
    m_east = std::abs(r.parallel) * radians;
    m_north = r.meridian * radians;
    m_tangent = std::abs(r.tangent);
}

// The distance by the mean latitude is off by less than (D/R)^2 (1 + tan^2), and the mean latitude
// differs from the place's by less than D/2R.
double LocalMetric::error(double distance_m) const {
    const double arc = distance_m / least_radius;
    if (m_latitude + arc > 1.5) return std::numeric_limits<double>::infinity();
    // tan(latitude + arc); the tangent of a small arc is a little more than the arc.
    const double step = arc * (1 + arc * arc);
    const double tangent = (m_tangent + step) / (1 - m_tangent * step);
    const double bound = 0.5 * arc * (tangent + 0.02) + arc * arc * (1 + tangent * tangent);
    return bound < 0.5 ? bound : std::numeric_limits<double>::infinity();
}

double LocalMetric::squared_to(GridEdge edge) const {
    const double x = static_cast<double>(edge.from.x - m_at.x) * m_east;
    const double y = static_cast<double>(edge.from.y - m_at.y) * m_north;
    const double dx = static_cast<double>(edge.to.x - edge.from.x) * m_east;
    const double dy = static_cast<double>(edge.to.y - edge.from.y) * m_north;
    const double along = -(x * dx + y * dy), length = dx * dx + dy * dy;
    const double t = along <= 0 || length == 0 ? 0 : along >= length ? 1 : along / length;
    const double px = x + t * dx, py = y + t * dy;
    return px * px + py * py;
}

namespace {

// An edge taken in canonical direction, so that borders shared by two features give the same bits.
class Along {
  public:
    Along(GridEdge edge, GridPoint from) : m_from(from) {
        const auto [a, b] = std::minmax(edge.from, edge.to);
        m_start = a;
        m_span = {static_cast<double>(a.x - from.x), static_cast<double>(a.y - from.y),
                  static_cast<double>(b.x - a.x), static_cast<double>(b.y - a.y)};
    }
    const Span& span() const { return m_span; }
    EdgePlace place(double t) const {
        return {0, static_cast<double>(m_start.x) + t * m_span.dx,
                static_cast<double>(m_start.y) + t * m_span.dy};
    }
    EdgePlace at(double t) const {
        auto found = place(t);
        found.distance_m = geodesic(m_from, found.x, found.y);
        return found;
    }
    EdgePlace refined(double low, double high, EdgePlace best) const {
        const double t = least(low, high, [&](double s) { return at(s).distance_m; });
        for (const double s : {low, t, high})
            if (const auto other = at(s); other.distance_m < best.distance_m) best = other;
        return best;
    }

  private:
    GridPoint m_from;
    GridPoint m_start;
    Span m_span{};
};

} // namespace

EdgePlace nearest_place_on(GridEdge edge, GridPoint from) {
    const Along along(edge, from);
    return along.place(along.span().nearest(static_cast<double>(from.y) * radians));
}

EdgePlace measured(EdgePlace place, GridEdge edge, GridPoint from) {
    constexpr double far = 20e3; // beyond it the mean latitude is not good enough
    place.distance_m = geodesic(from, place.x, place.y);
    return place.distance_m < far ? place : Along(edge, from).refined(0, 1, place);
}

EdgePlace nearest_on(GridEdge edge, GridPoint from) {
    return measured(nearest_place_on(edge, from), edge, from);
}

EdgePlace nearest_on_any(GridEdge edge, GridPoint from) {
    constexpr int parts = 16;
    const Along along(edge, from);
    double best = 0;
    auto found = along.at(0);
    for (int k = 1; k <= parts; ++k) {
        const double t = static_cast<double>(k) / parts;
        if (const auto other = along.at(t); other.distance_m < found.distance_m) {
            found = other;
            best = t;
        }
    }
    return along.refined(std::max(0.0, best - 1.0 / parts), std::min(1.0, best + 1.0 / parts),
                         found);
}

} // namespace geo
