// SPDX-License-Identifier: Apache-2.0
#include "libgeo/core/industry_code.hpp"

#include <array>

#include "libgeo/core/loose_number.hpp"

namespace geo {

namespace {

/// The last division of each section, A to T. Source: GB/T 4754-2017.
constexpr std::array<int, 20> last_division{5,  12, 43, 46, 50, 52, 60, 62, 65, 69,
                                            70, 72, 75, 79, 82, 83, 85, 90, 96, 97};

char section_of(int division) {
    if (division < 1) return 0;
    for (std::size_t i = 0; i < last_division.size(); ++i)
        if (division <= last_division[i]) return static_cast<char>('A' + i);
    return 0;
}

bool is_digit(char c) {
    return c >= '0' && c <= '9';
}

bool is_letter(char c) {
    const char lower = static_cast<char>(c | 0x20);
    return lower >= 'a' && lower <= 'z';
}

/// A run of ASCII letters and digits as a code; nothing when it is none.
std::optional<IndustryCode> code_of(std::string_view run) {
    char letter = 0;
    if (is_letter(run[0])) {
        letter = static_cast<char>(run[0] & ~0x20);
        run.remove_prefix(1);
    }
    if (run.size() < 2 || run.size() > 4) return {};
    for (const char c : run)
        if (!is_digit(c)) return {};
    const char section = section_of((run[0] - '0') * 10 + (run[1] - '0'));
    if (section == 0) return {};
    return IndustryCode{section + std::string(run), letter != 0 && letter != section};
}

} // namespace

std::optional<IndustryCode> read_industry_code(std::string_view text) {
    const auto plain = half_width(text);
    std::optional<IndustryCode> found;
    for (std::size_t i = 0; i < plain.size();) {
        std::size_t end = i;
        while (end < plain.size() && (is_digit(plain[end]) || is_letter(plain[end]))) ++end;
        if (end == i) {
            ++i;
            continue;
        }
        const auto code = code_of(std::string_view(plain).substr(i, end - i));
        if (code && found) return {};
        if (code) found = code;
        i = end;
    }
    return found;
}

} // namespace geo
