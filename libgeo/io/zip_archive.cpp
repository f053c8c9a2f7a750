// SPDX-License-Identifier: Apache-2.0
#include "libgeo/io/zip_archive.hpp"

#include <cpl_conv.h>

#include "libgeo/core/error.hpp"

namespace geo {

namespace {

/// CRC-32 of the zip format (ISO 3309, reflected polynomial 0xEDB88320).
std::uint32_t crc_of(const std::string& bytes) {
    std::uint32_t crc = 0xFFFFFFFFU;
    for (const char byte : bytes) {
        crc ^= static_cast<unsigned char>(byte);
        for (int bit = 0; bit < 8; ++bit) crc = (crc >> 1U) ^ ((crc & 1U) != 0 ? 0xEDB88320U : 0U);
    }
    return ~crc;
}

/// The bytes as a raw deflate stream: what zlib makes without its two bytes of head and four of
/// check sum.
std::string deflated(const std::string& bytes) {
    std::size_t size = 0;
    void* made = CPLZLibDeflate(bytes.data(), bytes.size(), 6, nullptr, 0, &size);
    if (made == nullptr || size < 6)
        throw OutputError({"无法压缩工程文件：内存不足。请关闭其他程序后重试。",
                           "the project cannot be compressed: out of memory. Close other programs "
                           "and try again."});
    std::string out(static_cast<const char*>(made) + 2, size - 6);
    VSIFree(made);
    return out;
}

/// Whole numbers, least byte first.
void put(std::string& to, std::uint32_t value, int bytes) {
    for (int i = 0; i < bytes; ++i) to += static_cast<char>(value >> (8 * i) & 255U);
}

struct Entry {
    const std::string& name;
    std::uint32_t crc;
    std::uint32_t packed;
    std::uint32_t size;
};

/// What the local and the central head have in common: version 2.0, names in UTF-8, deflate,
/// 1980-01-01.
void put_facts(std::string& to, const Entry& entry) {
    put(to, 20, 2);
    put(to, 0x0800, 2);
    put(to, 8, 2);
    put(to, 0, 2);
    put(to, 0x0021, 2);
    put(to, entry.crc, 4);
    put(to, entry.packed, 4);
    put(to, entry.size, 4);
    put(to, static_cast<std::uint32_t>(entry.name.size()), 2);
    put(to, 0, 2);
}

} // namespace

std::string zip_of(const std::string& name, const std::string& bytes) {
    const auto packed = deflated(bytes);
    const Entry entry{name, crc_of(bytes), static_cast<std::uint32_t>(packed.size()),
                      static_cast<std::uint32_t>(bytes.size())};
    std::string out = "PK\x03\x04";
    put_facts(out, entry);
    out += name + packed;
    const auto central = static_cast<std::uint32_t>(out.size());
    out += "PK\x01\x02";
    put(out, 20, 2);
    put_facts(out, entry);
    put(out, 0, 2); // comment
    put(out, 0, 4); // disk, internal attributes
    put(out, 0, 4); // external attributes
    put(out, 0, 4); // where the local head stands
    out += name;
    const auto end = static_cast<std::uint32_t>(out.size());
    out += "PK\x05\x06";
    put(out, 0, 4);
    put(out, 1, 2);
    put(out, 1, 2);
    put(out, end - central, 4);
    put(out, central, 4);
    put(out, 0, 2);
    return out;
}

} // namespace geo
