// SPDX-License-Identifier: Apache-2.0
#include "libgeo/overlay/locate.hpp"

#include <algorithm>

#include <tbb/parallel_for.h>

#include "libgeo/overlay/one_sided.hpp"

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

std::vector<Containment> locate(std::span<const GridPoint> points, const EdgeIndex& polygons) {
    constexpr std::size_t chunk = 4096;
    std::vector<std::vector<Containment>> parts((points.size() + chunk - 1) / chunk);
    tbb::parallel_for(std::size_t{0}, parts.size(), [&](std::size_t k) {
        Standing standing;
        for (auto i = k * chunk; i < std::min(points.size(), (k + 1) * chunk); ++i) {
            find_standing(points[i], polygons, standing);
            for (const auto polygon : standing.inside)
                parts[k].push_back({static_cast<std::uint32_t>(i), polygon});
        }
    });
    std::vector<Containment> all;
    for (const auto& part : parts) all.insert(all.end(), part.begin(), part.end());
    return all;
}

std::vector<Containment> locate(std::span<const GridPoint> points, const Polygons& polygons) {
    return locate(points, EdgeIndex(polygons));
}

} // namespace geo
