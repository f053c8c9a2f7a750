// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <functional>

#include <nlohmann/json.hpp>

#include "libgeo/report/sarif.hpp"

namespace geo {

/// The GeoJSON geometry of a finding in CGCS2000 degrees: its shape, else its place, else null
/// (also for a place that is none on earth, as of swapped axes).
/// Internal to `report`.
nlohmann::ordered_json finding_geometry(const Finding& finding, FindingShapes shapes);

/// The bytes of a feature collection of `count` findings, one a line; each is asked for when it is
/// written. Internal to `report`.
std::string finding_collection(std::size_t count,
                               const std::function<nlohmann::ordered_json(std::size_t)>& feature);

/// The bytes of a SARIF log. Internal to `report`.
std::string sarif_text(const nlohmann::ordered_json& log);

} // namespace geo
