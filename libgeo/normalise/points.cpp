// SPDX-License-Identifier: Apache-2.0
#include <cmath>
#include <iterator>
#include <limits>

#include "libgeo/core/error.hpp"
#include "libgeo/normalise/doubts.hpp"
#include "libgeo/normalise/feature_chunks.hpp"
#include "libgeo/normalise/fields.hpp"
#include "libgeo/normalise/layer_intake.hpp"
#include "libgeo/normalise/layers.hpp"
#include "libgeo/normalise/list_places.hpp"
#include "libgeo/normalise/on_grid.hpp"
#include "libgeo/normalise/wkb.hpp"

namespace geo {

namespace {

/// Turns one raw layer or list into points on the grid.
class PointNormaliser {
  public:
    PointNormaliser(const RawLayer& raw, const LayerSpec& spec, const Extent& extent,
                    NormaliseLog& log)
        : m_raw(raw), m_spec(spec), m_extent(extent), m_log(log),
          m_to_grid(crs_for(raw, spec, extent), spec.datum, raw.subject) {
        m_counts.layer = raw.subject;
    }

    PointLayer run() {
        m_ids = intake_ids(m_raw, m_spec);
        take_all();
        refuse_wrong_layer(m_raw, ShapeKind::point, m_wrong_kind);
        if (m_outside == m_counts.read && m_outside > 0)
            refuse_all_outside(m_raw, m_example_outside, m_to_grid, m_extent);
        close_intake(m_raw, m_spec, m_to_grid, m_counts, m_log);
        return sorted();
    }

  private:
    /// What became of consecutive features.
    struct Taken {
        std::vector<GridPoint> points;
        std::vector<std::size_t> features;
        Problems problems;
        std::uint64_t wrong_kind = 0;
        std::uint64_t outside = 0;
        SourcePoint example_outside; ///< the last
    };

    void take_all() {
        auto chunks = in_chunks(m_raw, m_to_grid, [&](FeatureRange range, const ToGrid& to_grid) {
            Taken taken;
            RawShape shape;
            for (auto i = range.first; i < range.last; ++i) take(i, to_grid, shape, taken);
            return taken;
        });
        for (auto& chunk : chunks) {
            m_points.insert(m_points.end(), chunk.points.begin(), chunk.points.end());
            m_kept.insert(m_kept.end(), chunk.features.begin(), chunk.features.end());
            m_counts.rejected += chunk.problems.size();
            std::move(chunk.problems.begin(), chunk.problems.end(),
                      std::back_inserter(m_log.problems));
            m_wrong_kind += chunk.wrong_kind;
            m_outside += chunk.outside;
            if (chunk.outside > 0) m_example_outside = chunk.example_outside;
        }
        m_counts.read = m_raw.features();
        m_counts.used = m_kept.size();
    }

    void take(std::size_t feature, const ToGrid& to_grid, RawShape& shape, Taken& taken) const {
        constexpr double nan = std::numeric_limits<double>::quiet_NaN();
        try {
            decode_wkb(m_raw.geometry(feature), shape);
        } catch (const GeometryError& error) {
            return reject(feature, "unreadable_geometry", error.text(), {nan, nan}, taken);
        }
        if (shape.kind == ShapeKind::none)
            return reject(feature, "missing_coordinates",
                          {"没有可用的坐标。", "there are no usable coordinates."}, {nan, nan},
                          taken);
        const auto source = shape.points.front();
        const auto place = to_grid.lon_lat(source);
        if (shape.kind != ShapeKind::point || shape.points.size() != 1) {
            ++taken.wrong_kind;
            return reject(feature, "wrong_geometry_type",
                          wrong_kind_text(shape.kind, ShapeKind::point), place, taken);
        }
        if (!std::isfinite(place.lon) || !m_extent.contains(place.lon, place.lat)) {
            ++taken.outside;
            taken.example_outside = source;
            return reject(feature, "outside_extent", outside_text(source, to_grid), place, taken);
        }
        taken.points.push_back(on_grid(place));
        taken.features.push_back(feature);
    }

    Text outside_text(SourcePoint source, const ToGrid& to_grid) const {
        const auto why = reason_outside(source, to_grid, m_extent);
        const auto numbers = shortest(source.x) + ", " + shortest(source.y);
        return {"坐标 (" + numbers + ") 在项目范围 " + describe(m_extent) + " 之外：" + why.zh +
                    "。",
                "the place (" + numbers + ") lies outside the extent " + describe(m_extent) + ": " +
                    why.en + "."};
    }

    void reject(std::size_t feature, const std::string& code, const Text& text, LonLat place,
                Taken& taken) const {
        taken.problems.push_back(
            {m_raw.subject, m_ids[feature], code, Severity::error, place.lon, place.lat, text});
    }

    PointLayer sorted() {
        auto columns = take_columns(m_raw, m_spec, std::move(m_ids), m_kept);
        const auto rows = id_order(columns);
        PointLayer layer{picked(std::move(columns), rows), {}, {}, {}};
        layer.reports.assign(rows.size(), static_cast<std::uint32_t>(m_log.reports.size() - 1));
        if (m_raw.fields == Fields::all) layer.kinds.assign(rows.size(), m_spec.kind);
        if (is_in_order(rows)) {
            layer.points = std::move(m_points);
            return layer;
        }
        layer.points.reserve(rows.size());
        for (const auto row : rows) layer.points.push_back(m_points[row]);
        return layer;
    }

    const RawLayer& m_raw;
    const LayerSpec& m_spec;
    const Extent& m_extent;
    NormaliseLog& m_log;
    ToGrid m_to_grid;
    Conservation m_counts;
    std::vector<std::string> m_ids; ///< of all raw features
    std::vector<GridPoint> m_points;
    std::vector<std::size_t> m_kept;
    std::uint64_t m_wrong_kind = 0;
    std::uint64_t m_outside = 0;
    SourcePoint m_example_outside;
};

} // namespace

PointLayer normalise_points(const RawLayer& raw, const LayerSpec& spec, const Extent& extent,
                            NormaliseLog& log) {
    if (raw.has_geometry) return PointNormaliser(raw, spec, extent, log).run();
    refuse_empty_layer(raw);
    check_field_map(raw, spec);
    return PointNormaliser(placed_list(raw, spec), spec, extent, log).run();
}

TableLayer normalise_table(const RawLayer& as_read, const LayerSpec& spec, NormaliseLog& log) {
    check_field_map(as_read, spec);
    auto raw = as_read;
    add_area_columns(raw);
    std::vector<std::size_t> kept(raw.features());
    for (std::size_t i = 0; i < kept.size(); ++i) kept[i] = i;
    Conservation counts{raw.subject, raw.features(), raw.features()};
    log.problems.insert(log.problems.end(), raw.notes.begin(), raw.notes.end());
    LayerReport report;
    report.role = name_of(spec.role);
    report.path = spec.path;
    report.subject = raw.subject;
    report.counts = counts;
    log.reports.push_back(std::move(report));
    return {take_columns(raw, spec, ids_of(raw, spec), kept)};
}

} // namespace geo
