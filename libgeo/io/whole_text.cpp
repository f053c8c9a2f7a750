// SPDX-License-Identifier: Apache-2.0
#include "libgeo/io/whole_text.hpp"

#include <fstream>
#include <string_view>

#include "libgeo/core/error.hpp"

namespace geo {

namespace {

constexpr std::string_view blanks = " \t\r\n";

/// Records of a GeoJSON sequence: after each RS where the file begins with one, else lines.
std::size_t records_in(const std::string& path) {
    constexpr char record_separator = '\x1e';
    std::ifstream file(path, std::ios::binary);
    const char end = file.peek() == record_separator ? record_separator : '\n';
    std::size_t records = 0;
    for (std::string record; std::getline(file, record, end);)
        records += record.find_first_not_of(blanks) != std::string::npos;
    return records;
}

bool ends_with_eof(const std::string& path) {
    constexpr std::streamoff most = 64;
    std::ifstream file(path, std::ios::binary | std::ios::ate);
    file.seekg(-std::min<std::streamoff>(most, file.tellg()), std::ios::end);
    std::string end{std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
    end.erase(end.find_last_not_of(blanks) + 1);
    return end.ends_with("\nEOF") || end.ends_with("\rEOF");
}

} // namespace

void require_whole_text(const std::string& path, const RawLayer& raw) {
    if (raw.format == "GeoJSONSeq") {
        const auto records = records_in(path);
        if (raw.features() >= records) return;
        const auto read = std::to_string(raw.features()), all = std::to_string(records);
        throw InputError({raw.subject + "：文件已损坏：有 " + all + " 条记录，只读出 " + read +
                              " 个要素。请修复或重新导出该文件。",
                          raw.subject + ": the file is damaged: it has " + all +
                              " records, but only " + read +
                              " features could be read. Repair it or export it again."});
    }
    if (raw.format == "DXF" && !ends_with_eof(path))
        throw InputError({raw.subject + "：图形文件不完整：末尾没有 EOF。请重新导出该文件。",
                          raw.subject + ": the drawing is not whole: it does not end with EOF. "
                                        "Export it again."});
}

} // namespace geo
