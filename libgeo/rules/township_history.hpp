// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "libgeo/core/problem.hpp"
#include "libgeo/rules/coverage.hpp"

namespace geo {

/// A title of eco-township creation as its name was in a period. Names are never added up by
/// themselves: `counts_as` says so where an older title counts as a later one.
struct TitleSpec {
    std::string title;     ///< key in the awards: "national"
    std::string name;      ///< 国家级生态乡镇
    std::string from;      ///< ISO date, first day on which it was given; empty: open
    std::string to;        ///< ISO date, last day; empty: open
    std::string counts_as; ///< title it is counted with; empty: itself
};

/// What became of a unit: one row for each pair of old and new code, so that a merger of n units
/// has n rows and a split into n has n. A unit that takes in others and lives on has a row with
/// itself as old and new code.
struct LineageStep {
    std::string old_code;
    std::string old_name;
    std::string event; ///< "renamed", "merged" or "split"; for readers
    std::string date;  ///< ISO date, the first day of the new code
    std::string new_code;
    /// Whether titles and applications of the old unit go over to the new one by decision: "1" or
    /// "0"; empty: by rule (see `history_of`).
    std::string keeps_titles;
};

/// Everything about the eco-townships of a city over time.
struct TownshipHistory {
    std::vector<TownshipCode> codes; ///< the list in force after the last step
    std::vector<Award> awards;       ///< to the codes that were in force on their day
    std::vector<TitleSpec> titles;   ///< empty: "national" and "provincial", each by itself
    std::vector<LineageStep> lineage;
    std::map<std::string, double> redline_m2; ///< of the units of `codes` whose shape is known
};

/// How shares in percent with one decimal are rounded.
enum class Rounding {
    plain,             ///< each by itself, half up; they may not add up to 100
    largest_remainder, ///< down, then the largest remainders up, so that they add up to 100
};
std::string_view name_of(Rounding rounding);

/// A row of a series: a coverage row and what else is known. Unknown as soon as a part is.
struct HistoryRow : CoverageRow {
    std::uint64_t announced = 0; ///< 公示待命名: not named
    std::uint64_t passed = 0;
    std::uint64_t applied = 0;
    std::optional<double>
        rate_taking_part; ///< (named + announced + passed + applied) / denominator
    std::optional<double> population;
    std::optional<double> named_population;
    std::optional<double> rate_population;
    std::optional<double> redline_m2;          ///< red line in the units that count
    std::optional<double> named_redline_m2;    ///< in the named ones
    std::optional<double> named_redline_share; ///< of the named area
    double share_of_named = 0; ///< percent of the city's named units, one decimal; city: 100
};

struct HistoryCoverage {
    std::vector<HistoryRow> rows; ///< by title, denominator as given, county id; the city last
    Problems problems;
};

/// The units in force on a day: the list with the later steps of the lineage undone. Units that
/// were merged or split since have no area and no population, renamed ones keep them; the kind of
/// an old code follows from the code.
std::vector<TownshipCode> units_on(const TownshipHistory& history, const std::string& as_of);

/// Coverage on a day, per county and for the city, of each counted title, and of "any": units with
/// at least one title, each once.
///
/// Titles follow the lineage: a renamed unit keeps them, each part of a split unit too; a merged
/// unit has a title when all that went into it had it, else the row's `keeps_titles` decides, else
/// it has not and that is the problem "title_of_a_part". So does what a unit has reached on the way
/// to a title: a merged unit stands where the least of its parts stood; when only some took part
/// and `keeps_titles` says nothing, it does not, and that is the problem "application_of_a_part". A
/// record "revoked" ends the title on its day. An award before or after the period of its title
/// ("title_out_of_period"), to a code that was not in force on its day ("unknown_township"), of an
/// unknown title or status, or named without a date does not count and is a problem. Several
/// records of the same unit and title count once. Throws ConfigError when `as_of` is no date,
/// `counts_as` names no title, or a lineage row is wrong (no date, new code not in force).
HistoryCoverage history_of(const TownshipHistory& history, const std::string& as_of,
                           const std::vector<Denominator>& denominators, const City& city,
                           Rounding rounding);

/// What units stand for with regard to a counted title on a day: code → "named", "announced",
/// "passed" or "applied"; units that are not in it have nothing to do with the title.
std::map<std::string, std::string> standing_on(const TownshipHistory& history,
                                               const std::string& as_of, const std::string& title);

/// Shares of the parts in percent with one decimal; all 0 when the parts are.
std::vector<double> rounded_shares(const std::vector<std::uint64_t>& parts, Rounding rounding);

} // namespace geo
