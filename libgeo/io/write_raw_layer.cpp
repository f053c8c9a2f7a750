// SPDX-License-Identifier: Apache-2.0
#include "libgeo/io/write_raw_layer.hpp"

#include <filesystem>
#include <set>

#include "libgeo/core/error.hpp"
#include "libgeo/core/table.hpp"
#include "libgeo/io/field_aliases.hpp"
#include "libgeo/io/ogr_file.hpp"
#include "libgeo/io/output_format.hpp"
#include "libgeo/io/staging.hpp"

namespace geo {

namespace {

namespace fs = std::filesystem;

constexpr std::size_t longest_dbf_name = 10;
constexpr std::size_t longest_dbf_text = 254;

bool is_shapefile(const std::string& path) {
    return output_driver(path) == "ESRI Shapefile";
}

/// The type that holds every value of a column.
OGRFieldType type_of(const std::vector<Value>& column) {
    bool whole = true;
    bool number = true;
    for (const auto& value : column) {
        if (std::holds_alternative<std::string>(value)) number = false;
        if (std::holds_alternative<double>(value)) whole = false;
    }
    if (!number) return OFTString;
    return whole ? OFTInteger64 : OFTReal;
}

bool is_empty_column(const std::vector<Value>& column) {
    for (const auto& value : column)
        if (!is_unknown(value)) return false;
    return true;
}

void set_field(OGRFeature& feature, int field, OGRFieldType type, const Value& value) {
    // Null and not "unset": GeoJSON would lose a field that no feature sets.
    if (is_unknown(value)) return feature.SetFieldNull(field);
    if (type == OFTString) return feature.SetField(field, to_text(value).c_str());
    if (const auto* whole = std::get_if<std::int64_t>(&value); whole && type == OFTInteger64)
        return feature.SetField(field, static_cast<GIntBig>(*whole));
    feature.SetField(field, to_number(value).value_or(0));
}

/// How a driver has to write a layer so that every value comes back.
std::vector<std::string> options_for(const RawLayer& raw, const std::string& driver) {
    const auto free_name = [&](std::string wanted) {
        while (raw.attributes.find(wanted)) wanted += "_";
        return wanted;
    };
    if (driver == "GPKG") return {"FID=" + free_name("fid"), "GEOMETRY_NAME=" + free_name("geom")};
    if (driver == "ESRI Shapefile") return {"ENCODING=UTF-8"};
    if (driver == "FlatGeobuf") return {"SPATIAL_INDEX=NO"}; // keeps the order
    if (driver == "GeoJSON") return {"SIGNIFICANT_FIGURES=17"};
    return {"COORDINATE_PRECISION=15"};
}

/// Bytes of the longest text of a column. Throws InputError for one that a shapefile cannot hold.
std::size_t longest_text(const RawLayer& raw, std::size_t column, const std::string& path) {
    std::size_t longest = 1;
    for (std::size_t i = 0; i < raw.features(); ++i) {
        const auto bytes = to_text(raw.attributes.columns[column][i]).size();
        if (bytes > longest_dbf_text) {
            const auto n = std::to_string(bytes);
            throw InputError({path + "：要素 " + raw.feature_id(i) + " 有 " + n +
                                  " 字节的文字，shapefile 最多 254 字节。请改用 .gpkg。",
                              path + ": feature " + raw.feature_id(i) + " has a text of " + n +
                                  " bytes and a shapefile holds 254. Use .gpkg instead."});
        }
        longest = std::max(longest, bytes);
    }
    return longest;
}

/// The type of each column in the file.
std::vector<OGRFieldType> types_of(const RawLayer& raw) {
    std::vector<OGRFieldType> types;
    for (const auto& column : raw.attributes.columns)
        types.push_back(is_empty_column(column) ? OFTString : type_of(column));
    return types;
}

void write_features(const RawLayer& raw, const std::vector<OGRFieldType>& types, bool keeps_ids,
                    OGRLayer& layer, OgrFile& file) {
    for (std::size_t i = 0; i < raw.features(); ++i) {
        const OGRFeatureUniquePtr feature(OGRFeature::CreateFeature(layer.GetLayerDefn()));
        if (const auto id = parse_number(raw.feature_id(i)); keeps_ids && id && *id >= 0)
            feature->SetFID(static_cast<GIntBig>(*id));
        for (std::size_t c = 0; c < types.size(); ++c)
            set_field(*feature, static_cast<int>(c), types[c], raw.attributes.columns[c][i]);
        file.put(layer, *feature, raw.geometry(i));
    }
}

/// Writes a layer through GDAL.
void write_features(const RawLayer& raw, const std::string& path, const std::string& layer_name,
                    const std::map<std::string, std::string>& aliases) {
    const auto driver = output_driver(path);
    OgrFile file(path, driver, raw.crs, "2000-01-01");
    auto& layer = file.add_layer(layer_name, raw.has_geometry ? wkbUnknown : wkbNone,
                                 options_for(raw, driver));
    const auto types = types_of(raw);
    for (std::size_t c = 0; c < types.size(); ++c) {
        const auto& name = raw.attributes.names[c];
        const auto alias = aliases.find(name);
        OGRFieldDefn field((alias == aliases.end() ? name : alias->second).c_str(), types[c]);
        if (is_shapefile(path) && types[c] == OFTString)
            field.SetWidth(static_cast<int>(longest_text(raw, c, path)));
        file.add_field(layer, field);
    }
    write_features(raw, types, driver == "GPKG", layer, file);
    file.close();
}

[[noreturn]] void refuse_shapes(const std::string& path) {
    throw InputError({path + "：CSV 只能容纳点和清单，不能容纳线和面。请改用 .gpkg。",
                      path + ": a CSV holds points and lists, no lines or polygons. Use .gpkg "
                             "instead."});
}

/// x and y of a feature of a layer of points; unknown without geometry.
std::array<Value, 2> place_of(const RawLayer& raw, std::size_t i, const std::string& path) {
    const auto bytes = raw.geometry(i);
    if (bytes.empty()) return {};
    OGRGeometry* geometry = nullptr;
    OGRGeometryFactory::createFromWkb(bytes.data(), nullptr, &geometry, bytes.size());
    const OGRGeometryUniquePtr owned(geometry);
    if (!geometry || wkbFlatten(geometry->getGeometryType()) != wkbPoint) refuse_shapes(path);
    return {geometry->toPoint()->getX(), geometry->toPoint()->getY()};
}

bool is_projected(const std::string& crs) {
    OGRSpatialReference srs;
    return !crs.empty() && srs.SetFromUserInput(crs.c_str()) == OGRERR_NONE && srs.IsProjected();
}

/// The list as a table of texts, so that every value stands as it is.
void write_list(const RawLayer& raw, const std::string& path) {
    Table table{"list", {}, {}};
    for (const auto& name : raw.attributes.names) table.columns.push_back(text_column(name));
    const bool metres = is_projected(raw.crs);
    for (const char* axis : {metres ? "x" : "lon", metres ? "y" : "lat"}) {
        if (!raw.has_geometry || raw.attributes.find(axis)) continue;
        table.columns.push_back(text_column(axis));
    }
    const bool adds_place = table.columns.size() == raw.attributes.names.size() + 2;
    for (std::size_t i = 0; i < raw.features(); ++i) {
        table.rows.emplace_back();
        for (const auto& column : raw.attributes.columns)
            table.rows.back().emplace_back(is_unknown(column[i]) ? Value() : to_text(column[i]));
        const auto place = place_of(raw, i, path);
        if (adds_place)
            for (const auto& value : place)
                table.rows.back().emplace_back(is_unknown(value) ? Value() : to_text(value));
    }
    write_whole_file(path, to_csv(table));
}

} // namespace

std::vector<std::string> parts_of_output(const std::string& path,
                                         const std::map<std::string, std::string>& aliases) {
    std::vector<std::string> parts{path};
    if (!is_shapefile(path)) return parts;
    for (const char* ending : {".shx", ".dbf", ".prj", ".cpg"})
        parts.push_back(fs::path(path).replace_extension(ending).string());
    if (!aliases.empty()) parts.push_back(alias_file_of(path));
    return parts;
}

std::map<std::string, std::string> aliases_for(const RawLayer& raw, const std::string& path) {
    std::map<std::string, std::string> aliases;
    if (!is_shapefile(path)) return aliases;
    std::set<std::string> taken;
    for (const auto& name : raw.attributes.names)
        if (name.size() <= longest_dbf_name) taken.insert(ascii_lower(name));
    std::set<std::string> seen;
    int number = 0;
    for (const auto& name : raw.attributes.names) {
        if (name.size() <= longest_dbf_name && seen.insert(ascii_lower(name)).second) continue;
        std::string alias;
        do alias = "F" + std::to_string(++number);
        while (!taken.insert(ascii_lower(alias)).second);
        aliases[name] = alias;
    }
    return aliases;
}

void write_raw_layer(const RawLayer& raw, const std::string& path, const std::string& layer_name,
                     const std::map<std::string, std::string>& aliases) {
    if (output_driver(path) == "CSV") return write_list(raw, path);
    if (output_driver(path) == "GeoJSONSeq" && is_projected(raw.crs))
        throw InputError({path + "：GeoJSON 文本序列只能用经纬度。请加 --dst-crs EPSG:4326。",
                          path + ": a GeoJSON text sequence holds longitudes and latitudes only. "
                                 "Add --dst-crs EPSG:4326."});
    write_features(raw, path, layer_name, aliases);
    if (!aliases.empty()) write_whole_file(alias_file_of(path), alias_table(aliases));
}

} // namespace geo
