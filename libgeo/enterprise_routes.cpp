// SPDX-License-Identifier: Apache-2.0
#include "libgeo/enterprise_routes.hpp"

#include <cmath>

#include "libgeo/overlay/conflicts.hpp"

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

class SiteFacts {
  public:
    SiteFacts(const CityLayers& city, const std::vector<Verdict>& parks,
              const DataVersions& versions)
        : m_city(city), m_parks(parks), m_own(versions_of(versions, {"sites"})),
          m_in_parks(versions_of(versions, {"sites", "parks"})),
          m_in_zones(versions_of(versions, {"sites", "zones"})) {}

    Facts build(std::size_t site, const SitePlacement& place, const std::string& as_of) const {
        const auto& columns = m_city.sites.features;
        Facts facts;
        facts.subject_id = columns.ids[site];
        facts.subject_name = columns.names[site];
        facts.list.push_back({"as_of", as_of, "date", {}, "project", {}, {}});
        add_places(facts, place);
        for (const auto& name : columns.attributes.names)
            if (!facts.find(name))
                facts.list.push_back(
                    {name, columns.attribute(site, name), {}, {}, attribute_method, m_own, {}});
        return facts;
    }

  private:
    void add_places(Facts& facts, const SitePlacement& place) const {
        const bool is_doubtful = place.status == SiteStatus::doubtful_datum;
        Value park, verdict, forbidden, distance;
        std::string zones;
        if (!is_doubtful) {
            park = park_of(place);
            verdict = verdict_of(place);
            for (const auto zone : place.zones)
                if (forbids_siting(m_city.zones.features, zone))
                    zones += (zones.empty() ? "" : ";") + m_city.zones.features.ids[zone];
            forbidden = std::int64_t{!zones.empty()};
            if (place.nearest_zone != SIZE_MAX) distance = place.distance_m;
        }
        const auto id = to_text(park);
        facts.list.push_back(placed("park_id", park, "text", id, m_in_parks));
        facts.list.push_back(placed("park_verdict", verdict, "text", id, m_in_parks));
        facts.list.push_back(placed("in_forbidden_zone", forbidden, "bool", zones, m_in_zones));
        facts.list.push_back(placed(
            "nearest_zone_m", distance, "m",
            is_unknown(distance) ? std::string() : m_city.zones.features.ids[place.nearest_zone],
            m_in_zones));
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
