// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string_view>

namespace geo {

/// "2024-02-29", a day of the calendar.
bool is_plain_date(std::string_view text);

/// A plain date with a time of UTC: "2024-02-28T10:00:00.000Z".
bool is_plain_date_time(std::string_view text);

/// A plain date with a time, with milliseconds or without, of UTC, of a zone or of none:
/// "2024-02-28T10:00:00", "2024-02-28T10:00:00.500+08:00".
bool is_zoned_date_time(std::string_view text);

} // namespace geo
