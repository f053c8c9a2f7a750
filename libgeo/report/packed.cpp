// SPDX-License-Identifier: Apache-2.0
#include "libgeo/report/packed.hpp"

#include <stdexcept>

#include <zlib.h>

#include "libgeo/io/sha256.hpp"

namespace geo {

std::string deflated(std::string_view bytes) {
    auto size = compressBound(static_cast<uLong>(bytes.size()));
    std::string packed(size, '\0');
    const auto result = compress2(reinterpret_cast<Bytef*>(packed.data()), &size,
                                  reinterpret_cast<const Bytef*>(bytes.data()),
                                  static_cast<uLong>(bytes.size()), Z_BEST_COMPRESSION);
    if (result != Z_OK) throw std::runtime_error("zlib cannot compress");
    packed.resize(size);
    return packed;
}

std::string base64(std::string_view bytes) {
    constexpr std::string_view letters =
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    std::string text;
    text.reserve((bytes.size() + 2) / 3 * 4);
    for (std::size_t i = 0; i < bytes.size(); i += 3) {
        std::uint32_t three = 0;
        const auto have = std::min<std::size_t>(3, bytes.size() - i);
        for (std::size_t k = 0; k < 3; ++k)
            three = three << 8U |
                    (k < have ? static_cast<unsigned char>(bytes[i + k]) : std::uint32_t{0});
        for (std::size_t k = 0; k < 4; ++k)
            text += k <= have ? letters[three >> (18 - 6 * k) & 63U] : '=';
    }
    return text;
}

std::string csp_hash(std::string_view text) {
    Sha256 digest;
    digest.add(std::as_bytes(std::span(text.data(), text.size())));
    const auto hex = digest.hex();
    std::string bytes;
    for (std::size_t i = 0; i < hex.size(); i += 2)
        bytes += static_cast<char>(std::stoi(hex.substr(i, 2), nullptr, 16));
    return "sha256-" + base64(bytes);
}

} // namespace geo
