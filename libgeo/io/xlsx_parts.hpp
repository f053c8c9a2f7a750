// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "libgeo/core/read_limits.hpp"
#include "libgeo/io/list_grid.hpp"

namespace geo {

/// Looks at the directory of a zip (xlsx, ods) before anyone unpacks it. Throws InputError for
/// more entries, bytes or ratio than the limits, methods other than stored and deflate, encrypted
/// entries, names that leave the archive, and a file that is no whole zip.
void check_zip_limits(const std::string& path, const ReadLimits& limits);

/// What GDAL does not tell about a sheet of an .xlsx: merged cells, formulas, and which cells are
/// numbers by their type ("007" may be a text). Fills `merged`, `formulas` and `is_number` of
/// `grid`, whose rows are the sheet's. `sheet` counts from 0 in the order of the workbook.
void read_xlsx_cell_types(const std::string& path, std::size_t sheet, ListGrid& grid);

/// The bytes of a part of the package, e.g. `[Content_Types].xml`; empty when there is none.
std::string xlsx_part(const std::string& path, const std::string& name);

/// True when the part `name` of the package (`xl/worksheets/sheet1.xml`) stands in it, can be
/// unpacked to its end and ends with `text`.
bool xlsx_part_ends_with(const std::string& path, const std::string& name, std::string_view text);

} // namespace geo
