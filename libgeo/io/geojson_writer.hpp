// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "libgeo/io/write_layers.hpp"

namespace geo {

/// Writes a layer as a GeoJSON feature collection, one feature a line, in longitude and latitude
/// (CRS84): the degrees of the grid, all nine decimals, exactly. Areas are MultiPolygon; a feature
/// without a shape has a null geometry; an unknown value is null. GDAL reads back the same table
/// and the same grid points. Encoded on all threads. Throws OutputError when
/// the file does not take all of it.
void write_geojson(const std::string& path, const OutputLayer& layer);

} // namespace geo
