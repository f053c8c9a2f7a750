// SPDX-License-Identifier: Apache-2.0
#include "libgeo/io/write_layer.hpp"

#include <array>
#include <filesystem>
#include <set>

#include <ogrsf_frmts.h>

#include "libgeo/core/error.hpp"
#include "libgeo/core/table.hpp"
#include "libgeo/io/field_aliases.hpp"
#include "libgeo/io/gdal_session.hpp"
#include "libgeo/io/staging.hpp"

namespace geo {

namespace {

namespace fs = std::filesystem;

struct OutputFormat {
    std::string_view ending;
    std::string_view driver;
};
constexpr std::array<OutputFormat, 6> formats{{{".gpkg", "GPKG"},
                                               {".fgb", "FlatGeobuf"},
                                               {".geojson", "GeoJSON"},
                                               {".geojsonl", "GeoJSONSeq"},
                                               {".csv", "CSV"},
                                               {".shp", "ESRI Shapefile"}}};
constexpr std::size_t longest_dbf_name = 10;
constexpr std::size_t longest_dbf_text = 254;

std::string ending_of(const std::string& path) {
    return ascii_lower(fs::path(path).extension().string());
}

[[noreturn]] void fail(const std::string& path, const std::string& why) {
    throw OutputError(
        {path + "：无法写入（GDAL：" + why + "）。请检查磁盘空间和权限。",
         path + ": cannot be written (GDAL says: " + why + "). Check disk space and permissions."});
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

/// Writes one layer through GDAL; every call is checked.
class LayerWriter {
  public:
    LayerWriter(const RawLayer& raw, const std::string& path, const std::string& layer_name,
                const std::map<std::string, std::string>& aliases)
        : m_raw(raw), m_path(path), m_driver(writable_format(path)) {
        open_gdal_session();
        m_srs.SetAxisMappingStrategy(OAMS_TRADITIONAL_GIS_ORDER);
        if (!raw.crs.empty() && m_srs.SetFromUserInput(raw.crs.c_str()) != OGRERR_NONE)
            fail(path, m_messages.last());
        // The same input gives the same bytes.
        CPLSetThreadLocalConfigOption("OGR_CURRENT_DATE", "2000-01-01T00:00:00.000Z");
        auto* driver = GetGDALDriverManager()->GetDriverByName(m_driver.c_str());
        m_dataset.reset(driver->Create(path.c_str(), 0, 0, 0, GDT_Unknown, nullptr));
        if (!m_dataset) fail(path, m_messages.last());
        create_layer(layer_name);
        for (std::size_t c = 0; c < raw.attributes.names.size(); ++c) add_field(c, aliases);
    }

    void write() {
        const bool in_transaction = m_dataset->TestCapability(ODsCTransactions) != 0;
        if (in_transaction && m_dataset->StartTransaction() != OGRERR_NONE) stop();
        for (std::size_t i = 0; i < m_raw.features(); ++i) put(i);
        if (in_transaction && m_dataset->CommitTransaction() != OGRERR_NONE) stop();
        m_dataset.reset();
        if (!m_messages.all().empty()) stop();
    }

  private:
    [[noreturn]] void stop() const { fail(m_path, m_messages.last()); }

    void create_layer(const std::string& name) {
        CPLStringList options;
        const auto free_name = [&](std::string wanted) {
            while (m_raw.attributes.find(wanted)) wanted += "_";
            return wanted;
        };
        if (m_driver == "GPKG") {
            options.SetNameValue("FID", free_name("fid").c_str());
            options.SetNameValue("GEOMETRY_NAME", free_name("geom").c_str());
        }
        if (m_driver == "ESRI Shapefile") options.SetNameValue("ENCODING", "UTF-8");
        if (m_driver == "FlatGeobuf") options.SetNameValue("SPATIAL_INDEX", "NO"); // keeps order
        if (m_driver == "GeoJSON") options.SetNameValue("SIGNIFICANT_FIGURES", "17");
        if (m_driver == "GeoJSONSeq") options.SetNameValue("COORDINATE_PRECISION", "15");
        m_layer = m_dataset->CreateLayer(name.c_str(), m_raw.crs.empty() ? nullptr : &m_srs,
                                         m_raw.has_geometry ? wkbUnknown : wkbNone, options.List());
        if (!m_layer) stop();
    }

    void add_field(std::size_t column, const std::map<std::string, std::string>& aliases) {
        const auto& name = m_raw.attributes.names[column];
        const auto alias = aliases.find(name);
        const auto& values = m_raw.attributes.columns[column];
        m_types.push_back(is_empty_column(values) ? OFTString : type_of(values));
        OGRFieldDefn field(alias == aliases.end() ? name.c_str() : alias->second.c_str(),
                           m_types.back());
        if (m_driver == "ESRI Shapefile" && m_types.back() == OFTString)
            field.SetWidth(static_cast<int>(longest_text(values)));
        if (m_layer->CreateField(&field) != OGRERR_NONE) stop();
    }

    std::size_t longest_text(const std::vector<Value>& values) const {
        std::size_t longest = 1;
        for (std::size_t i = 0; i < values.size(); ++i) {
            const auto bytes = to_text(values[i]).size();
            if (bytes > longest_dbf_text)
                throw InputError({m_path + "：要素 " + m_raw.feature_ids[i] + " 有 " +
                                      std::to_string(bytes) +
                                      " 字节的文字，shapefile 最多 254 字节。请改用 .gpkg。",
                                  m_path + ": feature " + m_raw.feature_ids[i] + " has a text of " +
                                      std::to_string(bytes) +
                                      " bytes and a shapefile holds 254. Use .gpkg instead."});
            longest = std::max(longest, bytes);
        }
        return longest;
    }

    void put(std::size_t i) {
        OGRFeatureUniquePtr feature(OGRFeature::CreateFeature(m_layer->GetLayerDefn()));
        if (const auto id = parse_number(m_raw.feature_ids[i]);
            m_driver == "GPKG" && id && *id >= 0)
            feature->SetFID(static_cast<GIntBig>(*id));
        for (std::size_t c = 0; c < m_types.size(); ++c)
            set_field(*feature, static_cast<int>(c), m_types[c], m_raw.attributes.columns[c][i]);
        const auto bytes = m_raw.geometry(i);
        OGRGeometry* geometry = nullptr;
        if (!bytes.empty() && OGRGeometryFactory::createFromWkb(bytes.data(), nullptr, &geometry,
                                                                bytes.size()) != OGRERR_NONE)
            stop();
        if (geometry) feature->SetGeometryDirectly(geometry);
        if (m_layer->CreateFeature(feature.get()) != OGRERR_NONE) stop();
    }

    const RawLayer& m_raw;
    std::string m_path;
    std::string m_driver;
    GdalMessages m_messages;
    OGRSpatialReference m_srs;
    GDALDatasetUniquePtr m_dataset;
    OGRLayer* m_layer = nullptr;
    std::vector<OGRFieldType> m_types;
};

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

std::string writable_format(const std::string& path) {
    const auto ending = ending_of(path);
    for (const auto& format : formats)
        if (format.ending == ending) return std::string(format.driver);
    return {};
}

std::vector<std::string> parts_of_output(const std::string& path,
                                         const std::map<std::string, std::string>& aliases) {
    std::vector<std::string> parts{path};
    if (ending_of(path) != ".shp") return parts;
    for (const char* ending : {".shx", ".dbf", ".prj", ".cpg"})
        parts.push_back(fs::path(path).replace_extension(ending).string());
    if (!aliases.empty()) parts.push_back(alias_file_of(path));
    return parts;
}

std::map<std::string, std::string> aliases_for(const RawLayer& raw, const std::string& path) {
    std::map<std::string, std::string> aliases;
    if (ending_of(path) != ".shp") return aliases;
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

void write_layer(const RawLayer& raw, const std::string& path, const std::string& layer_name,
                 const std::map<std::string, std::string>& aliases) {
    if (writable_format(path) == "CSV") return write_list(raw, path);
    if (writable_format(path) == "GeoJSONSeq" && is_projected(raw.crs))
        throw InputError({path + "：GeoJSON 文本序列只能用经纬度。请加 --dst-crs EPSG:4326。",
                          path + ": a GeoJSON text sequence holds longitudes and latitudes only. "
                                 "Add --dst-crs EPSG:4326."});
    LayerWriter(raw, path, layer_name, aliases).write();
    if (!aliases.empty()) write_whole_file(alias_file_of(path), alias_table(aliases));
}

} // namespace geo
