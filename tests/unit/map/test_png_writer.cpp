// SPDX-License-Identifier: Apache-2.0
#include <catch2/catch.hpp>

#include <zlib.h>

#include <filesystem>
#include <random>

#include "libgeo/io/staging.hpp"
#include "libgeo/map/png_writer.hpp"

using namespace geo;
using namespace geo::map;

namespace {

std::uint32_t number_at(const std::string& bytes, std::size_t at) {
    std::uint32_t value = 0;
    for (std::size_t i = 0; i < 4; ++i)
        value = value << 8U | static_cast<unsigned char>(bytes.at(at + i));
    return value;
}

/// The body of the first chunk of a kind; its checksum has to be right.
std::string chunk(const std::string& png, const std::string& kind) {
    for (std::size_t at = 8; at < png.size(); at += 12 + number_at(png, at)) {
        const auto size = number_at(png, at);
        const auto whole = png.substr(at + 4, 4 + size);
        const auto* bytes = reinterpret_cast<const Bytef*>(whole.data());
        REQUIRE(crc32(0, bytes, static_cast<uInt>(whole.size())) == number_at(png, at + 8 + size));
        if (whole.starts_with(kind)) return whole.substr(4);
    }
    return {};
}

/// The pixels of a PNG whose rows are all differences from the row above.
std::vector<std::uint32_t> pixels_of(const std::string& png, std::size_t width,
                                     std::size_t height) {
    std::string raw(height * (3 * width + 1), '\0');
    auto size = static_cast<uLongf>(raw.size());
    const auto packed = chunk(png, "IDAT");
    REQUIRE(uncompress(reinterpret_cast<Bytef*>(raw.data()), &size,
                       reinterpret_cast<const Bytef*>(packed.data()),
                       static_cast<uLong>(packed.size())) == Z_OK);
    REQUIRE(size == raw.size());
    std::vector<std::uint32_t> pixels;
    std::vector<std::uint8_t> row(3 * width);
    for (std::size_t y = 0; y < height; ++y) {
        REQUIRE(raw[y * (3 * width + 1)] == 2);
        for (std::size_t i = 0; i < row.size(); ++i)
            row[i] = static_cast<std::uint8_t>(
                row[i] + static_cast<std::uint8_t>(raw[y * (3 * width + 1) + 1 + i]));
        for (std::size_t x = 0; x < width; ++x)
            pixels.push_back(std::uint32_t{row[3 * x]} << 16U |
                             std::uint32_t{row[3 * x + 1]} << 8U | row[3 * x + 2]);
    }
    return pixels;
}

} // namespace

TEST_CASE("A PNG holds the pixels, whatever their number, and what is left of a row is not drawn") {
    std::mt19937 random(3);
    for (const int width : {1, 2, 3, 4, 5, 64, 97})
        for (const int height : {1, 2, 40}) {
            const int stride = 4 * (width + width % 3);
            std::vector<std::uint32_t> wanted;
            std::vector<std::uint32_t> held(static_cast<std::size_t>(stride / 4 * height), 77);
            for (int y = 0; y < height; ++y)
                for (int x = 0; x < width; ++x) { // mostly flat, as maps are
                    const std::uint32_t colour =
                        random() % 4 == 0 ? random() & 0xFFFFFFU : 0xEEEAE6U;
                    wanted.push_back(colour);
                    held[static_cast<std::size_t>(y * stride / 4 + x)] = colour | 0x5A000000U;
                }
            const auto path = std::filesystem::temp_directory_path() / "parkline-test.png";
            write_png(path.string(),
                      {reinterpret_cast<std::uint8_t*>(held.data()), width, height, stride}, 300,
                      {{"Title", "图"}});
            const auto png = read_whole_file(path.string());
            std::filesystem::remove(path);
            CHECK(number_at(chunk(png, "IHDR"), 0) == static_cast<std::uint32_t>(width));
            CHECK(number_at(chunk(png, "pHYs"), 0) == 11811); // 300 dots an inch
            CHECK(chunk(png, "iTXt").ends_with("图"));
            CHECK(pixels_of(png, static_cast<std::size_t>(width),
                            static_cast<std::size_t>(height)) == wanted);
        }
}
