// SPDX-License-Identifier: Apache-2.0
#include <cmath>

#include "libgeo/core/error.hpp"
#include "libgeo/normalise/doubts.hpp"
#include "libgeo/normalise/feature_chunks.hpp"
#include "libgeo/normalise/fields.hpp"
#include "libgeo/normalise/layer_intake.hpp"
#include "libgeo/normalise/layers.hpp"
#include "libgeo/normalise/on_grid.hpp"
#include "libgeo/normalise/wkb.hpp"

namespace geo {

namespace {

/// Turns one raw layer into lines on the grid.
class LineNormaliser {
  public:
    LineNormaliser(const RawLayer& raw, const LayerSpec& spec, const Extent& extent,
                   NormaliseLog& log)
        : m_raw(raw), m_spec(spec), m_extent(extent), m_log(log),
          m_to_grid(crs_for(raw, spec, extent), spec.datum, raw.subject) {
        m_counts.layer = raw.subject;
    }

    LineLayer run() {
        m_ids = intake_ids(m_raw, m_spec);
        take_all();
        refuse_wrong_layer(m_raw, ShapeKind::lines, m_wrong_kind);
        if (m_outside == m_counts.read)
            refuse_all_outside(m_raw, m_example_outside, m_to_grid, m_extent);
        close_intake(m_raw, m_spec, m_to_grid, m_counts, m_log);
        return sorted();
    }

  private:
    /// What became of consecutive features.
    struct Taken {
        Lines shapes;
        std::vector<std::size_t> features;
        Problems problems;
        std::uint64_t wrong_kind = 0;
        std::uint64_t outside = 0;
        SourcePoint example_outside; ///< the last
        RawShape shape;              ///< buffers
        std::vector<LonLat> places;
    };

    void take_all() {
        auto chunks = in_chunks(m_raw, m_to_grid, [&](FeatureRange range, const ToGrid& to_grid) {
            Taken taken;
            for (auto i = range.first; i < range.last; ++i) take(i, to_grid, taken);
            return taken;
        });
        std::size_t points = 0;
        for (const auto& chunk : chunks) points += chunk.shapes.points.size();
        m_shapes.points.reserve(points);
        for (auto& chunk : chunks) {
            for (std::size_t f = 0; f < chunk.shapes.features(); ++f)
                append_feature(m_shapes, chunk.shapes, f);
            m_kept.insert(m_kept.end(), chunk.features.begin(), chunk.features.end());
            m_counts.rejected += chunk.problems.size();
            m_log.problems.insert(m_log.problems.end(), chunk.problems.begin(),
                                  chunk.problems.end());
            m_wrong_kind += chunk.wrong_kind;
            m_outside += chunk.outside;
            if (chunk.outside > 0) m_example_outside = chunk.example_outside;
            chunk = {};
        }
        m_counts.read = m_raw.features();
        m_counts.used = m_kept.size();
    }

    void take(std::size_t feature, const ToGrid& to_grid, Taken& taken) const {
        try {
            decode_wkb(m_raw.geometry(feature), taken.shape);
        } catch (const GeometryError& error) {
            return reject(feature, "unreadable_geometry", error.text(), taken);
        }
        if (taken.shape.kind == ShapeKind::none)
            return reject(feature, "empty_geometry", {"几何为空。", "the geometry is empty."},
                          taken);
        if (taken.shape.kind != ShapeKind::lines) {
            ++taken.wrong_kind;
            return reject(feature, "wrong_geometry_type",
                          wrong_kind_text(taken.shape.kind, ShapeKind::lines), taken);
        }
        auto& out = taken.shapes;
        const auto points = out.points.size();
        const auto paths = out.path_begin.size();
        for (std::size_t p = 0; p < taken.shape.paths(); ++p) {
            const auto begin = out.points.size();
            const bool is_inside = place(taken.shape.path(p), to_grid, taken);
            if (is_inside && out.points.size() >= begin + 2) {
                out.path_begin.push_back(static_cast<std::uint32_t>(out.points.size()));
                continue;
            }
            out.points.resize(points);
            out.path_begin.resize(paths);
            return is_inside ? reject_collapsed(feature, taken) : reject_outside(feature, taken);
        }
        out.feature_begin.push_back(static_cast<std::uint32_t>(out.paths()));
        taken.features.push_back(feature);
    }

    /// Adds the path on the grid without equal neighbours; false when a place is outside of the
    /// extent.
    bool place(std::span<const SourcePoint> source, const ToGrid& to_grid, Taken& taken) const {
        auto& points = taken.shapes.points;
        const auto begin = points.size();
        to_grid.densify(source, taken.places);
        for (const auto& p : taken.places) {
            if (!std::isfinite(p.lon) || !m_extent.contains(p.lon, p.lat)) {
                taken.example_outside = source.front();
                return false;
            }
            const auto q = on_grid(p);
            if (points.size() == begin || points.back() != q) points.push_back(q);
        }
        return true;
    }

    void reject_collapsed(std::size_t feature, Taken& taken) const {
        reject(feature, "collapsed",
               {"线在 0.1 毫米格网上退化。", "a path collapses on the 0.1 mm grid."}, taken);
    }

    void reject_outside(std::size_t feature, Taken& taken) const {
        ++taken.outside;
        reject(feature, "outside_extent",
               {"坐标在项目范围 " + describe(m_extent) + " 之外。",
                "it lies outside the extent " + describe(m_extent) + "."},
               taken);
    }

    void reject(std::size_t feature, const std::string& code, const Text& text,
                Taken& taken) const {
        taken.problems.push_back(
            {m_raw.subject, m_ids[feature], code, Severity::error, no_place(), no_place(), text});
    }

    LineLayer sorted() {
        auto columns = take_columns(m_raw, m_spec, std::move(m_ids), m_kept);
        const auto rows = id_order(columns);
        LineLayer layer{picked(std::move(columns), rows), {}};
        if (is_in_order(rows))
            layer.shapes = std::move(m_shapes);
        else
            for (const auto row : rows) append_feature(layer.shapes, m_shapes, row);
        return layer;
    }

    const RawLayer& m_raw;
    const LayerSpec& m_spec;
    const Extent& m_extent;
    NormaliseLog& m_log;
    ToGrid m_to_grid;
    Conservation m_counts;
    std::vector<std::string> m_ids; ///< of all raw features
    std::vector<std::size_t> m_kept;
    Lines m_shapes; ///< of the features that are kept, in the order of the file
    std::uint64_t m_wrong_kind = 0;
    std::uint64_t m_outside = 0;
    SourcePoint m_example_outside;
};

} // namespace

LineLayer normalise_lines(const RawLayer& raw, const LayerSpec& spec, const Extent& extent,
                          NormaliseLog& log) {
    return LineNormaliser(raw, spec, extent, log).run();
}

} // namespace geo
