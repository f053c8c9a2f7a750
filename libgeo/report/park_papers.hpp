// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include <nlohmann/json.hpp>

#include "libgeo/core/text.hpp"
#include "libgeo/report/merge_fields.hpp"
#include "libgeo/report/run_results.hpp"

namespace geo {

/// All that the papers about one park say: its row of the results, its conflicts and its trace.
/// Every figure is a text as people read it, in `language`.
struct ParkPaper {
    std::string id;
    std::string name;
    MergeFields fields; ///< lists: conflicts, criteria, facts, citations
};

/// One for each park, in the order of the results. Names of fields and lists: docs/report.md.
std::vector<ParkPaper> park_papers(const RunResults& results, Language language);

} // namespace geo
