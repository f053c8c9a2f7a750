// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "libgeo/io/staging.hpp"
#include "libgeo/io/workbook_writer.hpp"
#include "libgeo/ledger/ledger.hpp"
#include "libgeo/ledger/list_form.hpp"

namespace geo::ledger {

/// A list with rows, as it goes into a workbook.
struct FilledList {
    ListForm form;
    Table rows; ///< a cell for each column of the form
    Table
        exported; ///< `row_key`, `id` and the state's cells of the same rows, as they were exported
    std::vector<std::string> reasons{}; ///< of refused rows, one each; else empty
};

/// The list without rows.
FilledList empty_list(const StateTable& table);

/// The list as the ledger has it: rows sorted by id, all cells as in the state, those of events
/// empty. Only rows that pass all conditions ("officer=王强", as `only`).
FilledList filled_list(const Ledger& ledger, const StateTable& table,
                       const std::vector<std::string>& conditions = {});

/// What a row key says: "QY01@17:0a1b2c3d4e5f" is row QY01 as event 17 left its case, or the row
/// itself when it is a part of one.
std::string row_key(const std::string& id, std::int64_t event, const std::string& hash);

/// Reads a row key; nothing when it is none.
std::optional<SeenRow> seen_by(const ListForm& form, const std::string& key);

/// The state table whose `changed_by` is the event of a row key: that of cases, or the list's own
/// when its rows are not cases.
const StateTable& guard_of(const ListForm& form);

/// The sheet that keeps a list's cells as they were exported.
std::string exported_sheet(const StateTable& table);

/// The workbook: a sheet for each list with drop-downs, days, grey locked cells and rows to spare,
/// a sheet that says which events there are and what they need, and hidden ones with the cells as
/// they were exported.
std::vector<TableSheet> list_sheets(const std::vector<FilledList>& lists);

} // namespace geo::ledger
