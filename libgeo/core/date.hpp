// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <string_view>

namespace geo {

/// A calendar day (proleptic Gregorian), without a time or a time zone.
using Day = std::chrono::sys_days;

/// Days since 1970-01-01 of an ISO date (YYYY-MM-DD), or nothing when it is none.
std::optional<long> days_of_iso_date(std::string_view text);

/// The day of an ISO date (YYYY-MM-DD), or nothing when it is none.
std::optional<Day> day_of_iso_date(std::string_view text);

/// "2026-02-13". Years outside 0 to 9999 do not occur.
std::string iso_date(Day day);

/// The year of a day.
int year_of(Day day);

} // namespace geo
