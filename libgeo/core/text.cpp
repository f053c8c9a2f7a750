// SPDX-License-Identifier: Apache-2.0
#include "libgeo/core/text.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <vector>

#include "libgeo/core/utf8.hpp"

namespace geo {

const std::string& in(const Text& text, Language language) {
    return language == Language::zh ? text.zh : text.en;
}

namespace {

/// Writes `value` with the help of whole numbers when that is surely the same as the exact decimal
/// expansion rounded: when it is not too large and not too near to the middle between two texts.
bool append_by_whole_numbers(std::string& to, double value, int decimals) {
    constexpr std::array<double, 10> powers{1, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9};
    if (decimals < 0 || decimals > 9) return false;
    const double power = powers[static_cast<std::size_t>(decimals)];
    const double scaled = std::abs(value) * power;
    if (!(scaled < 1e15)) return false;
    const double whole = std::nearbyint(scaled);
    const double rounding = std::fma(std::abs(value), power, -scaled); // value * power - scaled
    if (std::abs(scaled - whole) + std::abs(rounding) > 0.499999) return false;
    std::array<char, 24> digits{};
    auto number = static_cast<std::uint64_t>(whole);
    char* first = digits.data() + digits.size();
    for (int i = 0; number != 0 || i <= decimals; ++i) {
        if (i == decimals && decimals > 0) *--first = '.';
        *--first = static_cast<char>('0' + number % 10);
        number /= 10;
    }
    if (value < 0 && whole != 0) to += '-';
    to.append(first, static_cast<std::size_t>(digits.data() + digits.size() - first));
    return true;
}

} // namespace

void append_fixed(std::string& to, double value, int decimals) {
    if (!std::isfinite(value) || append_by_whole_numbers(to, value, decimals)) return;
    std::array<char, 400> buffer{};
    const auto end = std::to_chars(buffer.data(), buffer.data() + buffer.size(), value,
                                   std::chars_format::fixed, decimals);
    const std::string_view text(buffer.data(), static_cast<std::size_t>(end.ptr - buffer.data()));
    const bool is_zero = text.find_first_of("123456789") == std::string_view::npos;
    to += is_zero && text.front() == '-' ? text.substr(1) : text;
}

std::string fixed(double value, int decimals) {
    std::string text;
    append_fixed(text, value, decimals);
    return text;
}

std::string shortest(double value) {
    if (!std::isfinite(value)) return {};
    std::array<char, 64> buffer{};
    const auto end = std::to_chars(buffer.data(), buffer.data() + buffer.size(), value);
    return {buffer.data(), end.ptr};
}

std::optional<double> parse_number(std::string_view text) {
    text = trim(text);
    if (!text.empty() && text.front() == '+') text.remove_prefix(1);
    double value = 0;
    const auto end = std::from_chars(text.data(), text.data() + text.size(), value);
    if (text.empty() || end.ec != std::errc{} || end.ptr != text.data() + text.size()) return {};
    if (!std::isfinite(value)) return {};
    return value;
}

namespace {

bool is_whole_number(std::string_view id) {
    return !id.empty() &&
           std::all_of(id.begin(), id.end(), [](char c) { return c >= '0' && c <= '9'; });
}

std::string_view without_leading_zeros(std::string_view digits) {
    const auto first = digits.find_first_not_of('0');
    return first == std::string_view::npos ? digits.substr(digits.size()) : digits.substr(first);
}

} // namespace

bool id_less(std::string_view a, std::string_view b) {
    const bool a_number = is_whole_number(a);
    const bool b_number = is_whole_number(b);
    if (a_number != b_number) return a_number;
    if (!a_number) return a < b;
    const auto x = without_leading_zeros(a);
    const auto y = without_leading_zeros(b);
    if (x.size() != y.size()) return x.size() < y.size();
    if (x != y) return x < y;
    return a < b;
}

std::string_view trim(std::string_view text) {
    constexpr std::string_view wide = "\xE3\x80\x80";
    const auto is_blank = [](char c) { return c == ' ' || c == '\t' || c == '\r' || c == '\n'; };
    for (bool changed = true; changed;) {
        changed = false;
        while (!text.empty() && is_blank(text.front())) text.remove_prefix(1), changed = true;
        while (!text.empty() && is_blank(text.back())) text.remove_suffix(1), changed = true;
        while (text.starts_with(wide)) text.remove_prefix(wide.size()), changed = true;
        while (text.ends_with(wide)) text.remove_suffix(wide.size()), changed = true;
    }
    return text;
}

std::string ascii_lower(std::string_view text) {
    std::string lower(text);
    for (char& c : lower)
        if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
    return lower;
}

bool is_utf8(std::string_view text) {
    for (std::size_t i = 0; i < text.size();) {
        const auto n = utf8_length(text, i);
        if (n == 0) return false;
        i += n;
    }
    return true;
}

std::size_t edit_distance(std::string_view a, std::string_view b) {
    std::vector<std::size_t> row(b.size() + 1);
    for (std::size_t j = 0; j <= b.size(); ++j) row[j] = j;
    for (std::size_t i = 1; i <= a.size(); ++i) {
        std::size_t diagonal = row[0];
        row[0] = i;
        for (std::size_t j = 1; j <= b.size(); ++j) {
            const std::size_t above = row[j];
            row[j] =
                std::min({above + 1, row[j - 1] + 1, diagonal + (a[i - 1] == b[j - 1] ? 0 : 1)});
            diagonal = above;
        }
    }
    return row[b.size()];
}

} // namespace geo
