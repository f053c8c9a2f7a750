// SPDX-License-Identifier: Apache-2.0
#pragma once

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

/// Columns that `text` takes on a terminal.
std::size_t display_width(std::string_view text);

} // namespace geo
