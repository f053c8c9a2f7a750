// SPDX-License-Identifier: Apache-2.0
#include "libgeo/geom/area.hpp"

#include "libgeo/geom/green.hpp"

namespace geo {

Area area_of(const Polygons& polygons, std::size_t feature) {
    return to_area(area_sum(polygons, feature));
}

double perimeter_of(const Polygons& polygons, std::size_t feature) {
    return length_m(area_sum(polygons, feature));
}

} // namespace geo
