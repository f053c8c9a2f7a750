// SPDX-License-Identifier: Apache-2.0
#include "libgeo/io/ogr_writer.hpp"

#include <tbb/enumerable_thread_specific.h>

#include "libgeo/core/error.hpp"
#include "libgeo/io/row_windows.hpp"
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

/// Makes the WKB of a row in the CRS of the file.
class WkbEncoder {
  public:
    explicit WkbEncoder(const std::string& crs) : m_from_grid([crs] { return FromGrid(crs); }) {}
    WkbBytes operator()(std::size_t, GridPoint point) { return wkb_of(point, m_from_grid.local()); }
    WkbBytes operator()(std::size_t, const Polygons& shapes, std::size_t feature) {
        return wkb_of(shapes, feature, m_from_grid.local());
    }

  private:
    tbb::enumerable_thread_specific<FromGrid> m_from_grid;
};

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
    auto& target = create(layer.table, layer.points ? wkbPoint : wkbMultiPolygon, options);
    WkbEncoder encode(m_crs);
    RowWindows rows(layer, encode);
    std::vector<WkbBytes> shapes;
    for (std::size_t row = 0; rows.next(shapes);)
        for (const auto& wkb : shapes) {
            if (wkb.empty() && m_needs_shapes) refuse_missing_shape(row);
            put(target, layer.table, row++, wkb);
        }
}

void OgrWriter::refuse_missing_shape(std::size_t row) const {
    const auto n = std::to_string(row + 1);
    throw OutputError(
        {m_file.path() + "：第 " + n + " 个要素没有图形，FlatGeobuf 会丢失它。请改写为 .gpkg。",
         m_file.path() + ": feature " + n +
             " has no shape, and a FlatGeobuf would lose it. Write a .gpkg instead."});
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
