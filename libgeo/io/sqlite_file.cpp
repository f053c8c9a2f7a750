// SPDX-License-Identifier: Apache-2.0
#include "libgeo/io/sqlite_file.hpp"

#include <filesystem>
#include <fstream>
#include <memory>

#include <sqlite3.h>

namespace geo {

namespace {

/// A database whose write-ahead log cannot be opened (a folder that is read only) is read without.
bool has_events(const std::string& uri) {
    sqlite3* opened = nullptr;
    const int result =
        sqlite3_open_v2(uri.c_str(), &opened, SQLITE_OPEN_READONLY | SQLITE_OPEN_URI, nullptr);
    const std::unique_ptr<sqlite3, decltype(&sqlite3_close)> database(opened, sqlite3_close);
    if (result != SQLITE_OK) return false;
    sqlite3_stmt* prepared = nullptr;
    sqlite3_prepare_v2(opened,
                       "SELECT 1 FROM sqlite_master WHERE type = 'table' AND name = 'case_event'",
                       -1, &prepared, nullptr);
    const std::unique_ptr<sqlite3_stmt, decltype(&sqlite3_finalize)> statement(prepared,
                                                                               sqlite3_finalize);
    return prepared != nullptr && sqlite3_step(prepared) == SQLITE_ROW;
}

/// "file:" with everything escaped that a URI gives a meaning to.
std::string uri_of(const std::string& path) {
    std::string uri = "file:";
    for (const char c : path) {
        constexpr const char* digits = "0123456789ABCDEF";
        const auto byte = static_cast<unsigned char>(c);
        if (c == '%' || c == '?' || c == '#')
            uri += {'%', digits[byte >> 4U], digits[byte & 15U]};
        else
            uri += c;
    }
    return uri;
}

} // namespace

const std::array<std::string, 3>& append_only_triggers() {
    // INSERT OR REPLACE would delete without firing the second one.
    static const std::array<std::string, 3> all{
        "CREATE TRIGGER case_event_no_UPDATE BEFORE UPDATE ON case_event "
        "BEGIN SELECT RAISE(ABORT, 'case_event is append-only'); END",
        "CREATE TRIGGER case_event_no_DELETE BEFORE DELETE ON case_event "
        "BEGIN SELECT RAISE(ABORT, 'case_event is append-only'); END",
        "CREATE TRIGGER case_event_no_REPLACE BEFORE INSERT ON case_event WHEN EXISTS "
        "(SELECT 1 FROM case_event WHERE number = NEW.number OR key = NEW.key) "
        "BEGIN SELECT RAISE(ABORT, 'case_event is append-only'); END"};
    return all;
}

bool is_sqlite_file(const std::string& path) {
    static const std::string magic("SQLite format 3\0", 16);
    std::error_code error;
    if (!std::filesystem::is_regular_file(path, error)) return false; // a pipe would make it wait
    std::ifstream file(path, std::ios::binary);
    std::string head(magic.size(), ' ');
    return file.read(head.data(), static_cast<std::streamsize>(head.size())) && head == magic;
}

bool holds_ledger(const std::string& path) {
    if (!is_sqlite_file(path)) return false;
    const auto uri = uri_of(path);
    return has_events(uri) || has_events(uri + "?immutable=1");
}

} // namespace geo
