// SPDX-License-Identifier: Apache-2.0
#include "libgeo/park_records.hpp"

#include "libgeo/fact_lists.hpp"
#include "libgeo/overlay/measured_facts.hpp"
#include "libgeo/overlay/park_facts.hpp"

namespace geo {

namespace {

void forget_enterprises(std::vector<Facts>& parks) {
    for (auto& park : parks)
        for (auto& fact : park.list)
            if (fact.name == "enterprises_inside") {
                fact.value = {};
                fact.method += "; unknown: the frame of the sites is in doubt";
            }
}

/// The residents that were rejected for want of a place; those outside the extent have one.
std::vector<std::string> unplaced_residents(const NormaliseLog& log) {
    std::vector<std::string> ids;
    for (const auto& report : log.reports) {
        if (report.role != name_of(Role::residents) || report.counts.rejected == 0) continue;
        for (const auto& problem : log.problems)
            if (problem.layer == report.subject && problem.code == "missing_coordinates")
                ids.push_back(problem.feature_id);
    }
    return ids;
}

} // namespace

std::vector<Facts> all_park_facts(const ParkRecords& r, std::string_view kind,
                                  std::span<const Measurement> measurements,
                                  const std::string& as_of, const DataVersions& versions,
                                  Problems& problems) {
    auto facts = park_facts(r.parks, r.city.zones, r.conflicts, r.open, r.sites, as_of, versions);
    if (r.sites_are_doubtful) forget_enterprises(facts);
    const MeasuredLayers layers{r.city.lines, r.city.residents, r.city.footprints, versions,
                                unplaced_residents(r.city.log)};
    const auto measured = measured_facts(r.parks, layers, measurements);
    for (std::size_t p = 0; p < facts.size(); ++p)
        for (const auto& fact : measured[p]) take_measured(facts[p], fact, "parks", problems);
    const auto listed = listed_facts(r.city.facts, std::string(kind), versions);
    for (auto& problem : merge_facts(facts, listed, "facts"))
        problems.push_back(std::move(problem));
    return facts;
}

} // namespace geo
