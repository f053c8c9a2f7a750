// SPDX-License-Identifier: Apache-2.0
#include "libgeo/permit_screening.hpp"

#include <algorithm>
#include <array>
#include <map>
#include <set>

#include "libgeo/core/error.hpp"
#include "libgeo/input_files.hpp"
#include "libgeo/io/list_file.hpp"
#include "libgeo/overlay/nearest.hpp"
#include "libgeo/overlay/overlap_areas.hpp"
#include "libgeo/overlay/union_areas.hpp"
#include "libgeo/project_rules.hpp"
#include "libgeo/rules/decide.hpp"
#include "libgeo/rules/pack_choice.hpp"

namespace geo {

namespace {

/// The project with the footprints in place of its parks.
Project with_footprints(const Project& project, const PermitQuestion& question) {
    Project changed = project;
    std::erase_if(changed.layers, [](const LayerSpec& spec) { return spec.role == Role::parks; });
    LayerSpec footprints = question.footprints;
    footprints.role = Role::parks;
    changed.layers.insert(changed.layers.begin(), footprints);
    return changed;
}

/// The industries of each project, by its id.
using Industries = std::map<std::string, std::vector<Industry>>;

/// What the applicant states.
Fact stated(const std::string& name, const Value& value) {
    Fact fact;
    fact.name = name;
    fact.value = value;
    return fact;
}

Industries read_industries(const std::string& path) {
    Industries all;
    if (path.empty()) return all;
    const auto list = read_list_file(path);
    const auto project = column_named(list, "project_id");
    const auto industry = column_named(list, "industry");
    for (std::size_t row = 0; row < list.features(); ++row) {
        Industry one{to_text(list.attributes.columns[industry][row]), {}};
        for (std::size_t c = 0; c < list.attributes.names.size(); ++c)
            if (c != project && c != industry)
                one.facts.push_back(
                    stated(list.attributes.names[c], list.attributes.columns[c][row]));
        all[to_text(list.attributes.columns[project][row])].push_back(std::move(one));
    }
    return all;
}

/// Projects of the list without a footprint: left out, and said.
void report_strangers(const Industries& industries, const FeatureColumns& footprints,
                      Problems& problems) {
    for (const auto& [id, list] : industries)
        if (std::find(footprints.ids.begin(), footprints.ids.end(), id) == footprints.ids.end())
            problems.push_back(
                {"industries",
                 id,
                 "industry_without_footprint",
                 Severity::warning,
                 no_place(),
                 no_place(),
                 {"行业清单中的项目 " + id + " 没有用地范围，未用。请核对 project_id。",
                  "the list of industries names the project " + id +
                      ", which has no footprint, and is not used for it. Check "
                      "project_id."}});
}

/// A footprint whose own fields hold the row of the catalogue needs no list.
std::vector<Industry> own_industry(const FeatureColumns& footprints, std::size_t footprint) {
    if (is_unknown(footprints.attribute(footprint, "base_class"))) return {};
    Industry one{to_text(footprints.attribute(footprint, "industry")), {}};
    if (one.name.empty()) one.name = footprints.names[footprint];
    for (const auto& name : footprints.attributes.names)
        one.facts.push_back(stated(name, footprints.attribute(footprint, name)));
    return {one};
}

/// Fills in the answers of one screening.
class Answers {
  public:
    Answers(PermitScreening& s, const PermitQuestion& question) : m_s(s), m_question(question) {
        if (!question.packs.empty()) {
            const auto& date = s.project.as_of;
            m_pack = choose_pack(question.packs, "eia-class", question.jurisdiction, date);
            s.eia_pack = m_pack->id + " " + m_pack->version;
            name_sets(
                choose_pack(question.packs, "eia-sensitive-areas", question.jurisdiction, date));
        }
        for (const auto& pair : overlap_areas(s.city.parks.shapes, s.city.control_units.shapes))
            m_units[pair.a].push_back({pair.b, pair.area});
    }

    void fill() {
        const auto industries = read_industries(m_question.industries);
        report_strangers(industries, footprints(), m_s.city.log.problems);
        m_s.answers.resize(footprints().size());
        for (std::size_t f = 0; f < m_s.answers.size(); ++f) {
            m_s.answers[f].footprint = f;
            m_s.answers[f].area = area_of(m_s.city.parks.shapes, f);
            m_s.answers[f].units = m_units[static_cast<std::uint32_t>(f)];
            look_around(m_s.answers[f]);
        }
        measure_ground();
        for (auto& answer : m_s.answers) {
            add_class(answer, industries);
            conclude(answer);
        }
    }

  private:
    const FeatureColumns& footprints() const { return m_s.city.parks.features; }
    const FeatureColumns& zones() const { return m_s.city.zones.features; }

    /// Which set of article 3 each class of zone belongs to.
    void name_sets(const Pack& pack) {
        for (const auto& name : zones().classes) {
            if (m_sets.contains(name)) continue;
            Facts facts;
            for (const auto& spec : pack.facts) facts.set(spec.name, Value(), spec.unit);
            facts.set("zone_class", name, "text");
            m_sets[name] = decide(pack, facts).result;
        }
    }

    std::string set_of(std::size_t zone) const {
        const auto found = m_sets.find(zones().classes[zone]);
        return found == m_sets.end() ? std::string() : found->second;
    }

    void look_around(FootprintAnswer& answer) {
        const auto one = single(m_s.city.parks.shapes, answer.footprint);
        for (std::size_t c = 0; c < m_s.conflicts.list.size(); ++c)
            if (m_s.conflicts.list[c].park == answer.footprint) answer.conflicts.push_back(c);
        for (const auto& open : m_s.open)
            if (open.park == answer.footprint) answer.open.push_back(open.zone_id);
        for (const auto& near : features_within(one, m_s.city.zones.shapes, m_question.reach_m))
            if (is_statutory(zones(), near.feature))
                answer.zones.push_back({near.feature, near.distance_m, set_of(near.feature)});
        std::stable_sort(answer.zones.begin(), answer.zones.end(),
                         [](const auto& a, const auto& b) { return a.distance_m < b.distance_m; });
        add_strips(answer, one);
        add_targets(answer, one);
    }

    StripHit strip_of(const FootprintAnswer& answer, const FeatureDistance& near) const {
        const auto& lines = m_s.city.lines.features;
        StripHit hit{near.feature, near.distance_m, {}, StripHit::Status::no_width};
        hit.strip_m = to_number(lines.attribute(near.feature, "strip_m"));
        if (!hit.strip_m) return hit;
        const double doubt =
            lines.accuracy_m[near.feature] + footprints().accuracy_m[answer.footprint];
        hit.status = near.distance_m <= *hit.strip_m - doubt   ? StripHit::Status::inside
                     : near.distance_m <= *hit.strip_m + doubt ? StripHit::Status::doubtful
                                                               : StripHit::Status::outside;
        return hit;
    }

    void add_strips(FootprintAnswer& answer, const Polygons& one) const {
        for (const auto& near : features_within(one, m_s.city.lines.shapes, m_question.reach_m))
            answer.strips.push_back(strip_of(answer, near));
        std::stable_sort(answer.strips.begin(), answer.strips.end(),
                         [](const auto& a, const auto& b) { return a.distance_m < b.distance_m; });
    }

    void add_targets(FootprintAnswer& answer, const Polygons& one) const {
        const auto& sites = m_s.city.sites;
        if (sites.points.empty()) return;
        const EdgeIndex index(one);
        const auto found =
            nearest(sites.points, index, {.reach_m = m_question.reach_m, .features = {}});
        for (std::size_t s = 0; s < found.size(); ++s)
            if (sites.kinds[s] != "enterprise" && found[s].feature != no_feature &&
                found[s].distance_m <= m_question.reach_m)
                answer.targets.push_back({s, found[s].distance_m});
        std::stable_sort(answer.targets.begin(), answer.targets.end(),
                         [](const auto& a, const auto& b) { return a.distance_m < b.distance_m; });
    }

    std::vector<std::uint8_t> zones_of(const std::set<std::string>& sets) const {
        std::vector<std::uint8_t> flags(zones().size());
        for (std::size_t z = 0; z < flags.size(); ++z)
            flags[z] = is_statutory(zones(), z) && sets.contains(set_of(z)) ? 1 : 0;
        return flags;
    }

    /// The ground of each set: (1) and (3) as they are, (2) outside of (1).
    void measure_ground() {
        const std::array<std::set<std::string>, 3> wanted{{{"1"}, {"1", "2"}, {"3"}}};
        for (std::size_t set = 0; set < wanted.size(); ++set) {
            const auto own = zones_of({std::to_string(set + 1)});
            if (std::find(own.begin(), own.end(), 1) == own.end()) continue; // no such layer
            const auto areas =
                union_areas(m_s.city.parks.shapes, m_s.city.zones.shapes, zones_of(wanted[set]));
            for (std::size_t f = 0; f < areas.size(); ++f)
                take_ground(m_s.answers[f], set, areas[f].m2);
        }
    }

    void take_ground(FootprintAnswer& answer, std::size_t set, double area_m2) const {
        auto& ground = answer.ground[set];
        if (set == 1) area_m2 = std::max(0.0, area_m2 - answer.ground[0].measured_m2.value_or(0));
        ground.measured_m2 = area_m2;
        ground.certain_m2 = 0;
        ground.possible_m2 = area_m2;
        for (const auto c : answer.conflicts) {
            const auto& conflict = m_s.conflicts.list[c];
            if (set_of(conflict.zone) != std::to_string(set + 1)) continue;
            if (conflict.certain_m2 > 0) ground.certain_m2 = area_m2;
            ground.possible_m2 = std::max(*ground.possible_m2, conflict.possible_m2);
        }
        if (area_m2 == 0 && is_open(answer, set)) ground = {};
    }

    /// True when an invalid zone of the set may reach the footprint: then 0 would be a guess.
    bool is_open(const FootprintAnswer& answer, std::size_t set) const {
        return std::any_of(m_s.open.begin(), m_s.open.end(), [&](const OpenOverlap& open) {
            const auto found = m_sets.find(open.zone_class);
            return open.park == answer.footprint &&
                   (found == m_sets.end() || found->second == std::to_string(set + 1));
        });
    }

    void add_class(FootprintAnswer& answer, const Industries& industries) const {
        if (!m_pack) {
            answer.eia.reason = {"没有规则包，未判环评类别。请用 --packs 指定文件夹。",
                                 "no policy packs, so the EIA class is open. Name a folder with "
                                 "--packs."};
            answer.eia.title = title_of_eia_class("");
            return;
        }
        const auto found = industries.find(footprints().ids[answer.footprint]);
        answer.eia =
            eia_class_of(*m_pack,
                         found == industries.end() ? own_industry(footprints(), answer.footprint)
                                                   : found->second,
                         answer.ground);
    }

    void conclude(FootprintAnswer& answer) const {
        for (const auto c : answer.conflicts) weigh(answer, m_s.conflicts.list[c]);
        for (const auto& id : answer.open)
            raise(answer, SitingOutcome::review,
                  {"管控区 " + id + " 图形无效，未确认修复，可能与用地重叠",
                   "the zone " + id +
                       " is invalid, no repair is accepted, and it may reach the "
                       "footprint"});
        for (const auto& unit : answer.units) weigh(answer, unit);
        for (const auto& strip : answer.strips) weigh(answer, strip);
    }

    static void raise(FootprintAnswer& answer, SitingOutcome outcome, Text reason) {
        answer.outcome = std::min(answer.outcome, outcome);
        answer.reasons.push_back(std::move(reason));
    }

    void weigh(FootprintAnswer& answer, const Conflict& c) const {
        const bool forbids = forbids_siting(zones(), c.zone);
        if (!is_statutory(zones(), c.zone)) return;
        const auto outcome = c.status == ConflictStatus::violation ? SitingOutcome::prohibited
                             : c.status == ConflictStatus::finding ||
                                     c.status == ConflictStatus::below_minimum || !forbids
                                 ? SitingOutcome::conditions
                                 : SitingOutcome::review;
        const auto name = zones().names[c.zone] + " (" + zones().ids[c.zone] + ")";
        raise(answer, outcome,
              {name + "：" + title_of(c.status).zh + "，重叠 " + fixed(c.area.m2, 1) +
                   " m²，其中确定 " + fixed(c.certain_m2, 1) + " m²",
               name + ": " + title_of(c.status).en + ", overlap " + fixed(c.area.m2, 1) +
                   " m², certain " + fixed(c.certain_m2, 1) + " m²"});
    }

    void weigh(FootprintAnswer& answer, const UnitHit& hit) const {
        const auto& units = m_s.city.control_units.features;
        if (units.classes[hit.unit] != "priority") return;
        raise(answer, SitingOutcome::conditions,
              {"优先保护单元 " + units.ids[hit.unit] + "：须按单元清单核对准入",
               "priority control unit " + units.ids[hit.unit] +
                   ": check admission against the unit's list"});
    }

    void weigh(FootprintAnswer& answer, const StripHit& hit) const {
        if (hit.status == StripHit::Status::outside || hit.status == StripHit::Status::no_width)
            return;
        const auto& lines = m_s.city.lines.features;
        const bool is_inside = hit.status == StripHit::Status::inside;
        const auto name = lines.names[hit.line] + " (" + lines.ids[hit.line] + ")";
        const auto width = shortest(*hit.strip_m);
        raise(answer, is_inside ? SitingOutcome::conditions : SitingOutcome::review,
              {name + "：距 " + fixed(hit.distance_m, 1) + " m，" +
                   (is_inside ? "在 " : "在精度之内，可能在 ") + width + " m 管控带内",
               name + ": " + fixed(hit.distance_m, 1) + " m away, " +
                   (is_inside ? "inside its strip of " : "within the accuracy of its strip of ") +
                   width + " m"});
    }

    PermitScreening& m_s;
    const PermitQuestion& m_question;
    std::optional<Pack> m_pack;
    std::map<std::string, std::string> m_sets; ///< class of zone → set
    std::map<std::uint32_t, std::vector<UnitHit>> m_units;
};

} // namespace

std::string_view name_of(SitingOutcome outcome) {
    constexpr std::array<std::string_view, 4> names{"prohibited", "review", "conditions", "clear"};
    return names[static_cast<std::size_t>(outcome)];
}

Text title_of(SitingOutcome outcome) {
    switch (outcome) {
    case SitingOutcome::prohibited:
        return {"禁止选址", "siting prohibited"};
    case SitingOutcome::review:
        return {"待核查", "review"};
    case SitingOutcome::conditions:
        return {"有条件", "conditions"};
    case SitingOutcome::clear:
        return {"无冲突", "clear"};
    }
    return {"待核查", "review"};
}

std::string_view name_of(StripHit::Status status) {
    constexpr std::array<std::string_view, 4> names{"inside", "doubtful", "outside", "no_width"};
    return names[static_cast<std::size_t>(status)];
}

PermitScreening screen_permits(const Project& project, const PermitQuestion& question,
                               const ScreenOptions& options) {
    if (!(question.reach_m >= 0 && question.reach_m <= 100'000))
        throw ConfigError({"--reach 应在 0 到 100000 米之间。请改正。",
                           "--reach has to be between 0 and 100,000 metres. Correct it."});
    PermitScreening s;
    const auto packs = read_project_packs(question.project_packs, project.as_of);
    s.project = with_footprints(project, question);
    s.reach_m = question.reach_m;
    s.inputs = hash_inputs(s.project, {});
    s.city = normalise(s.project, options.observer);
    options.observer({"叠加用地与管控区", "overlaying footprints and zones"}, 1, 2);
    s.conflicts = find_conflicts(s.city.parks, s.city.zones, s.project.minimum_area_m2);
    s.open = open_overlaps(s.city.parks, s.city.log.quarantine);
    Answers(s, question).fill();
    s.facts = project_facts(s, packs, s.city.log.problems);
    s.rules = judge_projects(s.facts, packs);
    for (const auto& more : {s.conflicts.problems, problems_of(s.open, s.city.parks)})
        s.city.log.problems.insert(s.city.log.problems.end(), more.begin(), more.end());
    refuse_changed_inputs(s.inputs, hash_inputs(s.project, {}));
    options.observer({"完成", "done"}, 2, 2);
    return s;
}

} // namespace geo
