// SPDX-License-Identifier: Apache-2.0
#include "libgeo/map/text_fields.hpp"

#include <span>

#include "libgeo/core/error.hpp"
#include "libgeo/core/text.hpp"
#include "libgeo/io/staging.hpp"

namespace geo::map {

namespace {

/// A {field|format} in a text.
struct Slot {
    std::size_t begin = 0;
    std::size_t end = 0;
    std::string field;
    std::string format;
};

std::optional<Slot> next_slot(std::string_view text, std::size_t from) {
    const auto open = text.find('{', from);
    if (open == std::string_view::npos) return {};
    const auto close = text.find('}', open);
    if (close == std::string_view::npos) return {};
    const auto inside = text.substr(open + 1, close - open - 1);
    const auto bar = inside.find('|');
    return Slot{open, close + 1, std::string(inside.substr(0, bar)),
                bar == std::string_view::npos ? "" : std::string(inside.substr(bar + 1))};
}

std::optional<std::string> formatted(const std::string& value, const std::string& format) {
    const auto number = parse_number(value);
    if (!number) return {};
    if (format == "ha") return grouped(*number / 1e4, 2);
    if (format == "km2") return grouped(*number / 1e6, 3);
    if (format == "m2") return grouped(*number, 0);
    if (format == "mu") return grouped(*number * 3 / 2000, 1);
    if (format == "percent") return fixed(*number * 100, 2) + " %";
    if (format == "lonlat") return fixed(*number, 6) + "°";
    if (format == "metres") return grouped(*number, 0);
    return {};
}

std::string value_of_slot(const Slot& slot, const FieldLookup& lookup, const std::string& subject) {
    if (!slot.format.empty())
        if (const auto special = lookup(slot.field + "|" + slot.format)) return *special;
    const auto value = lookup(slot.field);
    if (!value)
        throw ConfigError({subject + "：没有字段“" + slot.field + "”。请改正 {" + slot.field +
                               "}，或换用有此字段的图层。",
                           subject + ": there is no field '" + slot.field + "'. Correct {" +
                               slot.field + "}, or use a layer that has it."});
    if (value->empty()) return "—";
    if (slot.format.empty()) return *value;
    return formatted(*value, slot.format).value_or(*value);
}

} // namespace

std::string filled_in(const std::string& text, const FieldLookup& lookup,
                      const std::string& subject) {
    std::string out;
    std::size_t at = 0;
    while (const auto slot = next_slot(text, at)) {
        out += text.substr(at, slot->begin - at);
        out += value_of_slot(*slot, lookup, subject);
        at = slot->end;
    }
    return out + text.substr(at);
}

std::vector<std::string> fields_in(const std::string& text) {
    std::vector<std::string> fields;
    for (auto slot = next_slot(text, 0); slot; slot = next_slot(text, slot->end))
        fields.push_back(slot->field);
    return fields;
}

std::string sha256_of_text(std::string_view text) {
    return sha256_of(std::as_bytes(std::span(text.data(), text.size())));
}

std::string grouped(double value, int decimals) {
    auto text = fixed(value, decimals);
    const auto point = text.find('.');
    const std::size_t first = text.starts_with('-') ? 1 : 0;
    for (auto at = point == std::string::npos ? text.size() : point; at > first + 3;) {
        at -= 3;
        text.insert(at, ",");
    }
    return text;
}

} // namespace geo::map
