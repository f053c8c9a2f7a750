// SPDX-License-Identifier: Apache-2.0
#include "libgeo/doctor.hpp"

#include <cmath>
#include <cstdlib>

#include "libgeo/core/error.hpp"
#include "libgeo/crs/to_grid.hpp"
#include "libgeo/io/gdal_session.hpp"
#include "libgeo/io/reader_process.hpp"
#include "libgeo/map/drawing_kit.hpp"
#include "libgeo/version.hpp"

namespace geo {

namespace {

HealthCheck check(const char* topic, const std::string& name, bool is_well, const Text& detail,
                  Severity otherwise = Severity::warning) {
    return {topic, name, is_well ? Severity::note : otherwise, detail};
}

void look_at_drivers(std::vector<HealthCheck>& all) {
    for (const auto& [name, is_there] : reading_drivers())
        all.push_back(check(
            "drivers", name, is_there,
            is_there ? Text{"可用", "can be read"}
                     : Text{"缺少；请安装完整的 libgdal", "missing; install the whole libgdal"},
            Severity::error));
}

/// EPSG:4528 of a known place (119.02° E, 33.60° N) must come out to a millimetre.
void look_at_coordinates(std::vector<HealthCheck>& all) {
    const auto version = versions().proj;
    bool is_well = false;
    Text why{version, version};
    try {
        const auto place =
            ToGrid("EPSG:4528", Datum::cgcs2000, "doctor").lon_lat({40409039.020, 3719724.443});
        constexpr double millimetres = 2e-8; // degrees
        is_well =
            std::abs(place.lon - 119.02) < millimetres && std::abs(place.lat - 33.60) < millimetres;
    } catch (const Error& error) {
        why = error.text();
    }
    all.push_back(check("coordinates", "PROJ", is_well, why, Severity::error));
}

void look_at_fonts(std::vector<HealthCheck>& all) {
    try {
        const map::FontChains chains{{"hei", {"Noto Sans CJK SC", "Noto Sans CJK JP"}}};
        const auto letters = map::drawing_kit().typesetter(chains);
        (void)letters->set("园区红线清江浦", {});
        const bool is_well = letters->missing().empty();
        all.push_back(check("fonts", "Noto Sans CJK", is_well,
                            is_well ? Text{"地图可用中文", "maps can be in Chinese"}
                                    : Text{"缺少中文字形；请安装 fonts-noto-cjk",
                                           "Chinese letters are missing; install fonts-noto-cjk"}));
    } catch (const Error& error) {
        all.push_back(check("fonts", "drawing library", false, error.text()));
    }
}

void look_at_locale(std::vector<HealthCheck>& all) {
    std::string name = "C";
    for (const char* word : {"LC_ALL", "LC_CTYPE", "LANG"})
        if (const char* value = std::getenv(word); value && *value) {
            name = value;
            break;
        }
    const auto lower = ascii_lower(name);
    const bool is_utf8 =
        lower.find("utf-8") != std::string::npos || lower.find("utf8") != std::string::npos;
    all.push_back(check("locale", name, is_utf8,
                        is_utf8 ? Text{"终端用 UTF-8；结果与区域设置无关",
                                       "the terminal takes UTF-8; results never depend on it"}
                                : Text{"输出是 UTF-8，终端可能显示乱码；结果不受影响",
                                       "output is UTF-8 and the terminal may not show it; results "
                                       "are not touched"}));
}

void look_at_protections(const std::string& program, std::vector<HealthCheck>& all) {
    all.push_back(check("reading", "drivers", true,
                        {"只注册允许的格式；不接受 /vsi、连接串、链接和特殊文件",
                         "formats of a list only; no /vsi, connection strings, links or special "
                         "files"}));
    all.push_back(check("reading", "network", true,
                        {"GDAL 用无效代理，PROJ 不联网，GeoJSON 链接先行拒绝",
                         "GDAL has a dead proxy, PROJ never fetches, GeoJSON links are refused "
                         "first"}));
    const auto found = protections_of(program);
    if (found.empty())
        all.push_back(check("isolation", "reader", false,
                            {"隔离的读取进程无法启动", "the isolated reader does not start"}));
    for (const auto& p : found) all.push_back(check("isolation", p.name, p.active, p.detail));
}

} // namespace

std::vector<HealthCheck> examine(const std::string& program) {
    std::vector<HealthCheck> all;
    look_at_drivers(all);
    look_at_coordinates(all);
    look_at_fonts(all);
    look_at_locale(all);
    look_at_protections(program, all);
    return all;
}

Table health_table(const std::vector<HealthCheck>& checks, Language language) {
    Table table{
        "health",
        {text_column("topic"), text_column("check"), text_column("state"), text_column("detail")},
        {}};
    for (const auto& c : checks)
        table.rows.push_back(
            {c.topic, c.name,
             std::string(c.severity == Severity::note ? "ok" : name_of(c.severity)),
             in(c.detail, language)});
    return table;
}

} // namespace geo
