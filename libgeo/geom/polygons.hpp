// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <compare>
#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace geo {

/// A place on the one grid of the product: CGCS2000 longitude (x) and latitude (y) in units of
/// 1e-9 degree (0.11 mm).
struct GridPoint {
    std::int64_t x = 0;
    std::int64_t y = 0;
    friend auto operator<=>(const GridPoint&, const GridPoint&) = default;
};

inline constexpr double units_per_degree = 1e9;

/// Box on the grid, both ends inclusive; `empty()` until something was added.
struct GridBox {
    std::int64_t x_min = INT64_MAX;
    std::int64_t y_min = INT64_MAX;
    std::int64_t x_max = INT64_MIN;
    std::int64_t y_max = INT64_MIN;

    bool empty() const { return x_min > x_max; }
    void add(GridPoint p);
    void add(const GridBox& other);
    bool meets(const GridBox& other) const; ///< true when they share at least one point
    GridBox grown(std::int64_t units) const;
};

/// Polygons of one layer as flat columns. Feature f owns the parts
/// [feature_begin[f], feature_begin[f + 1]), part p the rings [part_begin[p], part_begin[p + 1])
/// whose first is the shell and the others holes, ring r the points
/// [ring_begin[r], ring_begin[r + 1]).
///
/// Shape: rings are not closed (the first point is not repeated), have at least 3 points and no
/// two equal neighbours; shells run counter-clockwise, holes clockwise, so the inside is always
/// to the left. `normalise` establishes this. Edges are straight in longitude and latitude.
struct Polygons {
    std::vector<GridPoint> points;
    std::vector<std::uint32_t> ring_begin{0};
    std::vector<std::uint32_t> part_begin{0};
    std::vector<std::uint32_t> feature_begin{0};

    std::size_t features() const { return feature_begin.size() - 1; }
    std::size_t parts() const { return part_begin.size() - 1; }
    std::size_t rings() const { return ring_begin.size() - 1; }

    std::span<const GridPoint> ring(std::size_t r) const {
        return {points.data() + ring_begin[r], ring_begin[r + 1] - ring_begin[r]};
    }
    /// First and one-past-last ring of a feature.
    std::size_t first_ring(std::size_t feature) const { return part_begin[feature_begin[feature]]; }
    std::size_t last_ring(std::size_t feature) const {
        return part_begin[feature_begin[feature + 1]];
    }

    void add_point(GridPoint p) { points.push_back(p); }
    void end_ring() { ring_begin.push_back(static_cast<std::uint32_t>(points.size())); }
    void end_part() { part_begin.push_back(static_cast<std::uint32_t>(rings())); }
    void end_feature() { feature_begin.push_back(static_cast<std::uint32_t>(parts())); }
};

/// Lines of one layer: feature f owns the paths [feature_begin[f], feature_begin[f + 1]), path p
/// the points [path_begin[p], path_begin[p + 1]), at least two.
struct Lines {
    std::vector<GridPoint> points;
    std::vector<std::uint32_t> path_begin{0};
    std::vector<std::uint32_t> feature_begin{0};

    std::size_t features() const { return feature_begin.size() - 1; }
    std::size_t paths() const { return path_begin.size() - 1; }
    std::span<const GridPoint> path(std::size_t p) const {
        return {points.data() + path_begin[p], path_begin[p + 1] - path_begin[p]};
    }
};

/// Box of one feature, of all features, of points.
GridBox box_of(const Polygons& polygons, std::size_t feature);
GridBox box_of(std::span<const GridPoint> points);

/// Twice the signed planar area of a ring in square grid units, exactly; positive when the ring
/// runs counter-clockwise.
__extension__ using Int128 = __int128;
Int128 twice_signed_area(std::span<const GridPoint> ring);

/// Appends a copy of `from`'s feature to `to` as a feature of its own.
void append_feature(Polygons& to, const Polygons& from, std::size_t feature);

void append_feature(Lines& to, const Lines& from, std::size_t feature);

/// Appends a copy of one part of `from` to the feature that `to` is building.
void append_part(Polygons& to, const Polygons& from, std::size_t part);

/// Appends copies of all parts of the one-feature column `from` to the feature that `to` is
/// building.
void append_parts(Polygons& to, const Polygons& from);

/// Appends copies of all features of `more`.
void append_all(Polygons& to, const Polygons& more);

/// Takes features out; `gone` are theirs, ascending. Cost: linear, without a copy of the others.
void drop_features(Polygons& polygons, const std::vector<std::size_t>& gone);

/// The one-feature column that holds only `feature`.
Polygons single(const Polygons& from, std::size_t feature);

} // namespace geo
