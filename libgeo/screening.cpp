// SPDX-License-Identifier: Apache-2.0
#include "libgeo/screening.hpp"

#include "libgeo/datum_detective.hpp"
#include "libgeo/enterprise_routes.hpp"
#include "libgeo/fact_lists.hpp"
#include "libgeo/input_files.hpp"
#include "libgeo/park_records.hpp"
#include "libgeo/rules/decide.hpp"
#include "libgeo/township_records.hpp"

namespace geo {

namespace {

/// Stay, move, convert or close: after the parks, whose verdicts count.
void route_enterprises(Screening& s) {
    if (!s.enterprise_pack) return;
    s.enterprise_facts = enterprise_facts(s.city, s.sites, s.verdicts, s.project.as_of, s.versions);
    const auto listed = listed_facts(s.city.facts, "enterprise", s.versions);
    for (auto& problem : merge_facts(s.enterprise_facts, listed, "facts"))
        s.city.log.problems.push_back(std::move(problem));
    s.enterprise_verdicts = decide_all(*s.enterprise_pack, s.enterprise_facts);
}

} // namespace

Screening screen(const Project& project, const ScreenOptions& options) {
    const auto step = [&](const char* zh, const char* en, std::size_t done) {
        options.observer({zh, en}, done, 5);
    };
    Screening s;
    s.project = project;
    // What can be wrong at once first: a wrong pack should not cost the reading of a province.
    if (!project.pack.empty()) {
        s.pack = read_pack(project.pack);
        require_valid_on(*s.pack, project.as_of);
    }
    if (!project.enterprise_pack.empty()) {
        s.enterprise_pack = read_pack(project.enterprise_pack);
        require_valid_on(*s.enterprise_pack, project.as_of);
        require_about(*s.enterprise_pack, Subject::enterprise);
    }
    if (!project.dst_crs.empty()) (void)FromGrid(project.dst_crs);

    s.inputs = hash_inputs(project, s.pack, s.enterprise_pack);
    s.versions = data_versions(project, s.inputs);

    // One way in: every layer comes onto the one grid, and every doubt becomes a problem.
    s.city = normalise(project, options.observer);

    // What lies on what, exactly.
    step("叠加园区与管控区", "overlaying parks and zones", 1);
    s.conflicts = find_conflicts(s.city.parks, s.city.zones, project.minimum_area_m2);
    step("定位企业和点位", "placing the sites", 2);
    s.sites = place_sites(s.city.sites, s.city.parks, s.city.zones, project.distance_classes_m);
    const auto datums = test_datums(s.city);
    s.sites_are_doubtful = block_doubtful(datums, s.city, s.sites);
    step("统计乡镇", "counting the townships", 3);
    s.townships = overlay_townships(s.city.townships, s.city.zones);
    s.coverage = coverage_of(s.city, s.townships, project);

    // What follows from it, under the cited rules.
    step("依规则判定", "deciding by the rules", 4);
    const auto open = open_overlaps(s.city.parks, s.city.log.quarantine);
    const ParkRecords records{s.city.parks, s.city,  s.conflicts,
                              open,         s.sites, s.sites_are_doubtful};
    const auto measurements = s.pack ? measurements_of(*s.pack) : std::vector<Measurement>();
    s.facts = all_park_facts(records, "park", measurements, project.as_of, s.versions,
                             s.city.log.problems);
    if (s.pack) s.verdicts = decide_all(*s.pack, s.facts);
    route_enterprises(s);

    for (const auto& more : {problems_of(datums, s.city), s.conflicts.problems, s.coverage.problems,
                             problems_of(open, s.city.parks)})
        s.city.log.problems.insert(s.city.log.problems.end(), more.begin(), more.end());
    step("完成", "done", 5);
    return s;
}

} // namespace geo
