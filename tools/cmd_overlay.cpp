// SPDX-License-Identifier: Apache-2.0
#include "libgeo/core/error.hpp"
#include "libgeo/io/write_layers.hpp"
#include "libgeo/overlay/overlap_areas.hpp"
#include "libgeo/overlay/second_opinion.hpp"
#include "libgeo/report/overlay_tables.hpp"
#include "tools/console.hpp"
#include "tools/layer_input.hpp"
#include "tools/verb.hpp"

namespace parkline {

namespace {

geo::OverlayMode mode_of(const std::string& name) {
    if (name == "identity") return geo::OverlayMode::identity;
    if (name == "union") return geo::OverlayMode::unite;
    if (name == "erase") return geo::OverlayMode::erase;
    return geo::OverlayMode::intersection;
}

/// `overlay`: what two polygon layers have in common, as a table or as shapes.
class Overlay : public Verb {
  public:
    std::string name() const override { return "overlay"; }
    geo::Text summary() const override {
        return {"两个面图层叠加：重叠对的面积表，或交、标识、并、擦除的图形",
                "overlay two polygon layers: the table of pairs, or the shapes of intersection, "
                "identity, union or erase"};
    }
    std::string example() const override {
        return "parkline overlay parks.gpkg redline.gpkg --mode identity -o parks_by_zone.gpkg";
    }

    std::vector<Option> options() override {
        std::vector<Option> all{
            {"A",
             "A",
             {"第一个面图层（PATH 或 PATH:图层）", "first layer of polygons (PATH or PATH:LAYER)"},
             &m_a.path,
             {},
             true},
            {"B", "B", {"第二个面图层", "second layer of polygons"}, &m_b.path, {}, true}};
        const auto add = [&](std::vector<Option> more) {
            all.insert(all.end(), more.begin(), more.end());
        };
        add(m_output.options());
        add({{"--mode",
              "MODE",
              {"写哪些图形：交集；交集和 A 的其余部分；再加 B 的其余部分；只要 A 的其余部分",
               "shapes to write: the pairs; pairs and the rest of A; that and the rest of B; the "
               "rest of A alone"},
              &m_mode,
              {"intersection", "identity", "union", "erase"}},
             {"--table-only",
              "",
              {"只输出重叠对的表，不生成图形", "give the table of pairs and build no shapes"},
              &m_table_only},
             {"--verify",
              "",
              {"每个图形再由 GEOS 独立计算一次，面积不一致就停止",
               "let GEOS compute every shape anew, and stop when an area differs"},
              &m_verify},
             {"--a-id", "FIELD", {"第一个图层的编号字段", "field of A's id"}, &m_a.id},
             {"--b-id", "FIELD", {"第二个图层的编号字段", "field of B's id"}, &m_b.id},
             {"--where", "SQL", {"第一个图层的属性筛选", "attribute filter of A"}, &m_a.where},
             {"--b-where", "SQL", {"第二个图层的属性筛选", "attribute filter of B"}, &m_b.where},
             {"--dst-crs",
              "CRS",
              {"结果图形的坐标系（缺省为 A 的）", "CRS of the shapes (default: that of A)"},
              &m_dst_crs}});
        add(shared_options(m_a));
        return all;
    }

    int run(const Session& session) override {
        m_output.require_writable();
        m_b.src_crs = m_a.src_crs;
        m_b.datum = m_a.datum;
        m_b.repairs = m_a.repairs;
        if (!m_table_only) m_a.fields = m_b.fields = geo::Fields::all;
        const auto format = geo::layer_format_of(m_output.output);
        if (m_table_only && (format || m_verify)) refuse_shapes();
        geo::NormaliseLog log;
        const auto a = read_polygons(m_a, log);
        const auto b = read_polygons(m_b, log);
        report_layers(session, log);
        if (m_table_only) {
            m_output.deliver(pair_table(a, b, geo::overlap_areas(a.shapes, b.shapes)));
            return done;
        }
        const auto overlay = geo::overlay_shapes(a.shapes, b.shapes, mode_of(m_mode));
        if (m_verify) verify(session, a, b, overlay);
        report(session, overlay);
        const auto table = piece_table(a, b, overlay.pieces);
        if (format)
            write(*format, table, overlay, log);
        else
            m_output.deliver(table);
        return done;
    }

  private:
    [[noreturn]] static void refuse_shapes() {
        throw geo::ConfigError(
            {"--table-only 只给出表，不生成图形。请去掉它，或把结果写成 .csv 且不用 --verify。",
             "--table-only gives a table and no shapes. Leave it out, or write to a .csv file "
             "without --verify."});
    }

    static void report(const Session& session, const geo::OverlayShapes& overlay) {
        const auto count = [](std::size_t n) { return std::to_string(n); };
        say(session,
            {"图形 " + count(overlay.pieces.size()) + " 个；窄于 0.1 毫米格网而没有图形 " +
                 count(overlay.collapsed) + " 个；由 GEOS 代算 " + count(overlay.fallbacks) +
                 " 个。",
             "shapes: " + count(overlay.pieces.size()) +
                 "; narrower than the 0.1 mm grid, "
                 "without a shape: " +
                 count(overlay.collapsed) + "; left to GEOS: " + count(overlay.fallbacks) + "."});
    }

    static void verify(const Session& session, const geo::PolygonLayer& a,
                       const geo::PolygonLayer& b, const geo::OverlayShapes& overlay) {
        const auto found = geo::second_opinion(a.shapes, b.shapes, overlay);
        if (found.empty()) {
            const auto n = std::to_string(overlay.pieces.size());
            say(session, {"GEOS 核对了 " + n + " 个图形，全部一致。",
                          "GEOS computed " + n + " shapes anew; all agree."});
            return;
        }
        const auto& first = found.front();
        const auto id = [](const geo::PolygonLayer& layer, std::uint32_t feature) {
            return feature == geo::no_feature ? std::string("-") : layer.features.ids[feature];
        };
        const auto pair = id(a, first.piece.a) + " × " + id(b, first.piece.b);
        const auto own = geo::fixed(first.piece.area.m2, geo::area_decimals);
        const auto other = geo::fixed(first.other_m2, geo::area_decimals);
        const auto n = std::to_string(found.size());
        throw geo::GeometryError(
            {"有 " + n + " 个图形与 GEOS 的结果不一致，首个是 " + pair + "：本程序 " + own +
                 " m²，GEOS " + other + " m²。结果没有写出；请把这两个图层报告给开发者。",
             n + " shapes differ from GEOS, the first is " + pair + ": " + own + " m² here, " +
                 other + " m² by GEOS. Nothing was written; please report these two layers."});
    }

    void write(geo::LayerFormat format, const geo::Table& table, const geo::OverlayShapes& overlay,
               const geo::NormaliseLog& log) const {
        const auto& source = log.reports.front().crs.code;
        const auto crs = !m_dst_crs.empty() ? m_dst_crs : source.empty() ? "EPSG:4490" : source;
        geo::StagedFile file(m_output.output,
                             m_output.overwrite ? geo::Overwrite::yes : geo::Overwrite::no);
        geo::OutputLayer layer;
        layer.table = table;
        layer.shapes = &overlay.shapes;
        geo::write_layer(file.temporary(), format, layer, crs, "1970-01-01");
        file.publish();
    }

    LayerInput m_a;
    LayerInput m_b;
    std::string m_mode = "intersection";
    std::string m_dst_crs;
    bool m_table_only = false;
    bool m_verify = false;
    TableOutput m_output;
};

} // namespace

std::unique_ptr<Verb> make_overlay() {
    return std::make_unique<Overlay>();
}

} // namespace parkline
