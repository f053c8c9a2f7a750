// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "libgeo/core/problem.hpp"
#include "libgeo/ledger/list_form.hpp"

namespace geo::ledger {

/// Cells of a row by the names of their columns. A column that the sheet has not is missing.
using Cells = std::map<std::string, std::string>;

/// A row of a list as it came back.
struct ReturnedRow {
    std::size_t line = 0; ///< of the sheet, from 1
    std::string key;      ///< row key; empty: a new row
    Cells cells;
    std::optional<Text> unclear{};   ///< why its cells cannot be relied on: a formula, merged cells
    const Cells* exported = nullptr; ///< the same cells as they were exported; null: no such row
    /// What tells the same row of the same export again; empty: `key`.
    std::string seen_as{};
};

/// A list that came back in a workbook.
struct ReturnedList {
    ListForm form;
    std::vector<ReturnedRow> rows;         ///< those that hold anything
    std::map<std::string, Cells> exported; ///< by row key; never changed after reading
};

/// Reads the lists of a workbook that `export_lists` wrote and any program saved (XLSX),
/// in the order of its sheets. Columns may stand in another order. What is passed over is said in
/// `notes`: columns that are gone or of others, records without a row, lists without a sheet.
/// Throws InputError for a workbook without a list, without the sheet of exported cells, without
/// row keys, with a column twice, or with a list under another name.
std::vector<ReturnedList> read_lists(const std::string& path, Problems& notes);

/// A cell as it is compared: blanks at the ends do not count, and a day is ISO 8601 however it was
/// typed.
std::string compared(std::string_view cell);

/// The cell of that name, empty when there is none.
const std::string& cell_of(const Cells& cells, const std::string& name);

} // namespace geo::ledger
