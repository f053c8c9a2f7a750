// SPDX-License-Identifier: Apache-2.0
#include "libgeo/overlay/conflicts.hpp"

#include <cmath>
#include <set>

#include <tbb/parallel_for.h>

#include "libgeo/geom/shapes.hpp"
#include "libgeo/normalise/zone_classes.hpp"
#include "libgeo/overlay/accuracy_bands.hpp"
#include "libgeo/overlay/overlap_areas.hpp"
#include "libgeo/overlay/overlay_shapes.hpp"
#include "libgeo/overlay/union_areas.hpp"

namespace geo {

std::string_view name_of(ConflictStatus status) {
    switch (status) {
    case ConflictStatus::violation:
        return "violation";
    case ConflictStatus::review:
        return "review";
    case ConflictStatus::sliver:
        return "sliver";
    case ConflictStatus::below_minimum:
        return "below_minimum";
    case ConflictStatus::finding:
        return "finding";
    }
    return "review";
}

std::optional<ConflictStatus> conflict_status_named(std::string_view name) {
    for (const auto status :
         {ConflictStatus::violation, ConflictStatus::review, ConflictStatus::sliver,
          ConflictStatus::below_minimum, ConflictStatus::finding})
        if (name_of(status) == name) return status;
    return {};
}

Text title_of(ConflictStatus status) {
    switch (status) {
    case ConflictStatus::violation:
        return {"违规", "violation"};
    case ConflictStatus::review:
        return {"待核查", "review"};
    case ConflictStatus::sliver:
        return {"碎图斑", "sliver"};
    case ConflictStatus::below_minimum:
        return {"低于最小图斑", "below the minimum mapping area"};
    case ConflictStatus::finding:
        return {"提示", "finding"};
    }
    return {"待核查", "review"};
}

bool is_statutory(const FeatureColumns& zones, std::size_t zone) {
    return !to_text(zones.attribute(zone, "legal_status")).starts_with("none");
}

bool forbids_siting(const FeatureColumns& zones, std::size_t zone) {
    return is_statutory(zones, zone) && zones.classes[zone] != "ecological_control";
}

bool is_other_zone(const FeatureColumns& zones, std::size_t zone) {
    return forbids_siting(zones, zone) && !is_known_zone_class(zones.classes[zone]);
}

namespace {

double area_or_zero(const Polygons& one) {
    return one.parts() == 0 ? 0 : area_of(one, 0).m2;
}

/// A pair on its way to becoming a conflict.
struct Candidate {
    Conflict conflict;
    AccuracyBand band;
    double second_m2 = 0; ///< the measured area by GEOS
};

class ConflictFinder {
  public:
    ConflictFinder(const PolygonLayer& parks, const PolygonLayer& zones, double minimum_area_m2)
        : m_parks(parks), m_zones(zones), m_minimum_area_m2(minimum_area_m2) {}

    Conflicts find() {
        collect_pairs();
        tbb::parallel_for(std::size_t{0}, m_candidates.size(),
                          [&](std::size_t i) { measure(m_candidates[i]); });
        std::erase_if(m_candidates, [](const Candidate& c) {
            return c.conflict.area.m2 <= 0 && c.conflict.possible_m2 <= 0;
        });
        mark_additive();
        sum_classes();
        for (auto& candidate : m_candidates) {
            compare_engines(candidate);
            m_result.list.push_back(std::move(candidate.conflict));
        }
        return std::move(m_result);
    }

  private:
    double accuracy(std::size_t park, std::size_t zone) const {
        return m_parks.features.accuracy_m[park] + m_zones.features.accuracy_m[zone];
    }

    /// Pairs with positive area by the engine, and pairs whose boxes come within their accuracy.
    void collect_pairs() {
        std::map<std::pair<std::size_t, std::size_t>, Candidate> pairs;
        const auto overlay =
            overlay_shapes(m_parks.shapes, m_zones.shapes, OverlayMode::intersection);
        for (std::size_t i = 0; i < overlay.pieces.size(); ++i) {
            const auto& piece = overlay.pieces[i];
            auto& conflict = pairs[{piece.a, piece.b}].conflict;
            conflict.area = piece.area;
            conflict.shape = single(overlay.shapes, i);
        }
        std::vector<GridBox> zone_boxes;
        for (std::size_t z = 0; z < m_zones.shapes.features(); ++z)
            zone_boxes.push_back(box_of(m_zones.shapes, z));
        for (std::size_t p = 0; p < m_parks.shapes.features(); ++p) {
            const GridBox box = box_of(m_parks.shapes, p);
            for (std::size_t z = 0; z < zone_boxes.size(); ++z) {
                if (accuracy(p, z) <= 0) continue;
                const double latitude = static_cast<double>(box.y_max) / units_per_degree + 1;
                if (box.grown(generous_units(accuracy(p, z), latitude)).meets(zone_boxes[z]))
                    pairs.try_emplace({p, z});
            }
        }
        for (auto& [key, candidate] : pairs) {
            candidate.conflict.park = key.first;
            candidate.conflict.zone = key.second;
            m_candidates.push_back(std::move(candidate));
        }
    }

    void measure(Candidate& candidate) const {
        Conflict& c = candidate.conflict;
        const Polygons park = single(m_parks.shapes, c.park);
        const Polygons zone = single(m_zones.shapes, c.zone);
        if (c.area.m2 > 0) {
            candidate.second_m2 = area_or_zero(shape_intersection(park, zone));
            if (c.shape.parts() > 0) c.width_m = 2 * c.area.m2 / perimeter_of(c.shape, 0);
        }
        if (accuracy(c.park, c.zone) > 0) {
            candidate.band = accuracy_band(park, m_parks.features.accuracy_m[c.park], zone,
                                           m_zones.features.accuracy_m[c.zone]);
        } else {
            candidate.band = {c.shape, c.shape};
        }
        c.certain_m2 =
            accuracy(c.park, c.zone) > 0 ? area_or_zero(candidate.band.certain) : c.area.m2;
        c.possible_m2 =
            accuracy(c.park, c.zone) > 0 ? area_or_zero(candidate.band.possible) : c.area.m2;
        if (c.area.m2 <= 0) c.shape = candidate.band.possible;
        c.status = judge(c);
    }

    ConflictStatus judge(const Conflict& c) const {
        if (c.certain_m2 > 0 && c.area.m2 < m_minimum_area_m2) return ConflictStatus::below_minimum;
        if (c.certain_m2 > 0)
            return forbids_siting(m_zones.features, c.zone) ? ConflictStatus::violation
                                                            : ConflictStatus::finding;
        if (c.area.m2 > 0 && c.width_m < accuracy(c.park, c.zone)) return ConflictStatus::sliver;
        return ConflictStatus::review;
    }

    void compare_engines(const Candidate& candidate) {
        const Conflict& c = candidate.conflict;
        if (c.area.m2 <= 0) return;
        // GEOS rounds the crossing points onto the grid, the engine does not: 0.1 mm along the
        // outline, as in the bound.
        const double perimeter = c.shape.parts() > 0 ? perimeter_of(c.shape, 0) : 0;
        const double allowed = c.area.bound_m2 + 1.5e-4 * perimeter + 1e-3;
        if (std::abs(candidate.second_m2 - c.area.m2) <= allowed) return;
        const auto pair_zh =
            "园区 " + m_parks.features.ids[c.park] + " / 管控区 " + m_zones.features.ids[c.zone];
        const auto pair_en =
            "park " + m_parks.features.ids[c.park] + " / zone " + m_zones.features.ids[c.zone];
        const auto figures = fixed(c.area.m2, 4) + " / " + fixed(candidate.second_m2, 4) + " m²";
        m_result.problems.push_back(
            {"overlay",
             m_parks.features.ids[c.park],
             "area_engines_disagree",
             Severity::error,
             no_place(),
             no_place(),
             {pair_zh + "：两种独立算法的面积不一致（" + figures +
                  "）。采用精确引擎的数值，请人工核查。",
              pair_en + ": two independent engines give different areas (" + figures +
                  "). The exact engine's figure is used; check the pair by hand."}});
    }

    /// Zones over the same ground inside one park are not additive.
    void mark_additive() {
        std::set<std::pair<std::uint32_t, std::uint32_t>> overlapping;
        for (const auto& pair : overlap_areas(m_zones.shapes, m_zones.shapes))
            if (pair.a != pair.b) overlapping.insert({pair.a, pair.b});
        for (auto& one : m_candidates)
            for (const auto& other : m_candidates) {
                const auto& a = one.conflict;
                const auto& b = other.conflict;
                if (a.park != b.park || a.zone == b.zone || a.area.m2 <= 0 || b.area.m2 <= 0)
                    continue;
                if (!overlapping.contains(
                        {static_cast<std::uint32_t>(a.zone), static_cast<std::uint32_t>(b.zone)}))
                    continue;
                const auto shared = shape_intersection(a.shape, b.shape);
                if (shared.parts() > 0 && area_of(shared, 0).m2 > 1e-4 * perimeter_of(shared, 0))
                    one.conflict.additive = false;
            }
    }

    void sum_classes() {
        const std::set<std::string> classes(m_zones.features.classes.begin(),
                                            m_zones.features.classes.end());
        for (const auto& name : classes) {
            m_result.classes.push_back(name);
            m_result.by_class.push_back(
                overlaps([&](std::size_t z) { return m_zones.features.classes[z] == name; }));
        }
        m_result.forbidden =
            overlaps([&](std::size_t z) { return forbids_siting(m_zones.features, z); });
        m_result.other =
            overlaps([&](std::size_t z) { return is_other_zone(m_zones.features, z); });
    }

    template <typename Wanted> std::vector<ClassOverlap> overlaps(Wanted wanted) const {
        std::vector<std::uint8_t> takes_part(m_zones.shapes.features());
        for (std::size_t z = 0; z < takes_part.size(); ++z) takes_part[z] = wanted(z) ? 1 : 0;
        const auto measured = union_areas(m_parks.shapes, m_zones.shapes, takes_part);
        std::vector<ClassOverlap> sums(m_parks.shapes.features());
        for (std::size_t p = 0; p < sums.size(); ++p) sums[p].measured = measured[p];
        std::vector<Polygons> certain(sums.size());
        std::vector<Polygons> possible(sums.size());
        for (const auto& c : m_candidates) {
            if (!wanted(c.conflict.zone)) continue;
            if (c.band.certain.parts() > 0)
                append_feature(certain[c.conflict.park], c.band.certain, 0);
            if (c.band.possible.parts() > 0)
                append_feature(possible[c.conflict.park], c.band.possible, 0);
        }
        for (std::size_t p = 0; p < sums.size(); ++p) {
            sums[p].certain_m2 = union_area(certain[p]);
            sums[p].possible_m2 = union_area(possible[p]);
        }
        return sums;
    }

    static double union_area(const Polygons& shapes) {
        if (shapes.features() == 0) return 0;
        if (shapes.features() == 1) return area_of(shapes, 0).m2;
        return area_or_zero(shape_union(shapes));
    }

    const PolygonLayer& m_parks;
    const PolygonLayer& m_zones;
    double m_minimum_area_m2;
    std::vector<Candidate> m_candidates;
    Conflicts m_result;
};

} // namespace

Conflicts find_conflicts(const PolygonLayer& parks, const PolygonLayer& zones,
                         double minimum_area_m2) {
    return ConflictFinder(parks, zones, minimum_area_m2).find();
}

} // namespace geo
