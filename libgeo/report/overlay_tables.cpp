// SPDX-License-Identifier: Apache-2.0
#include "libgeo/report/overlay_tables.hpp"

#include <algorithm>
#include <set>

#include "libgeo/geom/area.hpp"

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

/// Areas of the features of a layer, as far as they are asked for.
class Shares {
  public:
    explicit Shares(const Polygons& shapes) : m_shapes(shapes), m_m2(shapes.features(), -1) {}

    Value of(double area_m2, std::uint32_t feature) {
        if (feature == no_feature) return {};
        if (m_m2[feature] < 0) m_m2[feature] = area_of(m_shapes, feature).m2;
        return area_m2 / m_m2[feature];
    }

  private:
    const Polygons& m_shapes;
    std::vector<double> m_m2;
};

/// Fills the columns of the pair table.
class PairCells {
  public:
    PairCells(const PolygonLayer& a, const PolygonLayer& b)
        : m_a(a), m_b(b), m_of_a(a.shapes), m_of_b(b.shapes) {}

    std::vector<Value> row(std::uint32_t a, std::uint32_t b, const Area& area) {
        return {id(m_a, a),           id(m_b, b), area.m2, area.bound_m2, m_of_a.of(area.m2, a),
                m_of_b.of(area.m2, b)};
    }

  private:
    static Value id(const PolygonLayer& layer, std::uint32_t feature) {
        if (feature == no_feature) return {};
        return layer.features.ids[feature];
    }

    const PolygonLayer& m_a;
    const PolygonLayer& m_b;
    Shares m_of_a;
    Shares m_of_b;
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

/// An attribute of one side that goes into the table.
struct Passed {
    const std::vector<Value>* values = nullptr;
    bool of_a = true;
};

void pass_attributes(const FeatureColumns& features, bool of_a, Table& table,
                     std::vector<Passed>& passed) {
    std::set<std::string> names;
    for (const auto& column : table.columns) names.insert(column.name);
    const auto& attributes = features.attributes;
    for (std::size_t i = 0; i < attributes.names.size(); ++i) {
        const auto name = (of_a ? "a_" : "b_") + attributes.names[i];
        if (!names.insert(name).second) continue;
        table.columns.push_back({name, type_of(attributes.columns[i]), all_decimals});
        passed.push_back({&attributes.columns[i], of_a});
    }
}

} // namespace

Table pair_table(const PolygonLayer& a, const PolygonLayer& b, const std::vector<PairArea>& pairs) {
    Table table{"pairs", pair_columns(), {}};
    PairCells cells(a, b);
    for (const auto& pair : pairs) table.rows.push_back(cells.row(pair.a, pair.b, pair.area));
    return table;
}

Table piece_table(const PolygonLayer& a, const PolygonLayer& b,
                  const std::vector<OverlayPiece>& pieces) {
    Table table{"overlay", pair_columns(), {}};
    std::vector<Passed> passed;
    pass_attributes(a.features, true, table, passed);
    pass_attributes(b.features, false, table, passed);
    PairCells cells(a, b);
    for (const auto& piece : pieces) {
        auto row = cells.row(piece.a, piece.b, piece.area);
        for (const auto& column : passed) {
            const auto feature = column.of_a ? piece.a : piece.b;
            row.push_back(feature == no_feature ? Value() : (*column.values)[feature]);
        }
        table.rows.push_back(std::move(row));
    }
    return table;
}

} // namespace geo
