// SPDX-License-Identifier: Apache-2.0
#include <cmath>

#include "libgeo/core/error.hpp"
#include "libgeo/normalise/doubts.hpp"
#include "libgeo/normalise/fields.hpp"
#include "libgeo/normalise/layers.hpp"
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
        refuse_empty_layer(m_raw);
        check_field_map(m_raw, m_spec);
        refuse_duplicate_ids(m_raw, m_spec);
        for (std::size_t i = 0; i < m_raw.features(); ++i) take(i);
        if (m_outside == m_counts.read)
            refuse_all_outside(m_raw, m_example_outside, m_to_grid, m_extent);
        assert_conserved(m_counts);
        refuse_useless_layer(m_counts, m_log.problems);
        m_log.problems.insert(m_log.problems.end(), m_raw.notes.begin(), m_raw.notes.end());
        m_log.reports.push_back({std::string(name_of(m_spec.role)), m_spec.path, m_raw.subject,
                                 m_to_grid.operation(), std::string(name_of(m_spec.datum)),
                                 m_spec.accuracy_m, m_counts});
        return sorted();
    }

  private:
    void take(std::size_t feature) {
        ++m_counts.read;
        const auto shape = decode_wkb(m_raw.geometry(feature));
        if (shape.kind == ShapeKind::none)
            return reject(feature, "empty_geometry", {"几何为空。", "the geometry is empty."});
        if (shape.kind != ShapeKind::lines)
            throw InputError(
                {m_raw.subject + "：需要线图层，但其中有点或面。请用 --layer 选择线图层。",
                 m_raw.subject + ": lines are needed, but there are points or polygons in it. "
                                 "Choose the line layer with --layer."});
        std::vector<std::vector<GridPoint>> paths;
        for (std::size_t p = 0; p < shape.paths(); ++p) {
            auto path = placed(shape.path(p));
            if (path.size() < 2) {
                if (!m_is_outside)
                    return reject(
                        feature, "collapsed",
                        {"线在 0.1 毫米格网上退化。", "a path collapses on the 0.1 mm grid."});
                ++m_outside;
                return reject(feature, "outside_extent",
                              {"坐标在项目范围 " + describe(m_extent) + " 之外。",
                               "it lies outside the extent " + describe(m_extent) + "."});
            }
            paths.push_back(std::move(path));
        }
        ++m_counts.used;
        m_kept.push_back(feature);
        m_paths.push_back(std::move(paths));
    }

    /// The path on the grid without equal neighbours; empty when a place is outside of the extent.
    std::vector<GridPoint> placed(std::span<const SourcePoint> source) {
        std::vector<GridPoint> path;
        m_is_outside = false;
        for (const auto& p : m_to_grid.densified(source)) {
            if (!std::isfinite(p.lon) || !m_extent.contains(p.lon, p.lat)) {
                m_is_outside = true;
                m_example_outside = source.front();
                return {};
            }
            const GridPoint q{std::llround(p.lon * units_per_degree),
                              std::llround(p.lat * units_per_degree)};
            if (path.empty() || path.back() != q) path.push_back(q);
        }
        return path;
    }

    void reject(std::size_t feature, const std::string& code, const Text& text) {
        ++m_counts.rejected;
        m_log.problems.push_back({m_raw.subject, id_of(m_raw, m_spec, feature), code,
                                  Severity::error, no_place(), no_place(), text});
    }

    LineLayer sorted() const {
        const auto columns = take_columns(m_raw, m_spec, m_kept);
        const auto rows = id_order(columns);
        LineLayer layer{picked(columns, rows), {}};
        auto& out = layer.shapes;
        for (const auto row : rows) {
            for (const auto& path : m_paths[row]) {
                out.points.insert(out.points.end(), path.begin(), path.end());
                out.path_begin.push_back(static_cast<std::uint32_t>(out.points.size()));
            }
            out.feature_begin.push_back(static_cast<std::uint32_t>(out.paths()));
        }
        return layer;
    }

    const RawLayer& m_raw;
    const LayerSpec& m_spec;
    const Extent& m_extent;
    NormaliseLog& m_log;
    ToGrid m_to_grid;
    Conservation m_counts;
    std::vector<std::size_t> m_kept;
    std::vector<std::vector<std::vector<GridPoint>>> m_paths;
    std::uint64_t m_outside = 0;
    bool m_is_outside = false;
    SourcePoint m_example_outside;
};

} // namespace

LineLayer normalise_lines(const RawLayer& raw, const LayerSpec& spec, const Extent& extent,
                          NormaliseLog& log) {
    return LineNormaliser(raw, spec, extent, log).run();
}

} // namespace geo
