// SPDX-License-Identifier: Apache-2.0
#include "libgeo/io/write_list.hpp"

#include "libgeo/core/error.hpp"
#include "libgeo/core/table.hpp"
#include "libgeo/io/ogr_file.hpp"
#include "libgeo/io/output_format.hpp"
#include "libgeo/io/projected.hpp"
#include "libgeo/io/staging.hpp"
#include "libgeo/io/workbook_writer.hpp"

namespace geo {

namespace {

[[noreturn]] void refuse_shapes(const std::string& path) {
    throw InputError(
        {shown_output(path) + "：清单只能容纳点和无几何的行，不能容纳线和面。请改用 .gpkg。",
         shown_output(path) +
             ": a list holds points and rows without places, no lines or polygons. "
             "Use .gpkg instead."});
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

Value as_text(const Value& value) {
    return is_unknown(value) ? Value() : to_text(value);
}

Table list_table(const RawLayer& raw, const std::string& path) {
    Table table{"list", {}, {}};
    for (const auto& name : raw.attributes.names) table.columns.push_back(text_column(name));
    const bool metres = is_projected(raw.crs);
    for (const char* axis : {metres ? "x" : "lon", metres ? "y" : "lat"}) {
        if (!raw.has_geometry || raw.attributes.find(axis)) continue;
        table.columns.push_back(text_column(axis));
    }
    const bool adds_place = table.columns.size() == raw.attributes.names.size() + 2;
    for (std::size_t i = 0; i < raw.features(); ++i) {
        auto& row = table.rows.emplace_back();
        for (const auto& column : raw.attributes.columns) row.push_back(as_text(column[i]));
        const auto place = place_of(raw, i, path);
        if (adds_place)
            for (const auto& value : place) row.push_back(as_text(value));
    }
    return table;
}

/// A workbook; what it would change in a cell is refused.
void write_xlsx(const Table& table, const std::string& path) {
    TableSheet sheet;
    sheet.name = "list";
    sheet.table = table;
    const auto changed = write_workbook(path, {sheet});
    if (changed.empty()) return;
    const auto& first = changed.front();
    throw OutputError({shown_output(path) + "：工作簿无法原样容纳第 " + first.feature_id +
                           " 行的一个值：" + first.message.zh + " 请改用 .csv。",
                       shown_output(path) + ": a workbook cannot hold a value of row " +
                           first.feature_id + " as it is: " + first.message.en +
                           " Use .csv instead."});
}

void write_ods(const Table& table, const std::string& path) {
    OgrFile file(path, "ODS", "", "2000-01-01");
    auto& layer = file.add_layer("list", wkbNone, {});
    for (const auto& column : table.columns) {
        OGRFieldDefn field(column.name.c_str(), OFTString);
        file.add_field(layer, field);
    }
    for (const auto& row : table.rows) {
        const OGRFeatureUniquePtr feature(OGRFeature::CreateFeature(layer.GetLayerDefn()));
        for (std::size_t c = 0; c < row.size(); ++c)
            if (!is_unknown(row[c]))
                feature->SetField(static_cast<int>(c), to_text(row[c]).c_str());
        file.put(layer, *feature, {});
    }
    file.close();
}

} // namespace

bool is_list_output(const std::string& path) {
    const auto driver = output_driver(path);
    return driver == "CSV" || driver == "XLSX" || driver == "ODS";
}

void write_list(const RawLayer& raw, const std::string& path) {
    const auto driver = output_driver(path);
    const auto table = list_table(raw, path);
    if (driver == "XLSX") return write_xlsx(table, path);
    if (driver == "ODS") return write_ods(table, path);
    write_whole_file(path, to_csv(table));
}

} // namespace geo
