// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <map>
#include <string>

#include "libgeo/io/raw_layer.hpp"

namespace geo {

/// The file beside a shapefile that names the fields in full.
std::string alias_file_of(const std::string& shapefile);

/// The table field -> short name as the text of that file.
std::string alias_table(const std::map<std::string, std::string>& aliases);

/// Gives the fields of a shapefile their full names back when its alias file is there, and says so.
/// Throws InputError when the file names a field that the shapefile does not have.
void restore_field_names(const std::string& shapefile, RawLayer& raw);

} // namespace geo
