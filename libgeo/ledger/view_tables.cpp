// SPDX-License-Identifier: Apache-2.0
#include "libgeo/ledger/view_tables.hpp"

#include "libgeo/ledger/tables.hpp"
#include "libgeo/ledger/views.hpp"

namespace geo::ledger {

Table state_of(const Ledger& ledger, const std::string& table, const ViewQuestion& question) {
    if (question.as_of >= last_day(ledger, programme_of_table(table))) return ledger.state(table);
    return ledger.state_on(table, iso_date(question.as_of));
}

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

Value share(std::int64_t part, std::int64_t whole) {
    if (whole == 0) return {};
    return static_cast<double>(part) / static_cast<double>(whole);
}

Table with_deadlines(const Table& state, const std::string& name,
                     const std::vector<std::string>& columns,
                     const std::function<Value(std::size_t row)>& deadline_of) {
    auto table = shaped(state, name, columns, {text_column("deadline")});
    for (std::size_t row = 0; row < state.rows.size(); ++row) {
        table.rows.push_back(cells_of(state, row, columns));
        table.rows.back().push_back(deadline_of(row));
    }
    return table;
}

} // namespace geo::ledger
