// SPDX-License-Identifier: Apache-2.0
#include "libgeo/enterprise_routes.hpp"

#include <cmath>
#include <map>

#include "libgeo/overlay/conflicts.hpp"
#include "libgeo/overlay/locate.hpp"

namespace geo {

namespace {

std::string joined(const std::vector<std::string>& list) {
    std::string text;
    for (const auto& item : list) text += (text.empty() ? "" : ";") + item;
    return text;
}

/// A fact with how it was found.
Fact placed(std::string name, Value value, std::string unit, std::string evidence,
            const std::string& version) {
    return {std::move(name),
            std::move(value),
            std::move(unit),
            std::move(evidence),
            "place of the site",
            version,
            {}};
}

/// Which sites lie in a repair of a feature under review, and in which: site -> ids.
using OpenSites = std::map<std::size_t, std::vector<std::string>>;

OpenSites open_sites(const CityLayers& city, Role role) {
    OpenSites open;
    for (const auto& one : city.log.quarantine) {
        if (one.role != name_of(role) || one.accepted) continue;
        if (role == Role::zones && !forbids_siting(one.features, 0)) continue;
        for (const auto* repair : {&one.structure, &one.linework}) {
            if (repair->parts() == 0) continue;
            for (const auto& hit : locate(city.sites.points, *repair)) {
                auto& ids = open[hit.point];
                if (ids.empty() || ids.back() != one.id) ids.push_back(one.id);
            }
        }
    }
    return open;
}

class SiteFacts {
  public:
    SiteFacts(const CityLayers& city, const std::vector<Verdict>& parks,
              const DataVersions& versions)
        : m_city(city), m_parks(parks), m_open_parks(open_sites(city, Role::parks)),
          m_open_zones(open_sites(city, Role::zones)), m_own(versions_of(versions, {"sites"})),
          m_in_parks(versions_of(versions, {"sites", "parks"})),
          m_in_zones(versions_of(versions, {"sites", "zones"})) {}

    Facts build(std::size_t site, const SitePlacement& place, const std::string& as_of) const {
        const auto& columns = m_city.sites.features;
        Facts facts;
        facts.subject_id = columns.ids[site];
        facts.subject_name = columns.names[site];
        facts.list.push_back({"as_of", as_of, "date", {}, "project", {}, {}});
        add_places(facts, site, place);
        for (const auto& name : columns.attributes.names)
            if (!facts.find(name))
                facts.list.push_back(
                    {name, columns.attribute(site, name), {}, {}, attribute_method, m_own, {}});
        return facts;
    }

  private:
    void add_places(Facts& facts, std::size_t site, const SitePlacement& place) const {
        const bool is_doubtful = place.status == SiteStatus::doubtful_datum;
        Value park, verdict, distance;
        if (!is_doubtful && !m_open_parks.contains(site)) {
            park = park_of(place);
            verdict = verdict_of(place);
        }
        if (!is_doubtful && place.nearest_zone != SIZE_MAX) distance = place.distance_m;
        const auto id = to_text(park);
        facts.list.push_back(placed("park_id", park, "text", id, m_in_parks));
        facts.list.push_back(placed("park_verdict", verdict, "text", id, m_in_parks));
        facts.list.push_back(is_doubtful ? placed("in_forbidden_zone", {}, "bool", {}, m_in_zones)
                                         : in_forbidden_zone(site, place));
        facts.list.push_back(placed(
            "nearest_zone_m", distance, "m",
            is_unknown(distance) ? std::string() : m_city.zones.features.ids[place.nearest_zone],
            m_in_zones));
    }

    /// Unknown where all that may forbid the site is a zone under review, or one of a class that no
    /// rule knows.
    Fact in_forbidden_zone(std::size_t site, const SitePlacement& place) const {
        const auto& zones = m_city.zones.features;
        std::vector<std::string> certain, open;
        for (const auto zone : place.zones)
            if (forbids_siting(zones, zone))
                (is_other_zone(zones, zone) ? open : certain).push_back(zones.ids[zone]);
        if (const auto found = m_open_zones.find(site); found != m_open_zones.end())
            open.insert(open.end(), found->second.begin(), found->second.end());
        if (!certain.empty() || open.empty())
            return placed("in_forbidden_zone", std::int64_t{!certain.empty()}, "bool",
                          joined(certain), m_in_zones);
        return placed("in_forbidden_zone", {}, "bool", joined(open), m_in_zones);
    }

    Value park_of(const SitePlacement& place) const {
        if (place.parks.size() != 1) return {};
        return m_city.parks.features.ids[place.parks.front()];
    }

    Value verdict_of(const SitePlacement& place) const {
        if (place.parks.empty()) return std::string("outside");
        if (place.parks.size() > 1 || m_parks.empty()) return {};
        return std::string(name_of(m_parks[place.parks.front()].outcome));
    }

    const CityLayers& m_city;
    const std::vector<Verdict>& m_parks;
    OpenSites m_open_parks, m_open_zones;
    std::string m_own, m_in_parks, m_in_zones;
};

} // namespace

std::vector<Facts> enterprise_facts(const CityLayers& city, const std::vector<SitePlacement>& sites,
                                    const std::vector<Verdict>& parks, const std::string& as_of,
                                    const DataVersions& versions) {
    const SiteFacts builder(city, parks, versions);
    std::vector<Facts> all;
    all.reserve(sites.size());
    for (std::size_t s = 0; s < sites.size(); ++s) all.push_back(builder.build(s, sites[s], as_of));
    return all;
}

Table enterprises_table(const CityLayers& city, const std::vector<Facts>& facts,
                        const std::vector<Verdict>& verdicts) {
    Table table{"enterprises",
                {text_column("site_id"), text_column("name"), text_column("park_id"),
                 text_column("park_verdict"), text_column("route"), text_column("outcome"),
                 text_column("reason_zh"), text_column("reason_en"), text_column("missing"),
                 text_column("least_change_zh"), text_column("least_change_en"),
                 text_column("pack"), text_column("pack_version"), whole_column("synthetic")},
                {}};
    for (std::size_t s = 0; s < verdicts.size(); ++s) {
        const auto& v = verdicts[s];
        std::vector<std::string> missing;
        for (const auto& one : v.tables)
            missing.insert(missing.end(), one.missing.begin(), one.missing.end());
        const auto outcome = std::string(name_of(v.outcome));
        table.rows.push_back(
            {v.subject_id, v.subject_name, facts[s].find("park_id")->value,
             facts[s].find("park_verdict")->value, v.result.empty() ? outcome : v.result, outcome,
             v.reason.zh, v.reason.en, joined(missing), v.least_change.zh, v.least_change.en,
             v.pack, v.pack_version, std::int64_t{city.sites.features.synthetic[s]}});
    }
    return table;
}

} // namespace geo
