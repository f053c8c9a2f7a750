// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

namespace geo {

/// Refuses what makes a GeoPackage do things or hold less than it says, before GDAL opens it: views
/// (SQL from a stranger that decides what is read), triggers other than those that the standard and
/// GDAL write, virtual tables other than the spatial index, and fewer or more pages than the header
/// states. Does nothing for other files. Throws InputError that names the object.
void check_geopackage_schema(const std::string& path);

} // namespace geo
