// SPDX-License-Identifier: Apache-2.0
#include "libgeo/overlay/locate.hpp"

#include <algorithm>

#include <tbb/enumerable_thread_specific.h>
#include <tbb/parallel_for.h>

#include "libgeo/overlay/one_sided.hpp"
#include "libgeo/overlay/point_order.hpp"

namespace geo {

namespace {

using Features = std::vector<std::uint32_t>;

// Leaves what appears an odd number of times, ascending.
void keep_odd(Features& features) {
    std::sort(features.begin(), features.end());
    std::size_t kept = 0;
    for (std::size_t i = 0; i < features.size();) {
        auto j = i;
        while (j < features.size() && features[j] == features[i]) ++j;
        if ((j - i) % 2 == 1) features[kept++] = features[i];
        i = j;
    }
    features.resize(kept);
}

struct Finder {
    Standing standing;
    std::vector<Containment> others; // than the first of a point
};

void sort_unique(Features& features) {
    std::sort(features.begin(), features.end());
    features.erase(std::unique(features.begin(), features.end()), features.end());
}

} // namespace

void find_standing(GridPoint p, const EdgeIndex& index, Standing& standing) {
    auto& [inside, boundary] = standing;
    inside.clear();
    boundary.clear();
    const auto leaf = index.leaf_at(p);
    if (!leaf.cell) return;
    const auto covering = index.covering(*leaf.cell);
    inside.assign(covering.begin(), covering.end());
    const auto edges = index.edges_in(*leaf.cell);
    if (edges.empty()) return;
    const auto from = reference_of(leaf.low, leaf.shift_x, leaf.shift_y);
    // The point moved infinitesimally east and less so north: nothing is decided by that, since a
    // polygon on whose boundary the point lies is taken out.
    const StartPlace place({p, {p.x + 1, p.y}}, Side::left);
    for (const auto e : edges) {
        const auto f = index.edge(e);
        bool touched = false;
        if (place.crosses_path(f, from, touched)) inside.push_back(index.owner(e));
        if (on_segment(f.from, f.to, p)) boundary.push_back(index.owner(e));
    }
    keep_odd(inside);
    if (boundary.empty()) return;
    sort_unique(boundary);
    std::erase_if(inside, [&boundary = boundary](std::uint32_t feature) {
        return std::binary_search(boundary.begin(), boundary.end(), feature);
    });
}

Standing standing_of(GridPoint point, const EdgeIndex& polygons) {
    Standing standing;
    find_standing(point, polygons, standing);
    return standing;
}

// Points in the order of their places, so that the cells are in the caches of a core. Most points
// are in one polygon at most; what else holds a point goes to a list of its own.
std::vector<Containment> locate(std::span<const GridPoint> points, const EdgeIndex& polygons) {
    const auto order = by_place(points, polygons);
    std::vector<std::uint32_t> first(points.size(), no_feature);
    tbb::enumerable_thread_specific<Finder> finders;
    const tbb::blocked_range<std::size_t> all(0, order.size(), 1024);
    tbb::parallel_for(all, [&](const auto& part) {
        auto& [standing, others] = finders.local();
        for (auto i = part.begin(); i < part.end(); ++i) {
            find_standing(points[order[i]], polygons, standing);
            const auto& inside = standing.inside;
            if (inside.empty()) continue;
            first[order[i]] = inside[0];
            for (std::size_t k = 1; k < inside.size(); ++k) others.push_back({order[i], inside[k]});
        }
    });
    std::vector<Containment> others;
    for (const auto& finder : finders)
        others.insert(others.end(), finder.others.begin(), finder.others.end());
    std::sort(others.begin(), others.end());
    std::vector<Containment> found;
    auto other = others.begin();
    for (std::uint32_t i = 0; i < first.size(); ++i) {
        if (first[i] != no_feature) found.push_back({i, first[i]});
        for (; other != others.end() && other->point == i; ++other) found.push_back(*other);
    }
    return found;
}

std::vector<Containment> locate(std::span<const GridPoint> points, const Polygons& polygons) {
    return locate(points, EdgeIndex(polygons));
}

} // namespace geo
