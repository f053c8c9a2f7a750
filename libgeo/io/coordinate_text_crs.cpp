// SPDX-License-Identifier: Apache-2.0
#include <cmath>

#include "libgeo/core/error.hpp"
#include "libgeo/core/loose_number.hpp"
#include "libgeo/io/coordinate_text.hpp"

namespace geo {

std::string gauss_kruger_code(int degrees, int zone, bool prefixed) {
    if (degrees == 3 && zone >= 25 && zone <= 45)
        return "EPSG:" + std::to_string((prefixed ? 4513 : 4534) + zone - 25);
    if (degrees == 6 && zone >= 13 && zone <= 23)
        return "EPSG:" + std::to_string((prefixed ? 4491 : 4502) + zone - 13);
    return {};
}

int zone_prefix(double easting) {
    return easting >= 13e6 && easting < 46e6 ? static_cast<int>(easting / 1e6) : 0;
}

namespace {

std::string property(const TextPlots& text, const std::string& key) {
    const auto found = text.properties.find(key);
    return found == text.properties.end() ? "" : found->second;
}

/// The whole number at the start of a property ("3度带"); 三 and 六 are 3 and 6; 0 when there is
/// none.
int number_in(const TextPlots& text, const std::string& key) {
    const auto value = half_width(property(text, key));
    if (value.starts_with("三")) return 3;
    if (value.starts_with("六")) return 6;
    const auto end = std::min(value.find_first_not_of("0123456789"), value.size());
    return static_cast<int>(
        parse_number(value.substr(0, std::min<std::size_t>(end, 6))).value_or(0));
}

[[noreturn]] void fail(const std::string& subject, const std::string& zh, const std::string& en) {
    throw InputError({subject + "：" + zh, subject + ": " + en});
}

double first_easting(const TextPlots& text) {
    for (const auto& plot : text.plots)
        for (const auto& ring : plot.rings)
            if (!ring.empty()) return ring.front().easting;
    return 0;
}

void warn(const std::string& subject, Problems& notes, const std::string& code, Text message) {
    notes.push_back(
        {subject, "", code, Severity::warning, no_place(), no_place(), std::move(message)});
}

void refuse_prefix(const std::string& subject, int zone, int prefix) {
    const auto z = std::to_string(zone);
    const auto p = std::to_string(prefix);
    fail(subject, "带号写的是 " + z + "，但 Y 坐标的前缀是 " + p + "。请核对。",
         "the zone is given as " + z + " but eastings carry the prefix " + p +
             ". Check which is right.");
}

/// The zone: stated, or from the central meridian, or the prefix of the eastings.
int zone_of(const TextPlots& text, int degrees, int prefix, const std::string& subject,
            Problems& notes) {
    const int stated = number_in(text, "带号");
    if (stated > 0 && prefix > 0 && stated != prefix) refuse_prefix(subject, stated, prefix);
    if (stated > 0) return stated;
    const int meridian = number_in(text, "中央子午线");
    const int from_meridian = degrees == 3 ? meridian / 3 : (meridian + 3) / 6;
    const int zone = meridian > 0 ? from_meridian : prefix;
    if (zone > 0)
        warn(subject, notes, "zone_derived",
             {"没有写明带号；由" + std::string(meridian > 0 ? "中央子午线" : "坐标前缀") + "得到 " +
                  std::to_string(zone) + "。",
              "no zone is stated; it is " + std::to_string(zone) + " by the " +
                  (meridian > 0 ? "central meridian." : "prefix of the eastings.")});
    return zone;
}

} // namespace

bool names_cgcs2000(const TextPlots& text) {
    const auto system = half_width(property(text, "坐标系"));
    return system.find("2000") != std::string::npos || system.find("CGCS") != std::string::npos;
}

std::string crs_of_text(const TextPlots& text, const std::string& subject, Problems& notes) {
    if (!names_cgcs2000(text)) {
        const auto system = property(text, "坐标系");
        if (system.empty())
            fail(subject,
                 "没有写明坐标系（缺少“坐标系=2000国家大地坐标系”一行）。请核对来源，补上该行，"
                 "或用 --src-crs 指定。",
                 "it names no coordinate system (there is no line "
                 "“坐标系=2000国家大地坐标系”). Ask its source, then add the line or give "
                 "--src-crs.");
        fail(subject,
             "坐标系不是 2000 国家大地坐标系（写的是 '" + system +
                 "'）。请先转换，或用 --src-crs 指定。",
             "the coordinate system is not CGCS2000 (it says '" + system +
                 "'). Transform it first, or give --src-crs.");
    }
    const double easting = first_easting(text);
    if (std::abs(easting) <= 180) return "EPSG:4490";
    const int prefix = zone_prefix(easting);
    if (prefix == 0 && !(easting > 0 && easting < 1e6))
        fail(subject,
             "Y 坐标 " + shortest(easting) + " 不是高斯坐标。请改正，或用 --src-crs 指定。",
             "the easting " + shortest(easting) +
                 " is no Gauss–Krüger coordinate. Correct it, or give --src-crs.");
    const bool six_by_prefix = prefix >= 13 && prefix <= 23;
    int degrees = number_in(text, "几度分带");
    if (degrees == 0) degrees = six_by_prefix ? 6 : 3;
    const int zone = zone_of(text, degrees, prefix, subject, notes);
    auto code = gauss_kruger_code(degrees, zone, prefix > 0);
    if (code.empty())
        fail(subject,
             "没有这样的高斯带（几度分带=" + std::to_string(degrees) +
                 "，带号=" + std::to_string(zone) + "）。请改正，或用 --src-crs 指定。",
             "there is no such zone (几度分带=" + std::to_string(degrees) +
                 ", 带号=" + std::to_string(zone) + "). Correct it, or give --src-crs.");
    return code;
}

} // namespace geo
