// SPDX-License-Identifier: Apache-2.0
#include "libgeo/io/write_list.hpp"

#include "libgeo/core/error.hpp"
#include "libgeo/core/table.hpp"
#include "libgeo/io/feature_writer.hpp"
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

/// The two fields that hold the place of each point. Fields of the layer that hold it already,
/// under the usual names, are not written twice; others of these names keep what they have, and the
/// place stands beside them.
class PlaceFields {
  public:
    PlaceFields(const RawLayer& raw, const std::string& path) {
        if (!raw.has_geometry) return;
        for (std::size_t i = 0; i < raw.features(); ++i) m_places.push_back(place_of(raw, i, path));
        const bool metres = is_projected(raw.crs);
        m_names = {metres ? "x" : "lon", metres ? "y" : "lat"};
        const auto x = raw.attributes.find(m_names[0]);
        const auto y = raw.attributes.find(m_names[1]);
        if (x && y && hold_places(raw.attributes.columns[*x], raw.attributes.columns[*y]))
            m_places.clear();
        if (x || y)
            for (auto& name : m_names) name = free_name(raw, name + "_" + code_of(raw.crs));
    }

    void add_columns(Table& table) const {
        if (m_places.empty()) return;
        for (const auto& name : m_names) table.columns.push_back(text_column(name));
    }

    void add_values(std::size_t i, std::vector<Value>& row) const {
        if (m_places.empty()) return;
        for (const auto& value : m_places[i]) row.push_back(as_text(value));
    }

  private:
    bool hold_places(const std::vector<Value>& xs, const std::vector<Value>& ys) const {
        for (std::size_t i = 0; i < m_places.size(); ++i)
            if (to_number(xs[i]) != to_number(m_places[i][0]) ||
                to_number(ys[i]) != to_number(m_places[i][1]))
                return false;
        return true;
    }

    /// "EPSG:4490" as "epsg4490"
    static std::string code_of(const std::string& crs) {
        if (!crs.starts_with("EPSG:")) return "crs";
        return "epsg" + crs.substr(crs.find(':') + 1);
    }

    std::array<std::string, 2> m_names;
    std::vector<std::array<Value, 2>> m_places; ///< empty when there is nothing to write
};

Table list_table(const RawLayer& raw, const std::string& path) {
    Table table{"list", {}, {}};
    for (const auto& name : raw.attributes.names) table.columns.push_back(text_column(name));
    const PlaceFields places(raw, path);
    places.add_columns(table);
    for (std::size_t i = 0; i < raw.features(); ++i) {
        auto& row = table.rows.emplace_back();
        for (const auto& column : raw.attributes.columns) row.push_back(as_text(column[i]));
        places.add_values(i, row);
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
