// SPDX-License-Identifier: Apache-2.0
#include "libgeo/core/loose_number.hpp"

#include <array>

#include "libgeo/core/text.hpp"

namespace geo {

namespace {

bool is_digit(char c) {
    return c >= '0' && c <= '9';
}

std::size_t digits_at(std::string_view text, std::size_t at) {
    std::size_t n = 0;
    while (at + n < text.size() && is_digit(text[at + n])) ++n;
    return n;
}

/// "1,234,567.8" without its commas; nothing when they do not part groups of three.
std::optional<std::string> without_separators(std::string_view text) {
    std::string plain;
    std::size_t at = 0;
    if (at < text.size() && (text[at] == '-' || text[at] == '+')) plain += text[at++];
    const auto first = digits_at(text, at);
    if (first == 0 || first > 3) return {};
    plain += text.substr(at, first);
    at += first;
    while (at < text.size() && text[at] == ',') {
        if (digits_at(text, at + 1) != 3) return {};
        plain += text.substr(at + 1, 3);
        at += 4;
    }
    return plain.append(text.substr(at));
}

int days_in(int year, int month) {
    constexpr std::array<int, 12> days{31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    const bool leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
    return month == 2 && leap ? 29 : days[static_cast<std::size_t>(month - 1)];
}

/// Takes a whole number of 1 to `most` digits off the front.
std::optional<int> take_number(std::string_view& text, std::size_t most) {
    const auto n = digits_at(text, 0);
    if (n == 0 || n > most) return {};
    int value = 0;
    for (const char c : text.substr(0, n)) value = value * 10 + (c - '0');
    text.remove_prefix(n);
    return value;
}

bool take(std::string_view& text, std::string_view mark) {
    if (!text.starts_with(mark)) return false;
    text.remove_prefix(mark.size());
    return true;
}

std::string two_digits(int n) {
    return (n < 10 ? "0" : "") + std::to_string(n);
}

} // namespace

std::string half_width(std::string_view text) {
    std::string plain;
    for (std::size_t i = 0; i < text.size(); ++i) {
        const auto byte = [&](std::size_t k) { return static_cast<unsigned char>(text[i + k]); };
        const bool three = i + 2 < text.size();
        if (three && byte(0) == 0xEF && (byte(1) == 0xBC || byte(1) == 0xBD)) {
            const unsigned code = 0xF000U | (byte(1) & 0x3FU) << 6U | (byte(2) & 0x3FU);
            if (code >= 0xFF01 && code <= 0xFF5E) {
                plain += static_cast<char>(code - 0xFEE0);
                i += 2;
                continue;
            }
        }
        if (three && text.substr(i, 3) == "\xE3\x80\x80") {
            plain += ' ';
            i += 2;
            continue;
        }
        plain += text[i];
    }
    return plain;
}

std::optional<double> parse_loose_number(std::string_view text) {
    if (const auto strict = parse_number(text)) return strict;
    const auto plain = half_width(text);
    const auto trimmed = trim(plain);
    if (const auto number = parse_number(trimmed)) return number;
    const auto joined = without_separators(trimmed);
    return joined ? parse_number(*joined) : std::nullopt;
}

std::optional<std::string> iso_date(std::string_view text) {
    const auto plain = half_width(text);
    auto rest = trim(plain);
    if (digits_at(rest, 0) != 4) return {};
    const int year = *take_number(rest, 4);
    const bool chinese = take(rest, "年");
    const char mark = rest.empty() ? ' ' : rest.front();
    if (!chinese && mark != '-' && mark != '/' && mark != '.') return {};
    if (!chinese) rest.remove_prefix(1);
    const auto month = take_number(rest, 2);
    if (!month || !take(rest, chinese ? "月" : std::string_view(&mark, 1))) return {};
    const auto day = take_number(rest, 2);
    if (!day || (chinese && !take(rest, "日"))) return {};
    const bool has_time = rest.size() >= 5 && (rest[0] == ' ' || rest[0] == 'T') &&
                          digits_at(rest, 1) > 0 && rest.find(':') != std::string_view::npos;
    if (!rest.empty() && !has_time) return {};
    if (year < 1900 || year > 2200 || *month < 1 || *month > 12 || *day < 1 ||
        *day > days_in(year, *month))
        return {};
    return std::to_string(year) + "-" + two_digits(*month) + "-" + two_digits(*day);
}

} // namespace geo
