// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "libgeo/io/raw_layer.hpp"

namespace geo {

/// True for the endings of lists: .csv, .xlsx, .ods.
bool is_list_output(const std::string& path);

/// Writes a layer of points, or a list without places, as a table of texts in the format of the
/// path's ending, so that every value stands as it is; the place of a point in the fields lon and
/// lat, or x and y in a projected CRS, unless fields of these names hold it already. When they hold
/// something else, as after a transformation, the place stands beside them in lon_epsg4490 and the
/// like. Internal to `io`.
///
/// Throws InputError for lines and polygons, OutputError when the file cannot be written or cannot
/// hold a value as it is.
void write_list(const RawLayer& raw, const std::string& path);

} // namespace geo
