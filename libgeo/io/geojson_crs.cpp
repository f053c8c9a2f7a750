// SPDX-License-Identifier: Apache-2.0
#include "libgeo/io/geojson_crs.hpp"

#include <fstream>
#include <iterator>
#include <regex>

#include <nlohmann/json.hpp>

#include "libgeo/core/error.hpp"

namespace geo {

namespace {

bool is_geojson_name(const std::string& path) {
    const auto lower = ascii_lower(path);
    for (const char* ending : {".json", ".geojson", ".geojsons", ".geojsonl"})
        if (lower.ends_with(ending)) return true;
    return false;
}

/// The text of the JSON object that starts at `open`, found by counting braces outside strings.
std::string object_at(const std::string& text, std::size_t open) {
    int depth = 0;
    bool in_string = false;
    for (std::size_t i = open; i < text.size(); ++i) {
        const char c = text[i];
        if (c == '\\' && in_string)
            ++i;
        else if (c == '"')
            in_string = !in_string;
        else if (!in_string && c == '{')
            ++depth;
        else if (!in_string && c == '}' && --depth == 0)
            return text.substr(open, i - open + 1);
    }
    return {};
}

bool is_known_name(const std::string& name) {
    static const std::regex known(
        R"((urn:ogc:def:crs:)?(EPSG:([0-9.]*:)?[0-9]{4,6}|OGC:(1\.3)?:?CRS84)|CRS84|urn:ogc:def:crs:OGC::CRS84)",
        std::regex::icase);
    return std::regex_match(name, known);
}

[[noreturn]] void refuse(const std::string& path, const std::string& why_zh,
                         const std::string& why_en) {
    throw InputError(
        {path + "：crs 成员" + why_zh +
             "，未采用任何默认值。请删除 crs 成员并用 --src-crs 给出坐标系。",
         path + ": the crs member " + why_en +
             "; nothing was guessed. Remove the crs member and give the CRS with --src-crs."});
}

void judge(const std::string& path, const nlohmann::json& crs) {
    if (!crs.is_object()) return;
    const auto type = crs.value("type", "");
    const auto properties = crs.contains("properties") && crs["properties"].is_object()
                                ? crs["properties"]
                                : nlohmann::json::object();
    if (type == "link" || type == "url" || properties.contains("href") ||
        properties.contains("url"))
        refuse(path, "是链接，不会访问网络", "is a link, and no address is ever fetched");
    const auto name = properties.contains("name") && properties["name"].is_string()
                          ? properties["name"].get<std::string>()
                          : "";
    if (!is_known_name(name))
        refuse(path, " '" + name + "' 无法识别", "'" + name + "' is not a known CRS");
}

} // namespace

void check_geojson_crs(const std::string& path) {
    if (!is_geojson_name(path)) return;
    std::ifstream file(path, std::ios::binary);
    const std::string text{std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
    static const std::string key = "\"crs\"";
    for (auto at = text.find(key); at != std::string::npos; at = text.find(key, at + key.size())) {
        const auto colon = text.find_first_not_of(" \t\r\n", at + key.size());
        if (colon == std::string::npos || text[colon] != ':') continue;
        const auto open = text.find_first_not_of(" \t\r\n", colon + 1);
        if (open == std::string::npos || text[open] != '{') continue;
        const auto crs = nlohmann::json::parse(object_at(text, open), nullptr, false);
        if (!crs.is_discarded()) judge(path, crs);
    }
}

} // namespace geo
