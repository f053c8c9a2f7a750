// SPDX-License-Identifier: Apache-2.0
#include "libgeo/io/write_geopackage.hpp"

#include <ogrsf_frmts.h>

#include "libgeo/core/error.hpp"
#include "libgeo/crs/to_grid.hpp"
#include "libgeo/io/gdal_session.hpp"
#include "libgeo/io/wkb_writer.hpp"

namespace geo {

namespace {

[[noreturn]] void fail(const std::string& path, const GdalMessages& messages) {
    throw OutputError({path + "：无法写入（GDAL：" + messages.last() + "）。请检查磁盘空间和权限。",
                       path + ": cannot be written (GDAL says: " + messages.last() +
                           "). Check disk space and permissions."});
}

LonLat degrees(GridPoint p) {
    return {static_cast<double>(p.x) / units_per_degree,
            static_cast<double>(p.y) / units_per_degree};
}

void put_ring(WkbWriter& wkb, std::span<const GridPoint> ring, const FromGrid& from_grid) {
    std::vector<LonLat> places;
    places.reserve(ring.size() + 1);
    for (std::size_t i = 0; i <= ring.size(); ++i) places.push_back(degrees(ring[i % ring.size()]));
    wkb.count(static_cast<std::uint32_t>(places.size()));
    for (const auto& p : from_grid.points(places)) wkb.point(p.x, p.y);
}

WkbBytes wkb_of(const Polygons& shapes, std::size_t feature, const FromGrid& from_grid) {
    WkbBytes bytes;
    WkbWriter out(bytes);
    out.header(wkb::multi_polygon);
    out.count(shapes.feature_begin[feature + 1] - shapes.feature_begin[feature]);
    for (auto part = shapes.feature_begin[feature]; part < shapes.feature_begin[feature + 1];
         ++part) {
        out.header(wkb::polygon);
        out.count(shapes.part_begin[part + 1] - shapes.part_begin[part]);
        for (auto r = shapes.part_begin[part]; r < shapes.part_begin[part + 1]; ++r)
            put_ring(out, shapes.ring(r), from_grid);
    }
    return bytes;
}

WkbBytes wkb_of(GridPoint point, const FromGrid& from_grid) {
    WkbBytes bytes;
    WkbWriter out(bytes);
    out.header(wkb::point);
    const LonLat place = degrees(point);
    const auto p = from_grid.points(std::span(&place, 1)).front();
    out.point(p.x, p.y);
    return bytes;
}

OGRFieldType field_type(ColumnType type) {
    if (type == ColumnType::whole) return OFTInteger64;
    return type == ColumnType::real ? OFTReal : OFTString;
}

void set_field(OGRFeature& feature, int index, const Column& column, const Value& value) {
    if (is_unknown(value)) return;
    if (column.type == ColumnType::text) return feature.SetField(index, to_text(value).c_str());
    const auto number = to_number(value);
    if (!number) return;
    if (column.type == ColumnType::whole)
        return feature.SetField(index, static_cast<GIntBig>(*number));
    // The published decimals, so that every format shows the same number.
    feature.SetField(index, *parse_number(fixed(*number, column.decimals)));
}

/// Writes one GeoPackage; every GDAL call is checked.
class Writer {
  public:
    Writer(const std::string& path, const std::string& crs, const std::string& as_of)
        : m_path(path), m_from_grid(crs) {
        open_gdal_session();
        CPLSetThreadLocalConfigOption("OGR_CURRENT_DATE", (as_of + "T00:00:00.000Z").c_str());
        m_srs.SetAxisMappingStrategy(OAMS_TRADITIONAL_GIS_ORDER);
        if (m_srs.SetFromUserInput(crs.c_str()) != OGRERR_NONE) fail(path, m_messages);
        auto* driver = GetGDALDriverManager()->GetDriverByName("GPKG");
        m_dataset.reset(driver->Create(path.c_str(), 0, 0, 0, GDT_Unknown, nullptr));
        if (!m_dataset) fail(path, m_messages);
    }

    void add(const OutputLayer& layer) {
        const auto kind = layer.shapes ? wkbMultiPolygon : wkbPoint;
        OGRLayer* target = create(layer.table, kind, &m_srs);
        for (std::size_t row = 0; row < layer.table.rows.size(); ++row)
            put(*target, layer.table, row,
                layer.shapes ? wkb_of(*layer.shapes, row, m_from_grid)
                             : wkb_of((*layer.points)[row], m_from_grid));
    }

    void add_styles(const std::vector<OutputLayer>& layers, const std::string& as_of) {
        Table styles{"layer_styles",
                     {text_column("f_table_catalog"), text_column("f_table_schema"),
                      text_column("f_table_name"), text_column("f_geometry_column"),
                      text_column("styleName"), text_column("styleQML"), text_column("styleSLD"),
                      whole_column("useAsDefault"), text_column("description"),
                      text_column("owner"), text_column("ui"), text_column("update_time")},
                     {}};
        for (const auto& layer : layers)
            if (!layer.style_qml.empty())
                styles.rows.push_back({std::string(""), std::string(""), layer.table.name,
                                       std::string("geom"), layer.table.name + " (parkline)",
                                       layer.style_qml, std::string(""), std::int64_t{1},
                                       std::string("parkline default style"),
                                       std::string("parkline"), Value(), as_of + "T00:00:00.000Z"});
        OGRLayer* target = create(styles, wkbNone, nullptr);
        for (std::size_t row = 0; row < styles.rows.size(); ++row) put(*target, styles, row, {});
    }

    void close(const std::vector<OutputLayer>& layers) {
        if (m_dataset->CommitTransaction() != OGRERR_NONE) fail(m_path, m_messages);
        m_dataset.reset();
        if (!m_messages.all().empty()) fail(m_path, m_messages);
        const GDALDatasetUniquePtr again(
            GDALDataset::Open(m_path.c_str(), GDAL_OF_VECTOR | GDAL_OF_READONLY));
        for (const auto& layer : layers) {
            auto* written = again ? again->GetLayerByName(layer.table.name.c_str()) : nullptr;
            if (!written ||
                written->GetFeatureCount() != static_cast<GIntBig>(layer.table.rows.size()))
                fail(m_path, m_messages);
        }
    }

  private:
    OGRLayer* create(const Table& table, OGRwkbGeometryType kind, OGRSpatialReference* srs) {
        // Attribute tables must be registered, or QGIS does not see the styles.
        const std::array<const char*, 3> options{"GEOMETRY_NAME=geom",
                                                 "ASPATIAL_VARIANT=GPKG_ATTRIBUTES", nullptr};
        OGRLayer* layer = m_dataset->CreateLayer(table.name.c_str(), srs, kind,
                                                 const_cast<char**>(options.data()));
        if (!layer) fail(m_path, m_messages);
        for (const auto& column : table.columns) {
            OGRFieldDefn field(column.name.c_str(), field_type(column.type));
            if (layer->CreateField(&field) != OGRERR_NONE) fail(m_path, m_messages);
        }
        if (!m_in_transaction && m_dataset->StartTransaction() != OGRERR_NONE)
            fail(m_path, m_messages);
        m_in_transaction = true;
        return layer;
    }

    void put(OGRLayer& layer, const Table& table, std::size_t row, const WkbBytes& wkb) {
        OGRFeatureUniquePtr feature(OGRFeature::CreateFeature(layer.GetLayerDefn()));
        for (std::size_t c = 0; c < table.columns.size(); ++c)
            set_field(*feature, static_cast<int>(c), table.columns[c], table.rows[row][c]);
        if (!wkb.empty()) {
            OGRGeometry* geometry = nullptr;
            if (OGRGeometryFactory::createFromWkb(wkb.data(), nullptr, &geometry, wkb.size()) !=
                OGRERR_NONE)
                fail(m_path, m_messages);
            feature->SetGeometryDirectly(geometry);
        }
        if (layer.CreateFeature(feature.get()) != OGRERR_NONE) fail(m_path, m_messages);
    }

    std::string m_path;
    GdalMessages m_messages;
    FromGrid m_from_grid;
    OGRSpatialReference m_srs;
    GDALDatasetUniquePtr m_dataset;
    bool m_in_transaction = false;
};

} // namespace

void write_geopackage(const std::string& path, const std::vector<OutputLayer>& layers,
                      const std::string& crs, const std::string& as_of) {
    Writer writer(path, crs, as_of);
    for (const auto& layer : layers) writer.add(layer);
    writer.add_styles(layers, as_of);
    writer.close(layers);
}

} // namespace geo
