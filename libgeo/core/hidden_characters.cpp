// SPDX-License-Identifier: Apache-2.0
#include "libgeo/core/hidden_characters.hpp"

namespace geo {

std::size_t hidden_character(std::string_view text) {
    const auto byte = [&](std::size_t i) {
        return i < text.size() ? static_cast<unsigned char>(text[i]) : 0U;
    };
    const auto is_in = [](unsigned one, unsigned first, unsigned last) {
        return one >= first && one <= last;
    };
    if (text.empty()) return 0;
    if (byte(0) < 0x20 || byte(0) == 0x7F) return 1;
    if (byte(0) == 0xC2 && is_in(byte(1), 0x80, 0x9F)) return 2;                    // U+0080–9F
    if (byte(0) == 0xD8 && byte(1) == 0x9C) return 2;                               // U+061C
    if (byte(0) == 0xE2 && byte(1) == 0x80 && is_in(byte(2), 0x8B, 0x8F)) return 3; // U+200B–0F
    if (byte(0) == 0xE2 && byte(1) == 0x80 && is_in(byte(2), 0xA8, 0xAE)) return 3; // U+2028–2E
    if (byte(0) == 0xE2 && byte(1) == 0x81 && is_in(byte(2), 0xA0, 0xA9)) return 3; // U+2060–69
    if (byte(0) == 0xEF && byte(1) == 0xBB && byte(2) == 0xBF) return 3;            // U+FEFF
    return 0;
}

bool is_joiner(std::string_view text) {
    return text.starts_with("\u200c") || text.starts_with("\u200d");
}

std::string with_controls_shown(std::string_view text) {
    std::string shown;
    while (!text.empty()) {
        const auto hidden = is_joiner(text) ? 0 : hidden_character(text);
        const auto first = static_cast<unsigned char>(text[0]);
        if (hidden == 0)
            shown += text[0];
        else if (first < 0x20)
            shown += {'\xE2', '\x90', static_cast<char>(0x80 + first)}; // U+2400 and on
        else
            shown += first == 0x7F ? "\u2421" : "\uFFFD";
        text.remove_prefix(hidden == 0 ? 1 : hidden);
    }
    return shown;
}

} // namespace geo
