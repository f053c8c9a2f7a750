// SPDX-License-Identifier: Apache-2.0
#include "libgeo/core/area_text.hpp"
#include "libgeo/core/loose_number.hpp"
#include "libgeo/normalise/list_places.hpp"

namespace geo {

namespace {

bool is_called_area(const std::string& name) {
    const auto plain = ascii_lower(half_width(name));
    return plain.find("面积") != std::string::npos || plain.find("area") != std::string::npos ||
           plain == "mj" || plain.starts_with("mj(");
}

/// True when a cell carries a unit of area beside its number.
bool has_own_unit(const Value& value) {
    const auto* text = std::get_if<std::string>(&value);
    return text && !parse_loose_number(*text) && parse_area_m2(*text, "").has_value();
}

bool any_own_unit(const std::vector<Value>& column) {
    for (const auto& value : column)
        if (has_own_unit(value)) return true;
    return false;
}

void say(RawLayer& list, std::size_t row, const std::string& code, Text text) {
    list.notes.push_back({list.subject, row < list.features() ? list.feature_id(row) : "", code,
                          Severity::warning, no_place(), no_place(), std::move(text)});
}

std::vector<Value> areas_of(RawLayer& list, std::size_t column, const std::string& unit) {
    const auto name = list.attributes.names[column];
    std::vector<Value> areas;
    for (std::size_t row = 0; row < list.features(); ++row) {
        const auto text = to_text(list.attributes.columns[column][row]);
        const auto area = parse_area_m2(text, unit);
        areas.emplace_back();
        if (area) areas.back() = *area;
        if (!area && !text.empty())
            say(list, row, "area_not_read",
                {"字段 '" + name + "' 的 '" + text + "' 不是带已知单位的面积，按未知处理。",
                 "'" + text + "' in the field '" + name +
                     "' is no area with a known unit; it counts as unknown."});
    }
    return areas;
}

} // namespace

void add_area_columns(RawLayer& list) {
    const auto columns = list.attributes.names.size();
    for (std::size_t c = 0; c < columns; ++c) {
        const auto name = list.attributes.names[c];
        const auto derived = name + "_m2";
        if (!is_called_area(name) || list.attributes.find(derived)) continue;
        const auto unit = unit_in_name(name);
        if (unit == "m2") continue; // it is in square metres already
        if (unit.empty() && !any_own_unit(list.attributes.columns[c])) {
            say(list, list.features(), "area_without_unit",
                {"字段 '" + name + "' 没有写明面积单位，未换算。请在列名里写明，例如“面积（亩）”。",
                 "the field '" + name +
                     "' states no unit, so its areas were not converted. Write "
                     "it into the name, for example 面积（亩）."});
            continue;
        }
        auto areas = areas_of(list, c, unit);
        list.attributes.names.push_back(derived);
        list.attributes.columns.push_back(std::move(areas));
    }
}

} // namespace geo
