// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <string_view>

namespace geo {

/// Bytes of the well-formed UTF-8 sequence that starts at byte `i` of `text`, or 0.
std::size_t utf8_length(std::string_view text, std::size_t i);

/// Bytes of a character of UTF-8 text, and the columns it takes on a terminal or in a sheet.
struct Glyph {
    std::size_t bytes = 1;
    std::size_t columns = 1;
};

/// The character at byte `i` of well-formed `text`; Chinese characters take two columns.
Glyph glyph_at(std::string_view text, std::size_t i);

/// Columns that `text` takes.
std::size_t display_width(std::string_view text);

} // namespace geo
