// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "libgeo/core/table.hpp"
#include "libgeo/rules/township_history.hpp"
#include "libgeo/screening.hpp"

namespace geo {

/// Lists that stand beside a project; empty paths: none.
struct TownshipLists {
    std::string awards; ///< code, title, batch, named_on, status; instead of the project's
    std::string codes;  ///< code, name, county_code, county, kind, population, agricultural; so too
    std::string titles; ///< title, name, from, to, counts_as
    std::string lineage; ///< old_code, old_name, event, date, new_code, keeps_titles
};

/// The history of a screened project's townships, with the areas and red-line areas of those that
/// have a shape. Throws InputError when a list lacks a column.
TownshipHistory township_history(const Screening& screening, const TownshipLists& lists);

/// Dates of a series: "2016-06-30", or a year, which stands for its last day. Throws ConfigError
/// for anything else.
std::vector<std::string> series_dates(const std::vector<std::string>& texts);

/// The records of titles up to a day, by code, title and day, each with the list and row or the
/// event of the ledger that says it.
Table records_table(const TownshipHistory& history, const std::string& as_of);

/// One row a date, title, denominator and county; the columns of coverage.csv come first.
Table series_table(const std::vector<HistoryCoverage>& series, Rounding rounding);

} // namespace geo
