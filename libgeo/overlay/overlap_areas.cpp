// SPDX-License-Identifier: Apache-2.0
#include "libgeo/overlay/overlap_areas.hpp"

#include "libgeo/overlay/boundary_walk.hpp"

namespace geo {

std::vector<PairArea> overlap_areas(const EdgeIndex& a, const EdgeIndex& b) {
    std::vector<PairArea> areas;
    const auto pairs = BoundaryWalk<GreenFrame>(a, b).run();
    areas.reserve(pairs.size());
    for (const auto& pair : pairs) areas.push_back({pair.a, pair.b, to_area(pair.sum)});
    return areas;
}

std::vector<PairArea> overlap_areas(const Polygons& a, const Polygons& b) {
    return overlap_areas(EdgeIndex(a), EdgeIndex(b));
}

std::vector<PlanarPair> planar_overlap_areas(const EdgeIndex& a, const EdgeIndex& b) {
    std::vector<PlanarPair> areas;
    for (const auto& pair : BoundaryWalk<PlanarFrame>(a, b).run())
        areas.push_back({pair.a, pair.b, to_square_units(pair.sum)});
    return areas;
}

} // namespace geo
