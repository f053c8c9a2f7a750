// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "libgeo/io/list_workbook.hpp"
#include "libgeo/io/raw_layer.hpp"

namespace geo {

/// Every cell of every sheet of a workbook, hidden sheets too, in the workbook's order. Rows stand
/// in their places; empty ones are empty. Read as layers are: within the limits, and in a confined
/// process where the reading policy says so. A merged range is given as its rows, one by one.
/// Throws InputError as `read_workbook_sheet` and `read_layer` do.
std::vector<WorkbookSheet> read_workbook(const std::string& path);

/// What `read_layer` gives for Fields::cells: a feature a row that holds anything, with the fields
/// `sheet`, `line`, `formulas` (positions), `merged` and one for each position. Internal to `io`.
RawLayer read_workbook_cells(const LayerSpec& spec);

} // namespace geo
