// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string>
#include <utility>
#include <vector>

namespace geo::map {

/// Pixels of 32 bits: 0x00RRGGBB in the machine's order, rows from the top.
struct PixelRows {
    std::uint8_t* bytes = nullptr;
    int width = 0;
    int height = 0;
    int stride = 0; ///< bytes from one row to the next
};

/// Writes an 8-bit RGB PNG with pHYs for `dpi` and the texts (keyword, UTF-8). Made for maps: flat
/// colours, where "like the row above" is nearly all that there is to say, so a fast deflate is
/// enough. Uses up the pixels: they are packed where they stand, so that a page is never held
/// twice. Throws OutputError when the file cannot be written whole.
void write_png(const std::string& path, const PixelRows& rows, double dpi,
               const std::vector<std::pair<std::string, std::string>>& texts);

} // namespace geo::map
