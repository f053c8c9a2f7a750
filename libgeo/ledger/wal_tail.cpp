// SPDX-License-Identifier: Apache-2.0
#include "libgeo/ledger/wal_tail.hpp"

#include <array>
#include <fstream>
#include <string_view>

namespace geo::ledger {

namespace {

constexpr std::size_t header_size = 32; ///< of the log
constexpr std::size_t frame_size = 24;  ///< of a frame's own header, before its page

template <std::size_t Size> bool read(std::ifstream& file, std::array<char, Size>& bytes) {
    return static_cast<bool>(file.read(bytes.data(), static_cast<std::streamsize>(Size)));
}

/// Four bytes, the highest first.
std::uint32_t number_at(const char* bytes) {
    std::uint32_t number = 0;
    for (int i = 0; i < 4; ++i) number = number << 8U | static_cast<unsigned char>(bytes[i]);
    return number;
}

/// Generation of the log; frames of an older one have other salts and are left over.
template <std::size_t Size>
std::string_view salts_at(const std::array<char, Size>& bytes, std::size_t place) {
    return std::string_view(bytes.data(), bytes.size()).substr(place, 8);
}

} // namespace

bool has_torn_tail(const std::string& database) {
    std::ifstream file(database + "-wal", std::ios::binary);
    std::array<char, header_size> header{};
    if (!file || !read(file, header)) return false;
    const auto page = static_cast<std::streamoff>(number_at(header.data() + 8));
    bool is_torn = false;
    std::array<char, frame_size> frame{};
    while (read(file, frame) && salts_at(frame, 8) == salts_at(header, 16)) {
        is_torn = number_at(frame.data() + 4) == 0; // not a commit
        if (page > 0) file.seekg(page - 1, std::ios::cur);
        if (file.get() == std::ifstream::traits_type::eof()) return true; // half a page
    }
    return is_torn || (file.eof() && file.gcount() > 0);
}

} // namespace geo::ledger
