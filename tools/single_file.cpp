// SPDX-License-Identifier: Apache-2.0
#include "tools/single_file.hpp"

#include <algorithm>
#include <cmath>
#include <filesystem>

#include "libgeo/core/error.hpp"
#include "libgeo/core/text.hpp"
#include "libgeo/io/database_source.hpp"

namespace parkline {

namespace {

geo::Role role_called(const std::string& name) {
    if (const auto role = geo::role_from(name)) return *role;
    throw geo::ConfigError({"未知的 --role '" + name + "'。可用：" + geo::role_list() + "。",
                            "unknown --role '" + name + "'. Use one of " + geo::role_list() + "."});
}

/// "118.2,32.7,119.7,34.1"
geo::Extent extent_from(const std::string& text) {
    std::vector<double> n;
    for (std::size_t at = 0; at <= text.size();) {
        const auto comma = std::min(text.find(',', at), text.size());
        n.push_back(geo::parse_number(text.substr(at, comma - at)).value_or(NAN));
        at = comma + 1;
    }
    if (n.size() == 4 && n[0] < n[2] && n[1] < n[3] && n[2] - n[0] <= 30)
        return {n[0], n[1], n[2], n[3]};
    throw geo::ConfigError({"--extent '" + text +
                                "' 不是 西,南,东,北 四个度数（宽不超过 30°）。例如 "
                                "118.2,32.7,119.7,34.1。",
                            "--extent '" + text +
                                "' is not west,south,east,north in degrees, at most 30 wide. For "
                                "example 118.2,32.7,119.7,34.1."});
}

} // namespace

std::vector<Option> SingleFile::input_options() {
    return {
        {"--role",
         "ROLE",
         {"单个数据文件的角色（parks、zones、sites……）",
          "role of a single data file (parks, zones, sites, …)"},
         &role},
        {"--layer", "NAME", {"图层名", "name of the layer"}, &layer},
        {"--src-crs", "CRS", {"文件没有坐标系时给出", "the CRS, when the file has none"}, &src_crs},
        {"--datum",
         "DATUM",
         {"坐标基准", "frame of the coordinates"},
         &datum,
         {"wgs84", "cgcs2000", "gcj02", "bd09"}},
        {"--where", "SQL", {"属性筛选", "attribute filter"}, &where},
        {"--id", "FIELD", {"编号字段", "field of the id"}, &id},
        {"--lon",
         "FIELD",
         {"清单的经度（东坐标）字段", "longitude or easting field of a list"},
         &lon},
        {"--lat",
         "FIELD",
         {"清单的纬度（北坐标）字段", "latitude or northing field of a list"},
         &lat}};
}

std::vector<Option> SingleFile::options() {
    auto all = input_options();
    const std::vector<Option> more{
        {"--repairs",
         "METHOD",
         {"无效面的处理：隔离，或采用一种修复",
          "invalid polygons: quarantine, or accept one repair"},
         &repairs,
         {"quarantine", "structure", "linework"}},
        {"--control",
         "FILE",
         {"控制图层（CGCS2000，带代码或名称）：县界、道路或已知点，用来检验点图层的坐标基准",
          "a control layer in CGCS2000 with codes or names (counties, roads or known points), to "
          "test the frame of a point layer"},
         &control},
        {"--area-codes",
         "FILE",
         {"区划代码历史表（GB/T 2260），用来检查区划代码字段",
          "the history of area codes (GB/T 2260), to check fields of area codes"},
         &area_codes},
        {"--extent",
         "W,S,E,N",
         {"单个文件应在的范围（度），例如 118.2,32.7,119.7,34.1",
          "where a single file must lie, in degrees, e.g. 118.2,32.7,119.7,34.1"},
         &extent}};
    all.insert(all.end(), more.begin(), more.end());
    return all;
}

namespace {

/// PATH:LAYER taken apart, unless --layer is given or there is no such PATH: then the whole name is
/// what is missing.
geo::SourceName source_of(const std::string& path, const std::string& layer) {
    if (!layer.empty()) return {path, layer};
    auto source = geo::split_source(path);
    const bool is_there = geo::is_database(path) || std::filesystem::exists(source.path);
    return is_there ? source : geo::SourceName{path, ""};
}

} // namespace

geo::Project SingleFile::project(const std::string& path) const {
    geo::refuse_password(path);
    geo::LayerSpec spec;
    spec.role = role_called(role);
    const auto source = source_of(path, layer);
    spec.path = source.path;
    spec.layer = source.layer;
    spec.src_crs = src_crs;
    spec.where = where;
    if (!datum.empty()) {
        spec.datum = *geo::datum_from(datum);
        spec.datum_declared = true;
    }
    if (repairs == "structure") spec.repairs = geo::Repairs::structure;
    if (repairs == "linework") spec.repairs = geo::Repairs::linework;
    for (const auto& [word, field] : {std::pair{"id", id}, {"lon", lon}, {"lat", lat}})
        if (!field.empty()) spec.fields[word] = field;
    geo::Project project;
    if (!extent.empty()) project.extent = extent_from(extent);
    project.layers.push_back(spec);
    project.area_codes = area_codes;
    if (control.empty()) return project;
    geo::LayerSpec outlines;
    outlines.role = geo::Role::control;
    outlines.path = control;
    project.layers.push_back(outlines);
    return project;
}

} // namespace parkline
