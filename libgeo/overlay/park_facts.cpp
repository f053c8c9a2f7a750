// SPDX-License-Identifier: Apache-2.0
#include "libgeo/overlay/park_facts.hpp"

#include <algorithm>
#include <array>
#include <set>

#include "libgeo/geom/shapes.hpp"
#include "libgeo/normalise/zone_classes.hpp"

namespace geo {

namespace {

/// Attributes that packs read; a park layer may have more, which become facts under their own
/// names.
constexpr std::array<std::pair<const char*, const char*>, 13> known_attributes{
    {{"plan_eia_date", "date"},
     {"management_body", "bool"},
     {"residents_inside", "count"},
     {"wastewater_ratio", "ratio"},
     {"hazardous_waste_outlet", "bool"},
     {"fire_station", "bool"},
     {"closed_management", "bool"},
     {"risk_grade", "grade"},
     {"chemical_output_share", "share"},
     {"established_on", "date"},
     {"recognition", "text"},
     {"other_zones_lawful", "bool"},
     {"synthetic", "bool"}}};

double largest_part_m2(const Polygons& one) {
    double largest = 0;
    for (std::size_t part = 0; part < one.parts(); ++part) {
        Polygons alone;
        append_part(alone, one, part);
        alone.end_feature();
        largest = std::max(largest, area_of(alone, 0).m2);
    }
    return largest;
}

class FactBuilder {
  public:
    FactBuilder(const PolygonLayer& parks, const PolygonLayer& zones, const Conflicts& conflicts,
                const std::vector<OpenOverlap>& open, const std::vector<SitePlacement>& sites,
                const DataVersions& versions)
        : m_parks(parks), m_zones(zones), m_conflicts(conflicts), m_open(open),
          m_sites_in_park(parks.shapes.features()), m_of_parks(versions_of(versions, {"parks"})),
          m_of_zones(versions_of(versions, {"parks", "zones"})),
          m_of_sites(versions_of(versions, {"parks", "sites"})) {
        for (const auto& site : sites)
            for (const auto park : site.parks) ++m_sites_in_park[park];
    }

    Facts build(std::size_t park, const std::string& as_of) const {
        Facts facts;
        facts.subject_id = m_parks.features.ids[park];
        facts.subject_name = m_parks.features.names[park];
        const auto whole = area_of(m_parks.shapes, park);
        const double area = whole.m2;
        facts.list.push_back({"as_of", as_of, "date", {}, "project", {}, {}});
        facts.list.push_back({"area_m2", area, "m2", {}, "boundary", m_of_parks, whole.bound_m2});
        add_parts(facts, park);
        add_overlap(facts, "conflict", m_conflicts.forbidden[park], area,
                    evidence(park, [&](auto zone) { return forbids(zone); }));
        add_overlap(
            facts, "other_zones", m_conflicts.other[park], area,
            evidence(park, [&](auto zone) { return is_other_zone(m_zones.features, zone); }));
        std::set<std::string> classes(known_zone_classes.begin(), known_zone_classes.end());
        classes.insert(m_conflicts.classes.begin(), m_conflicts.classes.end());
        for (const auto& name : classes) add_class(facts, name, park, area);
        for (const auto& overlap : m_open)
            if (overlap.park == park) forget_passes(facts, overlap);
        add_zone_classes(facts, park);
        facts.list.push_back({"enterprises_inside",
                              static_cast<std::int64_t>(m_sites_in_park[park]),
                              "count",
                              {},
                              "sites placed in the boundary",
                              m_of_sites,
                              {}});
        add_attributes(facts, park);
        return facts;
    }

  private:
    void add_parts(Facts& facts, std::size_t park) const {
        const Polygons one = single(m_parks.shapes, park);
        const auto parts = static_cast<std::int64_t>(one.parts());
        facts.list.push_back({"parts", parts, "count", {}, "boundary", m_of_parks, {}});
        facts.list.push_back(
            {"largest_part_m2", largest_part_m2(one), "m2", {}, "boundary", m_of_parks, {}});
        Polygons forbidden;
        for (const auto& c : m_conflicts.list)
            if (c.park == park && c.area.m2 > 0 && forbids(c.zone))
                append_feature(forbidden, c.shape, 0);
        const Polygons rest =
            forbidden.features() == 0 ? one : shape_difference(one, shape_union(forbidden));
        facts.list.push_back({"remaining_largest_part_m2",
                              largest_part_m2(rest),
                              "m2",
                              evidence(park, [&](auto zone) { return forbids(zone); }),
                              "difference, largest contiguous part",
                              m_of_zones,
                              {}});
    }

    bool forbids(std::size_t zone) const { return forbids_siting(m_zones.features, zone); }

    /// The ids of the zones in conflict with a park that are wanted.
    template <typename Wanted> std::string evidence(std::size_t park, Wanted wanted) const {
        std::string ids;
        for (const auto& c : m_conflicts.list)
            if (c.park == park && wanted(c.zone))
                ids += (ids.empty() ? "" : ";") + m_zones.features.ids[c.zone];
        return ids;
    }

    /// "redline_national;ecological_control": the class of every zone that shares ground with the
    /// park, so that nobody has to guess which part of a red line it is (domain.md 2.2).
    void add_zone_classes(Facts& facts, std::size_t park) const {
        std::set<std::string> classes;
        std::string ids;
        for (const auto& c : m_conflicts.list) {
            if (c.park != park || !(c.area.m2 > 0)) continue;
            classes.insert(m_zones.features.classes[c.zone]);
            ids += (ids.empty() ? "" : ";") + m_zones.features.ids[c.zone];
        }
        std::string text;
        for (const auto& name : classes) text += (text.empty() ? "" : ";") + name;
        const bool is_open = std::any_of(m_open.begin(), m_open.end(),
                                         [&](const auto& open) { return open.park == park; });
        facts.list.push_back({"zone_classes",
                              is_open ? Value() : Value(text),
                              "text",
                              ids,
                              "overlay",
                              m_of_zones,
                              {}});
    }

    void add_overlap(Facts& facts, const std::string& name, const ClassOverlap& overlap,
                     double area, const std::string& ids) const {
        const auto add = [&](const char* what, const Value& value, const char* unit,
                             const char* method, std::optional<double> bound) {
            facts.list.push_back({name + what, value, unit, ids, method, m_of_zones, bound});
        };
        add("_m2", overlap.measured.m2, "m2", "overlay", overlap.measured.bound_m2);
        add("_certain_m2", overlap.certain_m2, "m2", "overlay, both shrunk by their accuracy", {});
        add("_possible_m2", overlap.possible_m2, "m2", "overlay, both grown by their accuracy", {});
        add("_share", area > 0 ? Value(overlap.measured.m2 / area) : Value(), "share", "overlay",
            {});
    }

    void add_class(Facts& facts, const std::string& name, std::size_t park, double area) const {
        const auto found = std::find(m_conflicts.classes.begin(), m_conflicts.classes.end(), name);
        if (found != m_conflicts.classes.end())
            return add_overlap(
                facts, name,
                m_conflicts
                    .by_class[static_cast<std::size_t>(found - m_conflicts.classes.begin())][park],
                area,
                evidence(park, [&](auto zone) { return m_zones.features.classes[zone] == name; }));
        for (const char* what : {"_m2", "_certain_m2", "_possible_m2", "_share"})
            facts.list.push_back({name + what,
                                  {},
                                  std::string_view(what) == "_share" ? "share" : "m2",
                                  {},
                                  "overlay; unknown: the project has no layer of this class",
                                  {},
                                  {}});
    }

    /// Where nothing of a class is measured, an open overlap leaves its area unknown: 0 would pass.
    static void forget_passes(Facts& facts, const OpenOverlap& overlap) {
        const auto forget = [&](const std::string& name) {
            for (auto& fact : facts.list) {
                if (fact.name != name) continue;
                fact.value = {};
                fact.bound = {};
                fact.evidence = overlap.zone_id;
                fact.method = "overlay; unknown: an invalid zone reaches the park";
            }
        };
        std::vector<std::string> names{overlap.zone_class};
        if (overlap.forbids_siting) {
            names.emplace_back("conflict");
            if (!is_known_zone_class(overlap.zone_class)) names.emplace_back("other_zones");
            forget("remaining_largest_part_m2"); // whatever is measured, more ground may go
        }
        for (const auto& name : names) {
            const Fact* measured = facts.find(name + "_m2");
            if (measured && to_number(measured->value).value_or(0) > 0) continue;
            for (const char* what : {"_m2", "_certain_m2", "_possible_m2", "_share"})
                forget(name + what);
        }
    }

    void add_attributes(Facts& facts, std::size_t park) const {
        const auto add = [&](const std::string& name, const Value& value, const char* unit) {
            facts.list.push_back({name, value, unit, {}, attribute_method, m_of_parks, {}});
        };
        for (const auto& [name, unit] : known_attributes)
            if (std::string_view(name) != "synthetic")
                add(name, m_parks.features.attribute(park, name), unit);
        add("synthetic", std::int64_t{m_parks.features.synthetic[park]}, "bool");
        for (const auto& name : m_parks.features.attributes.names)
            if (!has(facts, name)) add(name, m_parks.features.attribute(park, name), "");
    }

    static bool has(const Facts& facts, const std::string& name) {
        const auto lower = ascii_lower(name);
        return std::any_of(facts.list.begin(), facts.list.end(),
                           [&](const Fact& f) { return ascii_lower(f.name) == lower; });
    }

    const PolygonLayer& m_parks;
    const PolygonLayer& m_zones;
    const Conflicts& m_conflicts;
    const std::vector<OpenOverlap>& m_open;
    std::vector<std::size_t> m_sites_in_park;
    std::string m_of_parks, m_of_zones, m_of_sites; ///< data versions
};

} // namespace

std::vector<Facts> park_facts(const PolygonLayer& parks, const PolygonLayer& zones,
                              const Conflicts& conflicts, const std::vector<OpenOverlap>& open,
                              const std::vector<SitePlacement>& sites, const std::string& as_of,
                              const DataVersions& versions) {
    const FactBuilder builder(parks, zones, conflicts, open, sites, versions);
    std::vector<Facts> all;
    for (std::size_t park = 0; park < parks.shapes.features(); ++park)
        all.push_back(builder.build(park, as_of));
    return all;
}

} // namespace geo
