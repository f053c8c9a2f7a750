// SPDX-License-Identifier: Apache-2.0
#include "libgeo/map/pdf_syntax.hpp"

#include <algorithm>
#include <charconv>

#include "libgeo/core/utf8.hpp"

namespace geo::map {

namespace {

constexpr char32_t no_character = 0xFFFD;

bool is_plain_ascii(std::string_view text) {
    return std::all_of(text.begin(), text.end(), [](char c) { return c >= ' ' && c <= '~'; });
}

void append_utf16(std::string& to, char32_t character) {
    if (character > 0xFFFF) {
        const auto rest = static_cast<unsigned>(character) - 0x10000U;
        append_hex16(to, 0xD800U + (rest >> 10U));
        append_hex16(to, 0xDC00U + (rest & 0x3FFU));
    } else {
        append_hex16(to, static_cast<unsigned>(character));
    }
}

} // namespace

void append_whole(std::string& to, std::int64_t value) {
    char digits[24];
    const auto end = std::to_chars(digits, digits + sizeof digits, value).ptr;
    to.append(digits, end);
}

void append_decimal(std::string& to, std::int64_t value, int decimals) {
    if (value < 0) {
        to += '-';
        value = -value;
    }
    std::int64_t one = 1;
    for (int i = 0; i < decimals; ++i) one *= 10;
    const auto whole = value / one;
    auto rest = value % one;
    if (whole != 0 || rest == 0) append_whole(to, whole);
    if (rest == 0) return;
    to += '.';
    for (; rest != 0; rest %= one) {
        one /= 10;
        to += static_cast<char>('0' + rest / one);
    }
}

void append_hex16(std::string& to, unsigned value) {
    constexpr char digits[] = "0123456789ABCDEF";
    const char hex[] = {digits[value >> 12U & 15U], digits[value >> 8U & 15U],
                        digits[value >> 4U & 15U], digits[value & 15U]};
    to.append(hex, sizeof hex);
}

char32_t next_character(std::string_view utf8, std::size_t& at) {
    const auto bytes = utf8_length(utf8, at);
    const auto byte = [&](std::size_t i) { return static_cast<unsigned char>(utf8[at + i]); };
    char32_t character = no_character;
    if (bytes == 1) {
        character = byte(0);
    } else if (bytes > 1) {
        character = byte(0) & (0xFFU >> (bytes + 1));
        for (std::size_t i = 1; i < bytes; ++i) character = character << 6U | (byte(i) & 0x3FU);
    }
    at += bytes == 0 ? 1 : bytes;
    return character;
}

std::string utf8_of(char32_t character) {
    const auto low = [&](unsigned shift) {
        return static_cast<char>(0x80U | (character >> shift & 0x3FU));
    };
    if (character < 0x80) return {static_cast<char>(character)};
    if (character < 0x800) return {static_cast<char>(0xC0U | character >> 6U), low(0)};
    if (character < 0x10000) return {static_cast<char>(0xE0U | character >> 12U), low(6), low(0)};
    return {static_cast<char>(0xF0U | character >> 18U), low(12), low(6), low(0)};
}

std::string utf16_digits(std::string_view utf8) {
    std::string out;
    for (std::size_t at = 0; at < utf8.size();) append_utf16(out, next_character(utf8, at));
    return out;
}

std::string utf16_string(std::string_view utf8) {
    return "<FEFF" + utf16_digits(utf8) + ">";
}

std::string text_string(std::string_view utf8) {
    if (!is_plain_ascii(utf8)) return utf16_string(utf8);
    std::string out = "(";
    for (const char c : utf8) {
        if (c == '(' || c == ')' || c == '\\') out += '\\';
        out += c;
    }
    return out + ")";
}

} // namespace geo::map
