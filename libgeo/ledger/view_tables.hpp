// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <string>
#include <vector>

#include "libgeo/core/table.hpp"
#include "libgeo/ledger/views.hpp"

namespace geo::ledger {

/// A state table as it stood on the question's day: made of the events of the programme that had
/// happened by then, whatever was recorded later. The stored table when nothing happened since.
Table state_of(const Ledger& ledger, const std::string& table, const ViewQuestion& question);

/// "running" or "overdue" against a deadline (an ISO date, the last day in time), "on_time" or
/// "late" once it is done; unknown without a deadline.
Value deadline(const std::string& due, const std::string& done, const std::string& as_of);

/// An empty table of some columns of a state table and more that are worked out.
Table shaped(const Table& state, const std::string& name, const std::vector<std::string>& columns,
             const std::vector<Column>& more);

/// The cells of some columns of a row.
std::vector<Value> cells_of(const Table& state, std::size_t row,
                            const std::vector<std::string>& columns);

/// part / whole; unknown when the whole is 0.
Value share(std::int64_t part, std::int64_t whole);

/// All rows with some of their columns, and with a column `deadline` that is read for each row.
Table with_deadlines(const Table& state, const std::string& name,
                     const std::vector<std::string>& columns,
                     const std::function<Value(std::size_t row)>& deadline_of);

/// Adds a row for each group of the question's `by` (none when it is empty) and one of all, named
/// in the first two cells. `count(tally, row)` adds a row of the state to a Tally, `cells(tally)`
/// are the cells of a group.
template <typename Tally, typename Count, typename Cells>
void add_groups(Table& table, const Table& state, const ViewQuestion& question, Count count,
                Cells cells) {
    const auto column = question.by == "park" ? std::string("park_id") : question.by;
    Tally all;
    std::map<std::string, Tally> groups;
    for (std::size_t row = 0; row < state.rows.size(); ++row) {
        count(all, row);
        if (!column.empty()) count(groups[text_cell(state, row, column)], row);
    }
    const auto add = [&](const std::string& by, const Value& group, const Tally& tally) {
        auto& row = table.rows.emplace_back();
        row.emplace_back(by);
        row.push_back(group);
        for (const auto& value : cells(tally)) row.push_back(value);
    };
    for (const auto& [group, tally] : groups) add(question.by, known(group), tally);
    add("all", Value{}, all);
}

} // namespace geo::ledger
