// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

namespace geo {

/// GDAL's name of the format that a file's ending asks for, or empty: .gpkg, .fgb, .geojson,
/// .geojsonl, .kml, .gdb, .csv, .xlsx, .ods, .dxf, .shp in any case.
std::string output_driver(const std::string& path);

} // namespace geo
