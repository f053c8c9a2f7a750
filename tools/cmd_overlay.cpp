// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <atomic>
#include <cmath>
#include <mutex>

#include "libgeo/core/error.hpp"
#include "libgeo/io/write_layers.hpp"
#include "libgeo/normalise/city.hpp"
#include "libgeo/overlay/overlap_areas.hpp"
#include "libgeo/overlay/second_opinion.hpp"
#include "libgeo/report/overlay_tables.hpp"
#include "libgeo/report/shard_file.hpp"
#include "tools/console.hpp"
#include "tools/layer_input.hpp"
#include "tools/memory.hpp"
#include "tools/verb.hpp"

namespace parkline {

namespace {

geo::OverlayMode mode_of(const std::string& name) {
    if (name == "identity") return geo::OverlayMode::identity;
    if (name == "union") return geo::OverlayMode::unite;
    if (name == "erase") return geo::OverlayMode::erase;
    return geo::OverlayMode::intersection;
}

/// One part of an overlay that is divided among several runs, from 1.
struct Shard {
    std::uint32_t number = 0;
    std::uint32_t of = 0;
};

std::optional<Shard> shard_from(const std::string& text) {
    if (text.empty()) return {};
    const auto slash = std::min(text.find('/'), text.size() - 1);
    const auto number = geo::parse_number(text.substr(0, slash));
    const auto of = geo::parse_number(text.substr(slash + 1));
    constexpr double most = 1e5;
    if (!number || !of || *number != std::floor(*number) || *of != std::floor(*of) || *number < 1 ||
        *number > *of || *of > most)
        throw geo::ConfigError(
            {"--shard " + text + "：应写成 I/N，如 2/8，1 ≤ I ≤ N ≤ 100000。",
             "--shard " + text + ": has to be I/N, as 2/8, with 1 <= I <= N <= 100000."});
    return Shard{static_cast<std::uint32_t>(*number), static_cast<std::uint32_t>(*of)};
}

/// Makes the shapes for a writer, has them verified on the way and counts what is worth saying.
class PieceMaker {
  public:
    PieceMaker(const geo::PolygonLayer& a, const geo::PolygonLayer& b,
               const geo::PieceSource& source, bool verify)
        : m_a(a), m_b(b), m_source(source), m_verify(verify) {}

    /// For several threads at once.
    geo::Polygons make(std::size_t first, std::size_t last) {
        auto made = m_source.shapes(first, last);
        m_collapsed += made.collapsed;
        m_fallbacks += made.fallbacks;
        if (m_verify) verify(first, last, made.shapes);
        return std::move(made.shapes);
    }

    /// Throws GeometryError when GEOS found another answer for any of the shapes made.
    void require_agreement() {
        if (m_differences.empty()) return;
        std::ranges::sort(m_differences, {}, [](const geo::Disagreement& d) {
            return std::pair(d.piece.a, d.piece.b);
        });
        const auto& first = m_differences.front();
        const auto pair = id(m_a, first.piece.a) + " × " + id(m_b, first.piece.b);
        const auto own = geo::fixed(first.piece.area.m2, geo::area_decimals);
        const auto other = geo::fixed(first.other_m2, geo::area_decimals);
        const auto n = std::to_string(m_differences.size());
        throw geo::GeometryError(
            {"有 " + n + " 个图形与 GEOS 的结果不一致，首个是 " + pair + "：本程序 " + own +
                 " m²，GEOS " + other + " m²。结果没有写出；请把这两个图层报告给开发者。",
             n + " shapes differ from GEOS, the first is " + pair + ": " + own + " m² here, " +
                 other + " m² by GEOS. Nothing was written; please report these two layers."});
    }

    void report(const Session& session) const {
        const auto n = std::to_string(m_source.pieces().size());
        const auto collapsed = std::to_string(m_collapsed), left = std::to_string(m_fallbacks);
        say(session, {"图形 " + n + " 个；窄于 0.1 毫米格网而没有图形 " + collapsed +
                          " 个；由 GEOS 代算 " + left + " 个。",
                      "shapes: " + n + "; narrower than the 0.1 mm grid, without a shape: " +
                          collapsed + "; left to GEOS: " + left + "."});
        if (m_verify)
            say(session, {"GEOS 核对了 " + n + " 个图形，全部一致。",
                          "GEOS computed " + n + " shapes anew; all agree."});
    }

  private:
    void verify(std::size_t first, std::size_t last, const geo::Polygons& shapes) {
        const std::span pieces(m_source.pieces().data() + first, last - first);
        const auto found = geo::second_opinion(m_a.shapes, m_b.shapes, pieces, shapes);
        const std::scoped_lock lock(m_mutex);
        m_differences.insert(m_differences.end(), found.begin(), found.end());
    }

    static std::string id(const geo::PolygonLayer& layer, std::uint32_t feature) {
        return feature == geo::no_feature ? std::string("-") : layer.features.ids[feature];
    }

    const geo::PolygonLayer& m_a;
    const geo::PolygonLayer& m_b;
    const geo::PieceSource& m_source;
    bool m_verify;
    std::atomic<std::size_t> m_collapsed = 0;
    std::atomic<std::size_t> m_fallbacks = 0;
    std::mutex m_mutex;
    std::vector<geo::Disagreement> m_differences;
};

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
             {"--shard",
              "I/N",
              {"只算 N 个分片中的第 I 个（配合 --table-only），再用 merge 合并",
               "compute shard I of N alone (with --table-only), for merge to add up"},
              &m_shard},
             {"--memory",
              "SIZE",
              {"内存上限，如 512M、2G；不够时分片计算",
               "most memory to use, as 512M or 2G; what does not fit is computed in shards"},
              &m_memory},
             cache_option(m_cache),
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
        const auto shard = shard_from(m_shard);
        if (shard && !m_table_only) refuse_shard();
        require_whole_layers(m_cache, shard || !m_memory.empty());
        const MemoryLimit memory(m_memory);
        geo::NormaliseLog log;
        geo::IndexedLayer layer_a, layer_b;
        read_indexed(m_a, m_cache, session, layer_a, log);
        read_indexed(m_b, m_cache, session, layer_b, log);
        report_layers(session, log);
        const auto &a = layer_a.layer, &b = layer_b.layer;
        const auto vertices = a.shapes.points.size() + b.shapes.points.size();
        if (shard) {
            deliver_shard(a, b, *shard);
            return done;
        }
        if (m_table_only) {
            const auto shards = memory.shards(vertices);
            m_output.deliver(pair_table(a, b, pair_areas(layer_a, layer_b, shards)));
            return done;
        }
        memory.require_index(vertices);
        need_indices(layer_a, layer_b);
        const geo::PieceSource source(*layer_a.index, *layer_b.index, mode_of(m_mode));
        auto table = piece_table(a, b, source.pieces());
        PieceMaker maker(a, b, source, m_verify);
        if (format) {
            write(*format, std::move(table), maker, log);
            maker.report(session);
            return done;
        }
        if (m_verify) {
            maker.make(0, source.pieces().size());
            maker.require_agreement();
            maker.report(session);
        }
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

    [[noreturn]] static void refuse_shard() {
        throw geo::ConfigError({"--shard 只用于面积表。请加上 --table-only。",
                                "--shard is for the table of pairs. Add --table-only."});
    }

    static void need_indices(geo::IndexedLayer& a, geo::IndexedLayer& b) {
        if (!a.index) a.build_index();
        if (!b.index) b.build_index();
    }

    static std::vector<geo::PairArea> pair_areas(geo::IndexedLayer& a, geo::IndexedLayer& b,
                                                 std::uint32_t shards) {
        if (shards != 1)
            return geo::overlap_areas_in_shards(a.layer.shapes, b.layer.shapes, shards);
        need_indices(a, b);
        return geo::overlap_areas(*a.index, *b.index);
    }

    void deliver_shard(const geo::PolygonLayer& a, const geo::PolygonLayer& b, Shard shard) const {
        const geo::ShardPlan plan(a.shapes, b.shapes, shard.of);
        const auto parts = geo::shard_parts(a.shapes, b.shapes, plan, shard.number - 1);
        m_output.deliver(to_json(geo::shard_file(a, b, parts, shard.number, shard.of)));
    }

    void write(geo::LayerFormat format, geo::Table table, PieceMaker& maker,
               const geo::NormaliseLog& log) const {
        geo::OutputLayer layer;
        layer.table = std::move(table);
        layer.make_shapes = [&maker](auto first, auto last) { return maker.make(first, last); };
        m_output.deliver(layer, format, geo::result_crs(log, m_dst_crs),
                         [&maker] { maker.require_agreement(); });
    }

    LayerInput m_a;
    LayerInput m_b;
    std::string m_mode = "intersection";
    std::string m_dst_crs;
    std::string m_shard;
    std::string m_memory;
    std::string m_cache;
    bool m_table_only = false;
    bool m_verify = false;
    TableOutput m_output;
};

} // namespace

std::unique_ptr<Verb> make_overlay() {
    return std::make_unique<Overlay>();
}

} // namespace parkline
