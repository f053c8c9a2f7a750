// SPDX-License-Identifier: Apache-2.0
#include "libgeo/io/ogr_writer.hpp"

#include <tbb/enumerable_thread_specific.h>
#include <tbb/parallel_for.h>

#include "libgeo/core/error.hpp"
#include "libgeo/io/wkb_writer.hpp"

namespace geo {

namespace {

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
    if (shapes.feature_begin[feature] == shapes.feature_begin[feature + 1]) return bytes;
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
    if (is_unknown(value)) return feature.SetFieldNull(index);
    if (column.type == ColumnType::text) return feature.SetField(index, to_text(value).c_str());
    const auto number = to_number(value);
    if (!number) return;
    if (column.type == ColumnType::whole)
        return feature.SetField(index, static_cast<GIntBig>(*number));
    // The published decimals, so that every format shows the same number.
    const bool as_it_is = column.decimals == all_decimals;
    feature.SetField(index, as_it_is ? *number : *parse_number(fixed(*number, column.decimals)));
}

} // namespace

OgrWriter::OgrWriter(const std::string& path, const char* driver, const std::string& crs,
                     const std::string& as_of)
    : m_path(path), m_crs(crs) {
    open_gdal_session();
    CPLSetThreadLocalConfigOption("OGR_CURRENT_DATE", (as_of + "T00:00:00.000Z").c_str());
    m_srs.SetAxisMappingStrategy(OAMS_TRADITIONAL_GIS_ORDER);
    if (m_srs.SetFromUserInput(crs.c_str()) != OGRERR_NONE) fail();
    auto* maker = GetGDALDriverManager()->GetDriverByName(driver);
    m_dataset.reset(maker->Create(path.c_str(), 0, 0, 0, GDT_Unknown, nullptr));
    if (!m_dataset) fail();
}

void OgrWriter::add(const OutputLayer& layer, const std::vector<std::string>& options) {
    constexpr std::size_t rows_at_once = 1024;
    const auto kind = layer.shapes ? wkbMultiPolygon : wkbPoint;
    OGRLayer* target = create(layer.table, kind, &m_srs, options);
    tbb::enumerable_thread_specific<FromGrid> from_grid([this] { return FromGrid(m_crs); });
    const auto rows = layer.table.rows.size();
    m_written.emplace_back(layer.table.name, rows);
    std::vector<WkbBytes> shapes(std::min(rows, rows_at_once));
    for (std::size_t first = 0; first < rows; first += rows_at_once) {
        const auto last = std::min(rows, first + rows_at_once);
        tbb::parallel_for(first, last, [&](std::size_t row) {
            shapes[row - first] = layer.shapes ? wkb_of(*layer.shapes, row, from_grid.local())
                                               : wkb_of((*layer.points)[row], from_grid.local());
        });
        for (auto row = first; row < last; ++row)
            put(*target, layer.table, row, shapes[row - first]);
    }
}

void OgrWriter::add(const Table& table) {
    OGRLayer* target = create(table, wkbNone, nullptr, {});
    for (std::size_t row = 0; row < table.rows.size(); ++row) put(*target, table, row, {});
}

void OgrWriter::close() {
    if (m_in_transaction && m_dataset->CommitTransaction() != OGRERR_NONE) fail();
    m_dataset.reset();
    if (!m_messages.all().empty()) fail();
    const GDALDatasetUniquePtr again(
        GDALDataset::Open(m_path.c_str(), GDAL_OF_VECTOR | GDAL_OF_READONLY));
    for (const auto& [name, rows] : m_written) {
        // Formats of one layer name it after the file.
        auto* written = !again                        ? nullptr
                        : again->GetLayerCount() == 1 ? again->GetLayer(0)
                                                      : again->GetLayerByName(name.c_str());
        if (!written || written->GetFeatureCount() != static_cast<GIntBig>(rows)) fail();
    }
}

void OgrWriter::fail() const {
    throw OutputError(
        {m_path + "：无法写入（GDAL：" + m_messages.last() + "）。请检查磁盘空间和权限。",
         m_path + ": cannot be written (GDAL says: " + m_messages.last() +
             "). Check disk space and permissions."});
}

OGRLayer* OgrWriter::create(const Table& table, OGRwkbGeometryType kind, OGRSpatialReference* srs,
                            const std::vector<std::string>& options) {
    CPLStringList list;
    for (const auto& option : options) list.AddString(option.c_str());
    OGRLayer* layer = m_dataset->CreateLayer(table.name.c_str(), srs, kind, list.List());
    if (!layer) fail();
    for (const auto& column : table.columns) {
        OGRFieldDefn field(column.name.c_str(), field_type(column.type));
        if (layer->CreateField(&field) != OGRERR_NONE) fail();
    }
    if (!m_in_transaction && m_dataset->TestCapability(ODsCTransactions)) {
        if (m_dataset->StartTransaction() != OGRERR_NONE) fail();
        m_in_transaction = true;
    }
    return layer;
}

void OgrWriter::put(OGRLayer& layer, const Table& table, std::size_t row, const WkbBytes& wkb) {
    OGRFeatureUniquePtr feature(OGRFeature::CreateFeature(layer.GetLayerDefn()));
    for (std::size_t c = 0; c < table.columns.size(); ++c)
        set_field(*feature, static_cast<int>(c), table.columns[c], table.rows[row][c]);
    if (!wkb.empty()) {
        OGRGeometry* geometry = nullptr;
        if (OGRGeometryFactory::createFromWkb(wkb.data(), nullptr, &geometry, wkb.size()) !=
            OGRERR_NONE)
            fail();
        feature->SetGeometryDirectly(geometry);
    }
    if (layer.CreateFeature(feature.get()) != OGRERR_NONE) fail();
}

} // namespace geo
