// SPDX-License-Identifier: Apache-2.0
#include "libgeo/map/thinning.hpp"

#include <algorithm>

namespace geo::map {

double distance_to(Place p, Place a, Place b) {
    const auto d = b - a;
    const double square = d.x * d.x + d.y * d.y;
    if (square == 0) return length(p - a);
    const double t = std::clamp(((p.x - a.x) * d.x + (p.y - a.y) * d.y) / square, 0.0, 1.0);
    return length(p - (a + d * t));
}

std::vector<Place> thinned(std::span<const Place> path, double tolerance) {
    if (path.size() < 3) return {path.begin(), path.end()};
    std::vector<char> keep(path.size(), 0);
    keep.front() = keep.back() = 1;
    std::vector<std::pair<std::size_t, std::size_t>> open{{0, path.size() - 1}};
    while (!open.empty()) {
        const auto [first, last] = open.back();
        open.pop_back();
        std::size_t farthest = first;
        double most = tolerance;
        for (auto i = first + 1; i < last; ++i)
            if (const double d = distance_to(path[i], path[first], path[last]); d > most) {
                most = d;
                farthest = i;
            }
        if (farthest == first) continue;
        keep[farthest] = 1;
        open.emplace_back(first, farthest);
        open.emplace_back(farthest, last);
    }
    std::vector<Place> thin;
    for (std::size_t i = 0; i < path.size(); ++i)
        if (keep[i]) thin.push_back(path[i]);
    return thin;
}

} // namespace geo::map
