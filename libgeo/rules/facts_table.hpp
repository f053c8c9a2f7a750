// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "libgeo/core/value.hpp"

struct sqlite3;
struct sqlite3_stmt;

namespace geo {

/// The one row that expressions read: SQLite looks into it where it stands, nothing is copied in.
struct FactsRow {
    std::vector<std::string> columns;
    std::vector<Value> values; ///< as many as columns
};

/// Makes `row` readable as the table `facts` of the connection, read-only and without column types,
/// so that a value keeps its own. `row` must outlive the connection. Returns SQLite's code.
int register_facts_table(sqlite3* connection, FactsRow* row);

/// The value of a column of the statement's current row; a real that is not finite is unknown.
Value read_column(sqlite3_stmt* statement, int column);

/// "name" as SQL quotes it.
std::string quoted_name(std::string_view name);

} // namespace geo
