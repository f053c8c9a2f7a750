// SPDX-License-Identifier: Apache-2.0
#include <cstring>
#include <filesystem>
#include <fstream>
#include <iterator>

#include "libgeo/core/error.hpp"
#include "libgeo/io/xlsx_parts.hpp"

namespace geo {

namespace {

namespace fs = std::filesystem;

/// Little-endian numbers out of a zip's directory, never past its end.
class Directory {
  public:
    Directory(const std::string& path, std::string bytes)
        : m_path(path), m_bytes(std::move(bytes)) {}

    std::uint64_t number(std::size_t at, std::size_t bytes) const {
        if (at + bytes > m_bytes.size()) broken();
        std::uint64_t value = 0;
        for (std::size_t i = bytes; i-- > 0;)
            value = value << 8U | static_cast<unsigned char>(m_bytes[at + i]);
        return value;
    }
    std::string_view text(std::size_t at, std::size_t bytes) const {
        if (at + bytes > m_bytes.size()) broken();
        return std::string_view(m_bytes).substr(at, bytes);
    }
    /// Place of the end record; the last one counts.
    std::size_t end_record() const {
        const auto at = m_bytes.rfind("PK\5\6");
        if (at == std::string::npos) broken();
        return at;
    }
    std::size_t size() const { return m_bytes.size(); }
    [[noreturn]] void broken() const {
        throw InputError({m_path + "：压缩包不完整或已损坏。请重新复制或另存。",
                          m_path + ": the packed file is truncated or damaged. Copy or save it "
                                   "again."});
    }

  private:
    const std::string& m_path;
    std::string m_bytes;
};

[[noreturn]] void refuse(const std::string& path, const std::string& zh, const std::string& en) {
    throw InputError({path + "：" + zh + "。请用表格软件另存为新文件。",
                      path + ": " + en + ". Save it as a new file with a spreadsheet program."});
}

void check_entry(const std::string& path, const Directory& zip, std::size_t at) {
    const auto method = zip.number(at + 10, 2);
    if ((zip.number(at + 8, 2) & 1U) != 0)
        refuse(path, "压缩包内有加密的内容", "it holds encrypted parts");
    if (method != 0 && method != 8)
        refuse(path, "压缩方法 " + std::to_string(method) + " 不读取",
               "the packing method " + std::to_string(method) + " is not read");
    const auto name = zip.text(at + 46, zip.number(at + 28, 2));
    if (name.starts_with('/') || name.find("..") != std::string_view::npos ||
        name.find('\\') != std::string_view::npos)
        refuse(path, "压缩包内的文件名会离开压缩包", "a name in it leaves the archive");
}

std::string whole_file(const std::string& path) {
    std::ifstream file(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
}

} // namespace

void check_zip_limits(const std::string& path, const ReadLimits& limits) {
    const Directory zip(path, whole_file(path));
    const auto name = fs::path(path).filename().string();
    const auto end = zip.end_record();
    const auto entries = zip.number(end + 10, 2);
    require_within(name, "packed_files", entries, limits.packed_files);
    std::uint64_t unpacked = 0;
    auto at = static_cast<std::size_t>(zip.number(end + 16, 4));
    for (std::uint64_t i = 0; i < entries; ++i) {
        if (zip.text(at, 4) != "PK\1\2") zip.broken();
        check_entry(path, zip, at);
        unpacked += zip.number(at + 24, 4);
        at += 46 + zip.number(at + 28, 2) + zip.number(at + 30, 2) + zip.number(at + 32, 2);
    }
    constexpr std::uint64_t small = 10'000'000; // what little files unpack to is no danger
    require_within(name, "unpacked_mb", unpacked >> 20U, limits.unpacked_mb);
    if (unpacked > small)
        require_within(name, "packing_ratio", unpacked / zip.size(), limits.packing_ratio);
}

} // namespace geo
