// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <map>
#include <string>
#include <vector>

#include "libgeo/io/raw_layer.hpp"

namespace geo {

/// How texts are written where a format leaves it open: the table of a shapefile.
enum class TextEncoding { utf8, gbk };

/// Files that writing `path` makes, itself first: a shapefile has five, and the table of its field
/// names when `aliases` is not empty; a drawing has its table of attributes. A file geodatabase is
/// one folder.
std::vector<std::string> parts_of_output(const std::string& path,
                                         const std::map<std::string, std::string>& aliases);

/// Files of an older output that would be taken for parts of this one: the table of field names
/// beside a shapefile that needs none. They go when it is replaced.
std::vector<std::string> stale_parts(const std::string& path,
                                     const std::map<std::string, std::string>& aliases);

/// Field names of the layer that a shapefile cannot hold (more than 10 bytes, or equal but for
/// case), each with the short name that stands for it; empty for the other formats.
std::map<std::string, std::string> aliases_for(const RawLayer& raw, const std::string& path,
                                               TextEncoding encoding = TextEncoding::utf8);

/// How far a vertex may move in the format, in units of the coordinates: 0 but for a file
/// geodatabase, which keeps whole numbers.
double coordinate_step(const RawLayer& raw, const std::string& path);

/// Writes a layer as it was read in the format of the path's ending (`output_driver`): attributes
/// and geometries as they are, features in their order. Fields that `aliases`
/// names are written under their short name, and STEM.fields.csv beside a shapefile says so;
/// `read_layer` gives them their names back. Texts are UTF-8 unless a shapefile is asked for in
/// GBK. KML and file geodatabases have no whole numbers beyond 32 bits: those become reals, or
/// texts where a real would not hold them. A list in CSV, XLSX or ODS has its points in the fields
/// lon and lat, or x and y in a projected CRS. A drawing (DXF) has outlines, names and classes, and
/// all fields in STEM.attributes.csv beside it.
///
/// Throws OutputError with GDAL's words when anything cannot be written; InputError for shapes in
/// a list, for what a drawing cannot hold, for texts of more than 254 bytes in a shapefile, for
/// coordinates that are no degrees in a format that holds only these, and for points, lines and
/// areas in one file geodatabase.
void write_raw_layer(const RawLayer& raw, const std::string& path, const std::string& layer_name,
                     const std::map<std::string, std::string>& aliases,
                     TextEncoding encoding = TextEncoding::utf8);

} // namespace geo
