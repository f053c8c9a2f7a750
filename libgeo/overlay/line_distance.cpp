// SPDX-License-Identifier: Apache-2.0
#include "libgeo/overlay/line_distance.hpp"

#include <algorithm>

#include "libgeo/overlay/accuracy_bands.hpp"
#include "libgeo/overlay/nearest.hpp"
#include "libgeo/overlay/segments_meet.hpp"

namespace geo {

namespace {

constexpr double farthest_latitude_deg = 89;
constexpr double reach_m = 1e6;

/// Calls take(line, edge) for every edge of the lines that take part and come into the box.
template <typename Take>
void each_edge(const Lines& lines, std::span<const std::uint8_t> features, const GridBox& box,
               Take take) {
    for (std::size_t f = 0; f < lines.features(); ++f) {
        if (!features[f]) continue;
        for (auto p = lines.feature_begin[f]; p < lines.feature_begin[f + 1]; ++p) {
            const auto path = lines.path(p);
            for (std::size_t i = 0; i + 1 < path.size(); ++i)
                if (const GridEdge edge{path[i], path[i + 1]}; box_of_edge(edge).meets(box))
                    take(static_cast<std::uint32_t>(f), edge);
        }
    }
}

template <typename Take> void each_edge(const Polygons& polygon, Take take) {
    for (std::size_t r = 0; r < polygon.rings(); ++r) {
        const auto ring = polygon.ring(r);
        for (std::size_t i = 0; i < ring.size(); ++i)
            take(GridEdge{ring[i], ring[(i + 1) % ring.size()]});
    }
}

GridBox box_of_one(const Polygons& polygon) {
    return box_of(std::span<const GridPoint>(polygon.points));
}

/// The first line with an edge that meets an edge of the polygon.
std::optional<NearestLine> crossing(const Polygons& polygon, const Lines& lines,
                                    std::span<const std::uint8_t> features) {
    std::vector<std::pair<std::uint32_t, GridEdge>> near;
    each_edge(lines, features, box_of_one(polygon),
              [&](std::uint32_t line, const GridEdge& edge) { near.emplace_back(line, edge); });
    std::optional<NearestLine> found;
    if (near.empty()) return found;
    each_edge(polygon, [&](const GridEdge& edge) {
        for (const auto& [line, other] : near)
            if ((!found || line < found->line) && segments_meet(edge, other))
                found = NearestLine{line, 0};
    });
    return found;
}

} // namespace

std::optional<NearestLine> nearest_line(const Polygons& polygon, const EdgeIndex& lines,
                                        std::span<const std::uint8_t> features) {
    if (auto meeting = crossing(polygon, *lines.lines(), features)) return meeting;
    NearestOptions options;
    options.reach_m = reach_m;
    options.features = features;
    std::optional<NearestLine> best;
    const auto offer = [&](std::uint32_t line, double distance_m) {
        if (!best || distance_m < best->distance_m) best = NearestLine{line, distance_m};
    };
    for (const auto& found : nearest(polygon.points, lines, options))
        if (found.feature != no_feature) offer(found.feature, found.distance_m);
    if (!best) return best;
    const auto around =
        box_of_one(polygon).grown(generous_units(best->distance_m + 1, farthest_latitude_deg));
    std::vector<GridPoint> ends;
    std::vector<std::uint32_t> owners;
    each_edge(*lines.lines(), features, around, [&](std::uint32_t line, const GridEdge& edge) {
        for (const auto end : {edge.from, edge.to}) {
            ends.push_back(end);
            owners.push_back(line);
        }
    });
    const EdgeIndex own(polygon);
    const auto found = nearest(ends, own, {best->distance_m + 1, Inside::zero, {}});
    for (std::size_t i = 0; i < ends.size(); ++i)
        if (found[i].feature != no_feature) offer(owners[i], found[i].distance_m);
    return best;
}

Lines edges_near(const Lines& lines, std::span<const std::uint8_t> features, const GridBox& box) {
    Lines near;
    each_edge(lines, features, box, [&](std::uint32_t, const GridEdge& edge) {
        near.points.push_back(edge.from);
        near.points.push_back(edge.to);
        near.path_begin.push_back(static_cast<std::uint32_t>(near.points.size()));
    });
    near.feature_begin.push_back(static_cast<std::uint32_t>(near.paths()));
    return near;
}

} // namespace geo
