// SPDX-License-Identifier: Apache-2.0
#include "libgeo/rules/units.hpp"

#include <algorithm>
#include <cmath>

namespace geo {

const std::vector<std::string>& unit_names() {
    static const std::vector<std::string> names{"m2",     "m",     "share", "ratio", "count",
                                                "days",   "hours", "years", "t",     "cny",
                                                "points", "bool",  "text",  "date",  "grade"};
    return names;
}

bool is_text_unit(std::string_view unit) {
    return unit == "text" || unit == "date" || unit == "grade";
}

namespace {

std::string grouped(const std::string& digits) {
    const auto point = std::min(digits.find('.'), digits.size());
    std::string text;
    for (std::size_t i = 0; i < digits.size(); ++i) {
        const bool is_after_digit = i > 0 && digits[i - 1] != '-';
        if (is_after_digit && i < point && (point - i) % 3 == 0) text += ',';
        text += digits[i];
    }
    return text;
}

/// Two decimals at most, but never rounded to nothing.
std::string readable(double value) {
    const bool is_small = std::abs(value) > 0 && std::abs(value) < 0.005;
    if (is_small && std::abs(value) < 1e-9) return shortest(value);
    auto text = fixed(value, is_small ? 9 : 2);
    while (text.back() == '0') text.pop_back();
    if (text.back() == '.') text.pop_back();
    return grouped(text);
}

Text after(const std::string& number, std::string_view unit) {
    if (unit == "m2") return {number + " m²", number + " m²"};
    if (unit == "m") return {number + " m", number + " m"};
    if (unit == "days") return {number + " 天", number + " days"};
    if (unit == "hours") return {number + " 小时", number + " hours"};
    if (unit == "t") return {number + " 吨", number + " t"};
    if (unit == "cny") return {number + " 元", number + " CNY"};
    if (unit == "years") return {number + " 年", number + " years"};
    if (unit == "points") return {number + " 分", number + " points"};
    return {number, number};
}

} // namespace

Text quantity(const Value& value, std::string_view unit) {
    if (is_unknown(value)) return {"未知", "unknown"};
    const auto number = is_text_unit(unit) ? std::nullopt : to_number(value);
    if (!number) return {to_text(value), to_text(value)};
    if (unit == "bool") return *number != 0 ? Text{"是", "yes"} : Text{"否", "no"};
    if (unit == "share") return {readable(*number * 100) + " %", readable(*number * 100) + " %"};
    return after(readable(*number), unit);
}

} // namespace geo
