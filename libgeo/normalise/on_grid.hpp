// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "libgeo/crs/web_map_datum.hpp"
#include "libgeo/geom/polygons.hpp"

namespace geo {

/// Degrees in grid units, rounded half away from zero: std::llround without the call, exactly.
inline std::int64_t grid_units(double degrees) {
    const double units = degrees * units_per_degree;
    const auto whole = static_cast<std::int64_t>(units);
    const double rest = units - static_cast<double>(whole);
    return whole + (rest >= 0.5 ? 1 : 0) - (rest <= -0.5 ? 1 : 0);
}

/// The grid point of a place; both numbers must be finite.
inline GridPoint on_grid(LonLat place) {
    return {grid_units(place.lon), grid_units(place.lat)};
}

} // namespace geo
