// SPDX-License-Identifier: Apache-2.0
// Copies of a ledger: backup, export, import, and the migration that begins with a backup.
#include <filesystem>
#include <fstream>

#include "libgeo/ledger/canonical.hpp"
#include "libgeo/ledger/chain.hpp"
#include "libgeo/ledger/check_submission.hpp"
#include "libgeo/ledger/event_rows.hpp"
#include "libgeo/ledger/export_file.hpp"
#include "libgeo/ledger/schema.hpp"
#include "libgeo/ledger/state_rows.hpp"
#include "libgeo/ledger/store.hpp"
#include "libgeo/ledger/tables.hpp"

namespace geo::ledger {

void refuse_newer(const Sql& sql, int schema) {
    throw ConfigError({sql.location() + "：账本由更新的程序写成（结构第 " + std::to_string(schema) +
                           " 版，本程序只到第 " + std::to_string(newest_schema()) +
                           " 版）。请升级 parkline。",
                       sql.location() + ": the ledger was written by a newer program (schema " +
                           std::to_string(schema) + ", this one knows " +
                           std::to_string(newest_schema()) + "). Upgrade parkline."});
}

namespace {

std::string quoted(const std::string& text) {
    std::string quoted = "'";
    for (const char c : text) quoted += c == '\'' ? std::string("''") : std::string(1, c);
    return quoted + "'";
}

void export_from(Sql& sql, const std::string& path, Overwrite overwrite) {
    StagedFile file(path, overwrite);
    {
        const ReadTransaction transaction(sql);
        ExportWriter writer(file.temporary());
        each_stored(sql, {},
                    [&](StoredEvent&& stored) { writer.put(whole_event(std::move(stored))); });
        writer.finish();
    }
    file.publish();
}

void backup_from(Sql& sql, const std::string& path, Overwrite overwrite) {
    if (sql.dialect() == Dialect::postgres) return export_from(sql, path, overwrite);
    std::error_code none;
    if (std::filesystem::equivalent(sql.location(), path, none))
        throw ConfigError({path + "：这就是账本本身。备份请换一个文件名。",
                           path + ": that is the ledger itself. Give its backup another name."});
    StagedFile file(path, overwrite, Ledgers::may_go); // an older backup
    sql.run("VACUUM INTO " + quoted(file.temporary()));
    file.publish();
}

/// Takes over all events of the file in one transaction.
void take_over(Sql& sql, const std::vector<Event>& events) {
    WriteTransaction transaction(sql);
    if (head_of(sql).number != 0)
        throw InputError({sql.location() + "：账本不是空的，不能导入。请先建立一个新账本。",
                          sql.location() + ": the ledger is not empty, so nothing can be "
                                           "imported. Make a new ledger first."});
    State state;
    for (const auto& event : events) {
        insert_event(sql, event);
        apply_event(state, event);
    }
    store_changes(sql, state);
    if (!events.empty()) move_head(sql, events.back().number, events.back().hash);
    transaction.commit();
}

} // namespace

void Ledger::backup(const std::string& path, Overwrite overwrite) const {
    m_impl->retried([&] { return backup_from(m_impl->sql, path, overwrite), true; });
}

void Ledger::export_events(const std::string& path, Overwrite overwrite) const {
    m_impl->retried([&] { return export_from(m_impl->sql, path, overwrite), true; });
}

Verification Ledger::import_events(const std::string& path) {
    auto [verification, events] = read_export(path);
    if (verification.bad) {
        const auto& [number, why] = *verification.bad;
        throw InputError(
            {path + "：第 " + std::to_string(number) + " 条记录：" + why.zh + "没有导入任何内容。",
             path + ": record " + std::to_string(number) + ": " + why.en +
                 " Nothing was imported."});
    }
    take_over(m_impl->sql, events);
    return verification;
}

namespace {

/// A name that is free: a migration that was broken off has left its backup, which stays.
std::string free_backup(const std::string& location, int schema) {
    const auto stem = location + ".backup-v" + std::to_string(schema);
    auto path = stem + ".gpkg";
    for (int i = 2; std::filesystem::exists(path); ++i)
        path = stem + "-" + std::to_string(i) + ".gpkg";
    return path;
}

} // namespace

std::string migrate(const std::string& location, const std::string& backup_path) {
    Sql sql(location);
    const int have = schema_of(sql);
    if (have > newest_schema()) refuse_newer(sql, have);
    if (have == 0)
        throw ConfigError(
            {sql.location() + "：其中没有账本。请先用 parkline ledger init 建立。",
             sql.location() + ": holds no ledger. Make one with parkline ledger init."});
    if (have == newest_schema()) return {};
    const bool is_server = sql.dialect() == Dialect::postgres;
    if (is_server && backup_path.empty())
        throw ConfigError({"升级前要备份。请用 --backup FILE.jsonl 给出备份文件。",
                           "a backup comes before the upgrade. Give --backup FILE.jsonl."});
    const auto copy = backup_path.empty() ? free_backup(location, have) : backup_path;
    backup_from(sql, copy, Overwrite::no);
    {
        WriteTransaction transaction(sql);
        run_migrations(sql);
        transaction.commit();
    }
    Ledger(location).rebuild();
    return copy;
}

} // namespace geo::ledger
