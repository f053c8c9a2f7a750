// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "libgeo/io/workbook_writer.hpp"
#include "libgeo/rules/pack.hpp"

namespace geo {

/// The decision tables of a pack as sheets to be edited: a sheet "pack" that says which file they
/// are of, then one sheet a table with a column an input, then `then`, `text_zh`, `text_en` and
/// `outcome`. Notes on the headers say title, unit and what can occur. Throws ConfigError when the
/// pack has no table, or tables that it takes from another pack (edit that one).
std::vector<TableSheet> decision_table_sheets(const Pack& pack);

/// The text of the pack with the rows of the workbook's sheets. Tables that were not changed stay
/// as they are to the byte, and so does everything that is no row of a table.
///
/// Every flaw is found before anything is given back, each with sheet and cell: a cell that cannot
/// be understood, is empty, or is not among the values of its input; a result of the wrong type; a
/// row missing, two that overlap, one that can never hold. All of them stand in one ConfigError,
/// one a line. Also refused: a workbook of another pack or of an older state of it, and a sheet or
/// column that is not there.
std::string compiled_pack(const std::string& pack_path, const std::string& workbook_path);

} // namespace geo
