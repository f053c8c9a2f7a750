// SPDX-License-Identifier: Apache-2.0
#include "libgeo/core/value.hpp"

#include "libgeo/core/loose_number.hpp"
#include "libgeo/core/text.hpp"

namespace geo {

std::string to_text(const Value& value) {
    if (const auto* whole = std::get_if<std::int64_t>(&value)) return std::to_string(*whole);
    if (const auto* real = std::get_if<double>(&value)) return shortest(*real);
    if (const auto* text = std::get_if<std::string>(&value)) return *text;
    return {};
}

std::optional<double> to_number(const Value& value) {
    if (const auto* whole = std::get_if<std::int64_t>(&value)) return static_cast<double>(*whole);
    if (const auto* real = std::get_if<double>(&value)) return *real;
    if (const auto* text = std::get_if<std::string>(&value)) return parse_loose_number(*text);
    return {};
}

std::optional<std::size_t> Attributes::find(std::string_view name) const {
    for (std::size_t i = 0; i < names.size(); ++i)
        if (names[i] == name) return i;
    const auto lower = ascii_lower(name);
    for (std::size_t i = 0; i < names.size(); ++i)
        if (ascii_lower(names[i]) == lower) return i;
    return {};
}

} // namespace geo
