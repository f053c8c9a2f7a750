// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <variant>
#include <vector>

namespace geo {

/// An attribute or a fact. `std::monostate` is "unknown": it never passes and never fails a rule.
/// Dates are ISO 8601 text, booleans are 0 and 1.
using Value = std::variant<std::monostate, std::int64_t, double, std::string>;

inline bool is_unknown(const Value& value) {
    return std::holds_alternative<std::monostate>(value);
}

/// The value as text for lists and messages: unknown is empty, reals are written shortest.
std::string to_text(const Value& value);

/// The value as a number: numbers as they are, text only when all of it spells a number; commas
/// between groups of three and full-width digits are allowed (`parse_loose_number`).
std::optional<double> to_number(const Value& value);

/// Attributes of a layer, column by column. All columns have `rows` values.
struct Attributes {
    std::vector<std::string> names;
    std::vector<std::vector<Value>> columns;

    /// Index of the column, or nothing. Exact match first, then ignoring ASCII case.
    std::optional<std::size_t> find(std::string_view name) const;
};

} // namespace geo
