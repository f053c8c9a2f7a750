// SPDX-License-Identifier: Apache-2.0
#include "libgeo/normalise/list_columns.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <optional>

#include "libgeo/core/error.hpp"
#include "libgeo/core/loose_number.hpp"
#include "libgeo/normalise/fields.hpp"

namespace geo {

namespace {

/// What a column's name says it is. `x` and `y` say nothing about east and north.
enum class Axis { none, east, north, x, y };

struct AxisName {
    std::string_view name;
    Axis axis;
};
constexpr std::array<AxisName, 27> axis_names{
    {{"lon", Axis::east},       {"lng", Axis::east},     {"long", Axis::east},
     {"longitude", Axis::east}, {"jd", Axis::east},      {"经度", Axis::east},
     {"东经", Axis::east},      {"e", Axis::east},       {"easting", Axis::east},
     {"东坐标", Axis::east},    {"横坐标", Axis::east},  {"lat", Axis::north},
     {"latitude", Axis::north}, {"wd", Axis::north},     {"纬度", Axis::north},
     {"北纬", Axis::north},     {"n", Axis::north},      {"northing", Axis::north},
     {"北坐标", Axis::north},   {"纵坐标", Axis::north}, {"x", Axis::x},
     {"x坐标", Axis::x},        {"坐标x", Axis::x},      {"y", Axis::y},
     {"y坐标", Axis::y},        {"坐标y", Axis::y},      {"zuobiaox", Axis::x}}};

/// The name without brackets and what they hold: "经度（°）" is 经度.
std::string bare_name(const std::string& name) {
    auto plain = ascii_lower(half_width(name));
    plain = plain.substr(0, plain.find_first_of("(["));
    std::string bare;
    for (const char c : plain)
        if (c != ' ' && c != '_' && c != '-') bare += c;
    return bare;
}

Axis axis_of(const std::string& name) {
    const auto bare = bare_name(name);
    for (const auto& known : axis_names)
        if (bare == known.name) return known.axis;
    return Axis::none;
}

std::vector<std::size_t> columns_of(const RawLayer& list, Axis axis) {
    std::vector<std::size_t> columns;
    for (std::size_t c = 0; c < list.attributes.names.size(); ++c)
        if (axis_of(list.attributes.names[c]) == axis) columns.push_back(c);
    return columns;
}

std::string field_list(const RawLayer& list) {
    std::string names;
    for (std::size_t i = 0; i < std::min<std::size_t>(list.attributes.names.size(), 10); ++i)
        names += (i ? ", " : "") + list.attributes.names[i];
    return names;
}

[[noreturn]] void refuse_no_columns(const RawLayer& list) {
    const auto have = field_list(list);
    throw ConfigError({list.subject + "：清单中没有经纬度字段 lon、lat。有：" + have +
                           "。请用 fields = { lon = \"…\", lat = \"…\" } 指定。",
                       list.subject + ": the list has no fields lon and lat. It has: " + have +
                           ". Name them with fields = { lon = \"…\", lat = \"…\" }."});
}

[[noreturn]] void refuse_unclear(const RawLayer& list, const std::string& x, const std::string& y) {
    throw ConfigError(
        {list.subject + "：无法从数值判断 '" + x + "' 和 '" + y +
             "' 哪个是东坐标、哪个是北坐标（中国习惯 X 为北）。请用 fields = { lon = "
             "\"东坐标字段\", "
             "lat = \"北坐标字段\" } 指定。",
         list.subject + ": the values do not tell which of '" + x + "' and '" + y +
             "' is east and which is north (in China X is north). Say it with fields = { lon = "
             "\"EAST FIELD\", lat = \"NORTH FIELD\" }."});
}

/// Which axis all numbers of a column can be, in China: a northing or latitude, or an easting or
/// longitude. Both are false when some number is neither.
struct Evidence {
    bool east = true;
    bool north = true;
    bool any = false;
};

Evidence evidence_of(const std::vector<Value>& column) {
    Evidence evidence;
    for (const auto& value : column) {
        const auto number = to_number(value);
        if (!number) continue;
        evidence.any = true;
        const double v = *number;
        const bool degrees_east = v >= 73 && v <= 136;
        const bool metres_east = (v >= 1e5 && v < 1e6) || (v >= 13e6 && v < 46e6);
        evidence.east = evidence.east && (degrees_east || metres_east);
        evidence.north = evidence.north && ((v >= 3 && v <= 54) || (v >= 1.5e6 && v <= 6.3e6));
    }
    return evidence;
}

void say(const RawLayer& list, Problems& notes, const std::string& code, Severity severity,
         Text text) {
    notes.push_back({list.subject, "", code, severity, no_place(), no_place(), std::move(text)});
}

PlaceColumns by_values(const RawLayer& list, std::size_t x, std::size_t y, Problems& notes) {
    const auto& names = list.attributes.names;
    const auto of_x = evidence_of(list.attributes.columns[x]);
    const auto of_y = evidence_of(list.attributes.columns[y]);
    if (!of_x.any || !of_y.any) refuse_unclear(list, names[x], names[y]);
    if (of_x.east && of_y.north) return {x, y};
    if (!of_x.north || !of_y.east) refuse_unclear(list, names[x], names[y]);
    say(list, notes, "x_is_north", Severity::warning,
        {"按数值判定 '" + names[x] + "' 是北坐标（或纬度），'" + names[y] +
             "' 是东坐标（或经度）。",
         "by its values '" + names[x] + "' is the northing (or latitude) and '" + names[y] +
             "' the easting (or longitude)."});
    return {y, x};
}

std::optional<PlaceColumns> by_names(const RawLayer& list, Problems& notes) {
    const auto east = columns_of(list, Axis::east);
    const auto north = columns_of(list, Axis::north);
    if (east.size() == 1 && north.size() == 1) {
        const auto& names = list.attributes.names;
        say(list, notes, "place_fields_found", Severity::note,
            {"坐标取自字段 '" + names[east[0]] + "'（东）和 '" + names[north[0]] + "'（北）。",
             "places are taken from the fields '" + names[east[0]] + "' (east) and '" +
                 names[north[0]] + "' (north)."});
        return PlaceColumns{east[0], north[0]};
    }
    if (!east.empty() || !north.empty()) return {};
    const auto x = columns_of(list, Axis::x);
    const auto y = columns_of(list, Axis::y);
    if (x.size() == 1 && y.size() == 1) return by_values(list, x[0], y[0], notes);
    return {};
}

} // namespace

PlaceColumns find_place_columns(const RawLayer& list, const LayerSpec& spec, Problems& notes) {
    const auto lon = mapped_field(list, spec, "lon");
    const auto lat = mapped_field(list, spec, "lat");
    if (lon && lat) return {*lon, *lat};
    const bool mapped = spec.fields.count("lon") + spec.fields.count("lat") > 0;
    if (const auto found = mapped ? std::nullopt : by_names(list, notes)) return *found;
    refuse_no_columns(list);
}

} // namespace geo
