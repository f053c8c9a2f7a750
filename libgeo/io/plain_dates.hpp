// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace geo {

/// "2024-02-29", a day of the calendar.
bool is_plain_date(std::string_view text);

/// A plain date with a time of UTC: "2024-02-28T10:00:00.000Z".
bool is_plain_date_time(std::string_view text);

/// A plain date with a time, with milliseconds or without, of UTC, of a zone or of none:
/// "2024-02-28T10:00:00", "2024-02-28T10:00:00.500+08:00".
bool is_zoned_date_time(std::string_view text);

/// A zoned date and time as `iso_text` writes what GDAL makes of it: "2024-02-28" at midnight, no
/// zeros behind the second, "Z" for UTC. Nothing for a zone that is not a step of a quarter of an
/// hour: GDAL has to judge it. Precondition: `is_zoned_date_time`.
std::optional<std::string> zoned_text(std::string_view text);

} // namespace geo
