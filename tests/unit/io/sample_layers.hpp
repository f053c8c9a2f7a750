// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

namespace geo::test {

/// What a sample layer is like. Features are squares of 0.001 degree in a row from (119, 33.5), or
/// of 100 m in a projected CRS; fields: code (text), 名称 (text), area (real), count (integer),
/// day (date).
struct Sample {
    std::string driver = "GPKG";
    std::string layer = "zones";
    std::string crs = "EPSG:4490"; ///< empty: none
    int features = 3;
    std::string encoding{}; ///< of a shapefile; empty: UTF-8 with .cpg
};

/// Writes the sample with GDAL's own writer. Another layer of an existing GeoPackage is added.
void write_sample(const std::string& path, const Sample& sample = {});

/// A GeoPackage without any layer.
void write_empty_geopackage(const std::string& path);

} // namespace geo::test
