// SPDX-License-Identifier: Apache-2.0
#include "libgeo/overlay/sites.hpp"

#include <limits>

#include "libgeo/overlay/conflicts.hpp"
#include "libgeo/overlay/locate.hpp"
#include "libgeo/overlay/nearest.hpp"

namespace geo {

std::string_view name_of(SiteStatus status) {
    switch (status) {
    case SiteStatus::inside:
        return "inside";
    case SiteStatus::near:
        return "near";
    case SiteStatus::clear:
        return "clear";
    case SiteStatus::doubtful_datum:
        return "doubtful_datum";
    }
    return "clear";
}

namespace {

/// One byte a zone: 1 for those with legal force.
std::vector<std::uint8_t> statutory(const FeatureColumns& zones) {
    std::vector<std::uint8_t> flags(zones.size());
    for (std::size_t z = 0; z < flags.size(); ++z) flags[z] = is_statutory(zones, z);
    return flags;
}

std::string class_of(double distance_m, const std::vector<double>& limits) {
    double from = 0;
    for (const double limit : limits) {
        if (distance_m <= limit) return shortest(from) + "-" + shortest(limit);
        from = limit;
    }
    return ">" + shortest(from);
}

void take_nearest(SitePlacement& placement, const Nearest& found, std::size_t zone) {
    if (placement.nearest_zone != SIZE_MAX && placement.distance_m <= found.distance_m) return;
    placement.nearest_zone = zone;
    placement.distance_m = found.distance_m;
}

/// Distances of the sites inside each zone to that zone's own boundary.
void measure_inside(const PointLayer& sites, const PolygonLayer& zones,
                    std::vector<SitePlacement>& placements) {
    std::map<std::size_t, std::vector<std::size_t>> by_zone;
    for (std::size_t s = 0; s < placements.size(); ++s)
        for (const auto zone : placements[s].zones) by_zone[zone].push_back(s);
    for (const auto& [zone, members] : by_zone) {
        std::vector<GridPoint> points;
        for (const auto s : members) points.push_back(sites.points[s]);
        const Polygons one = single(zones.shapes, zone);
        const auto found = nearest(points, EdgeIndex(one),
                                   {.inside = Inside::distance_to_boundary, .features = {}});
        for (std::size_t i = 0; i < members.size(); ++i)
            take_nearest(placements[members[i]], found[i], zone);
    }
}

void measure_outside(const PointLayer& sites, const EdgeIndex& zones,
                     const std::vector<std::uint8_t>& flags,
                     std::vector<SitePlacement>& placements) {
    std::vector<GridPoint> points;
    std::vector<std::size_t> members;
    for (std::size_t s = 0; s < placements.size(); ++s)
        if (placements[s].zones.empty()) {
            points.push_back(sites.points[s]);
            members.push_back(s);
        }
    const auto found =
        nearest(points, zones, {.inside = Inside::distance_to_boundary, .features = flags});
    for (std::size_t i = 0; i < members.size(); ++i)
        if (found[i].feature != no_feature)
            take_nearest(placements[members[i]], found[i], found[i].feature);
}

} // namespace

std::vector<SitePlacement> place_sites(const PointLayer& sites, const PolygonLayer& parks,
                                       const PolygonLayer& zones,
                                       const std::vector<double>& classes_m) {
    std::vector<SitePlacement> placements(sites.points.size());
    const EdgeIndex zone_index(zones.shapes);
    const auto flags = statutory(zones.features);
    for (const auto& hit : locate(sites.points, parks.shapes))
        placements[hit.point].parks.push_back(hit.polygon);
    for (const auto& hit : locate(sites.points, zone_index))
        if (flags[hit.polygon]) placements[hit.point].zones.push_back(hit.polygon);
    measure_inside(sites, zones, placements);
    measure_outside(sites, zone_index, flags, placements);
    for (auto& p : placements) {
        if (p.nearest_zone == SIZE_MAX) {
            p.distance_m = std::numeric_limits<double>::quiet_NaN();
            continue;
        }
        const double reach = classes_m.empty() ? 0 : classes_m.back();
        p.status = !p.zones.empty()        ? SiteStatus::inside
                   : p.distance_m <= reach ? SiteStatus::near
                                           : SiteStatus::clear;
        p.distance_class =
            p.status == SiteStatus::inside ? "inside" : class_of(p.distance_m, classes_m);
    }
    return placements;
}

} // namespace geo
