// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <string_view>

#include "libgeo/core/table.hpp"

namespace geo {

/// Forms in which a table leaves the program.
enum class Format { text, csv, json };
std::optional<Format> format_from(std::string_view name);

/// The table in that form. Text is aligned for a terminal (Chinese characters count two columns;
/// cells of more than 40 columns are cut with "…"); CSV is `to_csv`; JSON is an array of objects in
/// the columns' order, reals with the columns' decimals, unknown as null.
std::string render(const Table& table, Format format);

/// A table whose rows are made when they are needed, so that a long one need not be in memory.
struct RowSource {
    std::string name;
    std::vector<Column> columns;
    std::size_t rows = 0;
    std::function<std::vector<Value>(std::size_t row)> row; ///< called from several threads at once
};

/// The whole table.
Table to_table(const RowSource& source);

/// As for a table; CSV is made piece by piece on all cores.
std::string render(const RowSource& source, Format format);

} // namespace geo
