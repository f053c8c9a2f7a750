// SPDX-License-Identifier: Apache-2.0
#include "libgeo/ledger/view_tables.hpp"

#include "libgeo/ledger/views.hpp"

namespace geo::ledger {

Value deadline(const std::string& due, const std::string& done, const std::string& as_of) {
    if (due.empty()) return {};
    if (!done.empty()) return std::string(done <= due ? "on_time" : "late");
    return std::string(as_of <= due ? "running" : "overdue");
}

Table shaped(const Table& state, const std::string& name, const std::vector<std::string>& columns,
             const std::vector<Column>& more) {
    Table table{name, {}, {}};
    for (const auto& wanted : columns)
        for (const auto& column : state.columns)
            if (column.name == wanted) table.columns.push_back(column);
    table.columns.insert(table.columns.end(), more.begin(), more.end());
    return table;
}

std::vector<Value> cells_of(const Table& state, std::size_t row,
                            const std::vector<std::string>& columns) {
    std::vector<Value> cells;
    for (const auto& column : columns) cells.push_back(cell(state, row, column));
    return cells;
}

} // namespace geo::ledger
