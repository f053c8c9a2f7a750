// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "libgeo/core/verdict.hpp"
#include "libgeo/normalise/city.hpp"
#include "libgeo/overlay/conflicts.hpp"
#include "libgeo/overlay/sites.hpp"
#include "libgeo/overlay/townships.hpp"
#include "libgeo/rules/coverage.hpp"

namespace geo {

/// Counts and sums of a run as JSON, `schema_version` first (docs/schema/summary.schema.json).
std::string summary_json(const Project& project, const CityLayers& city, const Conflicts& conflicts,
                         const std::vector<SitePlacement>& sites,
                         const std::vector<Verdict>& verdicts);

/// The same for a person: verdicts by kind with the parks' names, the largest conflicts, sites,
/// coverage, and what needs a look.
std::string summary_text(const CityLayers& city, const Conflicts& conflicts,
                         const std::vector<SitePlacement>& sites,
                         const std::vector<TownshipOverlap>& townships, const Coverage& coverage,
                         const std::vector<Verdict>& verdicts, Language language);

} // namespace geo
