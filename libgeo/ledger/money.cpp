// SPDX-License-Identifier: Apache-2.0
#include "libgeo/ledger/money.hpp"

#include <array>
#include <utility>

#include "libgeo/core/text.hpp"

namespace geo::ledger {

namespace {

using Replacement = std::pair<std::string_view, std::string_view>;

/// Full-width digits and signs of numbers as their half-width forms.
std::string half_width(std::string_view text) {
    constexpr std::array<Replacement, 14> forms{{{"０", "0"},
                                                 {"１", "1"},
                                                 {"２", "2"},
                                                 {"３", "3"},
                                                 {"４", "4"},
                                                 {"５", "5"},
                                                 {"６", "6"},
                                                 {"７", "7"},
                                                 {"８", "8"},
                                                 {"９", "9"},
                                                 {"．", "."},
                                                 {"，", ","},
                                                 {"　", " "},
                                                 {"圆", "元"}}};
    std::string half;
    while (!text.empty()) {
        std::size_t taken = 1;
        std::string_view form = text.substr(0, 1);
        for (const auto& [full, plain] : forms)
            if (text.starts_with(full)) {
                taken = full.size();
                form = plain;
            }
        half += form;
        text.remove_prefix(taken);
    }
    return half;
}

/// Zeros that a unit adds to a number of CNY.
std::optional<int> zeros_of(std::string_view unit) {
    constexpr std::array<std::pair<std::string_view, int>, 13> units{{{"元", 0},
                                                                      {"cny", 0},
                                                                      {"人民币元", 0},
                                                                      {"千元", 3},
                                                                      {"万", 4},
                                                                      {"万元", 4},
                                                                      {"万人民币", 4},
                                                                      {"百万元", 6},
                                                                      {"百万", 6},
                                                                      {"千万元", 7},
                                                                      {"千万", 7},
                                                                      {"亿", 8},
                                                                      {"亿元", 8}}};
    for (const auto& [name, zeros] : units)
        if (ascii_lower(unit) == name) return zeros;
    return {};
}

bool is_digit(char c) {
    return c >= '0' && c <= '9';
}

/// Commas stand between groups of three, the first of one to three digits.
bool has_good_groups(std::string_view whole) {
    if (whole.find(',') == std::string_view::npos) return true;
    std::size_t length = 0;
    bool is_first = true;
    for (const char c : whole) {
        if (c != ',') {
            ++length;
            continue;
        }
        if (is_first ? length < 1 || length > 3 : length != 3) return false;
        is_first = false;
        length = 0;
    }
    return length == 3;
}

/// Takes digits (and commas when allowed) off the front of `text`.
std::string_view take(std::string_view& text, bool with_commas) {
    std::size_t end = 0;
    while (end < text.size() && (is_digit(text[end]) || (with_commas && text[end] == ','))) ++end;
    const auto taken = text.substr(0, end);
    text.remove_prefix(end);
    return taken;
}

/// `digits` as a number with `zeros` more zeros; nothing when it is too large.
std::optional<std::int64_t> scaled(std::string_view digits, int zeros) {
    std::int64_t number = 0;
    const auto shift = [&](int digit) {
        return !__builtin_mul_overflow(number, std::int64_t{10}, &number) &&
               !__builtin_add_overflow(number, std::int64_t{digit}, &number);
    };
    for (const char c : digits)
        if (c != ',' && !shift(c - '0')) return {};
    for (int i = 0; i < zeros; ++i)
        if (!shift(0)) return {};
    return number;
}

} // namespace

std::optional<std::int64_t> cny_of(std::string_view text) {
    const std::string half = half_width(text);
    auto rest = trim(half);
    for (const std::string_view mark : {"￥", "¥"})
        if (rest.starts_with(mark)) rest = trim(rest.substr(mark.size()));
    const auto whole = take(rest, true);
    std::string_view fraction;
    if (rest.starts_with(".")) {
        rest.remove_prefix(1);
        fraction = take(rest, false);
        if (fraction.empty()) return {};
    }
    const auto zeros = zeros_of(trim(rest));
    if (whole.empty() || !zeros || !has_good_groups(whole)) return {};
    while (fraction.ends_with('0')) fraction.remove_suffix(1);
    const auto length = static_cast<int>(fraction.size());
    if (length > *zeros) return {};
    return scaled(std::string(whole) + std::string(fraction), *zeros - length);
}

std::string grouped(std::int64_t amount) {
    std::string text = std::to_string(amount);
    const std::size_t first = text.starts_with('-') ? 1 : 0;
    for (auto place = text.size(); place > first + 3;) text.insert(place -= 3, ",");
    return text;
}

} // namespace geo::ledger
