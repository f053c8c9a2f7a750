// SPDX-License-Identifier: Apache-2.0
#include "libgeo/core/area_text.hpp"

#include <array>
#include <utility>

#include "libgeo/core/loose_number.hpp"
#include "libgeo/core/text.hpp"

namespace geo {

namespace {

constexpr double mu = 2000.0 / 3;
constexpr double ten_thousand = 10000;

constexpr std::array<std::pair<std::string_view, double>, 20> units{{{"m²", 1},
                                                                     {"m2", 1},
                                                                     {"m^2", 1},
                                                                     {"㎡", 1},
                                                                     {"平方米", 1},
                                                                     {"平米", 1},
                                                                     {"亩", mu},
                                                                     {"市亩", mu},
                                                                     {"mu", mu},
                                                                     {"公顷", ten_thousand},
                                                                     {"ha", ten_thousand},
                                                                     {"hm²", ten_thousand},
                                                                     {"hm2", ten_thousand},
                                                                     {"km²", 1e6},
                                                                     {"km2", 1e6},
                                                                     {"km^2", 1e6},
                                                                     {"㎢", 1e6},
                                                                     {"平方公里", 1e6},
                                                                     {"平方千米", 1e6},
                                                                     {"顷", 100 * mu}}};

std::string_view without_brackets(std::string_view text) {
    text = trim(text);
    for (const auto mark : {"单位", ":", "(", "[", "/"})
        if (text.starts_with(mark)) text = trim(text.substr(std::string_view(mark).size()));
    while (text.ends_with(')') || text.ends_with(']')) text = trim(text.substr(0, text.size() - 1));
    return text;
}

} // namespace

std::optional<double> square_metres_per(std::string_view unit) {
    const auto plain = ascii_lower(half_width(trim(unit)));
    std::string_view name = plain;
    constexpr std::string_view wan = "万";
    const double factor = name.starts_with(wan) ? ten_thousand : 1;
    if (factor > 1) name.remove_prefix(wan.size());
    for (const auto& [word, m2] : units)
        if (name == word) return factor * m2;
    return {};
}

std::string unit_in_name(std::string_view column) {
    const auto plain = half_width(column);
    for (std::size_t at = 0; at < plain.size(); ++at) {
        if (std::string_view("([/:_").find(plain[at]) == std::string_view::npos) continue;
        const auto unit = without_brackets(std::string_view(plain).substr(at + 1));
        if (square_metres_per(unit)) return std::string(unit);
    }
    return {};
}

std::optional<double> parse_area_m2(std::string_view text, std::string_view unit_of_column) {
    const auto plain = half_width(text);
    const auto trimmed = trim(plain);
    const auto end = std::min(trimmed.find_first_not_of("+-0123456789.,eE"), trimmed.size());
    const auto number = parse_loose_number(trimmed.substr(0, end));
    if (!number || *number < 0) return {};
    const auto own_unit = trim(trimmed.substr(end));
    const auto factor = square_metres_per(own_unit.empty() ? unit_of_column : own_unit);
    if (!factor) return {};
    return *number * *factor;
}

} // namespace geo
