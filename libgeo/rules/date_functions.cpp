// SPDX-License-Identifier: Apache-2.0
#include "libgeo/rules/date_functions.hpp"

#include <sqlite3.h>

#include <chrono>
#include <cmath>
#include <optional>
#include <stdexcept>
#include <string>
#include <string_view>

#include "libgeo/core/date.hpp"
#include "libgeo/core/text.hpp"

namespace geo {

namespace {

using std::chrono::days;
using std::chrono::sys_days;
using std::chrono::year_month_day;

std::optional<std::string_view> text_of(sqlite3_value* value) {
    if (sqlite3_value_type(value) != SQLITE_TEXT) return {};
    const auto* bytes = reinterpret_cast<const char*>(sqlite3_value_text(value));
    return std::string_view(bytes, static_cast<std::size_t>(sqlite3_value_bytes(value)));
}

std::optional<sys_days> day_of(sqlite3_value* value) {
    const auto text = text_of(value);
    const auto number = text ? days_of_iso_date(*text) : std::nullopt;
    if (!number) return {};
    return sys_days(days(*number));
}

/// `day` moved by "+5 years", "-1 month", "30 days"; nothing when the modifier is none of these.
std::optional<sys_days> moved(sys_days day, std::string_view modifier) {
    const auto blank = modifier.find(' ');
    if (blank == std::string_view::npos) return {};
    const auto count = parse_number(modifier.substr(0, blank));
    auto unit = ascii_lower(trim(modifier.substr(blank)));
    if (!unit.empty() && unit.back() == 's') unit.pop_back();
    if (!count || std::trunc(*count) != *count || std::abs(*count) > 1e6) return {};
    const int n = static_cast<int>(*count);
    if (unit == "day") return day + days(n);
    const year_month_day date(day);
    if (unit != "month" && unit != "year") return {};
    const auto month =
        date.year() / date.month() + std::chrono::months(unit == "year" ? 12 * n : n);
    return sys_days(month / std::chrono::day(1)) + days(static_cast<unsigned>(date.day()) - 1);
}

void sql_date(sqlite3_context* context, int count, sqlite3_value** values) {
    if (count < 1) return sqlite3_result_error(context, "date() would read the clock", -1);
    auto day = day_of(values[0]);
    for (int i = 1; day && i < count; ++i) {
        const auto modifier = text_of(values[i]);
        day = modifier ? moved(*day, *modifier) : std::nullopt;
    }
    if (!day) return sqlite3_result_null(context);
    const int year = year_of(*day);
    if (year < 0 || year > 9999) return sqlite3_result_null(context);
    sqlite3_result_text(context, iso_date(*day).c_str(), -1, SQLITE_TRANSIENT);
}

void sql_julianday(sqlite3_context* context, int count, sqlite3_value** values) {
    if (count != 1) return sqlite3_result_error(context, "julianday() takes one date", -1);
    const auto day = day_of(values[0]);
    constexpr double julian_day_of_1970 = 2440587.5;
    if (!day) return sqlite3_result_null(context);
    sqlite3_result_double(context, julian_day_of_1970 +
                                       static_cast<double>(day->time_since_epoch().count()));
}

} // namespace

void register_date_functions(sqlite3* connection) {
    constexpr int flags = SQLITE_UTF8 | SQLITE_DETERMINISTIC | SQLITE_INNOCUOUS;
    const auto add = [&](const char* name,
                         void (*function)(sqlite3_context*, int, sqlite3_value**)) {
        if (sqlite3_create_function_v2(connection, name, -1, flags, nullptr, function, nullptr,
                                       nullptr, nullptr) != SQLITE_OK)
            throw std::runtime_error("SQLite refuses the date functions");
    };
    add("date", sql_date);
    add("julianday", sql_julianday);
}

} // namespace geo
