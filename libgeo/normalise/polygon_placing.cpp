// SPDX-License-Identifier: Apache-2.0
#include "libgeo/normalise/polygon_placing.hpp"

#include <algorithm>
#include <cmath>

#include "libgeo/core/error.hpp"
#include "libgeo/core/give_up.hpp"
#include "libgeo/geom/quick_validity.hpp"
#include "libgeo/io/staging.hpp"
#include "libgeo/normalise/doubts.hpp"
#include "libgeo/normalise/feature_chunks.hpp"
#include "libgeo/normalise/on_grid.hpp"
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

/// Nothing when all is well.
using Doubt = std::optional<Defect>;

/// Places the features of one range, one after the other.
class Placer {
  public:
    Placer(const RawLayer& raw, const std::vector<std::string>& ids, const ToGrid& to_grid,
           const Extent& extent)
        : m_raw(raw), m_ids(ids), m_to_grid(to_grid), m_extent(extent) {}

    PlacedPolygons run(FeatureRange range) {
        m_placed.shapes.points.reserve(usual_points(range));
        for (std::size_t i = range.first; i < range.last; ++i) place(i);
        return std::move(m_placed);
    }

  private:
    /// Vertices of the range when each feature is one ring without edges that need more of them.
    std::size_t usual_points(FeatureRange range) const {
        constexpr std::size_t head_and_last_vertex = 13 + sizeof(SourcePoint);
        const auto bytes = m_raw.wkb_begin[range.last] - m_raw.wkb_begin[range.first];
        const auto beside = head_and_last_vertex * (range.last - range.first);
        return (bytes - std::min(bytes, beside)) / sizeof(SourcePoint);
    }

    void place(std::size_t feature) {
        try {
            decode_wkb(m_raw.geometry(feature), m_shape);
        } catch (const GeometryError& error) {
            return reject(feature, {"unreadable_geometry", error.text()});
        }
        if (m_shape.kind == ShapeKind::none)
            return reject(feature, {"empty_geometry", {"几何为空。", "the geometry is empty."}});
        if (m_shape.kind != ShapeKind::areas) return reject_kind(feature);
        if (m_shape.had_z_or_m)
            note(feature, "z_or_m_dropped", {"已去掉 Z/M 值。", "Z and M values were dropped."},
                 {no_place(), no_place()});
        if (const auto defect = build(feature)) return reject(feature, *defect);
        const auto row = m_placed.features.size();
        m_placed.features.push_back(feature);
        if (!is_surely_valid(m_placed.shapes, row))
            m_placed.suspects.push_back({row, sha256_of(m_raw.geometry(feature))});
    }

    void reject_kind(std::size_t feature) {
        ++m_placed.wrong_kind;
        reject(feature, at({"wrong_geometry_type", wrong_kind_text(m_shape.kind, ShapeKind::areas)},
                           m_shape.points));
    }

    /// The defect at the first place of `points` that can be given in degrees.
    Defect at(Defect defect, std::span<const SourcePoint> points) const {
        for (const auto& p : points) {
            if (!std::isfinite(p.x) || !std::isfinite(p.y)) continue;
            const auto place = m_to_grid.lon_lat(p);
            if (!std::isfinite(place.lon) || !std::isfinite(place.lat)) continue;
            defect.lon = place.lon;
            defect.lat = place.lat;
            break;
        }
        return defect;
    }

    /// Places every ring of the decoded shape as a new feature; on a defect nothing is left of it.
    Doubt build(std::size_t feature) {
        auto& out = m_placed.shapes;
        const auto points = out.points.size();
        const auto rings = out.ring_begin.size();
        const auto parts = out.part_begin.size();
        for (std::size_t part = 0; part + 1 < m_shape.part_begin.size(); ++part) {
            const auto shell = m_shape.part_begin[part];
            for (auto r = shell; r < m_shape.part_begin[part + 1]; ++r)
                if (auto defect = place_ring(feature, m_shape.path(r), r == shell)) {
                    out.points.resize(points);
                    out.ring_begin.resize(rings);
                    out.part_begin.resize(parts);
                    return defect;
                }
            out.end_part();
        }
        out.end_feature();
        return {};
    }

    static Doubt check_source(std::span<const SourcePoint> ring) {
        for (const auto& p : ring)
            if (!std::isfinite(p.x) || !std::isfinite(p.y))
                return Defect{"not_finite",
                              {"坐标不是有限数（NaN 或无穷）。",
                               "a coordinate is not finite (NaN or infinite)."}};
        const auto& a = ring.front();
        const auto& b = ring.back();
        if (a.x != b.x || a.y != b.y)
            return Defect{"ring_not_closed", {"环没有闭合。", "a ring is not closed."}};
        if (ring.size() < 4)
            return Defect{"too_few_points",
                          {"环的顶点少于 4 个。", "a ring has fewer than 4 points."}};
        return {};
    }

    Defect outside(SourcePoint source, LonLat place) {
        m_placed.example_outside = source;
        const auto why = reason_outside(source, m_to_grid, m_extent);
        return {"outside_extent",
                {"坐标在项目范围 " + describe(m_extent) + " 之外：" + why.zh + "。",
                 "it lies outside the extent " + describe(m_extent) + ": " + why.en + "."},
                place.lon,
                place.lat};
    }

    /// An edge is the straight line between its ends, which is not meant when it is longer than
    /// half of the Earth.
    static Defect crossing(LonLat place) {
        return {"crosses_antimeridian",
                {"一条边的经度相差超过 180°，跨越 180° 经线或绕极点。",
                 "an edge spans more than 180° of longitude: it crosses the antimeridian or goes "
                 "round a pole."},
                place.lon,
                place.lat};
    }

    Doubt place_ring(std::size_t feature, std::span<const SourcePoint> source, bool is_shell) {
        if (source.empty()) return Defect{"empty_geometry", {"环为空。", "a ring is empty."}};
        if (auto defect = check_source(source)) return at(*defect, source);
        auto& points = m_placed.shapes.points;
        const auto begin = points.size();
        m_to_grid.densify(source, m_places);
        for (std::size_t i = 0; i + 1 < m_places.size(); ++i) {
            const auto p = m_places[i];
            if (!std::isfinite(p.lon) || !m_extent.contains(p.lon, p.lat))
                return outside(source.front(), p);
            if (std::abs(m_places[i + 1].lon - p.lon) > 180) return crossing(p);
            const auto q = on_grid(p);
            if (points.size() == begin || points.back() != q) points.push_back(q);
        }
        while (points.size() > begin + 1 && points[begin] == points.back()) points.pop_back();
        if (points.size() < begin + 3) return collapsed(feature, begin, is_shell);
        const bool is_left_turning = twice_signed_area(std::span(points).subspan(begin)) > 0;
        if (is_left_turning != is_shell)
            std::reverse(points.begin() + static_cast<std::ptrdiff_t>(begin), points.end());
        m_placed.shapes.end_ring();
        return {};
    }

    /// A hole may vanish on the grid, a shell may not.
    Doubt collapsed(std::size_t feature, std::size_t begin, bool is_shell) {
        m_placed.shapes.points.resize(begin);
        if (is_shell)
            return Defect{
                "collapsed",
                {"外环在 0.1 毫米格网上退化。", "the shell collapses on the 0.1 mm grid."},
                m_places[0].lon,
                m_places[0].lat};
        note(feature, "hole_collapsed",
             {"一个内环在 0.1 毫米格网上退化，已去掉。",
              "a hole collapsed on the 0.1 mm grid and was left out."},
             m_places[0]);
        return {};
    }

    void reject(std::size_t feature, const Defect& defect) {
        ++m_placed.rejected;
        if (defect.code == "outside_extent") ++m_placed.outside;
        m_placed.problems.push_back({m_raw.subject, m_ids[feature], defect.code, Severity::error,
                                     defect.lon, defect.lat, defect.text});
    }

    void note(std::size_t feature, const std::string& code, const Text& text, LonLat place) {
        m_placed.problems.push_back(
            {m_raw.subject, m_ids[feature], code, Severity::note, place.lon, place.lat, text});
    }

    const RawLayer& m_raw;
    const std::vector<std::string>& m_ids;
    const ToGrid& m_to_grid;
    const Extent& m_extent;
    RawShape m_shape;
    std::vector<LonLat> m_places;
    PlacedPolygons m_placed;
};

PlacedPolygons joined(std::vector<PlacedPolygons> chunks) {
    if (chunks.size() == 1) return std::move(chunks.front());
    PlacedPolygons all;
    std::size_t points = 0, features = 0;
    for (const auto& chunk : chunks) {
        points += chunk.shapes.points.size();
        features += chunk.features.size();
    }
    all.shapes.points.reserve(points);
    all.features.reserve(features);
    for (auto& chunk : chunks) {
        for (auto& suspect : chunk.suspects)
            all.suspects.push_back(
                {all.features.size() + suspect.row, std::move(suspect.geometry_sha256)});
        append_all(all.shapes, chunk.shapes);
        all.features.insert(all.features.end(), chunk.features.begin(), chunk.features.end());
        std::move(chunk.problems.begin(), chunk.problems.end(), std::back_inserter(all.problems));
        all.rejected += chunk.rejected;
        all.wrong_kind += chunk.wrong_kind;
        all.outside += chunk.outside;
        if (chunk.example_outside) all.example_outside = chunk.example_outside;
        chunk = {};
    }
    return all;
}

} // namespace

PlacedPolygons place_polygons(RawLayer& raw, const std::vector<std::string>& ids,
                              const ToGrid& to_grid, const Extent& extent) {
    auto chunks = in_chunks(raw, to_grid, [&](FeatureRange range, const ToGrid& way) {
        return Placer(raw, ids, way, extent).run(range);
    });
    give_up(raw.wkb);
    return joined(std::move(chunks));
}

} // namespace geo
