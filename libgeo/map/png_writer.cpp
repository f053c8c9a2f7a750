// SPDX-License-Identifier: Apache-2.0
#include "libgeo/map/png_writer.hpp"

#include <zlib.h>

#include <cmath>
#include <cstring>

#include "libgeo/core/error.hpp"
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
    append_number(
        png, static_cast<std::uint32_t>(crc32(0, reinterpret_cast<const Bytef*>(png.data() + start),
                                              static_cast<uInt>(png.size() - start))));
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

/// RGB of one row.
void unpack(const PixelRows& rows, int y, std::vector<std::uint8_t>& rgb) {
    const auto* pixel = rows.bytes + static_cast<std::ptrdiff_t>(y) * rows.stride;
    for (std::size_t i = 0; i < rgb.size(); i += 3, pixel += 4) {
        std::uint32_t value = 0;
        std::memcpy(&value, pixel, 4);
        rgb[i] = static_cast<std::uint8_t>(value >> 16);
        rgb[i + 1] = static_cast<std::uint8_t>(value >> 8);
        rgb[i + 2] = static_cast<std::uint8_t>(value);
    }
}

/// Deflate, fed row by row so that a page is never held twice.
class Squeezer {
  public:
    Squeezer() {
        m_stream = {};
        if (deflateInit2(&m_stream, 3, Z_DEFLATED, 15, 9, Z_DEFAULT_STRATEGY) != Z_OK)
            throw std::bad_alloc();
    }
    ~Squeezer() { deflateEnd(&m_stream); }
    Squeezer(const Squeezer&) = delete;
    Squeezer& operator=(const Squeezer&) = delete;

    void feed(const std::vector<std::uint8_t>& bytes, bool last) {
        m_stream.next_in = const_cast<Bytef*>(bytes.data());
        m_stream.avail_in = static_cast<uInt>(bytes.size());
        do {
            m_stream.next_out = m_buffer;
            m_stream.avail_out = sizeof m_buffer;
            deflate(&m_stream, last ? Z_FINISH : Z_NO_FLUSH);
            m_out.append(reinterpret_cast<char*>(m_buffer), sizeof m_buffer - m_stream.avail_out);
        } while (m_stream.avail_out == 0);
    }
    const std::string& out() const { return m_out; }

  private:
    z_stream m_stream;
    Bytef m_buffer[1 << 16];
    std::string m_out;
};

std::string squeezed(const PixelRows& rows) {
    const auto bytes = static_cast<std::size_t>(rows.width) * 3;
    std::vector<std::uint8_t> above(bytes);
    std::vector<std::uint8_t> row(bytes);
    std::vector<std::uint8_t> filtered(bytes + 1);
    Squeezer squeezer;
    for (int y = 0; y < rows.height; ++y) {
        unpack(rows, y, row);
        filtered[0] = 2; // "up": the difference from the row above
        for (std::size_t i = 0; i < bytes; ++i)
            filtered[i + 1] = static_cast<std::uint8_t>(row[i] - above[i]);
        squeezer.feed(filtered, y + 1 == rows.height);
        above.swap(row);
    }
    return squeezer.out();
}

} // namespace

void write_png(const std::string& path, const PixelRows& rows, double dpi,
               const std::vector<std::pair<std::string, std::string>>& texts) {
    std::string png("\x89PNG\r\n\x1a\n", 8);
    append_chunk(png, "IHDR", header(rows));
    append_chunk(png, "pHYs", resolution(dpi));
    for (const auto& [keyword, text] : texts)
        if (!text.empty()) append_chunk(png, "iTXt", keyword + std::string(5, '\0') + text);
    append_chunk(png, "IDAT", squeezed(rows));
    append_chunk(png, "IEND", "");
    write_whole_file(path, png);
}

} // namespace geo::map
