// SPDX-License-Identifier: Apache-2.0
#include "libgeo/ledger/now.hpp"

#include <chrono>

#include <fmt/format.h>

#include "libgeo/core/date.hpp"

namespace geo::ledger {

namespace {

using namespace std::chrono;

std::string text_of_time(sys_time<milliseconds> time) {
    const auto day = floor<days>(time);
    const hh_mm_ss clock(time - day);
    return fmt::format("{}T{:02}:{:02}:{:02}.{:03}Z", iso_date(day), clock.hours().count(),
                       clock.minutes().count(), clock.seconds().count(),
                       clock.subseconds().count());
}

/// The number that `length` digits at `start` spell; -1 when they are none.
int digits(const std::string& text, std::size_t start, std::size_t length) {
    int number = 0;
    for (std::size_t i = start; i < start + length; ++i) {
        if (text[i] < '0' || text[i] > '9') return -1;
        number = number * 10 + (text[i] - '0');
    }
    return number;
}

} // namespace

std::string now(Sql& sql) {
    if (sql.dialect() == Dialect::postgres)
        return sql.text("SELECT to_char(clock_timestamp() AT TIME ZONE 'UTC', "
                        "'YYYY-MM-DD\"T\"HH24:MI:SS.MS\"Z\"')");
    return text_of_time(floor<milliseconds>(system_clock::now()));
}

bool is_utc_time(const std::string& at) {
    if (at.size() != 24 || at[10] != 'T' || at[13] != ':' || at[16] != ':' || at[19] != '.' ||
        at[23] != 'Z' || !day_of_iso_date(at.substr(0, 10)))
        return false;
    const int hour = digits(at, 11, 2), minute = digits(at, 14, 2), second = digits(at, 17, 2);
    return hour >= 0 && hour < 24 && minute >= 0 && minute < 60 && second >= 0 && second < 60 &&
           digits(at, 20, 3) >= 0;
}

std::string shanghai_day(const std::string& at) {
    const auto day = *day_of_iso_date(at.substr(0, 10));
    return iso_date(digits(at, 11, 2) >= 16 ? day + days{1} : day);
}

} // namespace geo::ledger
