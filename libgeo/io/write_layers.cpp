// SPDX-License-Identifier: Apache-2.0
#include "libgeo/io/write_layers.hpp"

#include "libgeo/core/error.hpp"
#include "libgeo/io/geojson_writer.hpp"
#include "libgeo/io/ogr_writer.hpp"
#include "libgeo/io/output_format.hpp"
#include "libgeo/io/zip_archive.hpp"

namespace geo {

namespace {

std::string sql_text(const std::string& text) {
    std::string out = "'";
    for (const char c : text) {
        if (c == '\'') out += c;
        out += c;
    }
    return out + "'";
}

std::string hex_of(const std::string& bytes) {
    constexpr std::string_view digits = "0123456789abcdef";
    std::string out;
    for (const char byte : bytes) {
        const auto value = static_cast<unsigned char>(byte);
        out += digits[value >> 4U];
        out += digits[value & 15U];
    }
    return out;
}

/// QGIS finds the styles of layers in this table.
Table table_of(const std::vector<StoredStyle>& stored, const std::string& as_of) {
    Table styles{"layer_styles",
                 {text_column("f_table_catalog"), text_column("f_table_schema"),
                  text_column("f_table_name"), text_column("f_geometry_column"),
                  text_column("styleName"), text_column("styleQML"), text_column("styleSLD"),
                  whole_column("useAsDefault"), text_column("description"), text_column("owner"),
                  text_column("ui"), text_column("update_time")},
                 {}};
    for (const auto& style : stored)
        styles.rows.push_back({std::string(""), std::string(""), style.layer, std::string("geom"),
                               style.name, style.qml, style.sld, std::int64_t{style.is_default},
                               std::string("style pack of parkline"), std::string("parkline"),
                               Value(), as_of + "T00:00:00.000Z"});
    return styles;
}

/// The table as QGIS itself makes it: a zipped project in hexadecimal digits.
void add_project(OgrWriter& writer, const QgisTables& qgis, const std::string& as_of) {
    writer.execute(
        "CREATE TABLE qgis_projects(name TEXT PRIMARY KEY, metadata BLOB, content BLOB)");
    const auto content = zip_of(qgis.project_name + ".qgs", qgis.project);
    writer.execute("INSERT INTO qgis_projects VALUES (" + sql_text(qgis.project_name) +
                   ", '{\"last_modified_time\": \"" + as_of +
                   "T00:00:00\", \"last_modified_user\": \"parkline\" }', '" + hex_of(content) +
                   "')");
}

// Attribute tables must be registered, or QGIS does not see the styles.
const std::vector<std::string> geopackage_options{"GEOMETRY_NAME=geom",
                                                  "ASPATIAL_VARIANT=GPKG_ATTRIBUTES"};

struct Driver {
    LayerFormat format;
    const char* name;
    std::vector<std::string> options;
};

const std::vector<Driver>& drivers() {
    static const std::vector<Driver> all{
        {LayerFormat::geopackage, "GPKG", geopackage_options},
        // The order of the features is that of the table; an index would sort them anew.
        {LayerFormat::flatgeobuf, "FlatGeobuf", {"SPATIAL_INDEX=NO"}},
        {LayerFormat::geojson, "GeoJSON", {}}};
    return all;
}

} // namespace

std::optional<LayerFormat> layer_format_of(const std::string& path) {
    const auto name = output_driver(path);
    for (const auto& driver : drivers())
        if (driver.name == name) return driver.format;
    return {};
}

void write_layer(const std::string& path, LayerFormat format, const OutputLayer& layer,
                 const std::string& crs, const std::string& as_of) {
    // GDAL's writer takes microseconds a vertex.
    if (format == LayerFormat::geojson) return write_geojson(path, layer);
    for (const auto& driver : drivers()) {
        if (driver.format != format) continue;
        OgrWriter writer(path, driver.name, crs, as_of);
        // GDAL 3.6 leaves features without a shape out of a FlatGeobuf without a word (GDAL issue
        // 7401).
        if (format == LayerFormat::flatgeobuf) writer.refuse_missing_shapes();
        writer.add(layer, driver.options);
        writer.close();
    }
}

void write_geopackage(const std::string& path, const std::vector<OutputLayer>& layers,
                      const std::string& crs, const std::string& as_of, const QgisTables& qgis) {
    OgrWriter writer(path, "GPKG", crs, as_of);
    for (const auto& layer : layers) writer.add(layer, geopackage_options);
    writer.add(table_of(qgis.styles, as_of));
    if (!qgis.project.empty()) add_project(writer, qgis, as_of);
    writer.close();
}

} // namespace geo
