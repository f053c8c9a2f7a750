// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "libgeo/io/raw_layer.hpp"

class OGRLayer;

namespace geo {

/// Reads the rows of a GeoPackage's layer straight from SQLite, on all cores: the same ids, values
/// and bytes as through GDAL's features. `wanted` says for each field of the layer whether its
/// values are needed. `raw` has the names of the fields already; rows are added in the order of
/// their ids.
///
/// Gives false and leaves `raw` as it was when anything is out of the ordinary: a view, a geometry
/// that is not plain, a value that is not of its field's type, an error of SQLite. GDAL reads the
/// layer then and judges it. Cost: about 0.2 µs a row, plus the bytes.
bool read_geopackage_rows(OGRLayer& layer, const std::string& path, const std::vector<char>& wanted,
                          RawLayer& raw);

} // namespace geo
