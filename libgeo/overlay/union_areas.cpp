// SPDX-License-Identifier: Apache-2.0
#include "libgeo/overlay/union_areas.hpp"

#include "libgeo/overlay/union_walk.hpp"

namespace geo {

void join(std::vector<Stretch>& stretches) {
    if (stretches.size() < 2) return;
    std::sort(stretches.begin(), stretches.end(),
              [](const auto& p, const auto& q) { return compare(p.from, q.from) < 0; });
    std::size_t kept = 0;
    for (std::size_t i = 1; i < stretches.size(); ++i) {
        auto& last = stretches[kept];
        if (compare(stretches[i].from, last.to) > 0)
            stretches[++kept] = stretches[i];
        else if (compare(stretches[i].to, last.to) > 0)
            last.to = stretches[i].to;
    }
    stretches.resize(kept + 1);
}

std::vector<Area> union_areas(const EdgeIndex& a, const EdgeIndex& b,
                              std::span<const std::uint8_t> features) {
    std::vector<Area> areas(a.features());
    for (const auto& pair : UnionWalk<GreenFrame>(a, b, features).run())
        areas[pair.a] = to_area(pair.sum);
    return areas;
}

std::vector<Area> union_areas(const Polygons& a, const Polygons& b,
                              std::span<const std::uint8_t> features) {
    return union_areas(EdgeIndex(a), EdgeIndex(b), features);
}

std::vector<double> planar_union_areas(const EdgeIndex& a, const EdgeIndex& b,
                                       std::span<const std::uint8_t> features) {
    std::vector<double> areas(a.features());
    for (const auto& pair : UnionWalk<PlanarFrame>(a, b, features).run())
        areas[pair.a] = to_square_units(pair.sum);
    return areas;
}

} // namespace geo
