// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "libgeo/core/project.hpp"
#include "libgeo/io/list_grid.hpp"

namespace geo {

/// One sheet of a workbook as cells; texts are what the sheet shows, days as 2026/11/23.
struct WorkbookSheet {
    std::string name;
    std::string format; ///< GDAL's driver name
    ListGrid grid;
};

/// Reads the sheet that the layer names, or the only one that holds anything. The format is found
/// by the first bytes, whatever the ending. Throws InputError for a file that is no workbook (also
/// a web page called .xls), one beyond the limits, and an unknown or missing sheet name.
WorkbookSheet read_workbook_sheet(const LayerSpec& spec);

/// Reads all sheets, hidden ones too, in the workbook's order. Throws as `read_workbook_sheet`.
std::vector<WorkbookSheet> read_workbook_sheets(const LayerSpec& spec);

} // namespace geo
