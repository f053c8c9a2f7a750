// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <string_view>

namespace geo::map {

/// A box in thousandths of the em.
struct EmBox {
    int left = 0;
    int bottom = 0;
    int right = 0;
    int top = 0;
};

/// A CFF font program (Adobe Technical Note 5176) with the glyphs of one document, keyed by their
/// numbers: charstrings of `CharstringWriter`, by the number under which pages show them. Glyph 0
/// is added, empty, when it is not among them.
std::string cff_font(const std::string& name, const EmBox& box,
                     const std::map<std::uint16_t, std::string_view>& charstrings);

} // namespace geo::map
