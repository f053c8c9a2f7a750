// SPDX-License-Identifier: Apache-2.0
#include "libgeo/overlay/feature_distance.hpp"

#include <algorithm>
#include <limits>
#include <optional>
#include <stdexcept>

#include "libgeo/overlay/accuracy_bands.hpp"
#include "libgeo/overlay/nearest.hpp"
#include "libgeo/overlay/segments_meet.hpp"

namespace geo {

namespace {

constexpr double farthest_m = 100'000;
constexpr double farthest_latitude_deg = 89;
constexpr double none = std::numeric_limits<double>::infinity();

/// The edges of an index whose boxes meet `box`.
std::vector<GridEdge> edges_near(const EdgeIndex& index, const GridBox& box) {
    std::vector<GridEdge> edges;
    for (std::uint32_t e = 0; e < index.points().size(); ++e)
        if (index.starts_edge(e) && box_of_edge(index.edge(e)).meets(box))
            edges.push_back(index.edge(e));
    return edges;
}

bool outlines_meet(const EdgeIndex& a, const EdgeIndex& b) {
    const auto of_a = edges_near(a, b.box());
    const auto of_b = edges_near(b, a.box());
    return std::any_of(of_a.begin(), of_a.end(), [&](const GridEdge& edge) {
        return std::any_of(of_b.begin(), of_b.end(),
                           [&](const GridEdge& other) { return segments_meet(edge, other); });
    });
}

/// Least distance of any vertex of `from` to the features of `to`; inside a polygon counts as 0.
double least_from_vertices(const EdgeIndex& from, const EdgeIndex& to, double reach_m) {
    double least = none;
    for (const auto& found : nearest(from.points(), to, {.reach_m = reach_m, .features = {}}))
        if (found.feature != no_feature) least = std::min(least, found.distance_m);
    return least;
}

/// Between outlines that do not meet the shortest way starts at a vertex of one of them.
double distance_between(const EdgeIndex& a, const EdgeIndex& b, double reach_m) {
    if (outlines_meet(a, b)) return 0;
    return std::min(least_from_vertices(a, b, reach_m), least_from_vertices(b, a, reach_m));
}

GridBox box_of_line(const Lines& lines, std::size_t feature) {
    GridBox box;
    for (auto p = lines.feature_begin[feature]; p < lines.feature_begin[feature + 1]; ++p)
        box.add(box_of(lines.path(p)));
    return box;
}

GridBox box_of_feature(const Polygons& layer, std::size_t feature) {
    return box_of(layer, feature);
}

GridBox box_of_feature(const Lines& layer, std::size_t feature) {
    return box_of_line(layer, feature);
}

Polygons alone(const Polygons& layer, std::size_t feature) {
    return single(layer, feature);
}

Lines alone(const Lines& layer, std::size_t feature) {
    Lines one;
    for (auto p = layer.feature_begin[feature]; p < layer.feature_begin[feature + 1]; ++p) {
        const auto path = layer.path(p);
        one.points.insert(one.points.end(), path.begin(), path.end());
        one.path_begin.push_back(static_cast<std::uint32_t>(one.points.size()));
    }
    one.feature_begin.push_back(static_cast<std::uint32_t>(one.paths()));
    return one;
}

template <typename Layer>
std::vector<FeatureDistance> found_within(const Polygons& one, const Layer& layer, double reach_m) {
    if (!(reach_m >= 0 && reach_m <= farthest_m))
        throw std::invalid_argument("a reach is from 0 to 100,000 metres");
    std::vector<FeatureDistance> found;
    if (one.parts() == 0) return found;
    const EdgeIndex index(one);
    // Half a metre more than asked, so that a feature exactly at the reach is looked at.
    const double search_m = reach_m + 0.5;
    const auto near = box_of(one, 0).grown(generous_units(search_m, farthest_latitude_deg));
    for (std::size_t f = 0; f < layer.features(); ++f) {
        const auto box = box_of_feature(layer, f);
        if (box.empty() || !near.meets(box)) continue;
        const auto other = alone(layer, f);
        const double distance = distance_between(index, EdgeIndex(other), search_m);
        if (distance <= reach_m) found.push_back({f, distance});
    }
    return found;
}

} // namespace

std::vector<FeatureDistance> features_within(const Polygons& one, const Polygons& layer,
                                             double reach_m) {
    return found_within(one, layer, reach_m);
}

std::vector<FeatureDistance> features_within(const Polygons& one, const Lines& layer,
                                             double reach_m) {
    return found_within(one, layer, reach_m);
}

} // namespace geo
