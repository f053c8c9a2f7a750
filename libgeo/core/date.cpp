// SPDX-License-Identifier: Apache-2.0
#include "libgeo/core/date.hpp"

#include <array>
#include <cstdio>

namespace geo {

using std::chrono::days;
using std::chrono::year_month_day;

std::optional<long> days_of_iso_date(std::string_view text) {
    if (text.size() != 10 || text[4] != '-' || text[7] != '-') return {};
    const auto digits = [&](std::size_t from, std::size_t n) {
        int value = 0;
        for (const char c : text.substr(from, n)) {
            if (c < '0' || c > '9') return -1;
            value = 10 * value + (c - '0');
        }
        return value;
    };
    const int y = digits(0, 4);
    const int m = digits(5, 2);
    const int d = digits(8, 2);
    if (y < 0 || m < 0 || d < 0) return {};
    const year_month_day date{std::chrono::year(y), std::chrono::month(static_cast<unsigned>(m)),
                              std::chrono::day(static_cast<unsigned>(d))};
    if (!date.ok()) return {};
    return Day(date).time_since_epoch().count();
}

std::optional<Day> day_of_iso_date(std::string_view text) {
    const auto number = days_of_iso_date(text);
    if (!number) return {};
    return Day(days(*number));
}

std::string iso_date(Day day) {
    const year_month_day date(day);
    std::array<char, 32> text{};
    std::snprintf(text.data(), text.size(), "%04d-%02u-%02u", static_cast<int>(date.year()),
                  static_cast<unsigned>(date.month()), static_cast<unsigned>(date.day()));
    return text.data();
}

int year_of(Day day) {
    return static_cast<int>(year_month_day(day).year());
}

} // namespace geo
