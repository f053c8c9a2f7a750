// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

namespace geo {

/// Looks at the `crs` member of a GeoJSON file before GDAL does. A link would make GDAL fetch an
/// address, and an unknown name would silently become WGS 84 (correctness.md 4.1, 2.1 row 7): both
/// throw InputError. GDAL knows GeoJSON by its content, so every file that does not begin like
/// another format is looked at, whatever its name. Cost: one read of the file.
void check_geojson_crs(const std::string& path);

} // namespace geo
