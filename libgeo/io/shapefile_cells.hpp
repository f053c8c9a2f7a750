// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "libgeo/io/raw_layer.hpp"

namespace geo {

/// Looks at the cells of a shapefile's table as they are written, and mends what GDAL makes of some
/// of them without a word (correctness.md 2.1 row 30):
/// - a number or day that is none ("********", "1,234", 20201341) becomes unknown;
/// - a whole number of 16 digits or more that GDAL rounds to a real keeps its digits, as a whole
///   number of 64 bits, or as a text when it does not fit;
/// - records that are marked as deleted are left out by GDAL; they are counted.
/// Each is noted by the code of its kind (`unreadable_value`, `long_number`, `deleted_records`)
/// with the field and the text of the cell. `raw` must hold the fields of the table in its order,
/// with their last names; columns that were not read are passed over. Other files have nothing to
/// mend. Cost: one read of the .dbf. Internal to `io`.
void mend_shapefile_cells(const std::string& path, RawLayer& raw);

} // namespace geo
