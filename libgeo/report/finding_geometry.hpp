// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <nlohmann/json.hpp>

#include "libgeo/report/sarif.hpp"

namespace geo {

/// The GeoJSON geometry of a finding in CGCS2000 degrees: its shape, else its place, else null
/// (also for a place that is none on earth, as of swapped axes).
/// Internal to `report`.
nlohmann::ordered_json finding_geometry(const Finding& finding, FindingShapes shapes);

} // namespace geo
