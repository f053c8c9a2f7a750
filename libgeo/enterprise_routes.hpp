// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vector>

#include "libgeo/core/subject_facts.hpp"
#include "libgeo/core/table.hpp"
#include "libgeo/core/verdict.hpp"
#include "libgeo/normalise/city.hpp"
#include "libgeo/overlay/sites.hpp"

namespace geo {

/// The facts about every enterprise (site) that packs about enterprises may read, in their order:
/// its own fields, `park_id` and `park_verdict` of the park that holds it strictly ("outside" when
/// none does), `in_forbidden_zone` (1 when a zone that forbids siting holds it strictly),
/// `nearest_zone_m`. Where the frame of the coordinates is in doubt, or two parks hold it, what
/// depends on the place is unknown; so is what depends on a park or zone under review that a repair
/// of puts around the site, and forbidden ground that is only of a class no rule knows
/// (is_other_zone). `parks` may be empty: then verdicts are unknown.
std::vector<Facts> enterprise_facts(const CityLayers& city, const std::vector<SitePlacement>& sites,
                                    const std::vector<Verdict>& parks, const std::string& as_of,
                                    const DataVersions& versions);

/// One row an enterprise: where it stands, the verdict on its park, its route (the result of the
/// pack's table, else the outcome) and why. Empty without verdicts.
Table enterprises_table(const CityLayers& city, const std::vector<Facts>& facts,
                        const std::vector<Verdict>& verdicts);

} // namespace geo
