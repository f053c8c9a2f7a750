// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <map>
#include <string>
#include <vector>

#include "libgeo/io/raw_layer.hpp"

namespace geo {

/// Files that writing `path` makes, itself first: a shapefile has five, and the table of its field
/// names when `aliases` is not empty.
std::vector<std::string> parts_of_output(const std::string& path,
                                         const std::map<std::string, std::string>& aliases);

/// Field names of the layer that a shapefile cannot hold (more than 10 bytes, or equal but for
/// case), each with the short name that stands for it; empty for the other formats.
std::map<std::string, std::string> aliases_for(const RawLayer& raw, const std::string& path);

/// Writes a layer as it was read in the format of the path's ending (`output_driver`): attributes
/// and geometries as they are, features in their order. Fields that `aliases`
/// names are written under their short name, and STEM.fields.csv beside a shapefile says so;
/// `read_layer` gives them their names back. Texts are UTF-8. A list in CSV has its points in the
/// fields lon and lat, or x and y in a projected CRS.
///
/// Throws OutputError with GDAL's words when anything cannot be written; InputError for shapes in
/// a CSV and for texts of more than 254 bytes in a shapefile.
void write_raw_layer(const RawLayer& raw, const std::string& path, const std::string& layer_name,
                     const std::map<std::string, std::string>& aliases);

} // namespace geo
