// SPDX-License-Identifier: Apache-2.0
#include "libgeo/rules/facts_table.hpp"

#include <sqlite3.h>

namespace geo {

namespace {

struct FactsTable : sqlite3_vtab {
    FactsRow* row = nullptr;
};

struct FactsCursor : sqlite3_vtab_cursor {
    bool is_past = false;
};

int connect(sqlite3* connection, void* row, int, const char* const*, sqlite3_vtab** table, char**) {
    std::string columns;
    for (const auto& name : static_cast<FactsRow*>(row)->columns)
        columns += (columns.empty() ? "" : ", ") + quoted_name(name);
    if (columns.empty()) columns = "nothing";
    const auto sql = "CREATE TABLE facts(" + columns + ")";
    if (const int code = sqlite3_declare_vtab(connection, sql.c_str()); code != SQLITE_OK)
        return code;
    auto made = std::make_unique<FactsTable>();
    made->row = static_cast<FactsRow*>(row);
    *table = made.release();
    return SQLITE_OK;
}

int disconnect(sqlite3_vtab* table) {
    delete static_cast<FactsTable*>(table);
    return SQLITE_OK;
}

int best_index(sqlite3_vtab*, sqlite3_index_info* plan) {
    plan->estimatedCost = 1;
    plan->estimatedRows = 1;
    return SQLITE_OK;
}

int open(sqlite3_vtab*, sqlite3_vtab_cursor** cursor) {
    *cursor = std::make_unique<FactsCursor>().release();
    return SQLITE_OK;
}

int close(sqlite3_vtab_cursor* cursor) {
    delete static_cast<FactsCursor*>(cursor);
    return SQLITE_OK;
}

int filter(sqlite3_vtab_cursor* cursor, int, const char*, int, sqlite3_value**) {
    static_cast<FactsCursor*>(cursor)->is_past = false;
    return SQLITE_OK;
}

int next(sqlite3_vtab_cursor* cursor) {
    static_cast<FactsCursor*>(cursor)->is_past = true;
    return SQLITE_OK;
}

int is_at_end(sqlite3_vtab_cursor* cursor) {
    return static_cast<FactsCursor*>(cursor)->is_past ? 1 : 0;
}

int give_column(sqlite3_vtab_cursor* cursor, sqlite3_context* context, int column) {
    const auto& row = *static_cast<FactsTable*>(cursor->pVtab)->row;
    const auto& value = row.values[static_cast<std::size_t>(column)];
    if (const auto* whole = std::get_if<std::int64_t>(&value))
        sqlite3_result_int64(context, *whole);
    else if (const auto* real = std::get_if<double>(&value);
             real != nullptr && std::isfinite(*real))
        sqlite3_result_double(context, *real);
    else if (const auto* text = std::get_if<std::string>(&value))
        sqlite3_result_text64(context, text->data(), text->size(), SQLITE_STATIC, SQLITE_UTF8);
    return SQLITE_OK;
}

int give_rowid(sqlite3_vtab_cursor*, sqlite3_int64* id) {
    *id = 1;
    return SQLITE_OK;
}

/// Without xCreate the table is there by its name alone, in every statement of the connection.
const sqlite3_module* facts_module() {
    static const sqlite3_module module = [] {
        sqlite3_module m{};
        m.xConnect = connect;
        m.xDisconnect = disconnect;
        m.xBestIndex = best_index;
        m.xOpen = open;
        m.xClose = close;
        m.xFilter = filter;
        m.xNext = next;
        m.xEof = is_at_end;
        m.xColumn = give_column;
        m.xRowid = give_rowid;
        return m;
    }();
    return &module;
}

} // namespace

int register_facts_table(sqlite3* connection, FactsRow* row) {
    return sqlite3_create_module_v2(connection, "facts", facts_module(), row, nullptr);
}

Value read_column(sqlite3_stmt* statement, int column) {
    switch (sqlite3_column_type(statement, column)) {
    case SQLITE_INTEGER:
        return std::int64_t{sqlite3_column_int64(statement, column)};
    case SQLITE_FLOAT: {
        const double real = sqlite3_column_double(statement, column);
        if (std::isfinite(real)) return real;
        return {};
    }
    case SQLITE_TEXT:
    case SQLITE_BLOB: {
        const auto* bytes = reinterpret_cast<const char*>(sqlite3_column_text(statement, column));
        const auto size = static_cast<std::size_t>(sqlite3_column_bytes(statement, column));
        return bytes == nullptr ? Value{} : Value{std::string(bytes, size)};
    }
    default:
        return {};
    }
}

std::string quoted_name(std::string_view name) {
    std::string text = "\"";
    for (const char c : name) {
        if (c == '"') text += '"';
        text += c;
    }
    return text + '"';
}

} // namespace geo
