// SPDX-License-Identifier: Apache-2.0
#include "libgeo/core/utf8.hpp"

namespace geo {

std::size_t utf8_length(std::string_view s, std::size_t i) {
    const auto byte = [&](std::size_t k) { return static_cast<unsigned char>(s[k]); };
    const unsigned lead = byte(i);
    const std::size_t n = lead < 0x80   ? 1
                          : lead < 0xC2 ? 0
                          : lead < 0xE0 ? 2
                          : lead < 0xF0 ? 3
                          : lead < 0xF5 ? 4
                                        : 0;
    if (n == 0 || i + n > s.size()) return 0;
    for (std::size_t k = 1; k < n; ++k)
        if ((byte(i + k) & 0xC0U) != 0x80U) return 0;
    if (lead == 0xE0 && byte(i + 1) < 0xA0) return 0;
    if (lead == 0xED && byte(i + 1) > 0x9F) return 0;
    if (lead == 0xF0 && byte(i + 1) < 0x90) return 0;
    if (lead == 0xF4 && byte(i + 1) > 0x8F) return 0;
    return n;
}

Glyph glyph_at(std::string_view text, std::size_t i) {
    const auto lead = static_cast<unsigned char>(text[i]);
    if (lead < 0x80) return {1, 1};
    if (lead < 0xE0) return {2, 1};
    // From U+1100 on; three-byte punctuation below U+2E80 is narrow.
    if (lead < 0xF0)
        return {3, lead >= 0xE2 && !(lead == 0xE2 && static_cast<unsigned char>(text[i + 1]) < 0xBA)
                       ? 2U
                       : 1U};
    return {4, 2};
}

std::size_t display_width(std::string_view text) {
    std::size_t columns = 0;
    for (std::size_t i = 0; i < text.size();) {
        const auto glyph = glyph_at(text, i);
        columns += glyph.columns;
        i += glyph.bytes;
    }
    return columns;
}

} // namespace geo
