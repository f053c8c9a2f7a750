// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

namespace geo {

/// A day with a time as GDAL has it: zone 100 is UTC, each step a quarter of an hour; 0 and 1 are
/// "not known" and "local".
struct DateTime {
    int year = 0, month = 0, day = 0, hour = 0, minute = 0;
    float second = 0;
    int zone = 0;
};

/// ISO 8601: "2026-11-03" at midnight, else "2026-11-03T08:05:00+08:00" with the zone when it is
/// known and milliseconds when there are any. Years beyond 4 digits are cut, as a day that nobody
/// means.
std::string iso_text(const DateTime& time);

} // namespace geo
