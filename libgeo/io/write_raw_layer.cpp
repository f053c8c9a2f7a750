// SPDX-License-Identifier: Apache-2.0
#include "libgeo/io/write_raw_layer.hpp"

#include <cctype>
#include <cmath>
#include <cstring>
#include <filesystem>
#include <set>

#include "libgeo/core/error.hpp"
#include "libgeo/io/feature_writer.hpp"
#include "libgeo/io/field_aliases.hpp"
#include "libgeo/io/ogr_file.hpp"
#include "libgeo/io/output_format.hpp"
#include "libgeo/io/projected.hpp"
#include "libgeo/io/staging.hpp"
#include "libgeo/io/write_drawing.hpp"
#include "libgeo/io/write_list.hpp"

namespace geo {

namespace {

namespace fs = std::filesystem;

constexpr std::size_t longest_dbf_name = 10;
constexpr std::size_t longest_dbf_text = 254;

bool is_shapefile(const std::string& path) {
    return output_driver(path) == "ESRI Shapefile";
}

/// Bytes of a UTF-8 text in the encoding of the table.
std::size_t bytes_in(const std::string& text, TextEncoding encoding) {
    if (encoding == TextEncoding::utf8) return text.size();
    std::size_t bytes = 0; // GBK: one for ASCII, two for any other character
    for (const char c : text) {
        const auto byte = static_cast<unsigned char>(c);
        if (byte < 0x80) bytes += 1;
        if (byte >= 0xC0) bytes += 2;
    }
    return bytes;
}

/// Steps a unit of the whole numbers in which a geodatabase keeps coordinates: 1e-12 degrees, or a
/// micrometre.
double steps_per_unit(const RawLayer& raw) {
    return is_projected(raw.crs) ? 1e6 : 1e12;
}

std::vector<std::string> geodatabase_grid(const RawLayer& raw) {
    if (is_projected(raw.crs)) // prefixed eastings reach 46,000,000
        return {"XYSCALE=1e6", "XORIGIN=-100000000", "YORIGIN=-100000000", "XYTOLERANCE=1e-5"};
    return {"XYSCALE=1e12", "XORIGIN=-400", "YORIGIN=-400", "XYTOLERANCE=1e-11"};
}

[[noreturn]] void refuse_mixed_shapes(const std::string& path) {
    throw InputError(
        {shown_output(path) + "：File GDB 的一个图层只能有一种几何（点、线或面）。请改用 .gpkg。",
         shown_output(path) + ": a layer of a file geodatabase holds points, lines or areas and no "
                              "mixture. Use .gpkg instead."});
}

/// A geodatabase takes letters, digits and _ in names of fields, and no digit first; GDAL would
/// rename the others.
void require_geodatabase_names(const RawLayer& raw, const std::string& path) {
    const auto fits = [](char c) {
        const auto byte = static_cast<unsigned char>(c);
        return byte >= 0x80 || std::isalnum(byte) != 0 || c == '_';
    };
    for (const auto& name : raw.attributes.names)
        if (!std::all_of(name.begin(), name.end(), fits) ||
            std::isdigit(static_cast<unsigned char>(name.front())) != 0)
            throw InputError({shown_output(path) + "：File GDB 不能有名为 '" + name +
                                  "' 的字段（只许字母、汉字、数字和下划线，不以数字开头）。"
                                  "请改字段名，或改用 .gpkg。",
                              shown_output(path) + ": a file geodatabase cannot have a field '" +
                                  name +
                                  "' (letters, digits and _ only, no digit first). Rename the "
                                  "field, or use .gpkg instead."});
}

/// The type of a little-endian ISO WKB without Z and M, lines and polygons as their collections.
OGRwkbGeometryType multi_kind_of(std::span<const std::byte> wkb) {
    std::uint32_t code = 0;
    std::memcpy(&code, wkb.data() + 1, sizeof code);
    const auto kind = static_cast<OGRwkbGeometryType>(code % 1000);
    return kind == wkbLineString ? wkbMultiLineString : kind == wkbPolygon ? wkbMultiPolygon : kind;
}

/// The type of geometry of the layer; a geodatabase wants one and no mixture, a shapefile cannot
/// guess one from a first feature without shape.
OGRwkbGeometryType kind_for(const RawLayer& raw, const std::string& driver,
                            const std::string& path) {
    if (!raw.has_geometry) return wkbNone;
    const bool is_geodatabase = driver == "OpenFileGDB";
    if (!is_geodatabase && driver != "ESRI Shapefile") return wkbUnknown;
    std::set<OGRwkbGeometryType> kinds;
    for (std::size_t i = 0; i < raw.features(); ++i)
        if (!raw.geometry(i).empty()) kinds.insert(multi_kind_of(raw.geometry(i)));
    if (kinds.size() == 1) return *kinds.begin();
    if (is_geodatabase) refuse_mixed_shapes(path);
    return wkbUnknown;
}

/// How a driver has to write a layer so that every value comes back.
std::vector<std::string> options_for(const RawLayer& raw, const std::string& driver,
                                     TextEncoding encoding) {
    if (driver == "GPKG")
        return {"FID=" + free_name(raw, "fid"), "GEOMETRY_NAME=" + free_name(raw, "geom")};
    if (driver == "ESRI Shapefile")
        return {encoding == TextEncoding::gbk ? "ENCODING=CP936" : "ENCODING=UTF-8"};
    if (driver == "LIBKML") return {};
    if (driver == "OpenFileGDB") return geodatabase_grid(raw);
    if (driver == "FlatGeobuf") return {"SPATIAL_INDEX=NO"}; // keeps the order
    if (driver == "GeoJSON") return {"SIGNIFICANT_FIGURES=17"};
    return {"COORDINATE_PRECISION=15"};
}

/// Bytes of the longest text of a column. Throws InputError for one that a shapefile cannot hold.
std::size_t longest_text(const RawLayer& raw, std::size_t column, const std::string& path,
                         TextEncoding encoding) {
    std::size_t longest = 1;
    for (std::size_t i = 0; i < raw.features(); ++i) {
        const auto bytes = bytes_in(to_text(raw.attributes.columns[column][i]), encoding);
        if (bytes > longest_dbf_text) {
            const auto n = std::to_string(bytes);
            throw InputError({shown_output(path) + "：要素 " + raw.feature_id(i) + " 有 " + n +
                                  " 字节的文字，shapefile 最多 254 字节。请改用 .gpkg。",
                              shown_output(path) + ": feature " + raw.feature_id(i) +
                                  " has a text of " + n +
                                  " bytes and a shapefile holds 254. Use .gpkg instead."});
        }
        longest = std::max(longest, bytes);
    }
    return longest;
}

/// Width and decimals of a real: 15 decimals, fewer where the digits before the point need room.
void set_real_width(const std::vector<Value>& column, OGRFieldDefn& field) {
    constexpr int width = 24, most_decimals = 15;
    double largest = 1;
    for (const auto& value : column)
        largest = std::max(largest, std::abs(to_number(value).value_or(0)));
    const int digits = static_cast<int>(std::floor(std::log10(largest))) + 1;
    field.SetWidth(width);
    field.SetPrecision(std::clamp(width - 2 - digits, 1, most_decimals)); // point and sign
}

void set_dbf_width(const RawLayer& raw, std::size_t column, const std::string& path,
                   TextEncoding encoding, OGRFieldDefn& field) {
    if (field.GetType() == OFTString)
        field.SetWidth(static_cast<int>(longest_text(raw, column, path, encoding)));
    if (field.GetType() == OFTReal) set_real_width(raw.attributes.columns[column], field);
}

/// Writes a layer through GDAL.
void write_features(const RawLayer& raw, const std::string& path, const std::string& layer_name,
                    const std::map<std::string, std::string>& aliases, TextEncoding encoding) {
    const auto driver = output_driver(path);
    OgrFile file(path, driver, raw.crs, "2000-01-01");
    auto& layer =
        file.add_layer(layer_name, kind_for(raw, driver, path), options_for(raw, driver, encoding));
    const bool is_short = driver == "LIBKML" || driver == "OpenFileGDB";
    const auto types = types_of(raw, is_short ? WholeNumbers::bits_32 : WholeNumbers::bits_64);
    for (std::size_t c = 0; c < types.size(); ++c) {
        const auto& name = raw.attributes.names[c];
        const auto alias = aliases.find(name);
        OGRFieldDefn field((alias == aliases.end() ? name : alias->second).c_str(), types[c]);
        if (is_shapefile(path)) set_dbf_width(raw, c, path, encoding, field);
        file.add_field(layer, field);
    }
    const auto keep_ids = driver == "GPKG" ? KeepIds::yes : KeepIds::no;
    for (std::size_t i = 0; i < raw.features(); ++i) {
        const auto feature = feature_without_shape(raw, i, types, *layer.GetLayerDefn(), keep_ids);
        file.put(layer, *feature, raw.geometry(i));
    }
    file.close();
}

} // namespace

std::vector<std::string> parts_of_output(const std::string& path,
                                         const std::map<std::string, std::string>& aliases) {
    std::vector<std::string> parts{path};
    if (output_driver(path) == "DXF") parts.push_back(attribute_file_of(path));
    if (!is_shapefile(path)) return parts;
    for (const char* ending : {".shx", ".dbf", ".prj", ".cpg"})
        parts.push_back(fs::path(path).replace_extension(ending).string());
    if (!aliases.empty()) parts.push_back(alias_file_of(path));
    return parts;
}

std::vector<std::string> stale_parts(const std::string& path,
                                     const std::map<std::string, std::string>& aliases) {
    if (!is_shapefile(path) || !aliases.empty()) return {};
    return {alias_file_of(path)};
}

std::map<std::string, std::string> aliases_for(const RawLayer& raw, const std::string& path,
                                               TextEncoding encoding) {
    std::map<std::string, std::string> aliases;
    if (!is_shapefile(path)) return aliases;
    std::set<std::string> taken;
    for (const auto& name : raw.attributes.names)
        if (bytes_in(name, encoding) <= longest_dbf_name) taken.insert(ascii_lower(name));
    std::set<std::string> seen;
    int number = 0;
    for (const auto& name : raw.attributes.names) {
        if (bytes_in(name, encoding) <= longest_dbf_name && seen.insert(ascii_lower(name)).second)
            continue;
        std::string alias;
        do alias = "F" + std::to_string(++number);
        while (!taken.insert(ascii_lower(alias)).second);
        aliases[name] = alias;
    }
    return aliases;
}

double coordinate_step(const RawLayer& raw, const std::string& path) {
    return output_driver(path) == "OpenFileGDB" ? 1 / steps_per_unit(raw) : 0;
}

void write_raw_layer(const RawLayer& raw, const std::string& path, const std::string& layer_name,
                     const std::map<std::string, std::string>& aliases, TextEncoding encoding) {
    const auto driver = output_driver(path);
    if (is_list_output(path)) return write_list(raw, path);
    if (driver == "DXF") return write_drawing(raw, path);
    if ((driver == "GeoJSONSeq" || driver == "LIBKML") && is_projected(raw.crs))
        throw InputError({shown_output(path) + "：这种格式只能用经纬度。请加 --dst-crs EPSG:4326。",
                          shown_output(path) +
                              ": this format holds longitudes and latitudes only. Add --dst-crs "
                              "EPSG:4326."});
    if (driver == "OpenFileGDB") require_geodatabase_names(raw, path);
    write_features(raw, path, layer_name, aliases, encoding);
    if (!aliases.empty()) write_whole_file(alias_file_of(path), alias_table(aliases));
}

} // namespace geo
