// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>

namespace geo {

/// A text as a cell of a workbook can hold it.
struct WorkbookText {
    std::string text;
    std::size_t replaced = 0; ///< characters that became U+FFFD
    std::size_t units = 0;    ///< length before cutting, in UTF-16 units
    bool cut = false;
};

/// `text` without what XML 1.0 cannot hold (control characters, U+FFFE, U+FFFF, malformed UTF-8),
/// line ends as LF, at most 32,767 UTF-16 units of which the last is then "…".
WorkbookText workbook_text(std::string_view text);

/// `text` cut to `most` UTF-16 units, never within a character.
std::string cut_units(std::string_view text, std::size_t most);

/// Length in UTF-16 units, which is what the limits of workbooks count. `text` is UTF-8.
std::size_t utf16_units(std::string_view text);

} // namespace geo
