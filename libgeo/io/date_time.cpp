// SPDX-License-Identifier: Apache-2.0
#include "libgeo/io/date_time.hpp"

#include <cmath>
#include <cstdlib>

#include <fmt/format.h>

namespace geo {

namespace {

constexpr int utc = 100;
constexpr int minutes_per_step = 15;

std::string zone_text(int zone) {
    if (zone <= 1) return {}; // not known, or local to nobody knows where
    if (zone == utc) return "Z";
    const int minutes = (zone - utc) * minutes_per_step;
    return fmt::format("{}{:02}:{:02}", minutes < 0 ? '-' : '+', std::abs(minutes) / 60,
                       std::abs(minutes) % 60);
}

} // namespace

std::string iso_text(const DateTime& time) {
    const auto day = fmt::format("{:04}-{:02}-{:02}", time.year % 10000, time.month, time.day);
    const auto milliseconds = std::lround(time.second * 1000);
    if (time.hour == 0 && time.minute == 0 && milliseconds == 0) return day;
    auto text =
        fmt::format("{}T{:02}:{:02}:{:02}", day, time.hour, time.minute, milliseconds / 1000);
    if (milliseconds % 1000 != 0) text += fmt::format(".{:03}", milliseconds % 1000);
    return text + zone_text(time.zone);
}

} // namespace geo
