// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "libgeo/core/table.hpp"
#include "libgeo/io/staging.hpp"
#include "libgeo/permit_screening.hpp"

namespace geo {

/// One row a project: outcome, EIA class, overlaps with ground that forbids siting, control units,
/// the nearest zone, sensitive ground, reasons. Footprints that could not be judged because their
/// shape is invalid have the outcome "review" and no area.
Table permits_table(const PermitScreening& screening);

/// One row a control unit under a footprint, sorted by footprint and unit.
Table permit_units_table(const PermitScreening& screening);

/// One row a control zone, strip or target near a footprint, sorted by footprint and distance.
Table permit_nearby_table(const PermitScreening& screening);

/// The answer as a page for people, one section a project.
std::string permit_text(const PermitScreening& screening, Language language);

/// Everything as JSON, both languages; docs/permits.md describes it.
std::string permit_json(const PermitScreening& screening);

/// The same as a GeoPackage for maps: `parks` (the footprints, with the columns of
/// `permits_table`), `zones` and `control_units` (those within reach), `conflicts`, `sites`,
/// `townships`, `counties`. `parkline map FILE --template footprint` draws a sheet for each
/// footprint. Whole or not at all; throws as `StagedFile` and `write_geopackage`.
void write_permit_layers(const PermitScreening& screening, const std::string& path,
                         Overwrite overwrite);

} // namespace geo
