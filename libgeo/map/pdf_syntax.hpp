// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace geo::map {

/// Appends a whole number in decimal.
void append_whole(std::string& to, std::int64_t value);

/// Appends `value` / 10^`decimals` as PDF writes numbers: no exponent, no zeros at the end.
void append_decimal(std::string& to, std::int64_t value, int decimals);

/// Appends 16 bits as four digits in hexadecimal.
void append_hex16(std::string& to, unsigned value);

/// A text as a PDF string in hexadecimal, UTF-16 with its mark: `<FEFF...>`. Bytes that are no
/// UTF-8 become U+FFFD.
std::string utf16_string(std::string_view utf8);

/// The same without brackets and mark, as ToUnicode tables hold it.
std::string utf16_digits(std::string_view utf8);

/// A text as a PDF string that a human can read when it is ASCII, else as `utf16_string`.
std::string text_string(std::string_view utf8);

/// The character that starts at byte `at`, which moves behind it; U+FFFD for bytes that are none.
char32_t next_character(std::string_view utf8, std::size_t& at);

/// A character as UTF-8.
std::string utf8_of(char32_t character);

} // namespace geo::map
