// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace geo {

/// `text` with full-width digits, letters and punctuation (U+FF01 to U+FF5E, ideographic space) as
/// ASCII; everything else as it is.
std::string half_width(std::string_view text);

/// The number that people mean in a list: as `parse_number`, and also full-width digits and commas
/// between groups of three digits ("1,234,567.8"). A comma anywhere else ("33,5") is no number:
/// nothing is guessed.
std::optional<double> parse_loose_number(std::string_view text);

/// A calendar day written as 2026-11-23, 2026/11/23, 2026.11.23 or 2026年11月23日 (a time after it
/// is ignored), as ISO 8601; nothing for any other text and for days that do not exist.
std::optional<std::string> iso_date(std::string_view text);

} // namespace geo
