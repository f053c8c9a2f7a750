// SPDX-License-Identifier: Apache-2.0
#include "libgeo/overlay/coverage_defects.hpp"

#include <algorithm>
#include <unordered_map>

#include "libgeo/geom/shapes.hpp"
#include "libgeo/overlay/overlap_areas.hpp"

namespace geo {

namespace {

double mean_width(const Polygons& shape) {
    const double length = perimeter_of(shape, 0);
    return length > 0 ? 2 * area_of(shape, 0).m2 / length : 0;
}

/// The hole as a polygon of its own.
Polygons filled(std::span<const GridPoint> hole) {
    Polygons shape;
    shape.points.assign(hole.rbegin(), hole.rend());
    shape.end_ring();
    shape.end_part();
    shape.end_feature();
    return shape;
}

struct PointHash {
    std::size_t operator()(GridPoint p) const {
        return static_cast<std::size_t>(p.x) * 0x9E3779B97F4A7C15U ^ static_cast<std::size_t>(p.y);
    }
};

/// The features that have a vertex in common with each gap: those that border it, in order.
void name_neighbours(const Polygons& units, std::vector<CoverageDefect>& gaps) {
    std::unordered_multimap<GridPoint, std::size_t, PointHash> corners;
    for (std::size_t g = 0; g < gaps.size(); ++g)
        for (const auto& p : gaps[g].shape.points) corners.emplace(p, g);
    std::vector<std::vector<std::size_t>> beside(gaps.size());
    for (std::size_t f = 0; f < units.features(); ++f)
        for (auto r = units.first_ring(f); r < units.last_ring(f); ++r)
            for (const auto& p : units.ring(r)) {
                const auto [from, to] = corners.equal_range(p);
                for (auto at = from; at != to; ++at) {
                    auto& names = beside[at->second];
                    if (names.empty() || names.back() != f) names.push_back(f);
                }
            }
    for (std::size_t g = 0; g < gaps.size(); ++g) {
        if (beside[g].empty()) continue;
        gaps[g].a = beside[g][0];
        gaps[g].b = beside[g].size() > 1 ? beside[g][1] : beside[g][0];
    }
}

} // namespace

std::vector<CoverageDefect> coverage_overlaps(const Polygons& units) {
    std::vector<CoverageDefect> found;
    for (const auto& pair : overlap_areas(units, units)) {
        if (pair.a >= pair.b) continue;
        CoverageDefect defect{pair.a, pair.b, {}, pair.area, 0, {}};
        defect.shape = shape_intersection(single(units, pair.a), single(units, pair.b));
        // An overlap below the grid has no shape; its units have a place all the same.
        if (defect.shape.parts() > 0) defect.width_m = mean_width(defect.shape);
        defect.place = defect.shape.parts() > 0 ? defect.shape.points[0]
                                                : units.ring(units.first_ring(pair.a))[0];
        found.push_back(std::move(defect));
    }
    return found;
}

std::vector<CoverageDefect> coverage_gaps(const Polygons& units) {
    std::vector<CoverageDefect> gaps;
    if (units.features() == 0) return gaps;
    const auto whole = shape_union(units);
    for (std::size_t part = 0; part < whole.parts(); ++part)
        for (auto r = whole.part_begin[part] + 1; r < whole.part_begin[part + 1]; ++r) {
            CoverageDefect gap{0, 0, filled(whole.ring(r)), {}, 0, {}};
            gap.area = area_of(gap.shape, 0);
            gap.width_m = mean_width(gap.shape);
            gap.place = *std::min_element(gap.shape.points.begin(), gap.shape.points.end());
            gaps.push_back(std::move(gap));
        }
    std::sort(gaps.begin(), gaps.end(), [](const auto& a, const auto& b) {
        return a.area.m2 != b.area.m2 ? a.area.m2 > b.area.m2 : a.place < b.place;
    });
    name_neighbours(units, gaps);
    return gaps;
}

} // namespace geo
