// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include "libgeo/core/error.hpp"
#include "libgeo/ledger/canonical.hpp"
#include "libgeo/ledger/chain.hpp"
#include "libgeo/ledger/check_submission.hpp"
#include "libgeo/ledger/event_rows.hpp"
#include "libgeo/ledger/state_rows.hpp"
#include "libgeo/ledger/store.hpp"
#include "libgeo/ledger/tables.hpp"
#include "libgeo/ledger/wal_tail.hpp"

namespace geo::ledger {

namespace {

using Bad = Verification::Bad;

/// A row that is not what the events make; the first by id.
std::optional<Bad> difference(Sql& sql, const StateTable& table, State& state) {
    auto& made = state.rows()[table.name];
    std::optional<Bad> bad;
    std::size_t seen = 0;
    each_row(sql, table, [&](Row&& row) {
        ++seen;
        if (bad) return;
        const auto found = made.find(row.id());
        if (found == made.end() || !found->second.is_there ||
            found->second.row.values != row.values || found->second.row.place != row.place ||
            found->second.row.version != row.version ||
            found->second.row.changed_by != row.changed_by)
            bad = Bad{row.changed_by,
                      {"状态表 " + table.name + " 的行 " + row.id() +
                           " 与事件不符。请用 parkline ledger rebuild 重建。",
                       "row " + row.id() + " of the state table " + table.name +
                           " is not what the events make. Run parkline ledger rebuild."}};
    });
    const auto wanted = static_cast<std::size_t>(std::count_if(
        made.begin(), made.end(), [](const auto& entry) { return entry.second.is_there; }));
    if (!bad && seen != wanted)
        bad = Bad{0,
                  {"状态表 " + table.name + " 缺少 " + std::to_string(wanted - seen) +
                       " 行。请用 parkline ledger rebuild 重建。",
                   "the state table " + table.name + " lacks " + std::to_string(wanted - seen) +
                       " rows. Run parkline ledger rebuild."}};
    return bad;
}

std::optional<Bad> check_head(Sql& sql, const Chain& chain) {
    const auto number = sql.whole("SELECT number FROM ledger_head");
    const auto hash = sql.text("SELECT hash FROM ledger_head");
    if (number == chain.number() && hash == chain.hash()) return {};
    const auto first = std::min(number, chain.number()) + 1;
    return Bad{first,
               {"链头记着 " + std::to_string(number) + " 条记录，账本中有 " +
                    std::to_string(chain.number()) + " 条：末尾被删或被加。请用备份恢复。",
                "the head knows " + std::to_string(number) + " events, the ledger holds " +
                    std::to_string(chain.number()) +
                    ": its tail was cut off or added to. Restore a backup."}};
}

/// Tables of the ledger in a GeoPackage.
std::vector<std::string> ledger_tables() {
    std::vector<std::string> tables{"case_event", "ledger_head", "ledger_schema"};
    for (const auto* table : state_tables()) tables.push_back(table->name);
    return tables;
}

/// SQLite's own check of the ledger's tables and their indexes.
std::optional<Bad> check_storage(Sql& sql) {
    if (sql.dialect() == Dialect::postgres) return {};
    for (const auto& table : ledger_tables())
        if (const auto said = sql.text("PRAGMA integrity_check(" + table + ")"); said != "ok")
            return Bad{0,
                       {"数据库文件已损坏：表 " + table + "（" + said + "）。请用备份恢复。",
                        "the database file is damaged: table " + table + " (" + said +
                            "). Restore a backup."}};
    return {};
}

/// Cells that hold bytes or reals: nothing writes such, but one flipped bit makes them of a text,
/// and they read as the same text while no search finds them.
std::optional<Bad> check_cells(Sql& sql) {
    if (sql.dialect() == Dialect::postgres) return {};
    for (const auto& table : ledger_tables()) {
        std::string kinds;
        sql.query(
            "SELECT name FROM pragma_table_info(:p0)", {table}, {ColumnType::text}, [&](auto& row) {
                kinds += (kinds.empty() ? "typeof(\"" : ", typeof(\"") + to_text(row[0]) + "\")";
            });
        const auto number =
            sql.whole("SELECT coalesce(min(rowid), 0) FROM " + table + " WHERE 'blob' IN (" +
                      kinds + ") OR 'real' IN (" + kinds + ")");
        if (number == 0) continue;
        const auto row = std::to_string(number);
        return Bad{table == "case_event" ? number : 0,
                   {"表 " + table + " 第 " + row + " 行有类型不对的值，数据已损坏。请用备份恢复。",
                    "row " + row + " of the table " + table +
                        " has a value of a wrong type: it is damaged. Restore a backup."}};
    }
    return {};
}

/// The triggers that keep events as they are.
std::optional<Bad> check_guards(Sql& sql) {
    const bool is_sqlite = sql.dialect() == Dialect::sqlite;
    const auto guards =
        is_sqlite ? sql.whole("SELECT count(*) FROM sqlite_master WHERE type = 'trigger' AND "
                              "tbl_name = 'case_event'")
                  : sql.whole("SELECT count(*) FROM pg_trigger WHERE NOT tgisinternal AND "
                              "tgenabled = 'O' AND tgrelid = 'case_event'::regclass");
    if (guards == (is_sqlite ? 3 : 2)) return {};
    return Bad{0,
               {"禁止改删事件的触发器不全。请查明是谁删除的，并用备份恢复。",
                "triggers that forbid to change events are missing. Find out who removed them, "
                "and restore a backup."}};
}

void check_events(Sql& sql, Chain& chain, State& state) {
    each_stored(sql, {}, [&](StoredEvent&& stored) {
        if (!chain.take(stored.event, stored.payload, stored.evidence)) return;
        try {
            apply_event(state, whole_event(std::move(stored)));
        } catch (const Error& error) {
            chain.refuse(chain.number(), error.text());
        }
    });
}

/// What a writer left that was broken off in mid-write: the database drops it when it reads.
std::vector<Text> torn_record(Sql& sql) {
    if (sql.dialect() == Dialect::postgres || !has_torn_tail(sql.location())) return {};
    try {
        const WriteTransaction alone(sql); // nobody is in mid-write now
        if (!has_torn_tail(sql.location())) return {};
    } catch (const OutputError&) {
        return {}; // a writer is at work
    }
    return {{"最后一条记录写到一半，已丢弃；它从未被确认。",
             "the last record was torn (half written) and is dropped; nobody was told that it was "
             "recorded."}};
}

Verification verified(Sql& sql) {
    auto notes = torn_record(sql);
    const ReadTransaction transaction(sql);
    Chain chain;
    State state;
    auto bad = check_guards(sql);
    check_events(sql, chain, state);
    if (chain.bad()) bad = chain.bad();
    if (!bad) bad = check_head(sql, chain);
    for (const auto* table : state_tables())
        if (!bad) bad = difference(sql, *table, state);
    if (!bad) bad = check_cells(sql);
    if (!bad) bad = check_storage(sql);
    return {chain.number(), chain.hash(), std::move(bad), std::move(notes)};
}

} // namespace

Verification Ledger::verify() const {
    return m_impl->retried([&] { return verified(m_impl->sql); });
}

} // namespace geo::ledger
