// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cmath>

#include <geodesic.h>

#include "libgeo/geom/polygons.hpp"

namespace geo::reference {

/// Area by the closed form in long double, five-point Gauss on pieces of an edge: what the engine's
/// series must give to 1e-10. Edges straight in longitude and latitude.
inline double closed_form_area(const Polygons& polygons, std::size_t feature) {
    constexpr long double a = 6378137.0L, f = 1 / 298.257222101L, e2 = f * (2 - f);
    const long double e = std::sqrt(e2), unit = std::acos(-1.0L) / 180e9L;
    const auto authalic = [&](long double lat) {
        const long double s = std::sin(lat);
        return a * a * (1 - e2) / 2 * (s / (1 - e2 * s * s) + std::atanh(e * s) / e);
    };
    constexpr long double node[] = {0, 0.538469310105683091L, 0.906179845938663993L};
    constexpr long double weight[] = {0.568888888888888889L, 0.478628670499366468L,
                                      0.236926885056189088L};
    long double sum = 0;
    const auto origin = polygons.points[polygons.ring_begin[polygons.first_ring(feature)]];
    const long double base = authalic(static_cast<long double>(origin.y) * unit);
    for (auto r = polygons.first_ring(feature); r < polygons.last_ring(feature); ++r) {
        const auto ring = polygons.ring(r);
        for (std::size_t i = 0; i < ring.size(); ++i) {
            const auto p = ring[i], q = ring[(i + 1) % ring.size()];
            const long double dx = static_cast<long double>(q.x - p.x) * unit;
            const long double y = static_cast<long double>(p.y) * unit;
            const long double dy = static_cast<long double>(q.y - p.y) * unit;
            const int pieces = 1 + static_cast<int>(std::abs(dy) / 0.01L);
            for (int k = 0; k < pieces; ++k) {
                const long double middle = y + dy * (k + 0.5L) / pieces, half = dy / pieces / 2;
                long double mean = weight[0] * (authalic(middle) - base);
                for (int n = 1; n < 3; ++n)
                    mean += weight[n] * (authalic(middle + half * node[n]) - base +
                                         authalic(middle - half * node[n]) - base);
                sum -= dx / pieces * mean / 2;
            }
        }
    }
    return static_cast<double>(sum);
}

/// Area by PROJ's geodesic polygons, edges divided into `pieces`: geodesics between close places of
/// an edge stay near it. The error falls with the square of the number.
inline double geodesic_area(const Polygons& polygons, std::size_t feature, int pieces) {
    geod_geodesic ellipsoid;
    geod_init(&ellipsoid, 6378137.0, 1 / 298.257222101);
    double total = 0;
    for (auto r = polygons.first_ring(feature); r < polygons.last_ring(feature); ++r) {
        geod_polygon line;
        geod_polygon_init(&line, 0);
        const auto ring = polygons.ring(r);
        for (std::size_t i = 0; i < ring.size(); ++i) {
            const auto p = ring[i], q = ring[(i + 1) % ring.size()];
            for (int k = 0; k < pieces; ++k) {
                const double t = static_cast<double>(k) / pieces;
                geod_polygon_addpoint(
                    &ellipsoid, &line,
                    (static_cast<double>(p.y) + t * static_cast<double>(q.y - p.y)) * 1e-9,
                    (static_cast<double>(p.x) + t * static_cast<double>(q.x - p.x)) * 1e-9);
            }
        }
        double area = 0;
        geod_polygon_compute(&ellipsoid, &line, 0, 1, &area, nullptr);
        total += area;
    }
    return total;
}

/// The limit of ever finer divisions, by Richardson's extrapolation.
inline double geodesic_area(const Polygons& polygons, std::size_t feature) {
    const auto box = box_of(polygons, feature);
    const auto extent = static_cast<double>(box.x_max - box.x_min + box.y_max - box.y_min);
    const int pieces = 6 + static_cast<int>(extent / 1e8);
    const double coarse = geodesic_area(polygons, feature, pieces);
    const double fine = geodesic_area(polygons, feature, 2 * pieces);
    return fine + (fine - coarse) / 3;
}

} // namespace geo::reference
