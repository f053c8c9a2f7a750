// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "libgeo/report/sarif.hpp"

namespace geo {

/// The findings as a GeoJSON feature collection (RFC 7946: CGCS2000 longitude and latitude), one
/// feature a line, in the report's order: the shape or the place that the finding is about, or
/// null; properties id, rule, level, state, layer, feature_id, related_id, message_zh, message_en.
/// The same report gives the same bytes. Cost: linear.
std::string findings_geojson(const FindingReport& report);

} // namespace geo
