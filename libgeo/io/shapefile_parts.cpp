// SPDX-License-Identifier: Apache-2.0
#include "libgeo/io/shapefile_parts.hpp"

#include <array>
#include <cstdint>
#include <filesystem>
#include <fstream>

#include "libgeo/core/error.hpp"

namespace geo {

namespace fs = std::filesystem;

namespace {

using Header = std::array<unsigned char, 100>;

/// The first bytes of a file; what it lacks stays 0.
Header header_of(const std::string& path) {
    Header header{};
    std::array<char, 100> bytes{};
    std::ifstream file(path, std::ios::binary);
    file.read(bytes.data(), static_cast<std::streamsize>(bytes.size()));
    for (std::size_t i = 0; i < bytes.size(); ++i) header[i] = static_cast<unsigned char>(bytes[i]);
    return header;
}

std::uint64_t big_endian(const Header& h, std::size_t at) {
    return static_cast<std::uint64_t>(h[at]) << 24U | static_cast<std::uint64_t>(h[at + 1]) << 16U |
           static_cast<std::uint64_t>(h[at + 2]) << 8U | h[at + 3];
}

std::uint64_t little_endian(const Header& h, std::size_t at, std::size_t bytes) {
    std::uint64_t value = 0;
    for (std::size_t i = bytes; i-- > 0;) value = value << 8U | h[at + i];
    return value;
}

std::string name_of(const std::string& path) {
    return fs::path(path).filename().string();
}

[[noreturn]] void refuse_missing(const std::string& path, const std::string& extension) {
    const auto part = name_of(fs::path(path).replace_extension(extension).string());
    throw InputError({path + "：缺少同名的 " + part +
                          "。请把 shapefile 的各部分一起复制：.shp、.shx、.dbf、.prj 和 .cpg。",
                      path + ": its companion " + part +
                          " is missing. Copy all parts of the shapefile: .shp, .shx, .dbf, .prj "
                          "and .cpg."});
}

[[noreturn]] void refuse_length(const std::string& path, std::uint64_t stated, std::uint64_t have) {
    const auto s = std::to_string(stated);
    const auto h = std::to_string(have);
    throw InputError(
        {path + "：文件头写明 " + s + " 字节，实有 " + h + " 字节，文件不完整。请重新复制或导出。",
         path + ": its header states " + s + " bytes and the file has " + h +
             ", so it is not whole. Copy or export it again."});
}

/// Files of the .shp family state their length in 16-bit words.
void check_length(const std::string& path) {
    const auto size = fs::file_size(path);
    const auto stated = big_endian(header_of(path), 24) * 2;
    if (size < 100 || stated != size) refuse_length(path, stated, size);
}

/// The widths of all fields, and the mark of deletion: what the header says a record has.
std::uint64_t width_of_fields(const std::string& path, std::uint64_t header_bytes) {
    constexpr std::uint64_t field_bytes = 32;
    std::ifstream file(path, std::ios::binary);
    file.seekg(static_cast<std::streamoff>(field_bytes));
    std::uint64_t width = 1;
    std::array<char, field_bytes> field{};
    for (auto at = field_bytes; at + field_bytes < header_bytes; at += field_bytes) {
        if (!file.read(field.data(), field.size()) || field[0] == '\r') break;
        width += static_cast<unsigned char>(field[16]);
    }
    return width;
}

void check_record_width(const std::string& path, std::uint64_t stated, std::uint64_t fields) {
    if (stated == fields) return;
    const auto s = std::to_string(stated);
    const auto f = std::to_string(fields);
    throw InputError({path + "：文件头写明每条记录 " + s + " 字节，而各字段共 " + f +
                          " 字节，文件已损坏。请重新复制或导出。",
                      path + ": its header states " + s + " bytes a record and its fields have " +
                          f + ", so it is damaged. Copy or export it again."});
}

/// Records of a .dbf; an end mark may follow them.
std::uint64_t check_table(const std::string& path) {
    const auto h = header_of(path);
    const auto records = little_endian(h, 4, 4);
    const auto stated = little_endian(h, 8, 2) + records * little_endian(h, 10, 2);
    const auto size = fs::file_size(path);
    if (size < 32 || (size != stated && size != stated + 1)) refuse_length(path, stated, size);
    check_record_width(path, little_endian(h, 10, 2),
                       width_of_fields(path, little_endian(h, 8, 2)));
    return records;
}

} // namespace

std::string shapefile_part(const std::string& path, const std::string& extension) {
    std::string upper = extension;
    for (char& c : upper)
        if (c >= 'a' && c <= 'z') c = static_cast<char>(c - 'a' + 'A');
    for (const auto& ending : {extension, upper})
        if (const auto part = fs::path(path).replace_extension(ending); fs::exists(part))
            return part.string();
    return {};
}

void check_shapefile_parts(const std::string& path) {
    if (ascii_lower(fs::path(path).extension().string()) != ".shp") return;
    const auto index = shapefile_part(path, ".shx");
    const auto table = shapefile_part(path, ".dbf");
    if (index.empty()) refuse_missing(path, ".shx");
    if (table.empty()) refuse_missing(path, ".dbf");
    check_length(path);
    check_length(index);
    const auto shapes = (fs::file_size(index) - 100) / 8;
    const auto rows = check_table(table);
    if (shapes == rows) return;
    const auto s = std::to_string(shapes);
    const auto r = std::to_string(rows);
    throw InputError({path + "：" + name_of(index) + " 有 " + s + " 个要素，而 " + name_of(table) +
                          " 有 " + r + " 条记录，两者不属于同一图层。请重新复制或导出。",
                      path + ": " + name_of(index) + " counts " + s + " features and " +
                          name_of(table) + " " + r +
                          " records, so they do not belong together. Copy or export them again."});
}

} // namespace geo
