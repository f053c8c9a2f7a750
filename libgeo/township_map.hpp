// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "libgeo/io/staging.hpp"
#include "libgeo/rules/township_history.hpp"
#include "libgeo/screening.hpp"

namespace geo {

/// Writes a GeoPackage for the template "township-coverage": the shapes of the project's townships
/// with what each unit stands for on the project's day (layer township_coverage: `standing` is
/// named, announced, passed, applied, none, or absent for a shape whose unit was not in force),
/// and the counties with their figures. A shape whose code was changed since shows what its
/// successor stands for. `coverage` is that of the same day, its first denominator is drawn.
/// Gives the counties and real units that have figures and no shape, and so are not on the map:
/// "county_without_shape", "township_without_shape". Throws ConfigError when there is no such
/// title, and as `write_geopackage`.
Problems write_township_map(const Screening& screening, const TownshipHistory& history,
                            const HistoryCoverage& coverage, const std::string& title,
                            const std::string& path, Overwrite overwrite);

} // namespace geo
