// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

namespace geo {

/// Path of the companion of a shapefile with this extension (".dbf"), in lower or upper case; empty
/// when there is none.
std::string shapefile_part(const std::string& path, const std::string& extension);

/// Compares the parts of a shapefile before anyone reads it: .shx and .dbf must be there, every
/// file must be as long as its header says, and both must count the same features. GDAL reads a
/// truncated or mixed-up set without a word (correctness.md 2.1 rows 8, 10, 11). Other files pass.
/// Throws InputError naming the part.
void check_shapefile_parts(const std::string& path);

} // namespace geo
