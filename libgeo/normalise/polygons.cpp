// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <cmath>

#include "libgeo/core/error.hpp"
#include "libgeo/io/staging.hpp"
#include "libgeo/normalise/doubts.hpp"
#include "libgeo/normalise/fields.hpp"
#include "libgeo/normalise/inspection.hpp"
#include "libgeo/normalise/layers.hpp"
#include "libgeo/normalise/repair_decisions.hpp"
#include "libgeo/normalise/wkb.hpp"

namespace geo {

namespace {

/// Why a ring or a feature cannot be taken.
struct Defect {
    std::string code;
    Text text;
    double lon = no_place();
    double lat = no_place();
};

double degrees(std::int64_t units) {
    return static_cast<double>(units) / units_per_degree;
}

GridPoint on_grid(LonLat p) {
    return {std::llround(p.lon * units_per_degree), std::llround(p.lat * units_per_degree)};
}

/// Turns one raw layer into polygons on the grid.
class PolygonNormaliser {
  public:
    PolygonNormaliser(const RawLayer& raw, const LayerSpec& spec, const Extent& extent,
                      NormaliseLog& log)
        : m_raw(raw), m_spec(spec), m_extent(extent), m_log(log),
          m_to_grid(crs_for(raw, spec, extent), spec.datum, raw.subject) {
        m_counts.layer = raw.subject;
    }

    PolygonLayer run() {
        refuse_empty_layer(m_raw);
        check_field_map(m_raw, m_spec);
        refuse_duplicate_ids(m_raw, m_spec);
        for (std::size_t i = 0; i < m_raw.features(); ++i) place(i);
        judge_placed();
        if (m_outside == m_counts.read && m_outside > 0)
            refuse_all_outside(m_raw, m_example_outside, m_to_grid, m_extent);
        assert_conserved(m_counts);
        refuse_useless_layer(m_counts, m_log.problems);
        report();
        return sorted();
    }

  private:
    /// Brings one feature onto the grid and keeps it for the inspection, or rejects it.
    void place(std::size_t feature) {
        ++m_counts.read;
        RawShape shape;
        try {
            shape = decode_wkb(m_raw.geometry(feature));
        } catch (const GeometryError& error) {
            return reject(feature, {"unreadable_geometry", error.text()});
        }
        if (shape.kind == ShapeKind::none)
            return reject(feature, {"empty_geometry", {"几何为空。", "the geometry is empty."}});
        if (shape.kind != ShapeKind::areas) refuse_type();
        if (shape.had_z_or_m)
            note(feature, "z_or_m_dropped", {"已去掉 Z/M 值。", "Z and M values were dropped."});
        Polygons one;
        if (const auto defect = build(feature, shape, one); !defect.code.empty())
            return reject(feature, defect);
        m_placed.push_back(std::move(one));
        m_placed_feature.push_back(feature);
    }

    void judge_placed() {
        auto inspections = inspect(m_placed);
        for (std::size_t i = 0; i < m_placed.size(); ++i)
            judge(m_placed_feature[i], m_placed[i], inspections[i]);
    }

    [[noreturn]] void refuse_type() const {
        throw InputError({m_raw.subject + "：需要面图层，但其中有点或线。请用 --layer 选择面图层。",
                          m_raw.subject + ": polygons are needed, but there are points or lines in "
                                          "it. Choose the polygon layer with --layer."});
    }

    /// Places every ring on the grid; the defect that stops the feature, if any.
    Defect build(std::size_t feature, const RawShape& shape, Polygons& one) {
        for (std::size_t part = 0; part + 1 < shape.part_begin.size(); ++part) {
            for (auto r = shape.part_begin[part]; r < shape.part_begin[part + 1]; ++r) {
                const bool is_shell = r == shape.part_begin[part];
                if (auto defect = place_ring(feature, shape.path(r), is_shell, one);
                    !defect.code.empty())
                    return defect;
            }
            one.end_part();
        }
        one.end_feature();
        return {};
    }

    static Defect check_source(std::span<const SourcePoint> ring) {
        for (const auto& p : ring)
            if (!std::isfinite(p.x) || !std::isfinite(p.y))
                return {"not_finite",
                        {"坐标不是有限数（NaN 或无穷）。",
                         "a coordinate is not finite (NaN or infinite)."}};
        const auto& a = ring.front();
        const auto& b = ring.back();
        if (a.x != b.x || a.y != b.y)
            return {"ring_not_closed", {"环没有闭合。", "a ring is not closed."}};
        if (ring.size() < 4)
            return {"too_few_points", {"环的顶点少于 4 个。", "a ring has fewer than 4 points."}};
        return {};
    }

    Defect outside(SourcePoint source, LonLat place) {
        m_example_outside = source;
        const auto why = reason_outside(source, m_to_grid, m_extent);
        return {"outside_extent",
                {"坐标在项目范围 " + describe(m_extent) + " 之外：" + why.zh + "。",
                 "it lies outside the extent " + describe(m_extent) + ": " + why.en + "."},
                place.lon,
                place.lat};
    }

    Defect place_ring(std::size_t feature, std::span<const SourcePoint> source, bool is_shell,
                      Polygons& one) {
        if (source.empty()) return {"empty_geometry", {"环为空。", "a ring is empty."}};
        if (auto defect = check_source(source); !defect.code.empty()) return defect;
        std::vector<GridPoint> ring;
        const auto places = m_to_grid.densified(source);
        for (std::size_t i = 0; i + 1 < places.size(); ++i) {
            const auto p = places[i];
            if (!std::isfinite(p.lon) || !m_extent.contains(p.lon, p.lat))
                return outside(source.front(), p);
            if (const auto q = on_grid(p); ring.empty() || ring.back() != q) ring.push_back(q);
        }
        while (ring.size() > 1 && ring.front() == ring.back()) ring.pop_back();
        const Int128 area = ring.size() < 3 ? 0 : twice_signed_area(ring);
        if (ring.size() < 3 && !is_shell) {
            note(feature, "hole_collapsed",
                 {"一个内环在 0.1 毫米格网上退化，已去掉。",
                  "a hole collapsed on the 0.1 mm grid and was left out."});
            return {};
        }
        if (ring.size() < 3)
            return {"collapsed",
                    {"外环在 0.1 毫米格网上退化。", "the shell collapses on the 0.1 mm grid."},
                    places[0].lon,
                    places[0].lat};
        if ((area > 0) != is_shell) std::reverse(ring.begin(), ring.end());
        one.points.insert(one.points.end(), ring.begin(), ring.end());
        one.end_ring();
        return {};
    }

    void judge(std::size_t feature, const Polygons& one, Inspection& found) {
        if (found.validity.valid) {
            ++m_counts.used;
            return keep(feature, one);
        }
        const auto hash = sha256_of(m_raw.geometry(feature));
        const auto method = repair_for(m_spec, m_raw.subject, id_of(m_raw, m_spec, feature), hash);
        m_log.quarantine.push_back(
            {m_raw.subject, id_of(m_raw, m_spec, feature), found.validity.reason,
             found.validity.place, std::move(found.structure), std::move(found.linework),
             found.structure_m2, found.linework_m2, std::string(name_of(m_spec.role)),
             take_columns(m_raw, m_spec, {feature}), method != Repairs::quarantine, hash});
        const Quarantined& entry = m_log.quarantine.back();
        const bool accepted = entry.accepted;
        say_invalid(entry, method);
        if (!accepted) {
            ++m_counts.review;
            return;
        }
        const Polygons& repair = method == Repairs::linework ? entry.linework : entry.structure;
        if (repair.parts() == 0)
            return reject(feature, {"nothing_left",
                                    {"修复后没有面积。", "nothing is left after the repair."}});
        ++m_counts.repaired;
        keep(feature, repair);
    }

    void say_invalid(const Quarantined& q, Repairs repairs) {
        const bool accepted = q.accepted;
        const double difference = std::abs(q.structure_m2 - q.linework_m2);
        const auto s = fixed(q.structure_m2, 4);
        const auto l = fixed(q.linework_m2, 4);
        const auto d = fixed(difference, 4);
        const std::string method = repairs == Repairs::linework ? "linework" : "structure";
        const std::string zh = accepted ? "已按项目声明采用 " + method + " 修复。"
                                        : "已隔离，不参与判定；核对后可用 repairs 接受其中一种。";
        const std::string en = accepted ? "The project accepts the " + method + " repair."
                                        : "It is quarantined and decides nothing; accept one "
                                          "repair with `repairs` after a check.";
        m_log.problems.push_back(
            {m_raw.subject,
             q.id,
             "invalid_polygon",
             accepted ? Severity::warning : Severity::error,
             degrees(q.place.x),
             degrees(q.place.y),
             {"面无效（" + q.reason + "）。两种修复的面积：structure " + s + " m²，linework " + l +
                  " m²，相差 " + d + " m²。" + zh,
              "the polygon is invalid (" + q.reason + "). Areas of the two repairs: structure " +
                  s + " m², linework " + l + " m², difference " + d + " m². " + en}});
    }

    void keep(std::size_t feature, const Polygons& one) {
        append_feature(m_shapes, one, 0);
        m_kept.push_back(feature);
    }

    void reject(std::size_t feature, const Defect& defect) {
        ++m_counts.rejected;
        if (defect.code == "outside_extent") ++m_outside;
        m_log.problems.push_back({m_raw.subject, id_of(m_raw, m_spec, feature), defect.code,
                                  Severity::error, defect.lon, defect.lat, defect.text});
    }

    void note(std::size_t feature, const std::string& code, const Text& text) {
        m_log.problems.push_back({m_raw.subject, id_of(m_raw, m_spec, feature), code,
                                  Severity::note, no_place(), no_place(), text});
    }

    void report() {
        m_log.problems.insert(m_log.problems.end(), m_raw.notes.begin(), m_raw.notes.end());
        m_log.reports.push_back({std::string(name_of(m_spec.role)), m_spec.path, m_raw.subject,
                                 m_to_grid.operation(), std::string(name_of(m_spec.datum)),
                                 m_spec.accuracy_m, m_counts});
    }

    PolygonLayer sorted() const {
        const auto columns = take_columns(m_raw, m_spec, m_kept);
        const auto rows = id_order(columns);
        PolygonLayer layer{picked(columns, rows), {}};
        for (const auto row : rows) append_feature(layer.shapes, m_shapes, row);
        return layer;
    }

    const RawLayer& m_raw;
    const LayerSpec& m_spec;
    const Extent& m_extent;
    NormaliseLog& m_log;
    ToGrid m_to_grid;
    Conservation m_counts;
    std::vector<Polygons> m_placed; ///< on the grid, not yet judged
    std::vector<std::size_t> m_placed_feature;
    Polygons m_shapes;
    std::vector<std::size_t> m_kept;
    std::uint64_t m_outside = 0;
    SourcePoint m_example_outside;
};

} // namespace

PolygonLayer normalise_polygons(const RawLayer& raw, const LayerSpec& spec, const Extent& extent,
                                NormaliseLog& log) {
    return PolygonNormaliser(raw, spec, extent, log).run();
}

} // namespace geo
