// SPDX-License-Identifier: Apache-2.0
#include "libgeo/overlay/accuracy_bands.hpp"

#include <cmath>
#include <numbers>

#include "libgeo/geom/shapes.hpp"

namespace geo {

namespace {

Polygons rectangle(const GridBox& box) {
    Polygons p;
    for (const GridPoint corner :
         {GridPoint{box.x_min, box.y_min}, GridPoint{box.x_max, box.y_min},
          GridPoint{box.x_max, box.y_max}, GridPoint{box.x_min, box.y_max}})
        p.add_point(corner);
    p.end_ring();
    p.end_part();
    p.end_feature();
    return p;
}

Polygons intersection_or_empty(const Polygons& a, const Polygons& b) {
    if (a.parts() == 0 || b.parts() == 0) {
        Polygons empty;
        empty.end_feature();
        return empty;
    }
    return shape_intersection(a, b);
}

} // namespace

std::int64_t generous_units(double metres, double latitude_limit) {
    constexpr double shortest_degree_m = 110570; // of a meridian, at the equator
    const double cosine = std::max(0.01, std::cos(latitude_limit * std::numbers::pi / 180));
    return static_cast<std::int64_t>(
        std::ceil(metres / (shortest_degree_m * cosine) * units_per_degree));
}

AccuracyBand accuracy_band(const Polygons& a, double accuracy_a_m, const Polygons& b,
                           double accuracy_b_m) {
    // The window's own edges are shrunk and grown too; with this margin that stays outside of a.
    const double margin_m = 3 * (accuracy_a_m + accuracy_b_m) + 10;
    const GridBox box_a = box_of(a, 0);
    const double latitude =
        static_cast<double>(std::max(std::abs(box_a.y_min), std::abs(box_a.y_max))) /
        units_per_degree;
    const Polygons near_b =
        intersection_or_empty(rectangle(box_a.grown(generous_units(margin_m, latitude))), b);
    return {
        intersection_or_empty(shape_grown(a, -accuracy_a_m), shape_grown(near_b, -accuracy_b_m)),
        intersection_or_empty(shape_grown(a, accuracy_a_m), shape_grown(near_b, accuracy_b_m))};
}

} // namespace geo
