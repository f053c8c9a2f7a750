// SPDX-License-Identifier: Apache-2.0
#include "libgeo/io/write_drawing.hpp"

#include <algorithm>
#include <cmath>
#include <filesystem>
#include <set>

#include <cpl_string.h>
#include <fmt/format.h>
#include <ogr_geometry.h>

#include "libgeo/core/error.hpp"
#include "libgeo/core/table.hpp"
#include "libgeo/io/gdal_session.hpp"
#include "libgeo/io/staging.hpp"

namespace geo {

namespace {

/// Group codes and values, a pair of lines each.
class DxfText {
  public:
    void put(int code, const std::string& value) { m_text += fmt::format("{}\n{}\n", code, value); }
    void put(int code, double value) { m_text += fmt::format("{}\n{}\n", code, value); }
    void place(double x, double y) { put(10, x), put(20, y), put(30, 0.0); }
    const std::string& text() const { return m_text; }

  private:
    std::string m_text;
};

class DrawingWriter {
  public:
    DrawingWriter(const RawLayer& raw, const std::string& path)
        : m_raw(raw), m_name(shown_output(path)) {}

    std::string text() {
        head();
        m_dxf.put(0, "SECTION"), m_dxf.put(2, "ENTITIES");
        for (std::size_t i = 0; i < m_raw.features(); ++i) feature(i);
        m_dxf.put(0, "ENDSEC"), m_dxf.put(0, "EOF");
        return m_dxf.text();
    }

  private:
    void head() {
        m_dxf.put(0, "SECTION"), m_dxf.put(2, "HEADER");
        m_dxf.put(9, "$ACADVER"), m_dxf.put(1, "AC1009");
        m_dxf.put(9, "$DWGCODEPAGE"), m_dxf.put(3, "ANSI_936");
        m_dxf.put(0, "ENDSEC");
        std::set<std::string> layers{"0"};
        for (std::size_t i = 0; i < m_raw.features(); ++i) layers.insert(layer_of(i));
        m_dxf.put(0, "SECTION"), m_dxf.put(2, "TABLES");
        m_dxf.put(0, "TABLE"), m_dxf.put(2, "LAYER"), m_dxf.put(70, std::to_string(layers.size()));
        for (const auto& name : layers) {
            m_dxf.put(0, "LAYER"), m_dxf.put(2, name), m_dxf.put(70, "0");
            m_dxf.put(62, "7"), m_dxf.put(6, "CONTINUOUS");
        }
        m_dxf.put(0, "ENDTAB"), m_dxf.put(0, "ENDSEC");
    }

    void feature(std::size_t i) {
        const auto bytes = m_raw.geometry(i);
        OGRGeometry* made = nullptr;
        if (!bytes.empty())
            OGRGeometryFactory::createFromWkb(bytes.data(), nullptr, &made, bytes.size());
        const OGRGeometryUniquePtr shape(made);
        const auto* one = single_part(shape.get(), i);
        const auto kind = wkbFlatten(one->getGeometryType());
        if (m_kind != wkbUnknown && m_kind != kind)
            refuse(i, {"与前面的要素几何类型不同", "is of another kind than those before"});
        m_kind = kind;
        if (kind == wkbPoint) return point(*one->toPoint(), i);
        const bool closed = kind == wkbPolygon;
        if (closed && one->toPolygon()->getNumInteriorRings() > 0)
            refuse(i, {"有洞", "has a hole"});
        polyline(closed ? *one->toPolygon()->getExteriorRing() : *one->toLineString(), closed, i);
        if (closed) name_inside(*one, i);
    }

    /// The only part of a shape.
    const OGRGeometry* single_part(const OGRGeometry* shape, std::size_t i) const {
        if (!shape || shape->IsEmpty()) refuse(i, {"没有图形", "has no shape"});
        if (!OGR_GT_IsSubClassOf(wkbFlatten(shape->getGeometryType()), wkbGeometryCollection))
            return shape;
        const auto* parts = shape->toGeometryCollection();
        if (parts->getNumGeometries() != 1) refuse(i, {"有多个部分", "has several parts"});
        return single_part(parts->getGeometryRef(0), i);
    }

    void polyline(const OGRSimpleCurve& path, bool closed, std::size_t i) {
        const auto layer = layer_of(i);
        m_dxf.put(0, "POLYLINE"), m_dxf.put(8, layer), m_dxf.put(66, "1");
        m_dxf.place(0, 0);
        m_dxf.put(70, closed ? "1" : "0");
        const int n = path.getNumPoints() - (closed ? 1 : 0); // the first point is not repeated
        for (int k = 0; k < n; ++k) {
            m_dxf.put(0, "VERTEX"), m_dxf.put(8, layer);
            m_dxf.place(path.getX(k), path.getY(k));
        }
        m_dxf.put(0, "SEQEND"), m_dxf.put(8, layer);
    }

    void name_inside(const OGRGeometry& shape, std::size_t i) {
        const auto name = field(i, "name");
        if (name.empty()) return;
        OGRPoint inside(0, 0); // OGR takes no empty one
        // A bow-tie has no inside that OGR finds, so its name could be read for another's.
        const bool found = shape.IsValid() && shape.toPolygon()->PointOnSurface(&inside) == 0;
        if (!found) refuse(i, {"图形无效", "has an invalid shape"});
        constexpr double part_of_side = 0.05;
        OGREnvelope box;
        shape.getEnvelope(&box);
        const double height = std::max(box.MaxX - box.MinX, box.MaxY - box.MinY) * part_of_side;
        text(inside, name, height, i);
    }

    void point(const OGRPoint& place, std::size_t i) {
        const auto name = field(i, "name");
        if (!name.empty()) return text(place, name, 1, i);
        m_dxf.put(0, "POINT"), m_dxf.put(8, layer_of(i));
        m_dxf.place(place.getX(), place.getY());
    }

    void text(const OGRPoint& place, const std::string& words, double height, std::size_t i) {
        m_dxf.put(0, "TEXT"), m_dxf.put(8, layer_of(i));
        m_dxf.place(place.getX(), place.getY());
        m_dxf.put(40, height), m_dxf.put(1, words);
    }

    std::string layer_of(std::size_t i) const {
        const auto name = field(i, "class");
        return name.empty() ? "0" : name;
    }

    /// A field in GBK; empty when the layer has none.
    std::string field(std::size_t i, const char* name) const {
        const auto column = m_raw.attributes.find(name);
        if (!column) return {};
        const auto text = to_text(m_raw.attributes.columns[*column][i]);
        const bool is_ascii = std::ranges::all_of(text, [](char c) { return c >= ' ' && c < 127; });
        if (is_ascii) return text;
        if (std::ranges::any_of(text, [](char c) { return c >= 0 && c < ' '; }))
            refuse(i, {"的文字有换行或控制字符", "has a text with a line break or control"});
        const GdalMessages messages;
        char* bytes = CPLRecode(text.c_str(), CPL_ENC_UTF8, "GBK");
        const std::string gbk = bytes;
        CPLFree(bytes);
        if (!messages.all().empty()) refuse(i, {"有 GBK 没有的字", "has a character not in GBK"});
        return gbk;
    }

    [[noreturn]] void refuse(std::size_t i, const Text& why) const {
        const auto id = m_raw.feature_id(i);
        throw InputError({m_name + "：要素 " + id + " " + why.zh + "，DXF 无法容纳。请改用 .gpkg。",
                          m_name + ": feature " + id + " " + why.en +
                              ", which a drawing cannot hold. Use .gpkg instead."});
    }

    const RawLayer& m_raw;
    std::string m_name;
    OGRwkbGeometryType m_kind = wkbUnknown;
    DxfText m_dxf;
};

Table attribute_table(const RawLayer& raw) {
    Table table{"attributes", {}, {}};
    for (const auto& name : raw.attributes.names) table.columns.push_back(text_column(name));
    for (std::size_t i = 0; i < raw.features(); ++i) {
        auto& row = table.rows.emplace_back();
        for (const auto& column : raw.attributes.columns)
            row.push_back(is_unknown(column[i]) ? Value() : to_text(column[i]));
    }
    return table;
}

} // namespace

void write_drawing(const RawLayer& raw, const std::string& path) {
    write_whole_file(path, DrawingWriter(raw, path).text());
    write_whole_file(attribute_file_of(path), to_csv(attribute_table(raw)));
}

std::string attribute_file_of(const std::string& path) {
    return std::filesystem::path(path).replace_extension(".attributes.csv").string();
}

bool is_field_of_drawing(const std::string& name) {
    return name == "name" || name == "class";
}

} // namespace geo
