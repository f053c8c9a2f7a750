// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string_view>

#include "libgeo/core/table.hpp"
#include "libgeo/core/text.hpp"

namespace geo {

/// What a column of the published tables is called for people, and what its cells are.
struct ColumnWords {
    std::string_view name; ///< as published
    Text title;
    std::string_view unit; ///< "m²"; empty: none, or a part of the title
    ColumnType type = ColumnType::text;
    int decimals = 0;
    bool is_date = false; ///< ISO days
};

/// The words of a published column. Unknown names are texts under their own name.
ColumnWords words_of(std::string_view column);

/// Whether a published column holds a place, or a text that may name one: what is redacted leaves
/// it out.
bool names_a_place(std::string_view column);

/// The table with the types that its columns have: the cells of a CSV are texts.
Table with_types(const Table& texts);

} // namespace geo
