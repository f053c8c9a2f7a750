// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "libgeo/permit_screening.hpp"

namespace geo {

/// The facts about every screened footprint (`screening.answers`, in their order): those of a
/// boundary (`all_park_facts`, the rows about "project" of the lists), without what is only asked
/// of parks, and what the screening found: `siting_outcome`, `eia_class`, `nearest_zone_m` (within
/// reach), `control_units`, `sensitive_1_m2` to `sensitive_3_m2` with `_certain` and `_possible`.
/// Lines and residents are measured as the packs say. Problems as `all_park_facts`.
std::vector<Facts> project_facts(const PermitScreening& screening, const std::vector<Pack>& packs,
                                 Problems& problems);

/// Judges every footprint by each of the packs; facts that nobody knows are unknown. Ranks refer to
/// the footprints of this screening.
std::vector<ProjectVerdicts> judge_projects(const std::vector<Facts>& facts,
                                            const std::vector<Pack>& packs);

/// What the packs say about one footprint in a cell: "pack=result;…", the outcome where a pack has
/// no table of results.
std::string rules_text(const std::vector<ProjectVerdicts>& rules, std::size_t footprint);

/// The packs of these files. Throws ConfigError when one is not about projects, or not in force on
/// that day (ISO date).
std::vector<Pack> read_project_packs(const std::vector<std::string>& paths,
                                     const std::string& as_of);

} // namespace geo
