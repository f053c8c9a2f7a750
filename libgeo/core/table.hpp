// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "libgeo/core/value.hpp"

namespace geo {

/// What a column of a published table holds.
enum class ColumnType { text, whole, real };

/// One column: its published name (docs/formats.md) and, for reals, its decimals, or
/// `all_decimals`.
struct Column {
    std::string name;
    ColumnType type = ColumnType::text;
    int decimals = 0;
};

/// Decimals fixed by the contract: areas in m², distances in m, shares from 0 to 1, degrees.
inline constexpr int area_decimals = 4;
inline constexpr int distance_decimals = 3;
inline constexpr int share_decimals = 9;
inline constexpr int degree_decimals = 9;
/// The shortest text that reads back as the same number: for attributes that are passed on.
inline constexpr int all_decimals = -1;

Column text_column(std::string name);
Column whole_column(std::string name);
Column real_column(std::string name, int decimals);

/// A published table: rows are sorted by whoever fills it; unknown is an empty cell. Every row has
/// as many values as there are columns.
struct Table {
    std::string name;
    std::vector<Column> columns;
    std::vector<std::vector<Value>> rows;
};

/// The cell as it stands in CSV and on screen: reals with the column's decimals.
std::string cell_text(const Column& column, const Value& value);

/// The table as CSV: UTF-8 with byte order mark, comma, LF, header line. Texts that a spreadsheet
/// would run as a formula (first character = + - @ tab CR or their full-width forms) get a leading
/// apostrophe.
std::string to_csv(const Table& table);

/// Its parts, for writers that work on several rows at once: the mark with the header line, and the
/// lines of the rows from `first` up to `last`, appended to `csv`.
std::string csv_header(const Table& table);
void append_csv_rows(std::string& csv, const Table& table, std::size_t first, std::size_t last);

/// The table that `to_csv` wrote, all cells as texts, empty ones unknown; the apostrophe before
/// what looks like a formula is taken off again. Throws InputError, naming `subject` and the line,
/// for text that `to_csv` does not write.
Table table_from_csv(std::string_view csv, const std::string& subject);

/// Position of the column `name`. Throws InputError naming `subject` when the table has none.
std::size_t table_column(const Table& table, std::string_view name, const std::string& subject);

} // namespace geo
