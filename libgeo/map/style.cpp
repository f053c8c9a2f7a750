// SPDX-License-Identifier: Apache-2.0
#include "libgeo/map/style.hpp"

#include <algorithm>
#include <array>

namespace geo::map {

namespace {

constexpr std::array<std::string_view, 6> shape_names{"circle",  "square", "triangle",
                                                      "diamond", "star",   "cross"};

constexpr std::array<std::pair<std::string_view, std::string_view>, 6> said_families{
    {{"黑体", "hei"},
     {"宋体", "song"},
     {"仿宋", "fang"},
     {"仿宋_GB2312", "fang"},
     {"楷体", "kai"},
     {"楷体_GB2312", "kai"}}};

bool meets(const Condition& condition, const Attributes& attributes, std::size_t feature) {
    const auto column = attributes.find(condition.field);
    if (!column) return false;
    const auto text = to_text(attributes.columns[*column][feature]);
    return std::find(condition.values.begin(), condition.values.end(), text) !=
           condition.values.end();
}

int nibble(char c) {
    if (c >= '0' && c <= '9') return c - '0';
    if (c >= 'a' && c <= 'f') return c - 'a' + 10;
    if (c >= 'A' && c <= 'F') return c - 'A' + 10;
    return -1;
}

} // namespace

std::string_view name_of(MarkerShape shape) {
    return shape_names[static_cast<std::size_t>(shape)];
}

std::optional<MarkerShape> marker_shape_from(std::string_view name) {
    const auto* found = std::find(shape_names.begin(), shape_names.end(), name);
    if (found == shape_names.end()) return {};
    return static_cast<MarkerShape>(found - shape_names.begin());
}

std::optional<std::size_t> rule_of(const LayerStyle& style, const Attributes& attributes,
                                   std::size_t feature) {
    for (std::size_t r = 0; r < style.rules.size(); ++r) {
        const auto& where = style.rules[r].where;
        if (std::all_of(where.begin(), where.end(),
                        [&](const auto& c) { return meets(c, attributes, feature); }))
            return r;
    }
    return {};
}

std::string family_named(std::string_view name) {
    for (const auto& [said, family] : said_families)
        if (name == said) return std::string(family);
    return std::string(name);
}

std::optional<Ink> ink_from(std::string_view text) {
    if (text.size() != 7 || text[0] != '#') return {};
    std::array<std::uint8_t, 3> parts{};
    for (std::size_t i = 0; i < 3; ++i) {
        const int high = nibble(text[1 + 2 * i]);
        const int low = nibble(text[2 + 2 * i]);
        if (high < 0 || low < 0) return {};
        parts[i] = static_cast<std::uint8_t>(16 * high + low);
    }
    return Ink{parts[0], parts[1], parts[2], 1};
}

std::string hex_of(const Ink& ink) {
    constexpr std::string_view digits = "0123456789abcdef";
    std::string text = "#";
    for (const auto part : {ink.red, ink.green, ink.blue}) {
        text += digits[part >> 4U];
        text += digits[part & 15U];
    }
    return text;
}

} // namespace geo::map
