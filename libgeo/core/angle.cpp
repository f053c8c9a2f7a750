// SPDX-License-Identifier: Apache-2.0
#include "libgeo/core/angle.hpp"

#include <array>
#include <cmath>
#include <string>
#include <utility>
#include <vector>

#include "libgeo/core/loose_number.hpp"
#include "libgeo/core/text.hpp"

namespace geo {

namespace {

using Spelling = std::pair<std::string_view, std::string_view>;

/// All ways to write a mark, and the one that is kept: d, m, s for the units, a letter for the
/// half.
constexpr std::array<Spelling, 28> spellings{
    {{"东经", "E"}, {"西经", "W"}, {"北纬", "N"}, {"南纬", "S"}, {"东", "E"}, {"西", "W"},
     {"北", "N"},   {"南", "S"},   {"经度", ""},  {"纬度", ""},  {"度", "d"}, {"分", "m"},
     {"秒", "s"},   {"°", "d"},    {"º", "d"},    {"˚", "d"},    {"″", "s"},  {"′′", "s"},
     {"′", "m"},    {"”", "s"},    {"“", "s"},    {"’", "m"},    {"‘", "m"},  {"''", "s"},
     {"\"", "s"},   {"'", "m"},    {"´", "m"},    {"`", "m"}}};

void replace_all(std::string& text, std::string_view from, std::string_view to) {
    for (auto at = text.find(from); at != std::string::npos; at = text.find(from, at + to.size()))
        text.replace(at, from.size(), to);
}

/// The text with one spelling for every mark and without blanks around it.
std::string plain_spelling(std::string_view text) {
    std::string plain = half_width(text);
    replace_all(plain, "′′", "″");
    replace_all(plain, "’’", "″");
    for (const auto& [from, to] : spellings) replace_all(plain, from, to);
    return std::string(trim(plain));
}

/// Takes the letter of the half of the earth off either end.
char take_hemisphere(std::string& text) {
    char found = 0;
    for (const bool front : {true, false}) {
        if (text.empty()) return found;
        char c = front ? text.front() : text.back();
        if (c >= 'a' && c <= 'z' && c != 's') c = static_cast<char>(c - 'a' + 'A');
        if (c != 'E' && c != 'W' && c != 'N' && c != 'S') continue;
        if (found) return '?';
        found = c;
        text.erase(front ? 0 : text.size() - 1, 1);
        text = std::string(trim(text));
        if (!text.empty() && front && text.front() == ':') text.erase(0, 1);
    }
    return found;
}

/// The numbers of "119d01m12.5s", "119:1:12", "119 1 12" or "119-1-12", at most three.
std::vector<double> numbers_of(const std::string& text) {
    std::vector<double> numbers;
    std::string_view rest = text;
    constexpr std::string_view units = "dms";
    char separator = 0;
    while (!rest.empty() && numbers.size() < 3) {
        const auto end = std::min(rest.find_first_not_of("0123456789."), rest.size());
        const auto number = parse_number(rest.substr(0, end));
        if (end == 0 || !number) return {};
        numbers.push_back(*number);
        rest = rest.substr(end);
        if (rest.empty()) return numbers;
        const char mark = rest.front();
        if (separator == 0) separator = mark == ':' || mark == '-' || mark == ' ' ? mark : 'd';
        if (separator == 'd' ? mark != units[numbers.size() - 1] : mark != separator) return {};
        rest = trim(rest.substr(1));
        if (rest.empty() && separator != 'd') return {};
    }
    return rest.empty() ? numbers : std::vector<double>{};
}

bool is_whole(double value) {
    return value == std::floor(value);
}

/// Degrees of the numbers; nothing when minutes or seconds are out of range.
std::optional<double> total(const std::vector<double>& n) {
    if (n.empty()) return {};
    for (std::size_t i = 1; i < n.size(); ++i)
        if (n[i] >= 60 || !is_whole(n[i - 1])) return {};
    const double seconds = (n.size() > 1 ? n[1] * 60 : 0) + (n.size() > 2 ? n[2] : 0);
    return n[0] + seconds / 3600;
}

} // namespace

std::optional<Angle> parse_angle(std::string_view text) {
    if (const auto number = parse_number(text)) return Angle{*number, 0};
    auto plain = plain_spelling(text);
    Angle angle;
    angle.hemisphere = take_hemisphere(plain);
    if (angle.hemisphere == '?' || plain.empty()) return {};
    const bool negative = plain.front() == '-';
    if (negative || plain.front() == '+') plain.erase(0, 1);
    if (negative && angle.hemisphere) return {};
    const auto degrees = total(numbers_of(plain));
    if (!degrees) return {};
    const bool west_or_south = angle.hemisphere == 'W' || angle.hemisphere == 'S';
    angle.degrees = negative || west_or_south ? -*degrees : *degrees;
    return angle;
}

} // namespace geo
