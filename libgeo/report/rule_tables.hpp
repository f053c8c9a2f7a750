// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vector>

#include "libgeo/core/table.hpp"
#include "libgeo/core/verdict.hpp"
#include "libgeo/rules/compare.hpp"
#include "libgeo/rules/pack.hpp"

namespace geo {

/// One row a fact of a subject, in the subjects' order: value, unit, how it was come by, evidence;
/// in words as the first of the packs that declares it says.
Table facts_table(const std::vector<Facts>& subjects, const std::vector<const Pack*>& packs);

/// One row a subject whose outcome or criteria changed (all of them with `all`), by id.
enum class Rows { changed, all };
Table diff_table(const std::vector<VerdictChange>& changes, Rows rows);

/// One row a verdict: outcome, result, score, and what stands behind it.
Table verdicts_table(const std::vector<Verdict>& verdicts);

/// One row a pack: what it decides, where and when it is in force, how much of it is on.
Table packs_table(const std::vector<Pack>& packs);

} // namespace geo
