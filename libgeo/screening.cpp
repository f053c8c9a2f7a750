// SPDX-License-Identifier: Apache-2.0
#include "libgeo/screening.hpp"

#include "libgeo/datum_detective.hpp"
#include "libgeo/input_files.hpp"
#include "libgeo/overlay/park_facts.hpp"
#include "libgeo/rules/decide.hpp"
#include "libgeo/township_records.hpp"

namespace geo {

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
    if (!project.dst_crs.empty()) (void)FromGrid(project.dst_crs);

    s.inputs = hash_inputs(project, s.pack);

    // One way in: every layer comes onto the one grid, and every doubt becomes a problem.
    s.city = normalise(project, options.observer);

    // What lies on what, exactly.
    step("叠加园区与管控区", "overlaying parks and zones", 1);
    s.conflicts = find_conflicts(s.city.parks, s.city.zones, project.minimum_area_m2);
    step("定位企业和点位", "placing the sites", 2);
    s.sites = place_sites(s.city.sites, s.city.parks, s.city.zones, project.distance_classes_m);
    const auto datums = test_datums(s.city);
    const bool is_doubtful = block_doubtful(datums, s.city, s.sites);
    step("统计乡镇", "counting the townships", 3);
    s.townships = overlay_townships(s.city.townships, s.city.zones);
    s.coverage = coverage_of(s.city, s.townships, project);

    // What follows from it, under the cited rules.
    step("依规则判定", "deciding by the rules", 4);
    const auto open = open_overlaps(s.city.parks, s.city.log.quarantine);
    s.facts = park_facts(s.city.parks, s.city.zones, s.conflicts, open, s.sites, project.as_of);
    if (is_doubtful) // nobody knows where they are, so nobody knows how many are inside
        for (auto& park : s.facts) park.set("enterprises_inside", Value(), "count");
    if (s.pack) s.verdicts = decide_all(*s.pack, s.facts);

    for (const auto& more : {problems_of(datums, s.city), s.conflicts.problems, s.coverage.problems,
                             problems_of(open, s.city.parks)})
        s.city.log.problems.insert(s.city.log.problems.end(), more.begin(), more.end());
    step("完成", "done", 5);
    return s;
}

} // namespace geo
