// SPDX-License-Identifier: Apache-2.0
#include "libgeo/io/geopackage_schema.hpp"

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <regex>

#include <sqlite3.h>

#include "libgeo/core/error.hpp"
#include "libgeo/io/sqlite_file.hpp"

namespace geo {

namespace {

struct CloseDatabase {
    void operator()(sqlite3* database) const { sqlite3_close(database); }
};
struct Finalize {
    void operator()(sqlite3_stmt* statement) const { sqlite3_finalize(statement); }
};

[[noreturn]] void refuse(const std::string& path, const Text& why) {
    throw InputError(
        {path + "：" + why.zh + "。请把需要的图层另存为新的 GeoPackage。",
         path + ": " + why.en + ". Save the layer that is needed as a new GeoPackage."});
}

std::uint32_t big_endian(const std::array<unsigned char, 100>& head, std::size_t at,
                         std::size_t n) {
    std::uint32_t value = 0;
    for (std::size_t i = 0; i < n; ++i) value = value << 8U | head[at + i];
    return value;
}

/// The pages that a database counts are those that the file has, unless older software left the
/// count out.
void check_pages(const std::string& path, const std::array<unsigned char, 100>& head) {
    const std::uint64_t page = big_endian(head, 16, 2) == 1 ? 65536 : big_endian(head, 16, 2);
    const std::uint64_t pages = big_endian(head, 28, 4);
    const bool is_counted = big_endian(head, 24, 4) == big_endian(head, 92, 4) && pages > 0;
    const auto bytes = std::filesystem::file_size(path);
    if (!is_counted || page == 0 || bytes == page * pages) return;
    const auto have = std::to_string(bytes);
    const auto want = std::to_string(page * pages);
    throw InputError({path + "：文件头写明 " + want + " 字节，实际有 " + have +
                          " 字节，文件不完整。请重新复制或导出。",
                      path + ": its header states " + want + " bytes and there are " + have +
                          ", so it is not whole. Copy or export it again."});
}

/// Triggers of the GeoPackage standard and of GDAL, by their names; those that guard a ledger in
/// the same file, to the letter.
bool is_known_trigger(const std::string& name, const std::string& sql) {
    const auto& guards = append_only_triggers();
    if (std::find(guards.begin(), guards.end(), sql) != guards.end()) return true;
    static const std::regex known("rtree_.*_(insert|update[1-9]?|delete)|gpkg_.*|"
                                  "trigger_(insert|delete)_feature_count_.*|"
                                  "fid_.*|.*_(zoom|tile).*_(insert|update)");
    return std::regex_match(name, known);
}

void judge(const std::string& path, const std::string& type, const std::string& name,
           const std::string& sql) {
    if (type == "view")
        refuse(path, {"含有视图 '" + name + "'，视图是来自文件的 SQL，不执行",
                      "it holds the view '" + name + "', and SQL from a file is never run"});
    if (type == "trigger" && !is_known_trigger(name, sql))
        refuse(path, {"含有触发器 '" + name + "'", "it holds the trigger '" + name + "'"});
    if (type != "table" || !sql.starts_with("CREATE VIRTUAL")) return;
    static const std::regex index(R"re(CREATE VIRTUAL TABLE .* USING\s+"?rtree"?\s*\(.*)re",
                                  std::regex::icase);
    if (!std::regex_match(sql, index))
        refuse(path, {"含有虚拟表 '" + name + "'", "it holds the virtual table '" + name + "'"});
}

std::string text_of(sqlite3_stmt* row, int column) {
    const auto* text = sqlite3_column_text(row, column);
    return text ? std::string(reinterpret_cast<const char*>(text),
                              static_cast<std::size_t>(sqlite3_column_bytes(row, column)))
                : std::string();
}

void check_objects(const std::string& path) {
    sqlite3* opened = nullptr;
    const int result = sqlite3_open_v2(path.c_str(), &opened,
                                       SQLITE_OPEN_READONLY | SQLITE_OPEN_NOFOLLOW, nullptr);
    const std::unique_ptr<sqlite3, CloseDatabase> database(opened);
    if (result != SQLITE_OK) return; // GDAL says why
    sqlite3_db_config(opened, SQLITE_DBCONFIG_DEFENSIVE, 1, nullptr);
    sqlite3_db_config(opened, SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0, nullptr);
    sqlite3_stmt* prepared = nullptr;
    sqlite3_prepare_v2(opened, "SELECT type, name, sql FROM sqlite_master ORDER BY type, name", -1,
                       &prepared, nullptr);
    const std::unique_ptr<sqlite3_stmt, Finalize> statement(prepared);
    if (!prepared) return;
    while (sqlite3_step(prepared) == SQLITE_ROW)
        judge(path, text_of(prepared, 0), text_of(prepared, 1), text_of(prepared, 2));
}

} // namespace

void check_geopackage_schema(const std::string& path) {
    std::ifstream file(path, std::ios::binary);
    std::array<unsigned char, 100> head{};
    file.read(reinterpret_cast<char*>(head.data()), static_cast<std::streamsize>(head.size()));
    constexpr std::string_view magic("SQLite format 3\0", 16);
    if (!file || !std::equal(magic.begin(), magic.end(), head.begin(), [](char a, unsigned char b) {
            return static_cast<unsigned char>(a) == b;
        }))
        return;
    check_pages(path, head);
    check_objects(path);
}

} // namespace geo
