// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "libgeo/core/table.hpp"

namespace geo {

/// What differs between two folders of results, e.g. this month's and last month's: one row a
/// changed field with `what` (park, conflict, site, enterprise, township, coverage, problem, input,
/// pack, version), `id`, `change` (appeared, vanished, changed), `field`, `before`, `after`. Parks
/// come first, then conflicts, sites, enterprises, townships, coverage, problems, then what the
/// runs were made from; each in id order. Areas and distances are exact, so any difference is one
/// of the inputs, the rules or the program.
///
/// Ids are those of the published tables: park × zone for a conflict, county × title × denominator
/// for coverage. Throws InputError when a folder has no manifest or a table cannot be read.
Table run_diff(const std::string& before, const std::string& after);

} // namespace geo
