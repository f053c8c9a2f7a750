// SPDX-License-Identifier: Apache-2.0
#include "libgeo/ledger/state_rows.hpp"

namespace geo::ledger {

namespace {

std::string column_list(const StateTable& table) {
    std::string list = "fid, id";
    for (const auto& column : table.columns) list += ", " + column.name;
    return list + ", row_version, changed_by";
}

std::vector<ColumnType> types_of(const StateTable& table) {
    std::vector<ColumnType> types{ColumnType::whole, ColumnType::text};
    for (const auto& column : table.columns) types.push_back(column.type);
    types.insert(types.end(), 2, ColumnType::whole);
    return types;
}

std::int64_t whole_in(const Value& value) {
    const auto* whole = std::get_if<std::int64_t>(&value);
    return whole ? *whole : 0;
}

Row row_from(const StateTable& table, std::vector<Value>& cells) {
    Row row(table, to_text(cells[1]));
    row.place = whole_in(cells[0]);
    for (std::size_t i = 0; i < table.columns.size(); ++i) row.values[i] = std::move(cells[i + 2]);
    row.version = whole_in(cells[cells.size() - 2]);
    row.changed_by = whole_in(cells.back());
    return row;
}

std::string upsert(const StateTable& table) {
    std::string text = "INSERT INTO " + table.name + " (" + column_list(table) + ") VALUES (:p0";
    for (std::size_t i = 1; i < table.columns.size() + 4; ++i) text += ", :p" + std::to_string(i);
    text += ") ON CONFLICT (id) DO UPDATE SET ";
    for (const auto& column : table.columns)
        text += column.name + " = excluded." + column.name + ", ";
    return text + "row_version = excluded.row_version, changed_by = excluded.changed_by";
}

} // namespace

State state_beside(Sql& sql) {
    return State(
        [&sql](const StateTable& table, const std::string& id) {
            std::optional<Row> found;
            sql.query("SELECT " + column_list(table) + " FROM " + table.name + " WHERE id = :p0",
                      {id}, types_of(table), [&](auto& row) { found = row_from(table, row); });
            return found;
        },
        [&sql](const StateTable& table) {
            return sql.whole("SELECT coalesce(max(fid), 0) FROM " + table.name);
        });
}

void store_changes(Sql& sql, State& state) {
    for (auto& [name, rows] : state.rows()) {
        std::string statement;
        for (auto& [id, entry] : rows) {
            if (!entry.is_changed) continue;
            const auto& row = entry.row;
            if (statement.empty()) statement = upsert(row.table());
            std::vector<Value> cells{row.place, row.id()};
            cells.insert(cells.end(), row.values.begin(), row.values.end());
            cells.emplace_back(row.version);
            cells.emplace_back(row.changed_by);
            sql.change(statement, cells);
            entry.is_changed = false;
        }
    }
}

void each_row(Sql& sql, const StateTable& table, const std::function<void(Row&&)>& visit) {
    const auto query = "SELECT " + column_list(table) + " FROM " + table.name + " ORDER BY id" +
                       (sql.dialect() == Dialect::postgres ? " COLLATE \"C\"" : "");
    sql.query(query, {}, types_of(table), [&](auto& cells) { visit(row_from(table, cells)); });
}

} // namespace geo::ledger
