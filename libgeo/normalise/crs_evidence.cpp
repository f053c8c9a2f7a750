// SPDX-License-Identifier: Apache-2.0
#include "libgeo/normalise/crs_evidence.hpp"

#include <algorithm>
#include <cmath>

#include "libgeo/core/error.hpp"
#include "libgeo/crs/to_grid.hpp"
#include "libgeo/io/coordinate_text.hpp"
#include "libgeo/normalise/wkb.hpp"

namespace geo {

namespace {

constexpr Extent china{73, 3, 136, 54};

/// The range of the coordinates, and the first of them.
struct Range {
    double x_min = INFINITY, x_max = -INFINITY, y_min = INFINITY, y_max = -INFINITY;
    SourcePoint first;
    bool any = false;
};

Range range_of(const RawLayer& raw) {
    Range range;
    for (std::size_t i = 0; i < raw.features(); ++i) {
        RawShape shape;
        try {
            shape = decode_wkb(raw.geometry(i));
        } catch (const GeometryError&) {
            continue; // the layer is refused for its CRS; what else is wrong with it comes later
        }
        for (const auto& p : shape.points) {
            if (!std::isfinite(p.x) || !std::isfinite(p.y)) continue;
            if (!range.any) range.first = p;
            range.any = true;
            range.x_min = std::min(range.x_min, p.x);
            range.x_max = std::max(range.x_max, p.x);
            range.y_min = std::min(range.y_min, p.y);
            range.y_max = std::max(range.y_max, p.y);
        }
    }
    return range;
}

bool is_northing(double v) {
    return v >= 1.5e6 && v <= 6.3e6;
}

/// Codes that the numbers leave open.
std::vector<std::string> candidates(double x_min, double x_max) {
    std::vector<std::string> codes;
    const int first = zone_prefix(x_min);
    if (first > 0 && first == zone_prefix(x_max)) {
        for (const int degrees : {3, 6})
            if (auto code = gauss_kruger_code(degrees, first, true); !code.empty())
                codes.push_back(code);
    } else if (x_min >= 1e5 && x_max < 1e6) {
        for (int zone = 25; zone <= 45; ++zone) codes.push_back(gauss_kruger_code(3, zone, false));
        for (int zone = 13; zone <= 23; ++zone) codes.push_back(gauss_kruger_code(6, zone, false));
    }
    return codes;
}

/// "EPSG:4528 (119.0200 E, 33.6000 N)" for each candidate that puts the vertex inside.
std::string proposals(const std::vector<std::string>& codes, SourcePoint p, const Extent& extent) {
    std::string text;
    for (const auto& code : codes) {
        const auto place = ToGrid(code, Datum::cgcs2000, "").lon_lat(std::span(&p, 1)).front();
        if (!std::isfinite(place.lon) || !extent.contains(place.lon, place.lat)) continue;
        text += (text.empty() ? "" : ", ") + code + " (" + fixed(place.lon, 4) + " E, " +
                fixed(place.lat, 4) + " N)";
    }
    return text;
}

Text kind_of(const Range& r, bool swapped) {
    const double e = swapped ? r.y_min : r.x_min;
    const double last = swapped ? r.y_max : r.x_max;
    const Text order = swapped ? Text{"（先北后东）", " (north before east)"} : Text{"", ""};
    if (std::abs(last) <= 180 && std::abs(swapped ? r.x_max : r.y_max) <= 180)
        return {"数值像经纬度" + order.zh, "they look like degrees" + order.en};
    const auto first_zone = std::to_string(zone_prefix(e));
    const auto last_zone = std::to_string(zone_prefix(last));
    const bool prefixed = zone_prefix(e) > 0 && zone_prefix(last) > 0;
    if (prefixed && first_zone != last_zone)
        return {"东坐标带有不同带号 " + first_zone + " 至 " + last_zone + order.zh,
                "the eastings carry the zone prefixes " + first_zone + " to " + last_zone +
                    order.en};
    if (prefixed)
        return {"东坐标带有带号 " + first_zone + order.zh,
                "the eastings carry the zone prefix " + first_zone + order.en};
    if (e >= 1e5 && last < 1e6)
        return {"像不带带号的高斯坐标，带号不在数值里" + order.zh,
                "they look like Gauss–Krüger without prefix, so the zone is not in them" +
                    order.en};
    return {"数值不像中国常用的坐标", "they are like no coordinates in use in China"};
}

Text proposal(const Range& r, bool swapped, const Extent& extent) {
    const double last = swapped ? r.y_max : r.x_max;
    const bool whole_earth = extent.lon_max - extent.lon_min >= 360;
    if (swapped) return {"；请先交换两个坐标轴", "; exchange the axes first"};
    if (std::abs(last) <= 180)
        return {
            "；可能是 EPSG:4490（若来自网络地图，另用 --datum gcj02 或 bd09）",
            "; EPSG:4490 is possible (with --datum gcj02 or bd09 when they come from a web map)"};
    const int first_zone = zone_prefix(r.x_min);
    if (first_zone > 0 && zone_prefix(r.x_max) > 0 && first_zone != zone_prefix(r.x_max)) {
        const auto code = gauss_kruger_code(first_zone < 25 ? 6 : 3, first_zone, true);
        if (code.empty()) return {"", ""};
        return {"；按 CGCS2000 可能是 " + code + "，其余带的要素按各自前缀换算",
                "; as CGCS2000 possible is " + code +
                    ", then features of other zones are taken by their own prefix"};
    }
    if (whole_earth && r.x_max < 1e6 && r.x_min >= 1e5)
        return {
            "；按中央经线可能是 EPSG:4534（75°）至 EPSG:4554（135°），每 3° 一个；写明范围 extent "
            "可缩小",
            "; possible are EPSG:4534 (central meridian 75) to EPSG:4554 (135), one every 3 "
            "degrees; a declared extent narrows that"};
    const auto list =
        proposals(candidates(r.x_min, r.x_max), r.first, whole_earth ? china : extent);
    if (list.empty()) return {"", ""};
    return {"；按 CGCS2000 可能是 " + list + "；西安80、北京54 需要参数",
            "; as CGCS2000 possible are " + list + "; Xian 1980 and Beijing 1954 need parameters"};
}

} // namespace

Text crs_evidence(const RawLayer& raw, const Extent& extent) {
    const auto r = range_of(raw);
    if (!r.any) return {"", ""};
    const bool degrees_swapped = r.y_min >= 73 && r.y_max <= 136 && r.x_min >= 3 && r.x_max <= 54;
    const bool swapped =
        degrees_swapped || (is_northing(r.x_min) && is_northing(r.x_max) &&
                            (r.y_min >= 13e6 || (r.y_min >= 1e5 && r.y_max < 1e6)));
    const auto n = [](double v) { return fixed(v, std::abs(v) <= 180 ? 4 : 0); };
    const auto range =
        "x " + n(r.x_min) + "–" + n(r.x_max) + ", y " + n(r.y_min) + "–" + n(r.y_max);
    const auto kind = kind_of(r, swapped);
    const auto what = proposal(r, swapped, extent);
    return {"坐标范围 " + range + "：" + kind.zh + what.zh + "。",
            " Its coordinates run over " + range + ": " + kind.en + what.en + "."};
}

} // namespace geo
