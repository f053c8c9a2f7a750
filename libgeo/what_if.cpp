// SPDX-License-Identifier: Apache-2.0
#include "libgeo/what_if.hpp"

#include <algorithm>

#include "libgeo/core/error.hpp"
#include "libgeo/geom/shapes.hpp"
#include "libgeo/overlay/accuracy_bands.hpp"
#include "libgeo/overlay/open_overlaps.hpp"
#include "libgeo/overlay/overlay_shapes.hpp"
#include "libgeo/park_records.hpp"
#include "libgeo/rules/decide.hpp"

namespace geo {

namespace {

constexpr double farthest_latitude_deg = 89;

/// The zones near the park that forbid siting, grown by the setback.
Polygons forbidden_near(const CityLayers& city, std::size_t park, double setback_m) {
    const auto reach =
        setback_m > 0 ? generous_units(setback_m, farthest_latitude_deg) : std::int64_t{0};
    const auto near = box_of(city.parks.shapes, park).grown(reach);
    Polygons zones;
    for (std::size_t z = 0; z < city.zones.shapes.features(); ++z) {
        if (!forbids_siting(city.zones.features, z)) continue;
        if (!near.meets(box_of(city.zones.shapes, z))) continue;
        auto zone = single(city.zones.shapes, z);
        if (setback_m > 0) zone = shape_grown(zone, setback_m);
        append_feature(zones, zone, 0);
    }
    return zones;
}

/// What is left of the park, as a column of one.
Polygons erased(const Polygons& park, const Polygons& zones) {
    if (zones.features() == 0) return park;
    auto left = overlay_shapes(park, zones, OverlayMode::erase).shapes;
    if (left.features() == 0) left.end_feature();
    return left;
}

/// The largest part of a column of one, as a column of one.
Polygons largest_part(const Polygons& one) {
    Polygons best;
    double largest = -1;
    for (std::size_t part = 0; part < one.parts(); ++part) {
        Polygons alone;
        append_part(alone, one, part);
        alone.end_feature();
        const double area = area_of(alone, 0).m2;
        if (area <= largest) continue;
        largest = area;
        best = std::move(alone);
    }
    if (best.features() == 0) best.end_feature();
    return best;
}

BoundaryRemedy drawn_back(const CityLayers& city, std::size_t park, double setback_m) {
    const auto whole = single(city.parks.shapes, park);
    const auto left = erased(whole, forbidden_near(city, park, setback_m));
    BoundaryRemedy remedy;
    remedy.park = park;
    remedy.before = area_of(whole, 0);
    remedy.remaining = area_of(left, 0);
    remedy.parts = left.parts();
    remedy.shape = largest_part(left);
    remedy.kept = area_of(remedy.shape, 0);
    return remedy;
}

/// The parks with the shapes that the remedies leave.
PolygonLayer parks_with(const PolygonLayer& parks, const std::vector<BoundaryRemedy>& remedies) {
    PolygonLayer changed{parks.features, {}, parks.reports};
    for (std::size_t p = 0; p < parks.shapes.features(); ++p) {
        const auto found = std::find_if(remedies.begin(), remedies.end(),
                                        [p](const auto& remedy) { return remedy.park == p; });
        if (found != remedies.end() && found->shape.parts() > 0)
            append_feature(changed.shapes, found->shape, 0);
        else
            append_feature(changed.shapes, parks.shapes, p);
    }
    return changed;
}

} // namespace

std::vector<BoundaryRemedy> what_if(const Screening& s, const std::vector<std::size_t>& parks,
                                    double setback_m) {
    if (!s.pack)
        throw ConfigError({"没有规则包，无法重新判定。请写 [policy] pack = \"…\" 或用 --pack。",
                           "there is no policy pack to decide by. Write [policy] pack = \"…\" or "
                           "use --pack."});
    std::vector<BoundaryRemedy> remedies;
    for (const auto park : parks) remedies.push_back(drawn_back(s.city, park, setback_m));
    const auto changed = parks_with(s.city.parks, remedies);
    const auto conflicts = find_conflicts(changed, s.city.zones, s.project.minimum_area_m2);
    const auto sites =
        place_sites(s.city.sites, changed, s.city.zones, s.project.distance_classes_m);
    const auto open = open_overlaps(changed, s.city.log.quarantine);
    const ParkRecords records{changed, s.city, conflicts, open, sites, s.sites_are_doubtful};
    Problems said_before;
    const auto facts = all_park_facts(records, "park", measurements_of(*s.pack), s.project.as_of,
                                      s.versions, said_before);
    const auto verdicts = decide_all(*s.pack, facts);
    for (auto& remedy : remedies) {
        const bool is_gone = remedy.shape.parts() == 0;
        remedy.facts = facts[remedy.park];
        remedy.verdict = verdicts[remedy.park];
        if (!is_gone) continue;
        remedy.facts = s.facts[remedy.park];
        remedy.verdict = s.verdicts[remedy.park];
        remedy.verdict.outcome = Outcome::insufficient_data;
        remedy.verdict.reason = {"扣除禁止区域后没有剩余。",
                                 "nothing is left outside the forbidden "
                                 "ground."};
    }
    return remedies;
}

Table remedies_table(const Screening& s, const std::vector<BoundaryRemedy>& remedies) {
    Table table{"remedies",
                {text_column("park_id"), text_column("name"), real_column("area_m2", area_decimals),
                 real_column("remaining_m2", area_decimals), real_column("kept_m2", area_decimals),
                 real_column("bound_m2", area_decimals), whole_column("parts"),
                 text_column("before"), text_column("after"), text_column("reason_zh"),
                 text_column("reason_en")},
                {}};
    for (const auto& r : remedies)
        table.rows.push_back(
            {s.city.parks.features.ids[r.park], s.city.parks.features.names[r.park], r.before.m2,
             r.remaining.m2, r.kept.m2, r.kept.bound_m2, static_cast<std::int64_t>(r.parts),
             std::string(name_of(s.verdicts[r.park].outcome)),
             std::string(name_of(r.verdict.outcome)), r.verdict.reason.zh, r.verdict.reason.en});
    return table;
}

} // namespace geo
