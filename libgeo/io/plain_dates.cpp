// SPDX-License-Identifier: Apache-2.0
#include "libgeo/io/plain_dates.hpp"

#include <chrono>
#include <cstddef>

namespace geo {

namespace {

constexpr int minutes_per_step = 15; ///< of the zones that GDAL knows

/// The number that the digits at `from` spell, or -1.
int digits(std::string_view text, std::size_t from, std::size_t count) {
    int number = 0;
    for (std::size_t i = from; i < from + count; ++i) {
        if (text[i] < '0' || text[i] > '9') return -1;
        number = number * 10 + (text[i] - '0');
    }
    return number;
}

bool lies_in(int number, int least, int most) {
    return number >= least && number <= most;
}

} // namespace

bool is_plain_date(std::string_view text) {
    if (text.size() != 10 || text[4] != '-' || text[7] != '-') return false;
    const int year = digits(text, 0, 4);
    const int month = digits(text, 5, 2);
    const int day = digits(text, 8, 2);
    return year > 0 && month > 0 && day > 0 && (std::chrono::year(year) / month / day).ok();
}

namespace {

/// "10:00:00"
bool is_plain_time(std::string_view text) {
    return text.size() == 8 && text[2] == ':' && text[5] == ':' &&
           lies_in(digits(text, 0, 2), 0, 23) && lies_in(digits(text, 3, 2), 0, 59) &&
           lies_in(digits(text, 6, 2), 0, 59);
}

/// Nothing, "Z" or "+08:00"
bool is_plain_zone(std::string_view text) {
    if (text.empty() || text == "Z") return true;
    return text.size() == 6 && (text[0] == '+' || text[0] == '-') && text[3] == ':' &&
           lies_in(digits(text, 1, 2), 0, 14) && lies_in(digits(text, 4, 2), 0, 59);
}

} // namespace

bool is_zoned_date_time(std::string_view text) {
    if (text.size() < 19 || !is_plain_date(text.substr(0, 10)) || text[10] != 'T' ||
        !is_plain_time(text.substr(11, 8)))
        return false;
    text.remove_prefix(19);
    if (text.size() >= 4 && text[0] == '.' && digits(text, 1, 3) >= 0) text.remove_prefix(4);
    return is_plain_zone(text);
}

std::optional<std::string> zoned_text(std::string_view text) {
    const auto zone = text.size() > 19 && text[19] == '.' ? text.substr(23) : text.substr(19);
    const auto fraction = text.substr(19, text.size() - 19 - zone.size());
    const bool is_zoned = zone.size() == 6;
    if (is_zoned && digits(zone, 4, 2) % minutes_per_step != 0) return {};
    const bool is_whole = fraction.empty() || fraction == ".000";
    if (is_whole && text.substr(11, 8) == "00:00:00") return std::string(text.substr(0, 10));
    const bool is_utc = is_zoned && zone.substr(1) == "00:00";
    return std::string(text.substr(0, is_whole ? 19 : 23)) + (is_utc ? "Z" : std::string(zone));
}

bool is_plain_date_time(std::string_view text) {
    return text.size() == 24 && text[19] == '.' && text[23] == 'Z' && is_zoned_date_time(text);
}

} // namespace geo
