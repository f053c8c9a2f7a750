// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <map>
#include <string>
#include <vector>

#include "libgeo/core/text.hpp"
#include "libgeo/report/run_results.hpp"

namespace geo {

/// Texts by the name of a published column, or of what the verdict's trace holds.
using PaperRow = std::map<std::string, std::string>;

/// All that the papers about one park say, every figure as people read it, in one language.
struct ParkPaper {
    std::string id;
    std::string name;
    PaperRow values; ///< the park's row of the results, its verdict, the run
    std::vector<PaperRow> conflicts;
    std::vector<PaperRow> criteria; ///< those that are switched on
    std::vector<PaperRow> facts;    ///< those that the criteria read
    std::vector<PaperRow> citations;
};

/// One for each park, in the order of the results.
std::vector<ParkPaper> park_papers(const RunResults& results, Language language);

/// The names of the fields that every row of a paper's lists has: `conflicts`, `criteria`, `facts`,
/// `citations`.
std::map<std::string, std::vector<std::string>> paper_lists(const RunResults& results);

} // namespace geo
