// SPDX-License-Identifier: Apache-2.0
#include "libgeo/ledger/sql_error.hpp"

#include <cerrno>

#include <sqlite3.h>

#include "libgeo/core/error.hpp"

namespace geo::ledger {

namespace {

SqlFault fault_of_system(int error) {
    switch (error) {
    case ENOSPC:
    case EDQUOT:
    case EFBIG: // a limit on the size of files
        return SqlFault::full;
    case EACCES:
    case EPERM:
    case EROFS:
        return SqlFault::read_only;
    default:
        return SqlFault::other;
    }
}

SqlFault fault_of_code(int code, int system_error) {
    switch (code & 0xFF) {
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
    case SQLITE_PROTOCOL:
        return SqlFault::locked;
    case SQLITE_FULL:
        return SqlFault::full;
    case SQLITE_IOERR:
        return fault_of_system(system_error);
    case SQLITE_READONLY:
    case SQLITE_PERM:
        return SqlFault::read_only;
    case SQLITE_CORRUPT:
        return SqlFault::damaged;
    case SQLITE_NOTADB:
    case SQLITE_CANTOPEN:
        return SqlFault::no_database;
    default:
        return SqlFault::other;
    }
}

} // namespace

SqlFault fault_of_sqlite(int code, int system_error, const std::string& message) {
    const auto fault = fault_of_code(code, system_error);
    if (fault != SqlFault::other) return fault;
    for (const int known : {SQLITE_BUSY, SQLITE_FULL, SQLITE_IOERR, SQLITE_READONLY, SQLITE_CORRUPT,
                            SQLITE_NOTADB, SQLITE_CANTOPEN})
        if (message.find(sqlite3_errstr(known)) != std::string::npos)
            return fault_of_code(known, system_error);
    return SqlFault::other;
}

SqlFault fault_of_postgres(const std::string& message) {
    const auto says = [&](const char* words) { return message.find(words) != std::string::npos; };
    if (says("lock timeout") || says("deadlock")) return SqlFault::locked;
    if (says("No space left") || says("disk full")) return SqlFault::full;
    if (says("permission denied") || says("read-only transaction")) return SqlFault::read_only;
    if (says("invalid page") || says("could not read block")) return SqlFault::damaged;
    if (says("Cannot establish connection")) return SqlFault::no_database;
    return SqlFault::other;
}

bool is_restarting(const std::string& message) {
    for (const char* words : {"server closed the connection", "is starting up", "is shutting down",
                              "in recovery mode", "not yet accepting connections"})
        if (message.find(words) != std::string::npos) return true;
    return false;
}

void throw_sql_fault(SqlFault fault, const std::string& location, const std::string& said) {
    switch (fault) {
    case SqlFault::locked:
        throw OutputError(
            {location + "：账本被另一个程序占用（" + said +
                 "）。没有记录任何内容。请等它结束后重试，或关闭打开此文件的程序。",
             location + ": the ledger is locked by another program (" + said +
                 "). Nothing was recorded. Run again when it has finished, or close the "
                 "program that has the file open."});
    case SqlFault::full:
        throw OutputError({location + "：磁盘已满，无法写入账本（" + said +
                               "）。没有记录任何内容。请腾出空间后重试。",
                           location + ": the disk is full, the ledger cannot be written (" + said +
                               "). Nothing was recorded. Free some space and run "
                               "again."});
    case SqlFault::read_only:
        throw OutputError({location + "：账本不可写（" + said +
                               "）。没有记录任何内容。请检查文件和文件夹的权限。",
                           location + ": the ledger cannot be written (" + said +
                               "). Nothing was recorded. Check the permissions of the file "
                               "and its folder."});
    case SqlFault::damaged:
        throw OutputError(
            {location + "：数据库文件已损坏（" + said + "）。请用备份恢复。",
             location + ": the database file is damaged (" + said + "). Restore a backup."});
    case SqlFault::no_database:
        throw ConfigError(
            {location + "：打不开账本（" + said + "）。请检查位置。",
             location + ": the ledger cannot be opened (" + said + "). Check the location."});
    case SqlFault::other:
        break;
    }
    throw OutputError(
        {location + "：账本出错（" + said + "）。没有记录任何内容。",
         location + ": the ledger's database failed (" + said + "). Nothing was recorded."});
}

void throw_lost(const std::string& location, const std::string& said) {
    throw ConnectionLost(
        {location + "：数据库服务器没有应答（" + said +
             "）。请检查服务器后重试；已记录的内容不会重复。",
         location + ": the database server does not answer (" + said +
             "). Check the server and run again; what was recorded is not recorded "
             "twice."});
}

void refuse_sync(const std::string& location) {
    throw OutputError(
        {location +
             "：磁盘没有确认写入。记录可能在断电后丢失。请检查磁盘，再提交一次（不会重复）。",
         location + ": the disk did not confirm the write, so the record may be lost in a power "
                    "cut. Check the disk, then submit again; nothing is recorded twice."});
}

} // namespace geo::ledger
