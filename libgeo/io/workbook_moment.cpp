// SPDX-License-Identifier: Apache-2.0
#include <charconv>
#include <chrono>

#include "libgeo/io/workbook_sheet.hpp"

namespace geo {

namespace {

/// Reads exactly `digits` digits at the front and takes them away.
bool take_number(std::string_view& text, std::size_t digits, int& number) {
    if (text.size() < digits) return false;
    for (std::size_t i = 0; i < digits; ++i)
        if (text[i] < '0' || text[i] > '9') return false;
    std::from_chars(text.data(), text.data() + digits, number);
    text.remove_prefix(digits);
    return true;
}

bool take(std::string_view& text, char expected) {
    if (text.empty() || text[0] != expected) return false;
    text.remove_prefix(1);
    return true;
}

bool take_time(std::string_view& text, SheetMoment& moment) {
    moment.has_time = true;
    if (!take_number(text, 2, moment.hour) || !take(text, ':') ||
        !take_number(text, 2, moment.minute))
        return false;
    if (take(text, ':') && !take_number(text, 2, moment.second)) return false;
    take(text, 'Z');
    return moment.hour < 24 && moment.minute < 60 && moment.second < 60;
}

} // namespace

std::optional<SheetMoment> sheet_moment(std::string_view text) {
    SheetMoment moment;
    if (!take_number(text, 4, moment.year) || !take(text, '-') ||
        !take_number(text, 2, moment.month) || !take(text, '-') ||
        !take_number(text, 2, moment.day))
        return {};
    const auto date = std::chrono::year(moment.year) /
                      std::chrono::month(static_cast<unsigned>(moment.month)) /
                      std::chrono::day(static_cast<unsigned>(moment.day));
    if (!date.ok()) return {};
    if ((take(text, 'T') || take(text, ' ')) && !take_time(text, moment)) return {};
    if (!text.empty()) return {};
    return moment;
}

} // namespace geo
