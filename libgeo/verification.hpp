// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "libgeo/core/table.hpp"
#include "libgeo/core/text.hpp"

namespace geo {

/// One thing about a folder of results that was checked again.
struct ResultCheck {
    std::string what;    ///< "output", "stage", "unlisted", "conservation", "total", "input"
    std::string subject; ///< the file, layer or figure
    bool holds = true;
    Text note; ///< what is wrong, or what was compared
};

/// Checks a folder of results against its own manifest: every output has the bytes that the run
/// wrote, files that the manifest does not list are named, every layer's features are accounted
/// for (read = used + repaired + rejected + review), and the counts and sums of summary.json are
/// those of the tables. With `project` (path of the project file; empty: not asked) the inputs are
/// hashed too. A hash says that nothing changed since the run, not who made it. Cost: every file
/// is read once, tables twice. Throws InputError when there is no readable manifest.
std::vector<ResultCheck> verify_results(const std::string& folder, const std::string& project);

/// True when everything held.
bool all_hold(const std::vector<ResultCheck>& checks);

/// One row a check.
Table checks_table(const std::vector<ResultCheck>& checks);

} // namespace geo
