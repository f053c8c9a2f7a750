// SPDX-License-Identifier: Apache-2.0
#include "libgeo/report/overlay_tables.hpp"

#include <algorithm>
#include <set>

#include "libgeo/report/feature_areas.hpp"

namespace geo {

namespace {

std::vector<Column> pair_columns() {
    return {text_column("a_id"),
            text_column("b_id"),
            real_column("area_m2", area_decimals),
            real_column("bound_m2", area_decimals),
            real_column("share_of_a", share_decimals),
            real_column("share_of_b", share_decimals)};
}

/// Fills the columns of the pair table.
class PairCells {
  public:
    PairCells(const PolygonLayer& a, const PolygonLayer& b)
        : m_a(a), m_b(b), m_of_a(a.shapes), m_of_b(b.shapes) {}

    std::vector<Value> row(std::uint32_t a, std::uint32_t b, const Area& area) {
        return {id(m_a, a),
                id(m_b, b),
                area.m2,
                area.bound_m2,
                share(area.m2, m_of_a, a),
                share(area.m2, m_of_b, b)};
    }

  private:
    static Value id(const PolygonLayer& layer, std::uint32_t feature) {
        if (feature == no_feature) return {};
        return layer.features.ids[feature];
    }

    static Value share(double area_m2, FeatureAreas& areas, std::uint32_t feature) {
        if (feature == no_feature) return {};
        return area_m2 / areas.m2(feature);
    }

    const PolygonLayer& m_a;
    const PolygonLayer& m_b;
    FeatureAreas m_of_a;
    FeatureAreas m_of_b;
};

/// Whole when all known values are, real when all are numbers, else text.
ColumnType type_of(const std::vector<Value>& values) {
    bool whole = true, real = true, any = false;
    for (const auto& value : values) {
        if (is_unknown(value)) continue;
        any = true;
        whole = whole && std::holds_alternative<std::int64_t>(value);
        real = real && !std::holds_alternative<std::string>(value);
    }
    if (!any || !real) return ColumnType::text;
    return whole ? ColumnType::whole : ColumnType::real;
}

} // namespace

Table pair_table(const PolygonLayer& a, const PolygonLayer& b, const std::vector<PairArea>& pairs) {
    Table table{"pairs", pair_columns(), {}};
    PairCells cells(a, b);
    for (const auto& pair : pairs) table.rows.push_back(cells.row(pair.a, pair.b, pair.area));
    return table;
}

Table pair_table(const std::vector<PairRow>& rows) {
    Table table{"pairs", pair_columns(), {}};
    for (const auto& row : rows)
        table.rows.push_back({row.a_id, row.b_id, row.area.m2, row.area.bound_m2,
                              row.area.m2 / row.a_m2, row.area.m2 / row.b_m2});
    return table;
}

Table piece_table(const PolygonLayer& a, const PolygonLayer& b,
                  const std::vector<OverlayPiece>& pieces) {
    Table table{"overlay", pair_columns(), {}};
    PairCells cells(a, b);
    std::vector<std::uint32_t> of_a, of_b;
    for (const auto& piece : pieces) {
        table.rows.push_back(cells.row(piece.a, piece.b, piece.area));
        of_a.push_back(piece.a);
        of_b.push_back(piece.b);
    }
    add_attributes(table, a.features, "a_", of_a);
    add_attributes(table, b.features, "b_", of_b);
    return table;
}

void add_attributes(Table& table, const FeatureColumns& features, const std::string& prefix,
                    std::span<const std::uint32_t> of_row) {
    std::set<std::string> names;
    for (const auto& column : table.columns) names.insert(column.name);
    const auto& attributes = features.attributes;
    for (std::size_t i = 0; i < attributes.names.size(); ++i) {
        const auto& values = attributes.columns[i];
        const auto name = prefix + attributes.names[i];
        if (!names.insert(name).second) continue;
        table.columns.push_back({name, type_of(values), all_decimals});
        for (std::size_t row = 0; row < of_row.size(); ++row) {
            const bool is_known = of_row[row] != no_feature;
            table.rows[row].push_back(is_known ? values[of_row[row]] : Value());
        }
    }
}

} // namespace geo
