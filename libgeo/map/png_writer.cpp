// SPDX-License-Identifier: Apache-2.0
#include "libgeo/map/png_writer.hpp"

#include <isa-l/igzip_lib.h>
#include <libdeflate.h>

#include <cmath>
#include <cstring>

#include "libgeo/io/staging.hpp"

namespace geo::map {

namespace {

void append_number(std::string& to, std::uint32_t value) {
    for (int shift = 24; shift >= 0; shift -= 8)
        to += static_cast<char>(static_cast<unsigned char>(value >> shift));
}

void append_chunk(std::string& png, const char* type, const std::string& body) {
    append_number(png, static_cast<std::uint32_t>(body.size()));
    const auto start = png.size();
    png += type;
    png += body;
    append_number(png, libdeflate_crc32(0, png.data() + start, png.size() - start));
}

std::string header(const PixelRows& rows) {
    std::string body;
    append_number(body, static_cast<std::uint32_t>(rows.width));
    append_number(body, static_cast<std::uint32_t>(rows.height));
    return body + std::string("\x08\x02\x00\x00\x00", 5); // 8 bits, RGB
}

std::string resolution(double dpi) {
    const auto per_metre = static_cast<std::uint32_t>(std::lround(dpi / 0.0254));
    std::string body;
    append_number(body, per_metre);
    append_number(body, per_metre);
    return body + '\x01';
}

/// What a row adds to the one above it, byte for byte as RGB: the filter "up". Where nothing
/// changes four pixels are passed over at once.
void pack_row(const std::vector<std::uint32_t>& row, const std::vector<std::uint32_t>& above,
              std::uint8_t* to) {
    const auto pack = [&](std::size_t x) {
        const auto pixel = row[x];
        const auto over = above[x];
        *to++ = static_cast<std::uint8_t>((pixel >> 16U) - (over >> 16U));
        *to++ = static_cast<std::uint8_t>((pixel >> 8U) - (over >> 8U));
        *to++ = static_cast<std::uint8_t>(pixel - over);
    };
    std::size_t x = 0;
    for (; x + 4 <= row.size(); x += 4) {
        if (std::memcmp(&row[x], &above[x], 16) == 0) {
            std::memset(to, 0, 12);
            to += 12;
        } else {
            for (std::size_t i = x; i < x + 4; ++i) pack(i);
        }
    }
    for (; x < row.size(); ++x) pack(x);
}

/// The filtered rows, put where the pixels were: three bytes each and one a row take less room than
/// four each, and a row is read before it is written over.
std::string_view filtered_in_place(const PixelRows& rows) {
    const auto width = static_cast<std::size_t>(rows.width);
    std::vector<std::uint32_t> above(width);
    std::vector<std::uint32_t> row(width);
    auto* to = rows.bytes;
    for (int y = 0; y < rows.height; ++y) {
        std::memcpy(row.data(), rows.bytes + static_cast<std::ptrdiff_t>(y) * rows.stride,
                    4 * width);
        *to = 2; // the filter's number
        pack_row(row, above, to + 1);
        to += 3 * width + 1;
        above.swap(row);
    }
    return {reinterpret_cast<const char*>(rows.bytes), static_cast<std::size_t>(to - rows.bytes)};
}

/// The bytes packed in zlib's format by ISA-L, which passes over what repeats five times as fast as
/// others. Its bytes are the same on every x86-64 with SSE 4.2 (2008); other machines may differ.
std::string squeezed(std::string_view bytes) {
    std::vector<std::uint8_t> memory(ISAL_DEF_LVL1_DEFAULT);
    std::vector<std::uint8_t> part(1U << 16U);
    isal_zstream stream;
    isal_deflate_init(&stream);
    stream.level = 1;
    stream.level_buf = memory.data();
    stream.level_buf_size = static_cast<std::uint32_t>(memory.size());
    stream.gzip_flag = IGZIP_ZLIB;
    stream.end_of_stream = 1;
    stream.next_in = reinterpret_cast<std::uint8_t*>(const_cast<char*>(bytes.data()));
    stream.avail_in = static_cast<std::uint32_t>(bytes.size());
    std::string out;
    do {
        stream.next_out = part.data();
        stream.avail_out = static_cast<std::uint32_t>(part.size());
        isal_deflate(&stream);
        out.append(reinterpret_cast<const char*>(part.data()), part.size() - stream.avail_out);
    } while (stream.internal_state.state != ZSTATE_END);
    return out;
}

} // namespace

void write_png(const std::string& path, const PixelRows& rows, double dpi,
               const std::vector<std::pair<std::string, std::string>>& texts) {
    std::string png("\x89PNG\r\n\x1a\n", 8);
    append_chunk(png, "IHDR", header(rows));
    append_chunk(png, "pHYs", resolution(dpi));
    for (const auto& [keyword, text] : texts)
        if (!text.empty()) append_chunk(png, "iTXt", keyword + std::string(5, '\0') + text);
    append_chunk(png, "IDAT", squeezed(filtered_in_place(rows)));
    append_chunk(png, "IEND", "");
    write_whole_file(path, png);
}

} // namespace geo::map
