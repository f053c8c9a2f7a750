// SPDX-License-Identifier: Apache-2.0
#include "libgeo/overlay/open_overlaps.hpp"

#include <algorithm>
#include <tuple>

#include "libgeo/geom/area.hpp"
#include "libgeo/geom/shapes.hpp"
#include "libgeo/overlay/accuracy_bands.hpp"
#include "libgeo/overlay/conflicts.hpp"

namespace geo {

namespace {

double overlap_m2(const Polygons& park, const Polygons& repair) {
    if (repair.parts() == 0) return 0;
    const auto shared = shape_intersection(park, repair);
    return shared.parts() == 0 ? 0 : area_of(shared, 0).m2;
}

/// True when a repair comes within the accuracy of the park.
bool is_near(const Polygons& park, const Polygons& repair, double accuracy_m) {
    if (accuracy_m <= 0 || repair.parts() == 0) return false;
    return accuracy_band(park, accuracy_m / 2, repair, accuracy_m / 2).possible.parts() > 0;
}

GridBox reach_of(const Quarantined& zone, double accuracy_m) {
    GridBox box = box_of(zone.structure.points);
    box.add(box_of(zone.linework.points));
    if (box.empty()) return box;
    const double latitude = static_cast<double>(box.y_max) / units_per_degree + 1;
    return box.grown(generous_units(accuracy_m, latitude));
}

} // namespace

std::vector<OpenOverlap> open_overlaps(const PolygonLayer& parks,
                                       const std::vector<Quarantined>& quarantine) {
    std::vector<OpenOverlap> found;
    for (const auto& zone : quarantine) {
        if (zone.role != name_of(Role::zones) || zone.accepted) continue;
        for (std::size_t p = 0; p < parks.shapes.features(); ++p) {
            const double accuracy_m =
                parks.features.accuracy_m[p] + zone.features.accuracy_m.front();
            const GridBox reach = reach_of(zone, accuracy_m);
            if (reach.empty() || !reach.meets(box_of(parks.shapes, p))) continue;
            const Polygons park = single(parks.shapes, p);
            const double structure = overlap_m2(park, zone.structure);
            const double linework = overlap_m2(park, zone.linework);
            if (structure <= 0 && linework <= 0 && !is_near(park, zone.structure, accuracy_m) &&
                !is_near(park, zone.linework, accuracy_m))
                continue;
            found.push_back({p, zone.id, zone.features.classes.front(),
                             forbids_siting(zone.features, 0), structure, linework});
        }
    }
    std::sort(found.begin(), found.end(), [](const OpenOverlap& a, const OpenOverlap& b) {
        return a.park != b.park ? a.park < b.park : id_less(a.zone_id, b.zone_id);
    });
    return found;
}

Problems problems_of(const std::vector<OpenOverlap>& overlaps, const PolygonLayer& parks) {
    Problems problems;
    for (const auto& o : overlaps) {
        const auto& park = parks.features.ids[o.park];
        const auto s = fixed(o.structure_m2, 4);
        const auto l = fixed(o.linework_m2, 4);
        problems.push_back(
            {"overlay",
             park,
             "open_overlap",
             Severity::error,
             no_place(),
             no_place(),
             {"园区 " + park + "：无效管控区 " + o.zone_id + "（" + o.zone_class +
                  "）尚未采用任何修复；按 structure 修复重叠 " + s + " m²，按 linework 修复重叠 " +
                  l +
                  " m²。该类别若没有其他重叠，其面积按未知处理。请核对后用 repairs 接受一种修复。",
              "park " + park + ": the invalid zone " + o.zone_id + " (" + o.zone_class +
                  ") has no accepted repair; it would overlap by " + s + " m² (structure) or " + l +
                  " m² (linework). Where nothing else of its class overlaps, the area of the class "
                  "counts as unknown. Accept one repair with `repairs` after a check."}});
    }
    return problems;
}

} // namespace geo
