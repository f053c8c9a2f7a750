// SPDX-License-Identifier: Apache-2.0
#include "libgeo/io/ogr_writer.hpp"

#include <tbb/enumerable_thread_specific.h>
#include <tbb/parallel_for.h>

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
    : m_file(path, driver, crs, as_of), m_crs(crs) {}

void OgrWriter::add(const OutputLayer& layer, const std::vector<std::string>& options) {
    constexpr std::size_t rows_at_once = 1024;
    auto& target = create(layer.table, layer.shapes ? wkbMultiPolygon : wkbPoint, options);
    tbb::enumerable_thread_specific<FromGrid> from_grid([this] { return FromGrid(m_crs); });
    const auto rows = layer.table.rows.size();
    std::vector<WkbBytes> shapes(std::min(rows, rows_at_once));
    for (std::size_t first = 0; first < rows; first += rows_at_once) {
        const auto last = std::min(rows, first + rows_at_once);
        tbb::parallel_for(first, last, [&](std::size_t row) {
            shapes[row - first] = layer.shapes ? wkb_of(*layer.shapes, row, from_grid.local())
                                               : wkb_of((*layer.points)[row], from_grid.local());
        });
        for (auto row = first; row < last; ++row)
            put(target, layer.table, row, shapes[row - first]);
    }
}

void OgrWriter::add(const Table& table) {
    auto& target = create(table, wkbNone, {});
    for (std::size_t row = 0; row < table.rows.size(); ++row) put(target, table, row, {});
}

OGRLayer& OgrWriter::create(const Table& table, OGRwkbGeometryType kind,
                            const std::vector<std::string>& options) {
    auto& layer = m_file.add_layer(table.name, kind, options);
    for (const auto& column : table.columns) {
        OGRFieldDefn field(column.name.c_str(), field_type(column.type));
        m_file.add_field(layer, field);
    }
    return layer;
}

void OgrWriter::put(OGRLayer& layer, const Table& table, std::size_t row,
                    std::span<const std::byte> wkb) {
    const OGRFeatureUniquePtr feature(OGRFeature::CreateFeature(layer.GetLayerDefn()));
    for (std::size_t c = 0; c < table.columns.size(); ++c)
        set_field(*feature, static_cast<int>(c), table.columns[c], table.rows[row][c]);
    m_file.put(layer, *feature, wkb);
}

} // namespace geo
