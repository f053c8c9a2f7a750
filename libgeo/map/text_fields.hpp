// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace geo::map {

/// Finds the value of a field as text, or nothing when there is no such field.
using FieldLookup = std::function<std::optional<std::string>(std::string_view field)>;

/// The text with every {field} and {field|format} replaced. Formats: `ha`, `km2`, `m2` (of square
/// metres), `mu`, `percent` (of a share), `date`; others are looked up as the field "field|format".
/// An unknown value becomes "—". Throws ConfigError naming the field that is missing, after
/// `subject`.
std::string filled_in(const std::string& text, const FieldLookup& lookup,
                      const std::string& subject);

/// The fields that a text needs, without formats.
std::vector<std::string> fields_in(const std::string& text);

/// SHA-256 of the bytes of a text.
std::string sha256_of_text(std::string_view text);

/// 1234567.891 -> "1,234,567.89".
std::string grouped(double value, int decimals);

} // namespace geo::map
