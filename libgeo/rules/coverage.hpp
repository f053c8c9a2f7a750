// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "libgeo/core/problem.hpp"

namespace geo {

/// Kinds of township-level units, by digits 7 to 9 of the statistical code.
enum class TownshipKind {
    subdistrict, ///< 街道, 001-099
    town,        ///< 镇, 100-199
    township,    ///< 乡, 200-399
    pseudo,      ///< 类似乡级单位: farms and zones, 400 and up; statistical only
};

/// Stable ASCII name: "subdistrict", "town", "township", "pseudo".
std::string_view name_of(TownshipKind kind);

/// The kind of that name, or nothing.
std::optional<TownshipKind> township_kind_named(std::string_view name);

/// The kind that digits 7 to 9 of a code say, or nothing when there are none.
/// Source: National Bureau of Statistics coding rule (domain 4.5).
std::optional<TownshipKind> township_kind_of_code(std::string_view code);

/// Which units count in a denominator (domain 4.5).
enum class Denominator {
    all_codes,    ///< every code, pseudo-units too
    real,         ///< without pseudo-units
    towns_only,   ///< towns (镇) only
    agricultural, ///< units related to agriculture (涉农), by a list
};

std::string_view name_of(Denominator denominator);
std::optional<Denominator> denominator_named(std::string_view name);

/// One township-level unit of the list that is in force.
struct TownshipCode {
    std::string code; ///< unique
    std::string name;
    std::string county_code;
    std::string county;
    TownshipKind kind = TownshipKind::town;
    std::optional<double> area_m2; ///< nothing: unknown
    std::optional<double> population{};
    std::optional<bool> is_agricultural{};
};

/// True when the unit counts. Throws ConfigError for `agricultural` when the list does not say
/// whether the unit is.
bool counts_in(Denominator denominator, const TownshipCode& township);

/// One award record.
struct Award {
    std::string code;   ///< of the township
    std::string title;  ///< "national" (国家级生态乡镇) or "provincial" (省级)
    std::string status; ///< only "named" (已命名) counts; "announced" (公示待命名) does not
    std::string named_on; ///< ISO date; empty: unknown, does not count
    std::string batch;
    std::string source{};   ///< where the record stands: a list and its row, or an event
    std::string document{}; ///< number of the paper; empty: not said
};

/// One row of coverage.csv.
struct CoverageRow {
    std::string county_code; ///< the city's own code for the row of the whole city
    std::string county;
    std::string as_of;
    std::string title;
    Denominator denominator_kind = Denominator::real;
    std::uint64_t denominator = 0; ///< units that count
    std::uint64_t named = 0;       ///< of these, with the title; never above the denominator
    std::optional<double> rate_count;
    std::optional<double> area_m2; ///< of the units that count; unknown as soon as one area is
    std::optional<double> named_area_m2;
    std::optional<double> rate_area;
    std::uint64_t still_needed = 0; ///< ceil(0.8 denominator) - named, at least 0
};

/// The city as a whole, the row after the counties.
struct City {
    std::string code;
    std::string name;
};

struct Coverage {
    std::vector<CoverageRow> rows; ///< by title, denominator as given, county id; the city last
    Problems problems;
};

/// Coverage of eco-township titles per county and for the city on the ISO date `as_of`.
///
/// An award counts when its status is "named" and it was named on or before `as_of`. The same
/// (code, title) counts once; further records become the problem "duplicate_award". Awards of an
/// unknown code ("unknown_township"), with an unknown title or status ("unknown_title",
/// "unknown_status") or a named award without a date ("award_without_date") become problems and do
/// not count. A township that stands twice in the list is used once ("duplicate_township"). An
/// award to a unit outside a denominator (say a pseudo-unit) does not count in that denominator.
/// Area sums are taken in code order. The 80 % of `still_needed` is the basic condition of a
/// national eco-county (domain 4.4). Throws ConfigError when `as_of` is no ISO date.
Coverage coverage_of(const std::vector<TownshipCode>& townships, const std::vector<Award>& awards,
                     const std::string& as_of, const std::vector<Denominator>& denominators,
                     const City& city);

} // namespace geo
