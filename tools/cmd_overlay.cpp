// SPDX-License-Identifier: Apache-2.0
#include "libgeo/overlay/overlap_areas.hpp"
#include "tools/console.hpp"
#include "tools/layer_input.hpp"
#include "tools/verb.hpp"

namespace parkline {

namespace {

/// `overlay`: the table of pairs of two polygon layers that overlap.
class Overlay : public Verb {
  public:
    std::string name() const override { return "overlay"; }
    geo::Text summary() const override {
        return {"两个面图层的重叠对：面积、误差界、占比",
                "pairs of two polygon layers that overlap: area, error bound, shares"};
    }
    std::string example() const override {
        return "parkline overlay parks.gpkg redline.gpkg --table-only --format csv -o pairs.csv";
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
        add({{"--table-only",
              "",
              {"只输出重叠对的表，不生成图形", "give the table of pairs and build no shapes"},
              &m_table_only},
             {"--a-id", "FIELD", {"第一个图层的编号字段", "field of A's id"}, &m_a.id},
             {"--b-id", "FIELD", {"第二个图层的编号字段", "field of B's id"}, &m_b.id},
             {"--where", "SQL", {"第一个图层的属性筛选", "attribute filter of A"}, &m_a.where}});
        add(shared_options(m_a));
        return all;
    }

    int run(const Session& session) override {
        m_output.require_writable();
        m_b.src_crs = m_a.src_crs;
        m_b.datum = m_a.datum;
        m_b.repairs = m_a.repairs;
        geo::NormaliseLog log;
        const auto a = read_polygons(m_a, log);
        const auto b = read_polygons(m_b, log);
        report_layers(session, log);
        m_output.deliver(pair_table(a, b));
        return done;
    }

  private:
    static geo::Table pair_table(const geo::PolygonLayer& a, const geo::PolygonLayer& b) {
        geo::Table table{"pairs",
                         {geo::text_column("a_id"), geo::text_column("b_id"),
                          geo::real_column("area_m2", geo::area_decimals),
                          geo::real_column("bound_m2", geo::area_decimals),
                          geo::real_column("share_of_a", geo::share_decimals),
                          geo::real_column("share_of_b", geo::share_decimals)},
                         {}};
        const auto areas = [](const geo::Polygons& shapes) {
            std::vector<double> m2;
            for (std::size_t f = 0; f < shapes.features(); ++f) m2.push_back(area_of(shapes, f).m2);
            return m2;
        };
        const auto area_a = areas(a.shapes);
        const auto area_b = areas(b.shapes);
        for (const auto& pair : geo::overlap_areas(a.shapes, b.shapes))
            table.rows.push_back({a.features.ids[pair.a], b.features.ids[pair.b], pair.area.m2,
                                  pair.area.bound_m2, pair.area.m2 / area_a[pair.a],
                                  pair.area.m2 / area_b[pair.b]});
        return table;
    }

    LayerInput m_a;
    LayerInput m_b;
    bool m_table_only = false;
    TableOutput m_output;
};

} // namespace

std::unique_ptr<Verb> make_overlay() {
    return std::make_unique<Overlay>();
}

} // namespace parkline
