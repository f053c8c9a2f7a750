// SPDX-License-Identifier: Apache-2.0
#include "libgeo/project_rules.hpp"

#include <algorithm>
#include <set>

#include "libgeo/fact_lists.hpp"
#include "libgeo/park_records.hpp"
#include "libgeo/rules/decide.hpp"

namespace geo {

namespace {

Fact found(std::string name, Value value, std::string unit, std::string evidence,
           std::string method, std::string version) {
    return {std::move(name),
            std::move(value),
            std::move(unit),
            std::move(evidence),
            std::move(method),
            std::move(version),
            {}};
}

/// What is known about parks only: facts nobody asks of a project, unless its own fields hold them.
void drop_park_questions(Facts& facts, const FeatureColumns& footprints) {
    std::erase_if(facts.list, [&](const Fact& fact) {
        if (fact.name == "enterprises_inside") return true;
        return fact.method == attribute_method && is_unknown(fact.value) &&
               !footprints.attributes.find(fact.name);
    });
}

class ScreeningFacts {
  public:
    ScreeningFacts(const PermitScreening& s, const DataVersions& versions)
        : m_s(s), m_in_zones(versions_of(versions, {"parks", "zones"})),
          m_in_units(versions_of(versions, {"parks", "control_units"})) {}

    void add(Facts& facts, const FootprintAnswer& answer) const {
        add_outcome(facts, answer);
        add_neighbours(facts, answer);
        for (std::size_t set = 0; set < answer.ground.size(); ++set)
            add_ground(facts, answer.ground[set], "sensitive_" + std::to_string(set + 1));
    }

  private:
    void add_outcome(Facts& facts, const FootprintAnswer& answer) const {
        std::string zones;
        for (const auto c : answer.conflicts)
            zones += (zones.empty() ? "" : ";") +
                     m_s.city.zones.features.ids[m_s.conflicts.list[c].zone];
        facts.list.push_back(found("siting_outcome", std::string(name_of(answer.outcome)), "text",
                                   zones, "permit screening", m_in_zones));
        const auto& eia = answer.eia;
        const bool is_known = eia.is_settled && !eia.eia_class.empty();
        facts.list.push_back(found(
            "eia_class", is_known ? Value(eia.eia_class) : Value(), "text", {},
            eia.is_settled ? "highest class of its industries" : "not settled within the accuracy",
            m_s.eia_pack));
    }

    void add_neighbours(Facts& facts, const FootprintAnswer& answer) const {
        const auto reach = "geodesic, within " + shortest(m_s.reach_m) + " m";
        const bool is_near = !answer.zones.empty();
        facts.list.push_back(
            found("nearest_zone_m", is_near ? Value(answer.zones[0].distance_m) : Value(), "m",
                  is_near ? m_s.city.zones.features.ids[answer.zones[0].zone] : std::string(),
                  reach, m_in_zones));
        const auto& units = m_s.city.control_units.features;
        std::set<std::string> classes;
        std::string ids, text;
        for (const auto& hit : answer.units) {
            classes.insert(units.classes[hit.unit]);
            ids += (ids.empty() ? "" : ";") + units.ids[hit.unit];
        }
        for (const auto& one : classes) text += (text.empty() ? "" : ";") + one;
        facts.list.push_back(found("control_units", units.size() == 0 ? Value() : Value(text),
                                   "text", ids, "overlay", m_in_units));
    }

    void add_ground(Facts& facts, const SensitiveGround& ground, const std::string& name) const {
        const auto put = [&](const char* what, const std::optional<double>& m2) {
            facts.list.push_back(found(name + what + "_m2", m2 ? Value(*m2) : Value(), "m2", {},
                                       "overlay with the sets of article 3 of the catalogue",
                                       m_in_zones));
        };
        put("", ground.measured_m2);
        put("_certain", ground.certain_m2);
        put("_possible", ground.possible_m2);
    }

    const PermitScreening& m_s;
    std::string m_in_zones, m_in_units; ///< data versions
};

std::vector<Measurement> all_measurements(const std::vector<Pack>& packs) {
    std::vector<Measurement> all;
    for (const auto& pack : packs)
        for (auto& one : measurements_of(pack)) all.push_back(std::move(one));
    return all;
}

} // namespace

std::vector<Pack> read_project_packs(const std::vector<std::string>& paths,
                                     const std::string& as_of) {
    std::vector<Pack> packs;
    for (const auto& path : paths) {
        packs.push_back(read_pack(path));
        require_about(packs.back(), Subject::project);
        require_valid_on(packs.back(), as_of);
    }
    return packs;
}

std::vector<Facts> project_facts(const PermitScreening& s, const std::vector<Pack>& packs,
                                 Problems& problems) {
    const auto versions = data_versions(s.project, s.inputs);
    const std::vector<SitePlacement> no_sites;
    const ParkRecords records{s.city.parks, s.city, s.conflicts, s.open, no_sites, false};
    auto all = all_park_facts(records, "project", all_measurements(packs), s.project.as_of,
                              versions, problems);
    const ScreeningFacts screening(s, versions);
    for (std::size_t f = 0; f < all.size(); ++f) {
        drop_park_questions(all[f], s.city.parks.features);
        screening.add(all[f], s.answers[f]);
    }
    return all;
}

std::vector<ProjectVerdicts> judge_projects(const std::vector<Facts>& facts,
                                            const std::vector<Pack>& packs) {
    std::vector<ProjectVerdicts> all;
    for (const auto& pack : packs) {
        auto subjects = facts;
        for (auto& subject : subjects)
            for (const auto& spec : pack.facts)
                if (!subject.find(spec.name)) subject.set(spec.name, {}, spec.unit);
        all.push_back({pack, decide_all(pack, subjects)});
    }
    return all;
}

std::string rules_text(const std::vector<ProjectVerdicts>& rules, std::size_t footprint) {
    std::string text;
    for (const auto& one : rules) {
        const auto& verdict = one.verdicts[footprint];
        text += (text.empty() ? "" : ";") + one.pack.id + "=" +
                (verdict.result.empty() ? std::string(name_of(verdict.outcome)) : verdict.result);
    }
    return text;
}

} // namespace geo
