// SPDX-License-Identifier: Apache-2.0
#include "libgeo/io/geojson_crs.hpp"

#include <fstream>
#include <iterator>
#include <regex>

#include <nlohmann/json.hpp>

#include "libgeo/core/error.hpp"

namespace geo {

namespace {

/// True for the formats that begin with bytes of their own. GDAL finds out GeoJSON by its content,
/// whatever the file is called, so everything else is looked at.
bool is_surely_binary(std::string_view text) {
    using namespace std::string_view_literals;
    for (const auto magic : {"SQLite format 3\0"sv, "fgb\3"sv, "PK\3\4"sv, "\0\0\x27\x0A"sv})
        if (text.starts_with(magic)) return true;
    return false;
}

/// JSON may spell a key with escapes; then the text is written anew without them.
std::string without_escapes(std::string text) {
    if (text.find("\\u00") == std::string::npos) return text;
    const auto json = nlohmann::json::parse(text, nullptr, false);
    return json.is_discarded() ? text : json.dump();
}

/// The next place of a key `crs` in any case, as GDAL compares it, with a value that is not null:
/// where the value begins.
std::size_t next_crs_value(const std::string& text, std::size_t& from) {
    for (auto at = text.find('"', from); at != std::string::npos; at = text.find('"', at + 1)) {
        if (text.size() < at + 5 || text[at + 4] != '"') continue;
        if (ascii_lower(std::string_view(text).substr(at + 1, 3)) != "crs") continue;
        const auto colon = text.find_first_not_of(" \t\r\n", at + 5);
        if (colon == std::string::npos || text[colon] != ':') continue;
        const auto value = text.find_first_not_of(" \t\r\n", colon + 1);
        if (value == std::string::npos || text.compare(value, 4, "null") == 0) continue;
        from = at + 5;
        return value;
    }
    return std::string::npos;
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
    if (!crs.is_object()) refuse(path, "不是对象", "is not an object");
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
    std::ifstream file(path, std::ios::binary);
    std::string start(16, '\0');
    file.read(start.data(), static_cast<std::streamsize>(start.size()));
    if (is_surely_binary(start)) return;
    file.clear();
    file.seekg(0);
    const std::string text =
        without_escapes({std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()});
    if (text.find('{') == std::string::npos) return;
    std::size_t from = 0;
    for (auto value = next_crs_value(text, from); value != std::string::npos;
         value = next_crs_value(text, from)) {
        const auto object = text[value] == '{' ? object_at(text, value) : "0";
        const auto crs = nlohmann::json::parse(object, nullptr, false);
        if (!crs.is_discarded()) judge(path, crs);
    }
}

} // namespace geo
