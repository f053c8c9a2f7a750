// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "libgeo/io/raw_layer.hpp"

namespace geo {

/// True for the formats of lists by their ending: .csv, .tsv, .xlsx, .xls, .ods.
bool is_list(const std::string& path);

/// Reads a list: text in UTF-8 (with or without byte order mark), UTF-16 or GB18030, or one sheet
/// of a workbook.
///
/// Shape: one feature a data row, no geometry; feature ids count the records of a text from 1, or
/// are the rows of the sheet. The header is found under title rows (`find_header`). Cells merged
/// over several rows have their value in each of them. Sums, remarks and empty rows are left out
/// and said, with their text. Days become ISO 8601; a workbook's cells that are numbers become
/// numbers; all other texts stay as they are.
///
/// Throws InputError for a file that is no list, text of unknown encoding, rows with more cells
/// than the header names, a workbook beyond the limits, an unknown sheet, or a wrong `where`.
RawLayer read_list(const LayerSpec& spec);

} // namespace geo
