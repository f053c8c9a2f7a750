// SPDX-License-Identifier: Apache-2.0
#include "libgeo/ledger/ledger.hpp"

#include <filesystem>
#include <thread>

#include "libgeo/core/error.hpp"
#include "libgeo/io/write_layers.hpp"
#include "libgeo/ledger/canonical.hpp"
#include "libgeo/ledger/check_submission.hpp"
#include "libgeo/ledger/event_rows.hpp"
#include "libgeo/ledger/now.hpp"
#include "libgeo/ledger/postgres_address.hpp"
#include "libgeo/ledger/schema.hpp"
#include "libgeo/ledger/state_rows.hpp"
#include "libgeo/ledger/store.hpp"
#include "libgeo/ledger/tables.hpp"

namespace geo::ledger {

namespace {

/// Throws unless the store holds a ledger of this program's schema.
void check_schema(Sql& sql) {
    const int have = schema_of(sql);
    if (have == 0)
        throw ConfigError(
            {sql.location() + "：其中没有账本。请先用 parkline ledger init 建立。",
             sql.location() + ": holds no ledger. Make one with parkline ledger init."});
    if (have > newest_schema()) refuse_newer(sql, have);
    if (have < newest_schema())
        throw ConfigError({sql.location() + "：账本是旧结构（第 " + std::to_string(have) +
                               " 版）。请先用 parkline ledger migrate 升级（会先备份）。",
                           sql.location() + ": the ledger has an older schema (" +
                               std::to_string(have) +
                               "). Upgrade it with parkline ledger migrate, which makes a backup "
                               "first."});
}

/// Makes the state tables anew from the events.
void rebuild_in(Sql& sql) {
    WriteTransaction transaction(sql);
    State state;
    each_stored(sql, {},
                [&](StoredEvent&& stored) { apply_event(state, whole_event(std::move(stored))); });
    make_state_tables(sql);
    store_changes(sql, state);
    transaction.commit();
}

} // namespace

Ledger::Ledger(const std::string& location) : m_impl(std::make_unique<Impl>(location)) {
    m_impl->retried([&] {
        check_schema(m_impl->sql);
        if (stored_shape(m_impl->sql) != shape_of_tables()) rebuild_in(m_impl->sql);
        return true;
    });
}

Ledger::~Ledger() = default;
Ledger::Ledger(Ledger&&) noexcept = default;
Ledger& Ledger::operator=(Ledger&&) noexcept = default;

namespace {

void make_all(Sql& sql) {
    WriteTransaction transaction(sql);
    run_migrations(sql);
    make_state_tables(sql);
    transaction.commit();
}

/// A new GeoPackage appears whole, with its ledger, or not at all.
void create_file(const std::string& path) {
    StagedFile file(path, Overwrite::no);
    write_geopackage(file.temporary(), {}, "EPSG:4490", "1970-01-01");
    {
        Sql sql(file.temporary());
        sql.run("PRAGMA journal_mode = WAL");
        make_all(sql);
    }
    file.publish();
}

} // namespace

void Ledger::create(const std::string& location) {
    if (!is_postgres(location) && !std::filesystem::exists(location)) return create_file(location);
    Sql sql(location);
    if (schema_of(sql) != 0)
        throw OutputExists({sql.location() + "：其中已有账本。请换一个位置。",
                            sql.location() + ": holds a ledger already. Choose another place."});
    if (sql.dialect() == Dialect::sqlite) {
        if (!sql.has_table("gpkg_contents"))
            throw ConfigError({location + "：不是 GeoPackage。请换一个文件。",
                               location + ": is no GeoPackage. Choose another file."});
        sql.run("PRAGMA journal_mode = WAL");
    }
    make_all(sql);
}

namespace {

[[noreturn]] void refuse_clock(const Sql& sql, const std::string& at, const Head& head) {
    throw InputError({sql.location() + "：时间 " + at + " 早于第 " + std::to_string(head.number) +
                          " 条记录的时间 " + head.at + "：时钟被拨回了。请校正时钟后重试。",
                      sql.location() + ": the time " + at + " is before that of event " +
                          std::to_string(head.number) + ", " + head.at +
                          ": the clock was moved back. Set it right and run again."});
}

/// The recorded event when the key was used before; refuses another content.
std::optional<Event> recorded_before(Sql& sql, Submission& submission, bool has_own_day) {
    auto found = event_of_key(sql, submission.key);
    if (!found) return {};
    auto compared = submission;
    if (!has_own_day) compared.happened_on = found->happened_on;
    if (content_hash(compared) != content_hash(*found))
        throw InputError({"幂等键 '" + submission.key + "' 已用于第 " +
                              std::to_string(found->number) +
                              " 条记录，内容不同。请换一个键，或更正提交。",
                          "the key '" + submission.key + "' was used for event " +
                              std::to_string(found->number) +
                              ", which says something else. Choose another key, or mend the "
                              "submission."});
    return found;
}

/// One transaction's work on submissions, in their order.
class Recorder {
  public:
    explicit Recorder(Sql& sql) : m_sql(sql), m_state(state_beside(sql)), m_head(head_of(sql)) {}

    /// Why the row is not as it was seen, or nothing.
    std::optional<Text> outdated(const SeenRow& seen) const {
        const auto* row = m_state.find(seen.table, seen.id);
        if (row == nullptr && seen.event == 0) return {};
        if (row == nullptr)
            return Text{"账本没有这个编号。请重新导出清单。",
                        "the ledger has no such id. Export the list again."};
        if (seen.event == 0)
            return Text{"账本已有这个编号。请重新导出清单，在它的行里办理。",
                        "the ledger has this id already. Export the list again and use its row."};
        if (row->changed_by == seen.event &&
            hash_of_number(m_sql, seen.event).starts_with(seen.hash))
            return {};
        return Text{"导出后已有变动（第 " + std::to_string(row->changed_by) +
                        " 条记录）。请重新导出清单。",
                    "it has changed since the export (event " + std::to_string(row->changed_by) +
                        "). Export the list again."};
    }

    /// `obstacle` refuses what has not been recorded before.
    Recorded record(Submission submission, const std::optional<Text>& obstacle = {}) {
        check_form(submission);
        const bool has_own_day = !submission.happened_on.empty();
        const auto at = submission.at.empty() ? now(m_sql) : submission.at;
        if (!has_own_day) submission.happened_on = shanghai_day(at);
        if (submission.key.empty()) submission.key = content_hash(submission);
        if (auto found = recorded_before(m_sql, submission, has_own_day))
            return {std::move(*found), true};
        if (obstacle) throw InputError(*obstacle);
        if (at < m_head.at) refuse_clock(m_sql, at, m_head);
        Event event{std::move(submission)};
        event.at = at;
        event.number = m_head.number + 1;
        event.local_date = shanghai_day(at);
        event.previous = m_head.hash;
        check_against(m_state, event);
        event.hash = hash_of(event);
        insert_event(m_sql, event);
        apply_event(m_state, event);
        m_head = {event.number, event.hash, event.at};
        return {std::move(event), false};
    }

    void finish() {
        store_changes(m_sql, m_state);
        move_head(m_sql, m_head.number, m_head.hash);
    }

  private:
    Sql& m_sql;
    State m_state;
    Head m_head;
};

std::vector<Recorded> record_all(Sql& sql, const std::vector<Submission>& submissions) {
    WriteTransaction transaction(sql);
    Recorder recorder(sql);
    std::vector<Recorded> recorded;
    for (const auto& submission : submissions) recorded.push_back(recorder.record(submission));
    recorder.finish();
    transaction.commit();
    return recorded;
}

Attempt attempt(Recorder& recorder, const Submission& submission,
                const std::optional<Text>& obstacle) {
    try {
        return {recorder.record(submission, obstacle), {}, false};
    } catch (const InputError& error) {
        return {{}, error.text(), obstacle && obstacle->en == error.text().en};
    }
}

std::vector<Attempt> attempt_each(Sql& sql, const std::vector<Guarded>& all, Keep keep) {
    WriteTransaction transaction(sql);
    Recorder recorder(sql);
    std::vector<std::optional<Text>> obstacles; // before anything of this call changes a row
    for (const auto& one : all) obstacles.push_back(recorder.outdated(one.seen));
    std::vector<Attempt> attempts;
    for (std::size_t i = 0; i < all.size(); ++i)
        attempts.push_back(attempt(recorder, all[i].submission, obstacles[i]));
    if (keep == Keep::nothing) return attempts; // rolled back
    recorder.finish();
    transaction.commit();
    return attempts;
}

} // namespace

Recorded Ledger::append(const Submission& submission) {
    return std::move(append_all({submission}).front());
}

std::vector<Recorded> Ledger::append_all(const std::vector<Submission>& submissions) {
    // A server that restarts may have committed before it went: the keys tell on the next try.
    return m_impl->retried([&] { return record_all(m_impl->sql, submissions); });
}

std::vector<Attempt> Ledger::append_each(const std::vector<Guarded>& submissions, Keep keep) {
    return m_impl->retried([&] { return attempt_each(m_impl->sql, submissions, keep); });
}

std::string Ledger::hash_of_event(std::int64_t number) const {
    return m_impl->retried([&] { return hash_of_number(m_impl->sql, number); });
}

void Ledger::each_event(const EventFilter& filter,
                        const std::function<void(Event&&)>& visit) const {
    each_stored(m_impl->sql, filter,
                [&](StoredEvent&& stored) { visit(whole_event(std::move(stored))); });
}

std::vector<Event> Ledger::events(const EventFilter& filter) const {
    return m_impl->retried([&] {
        std::vector<Event> all;
        each_event(filter, [&](Event&& event) { all.push_back(std::move(event)); });
        return all;
    });
}

namespace {

/// An empty table with all columns of a state table.
Table empty_table(const StateTable& shape) {
    Table table{shape.name, {text_column("id")}, {}};
    table.columns.insert(table.columns.end(), shape.columns.begin(), shape.columns.end());
    table.columns.push_back(whole_column("row_version"));
    table.columns.push_back(whole_column("changed_by"));
    return table;
}

void add_row(Table& table, const Row& row) {
    std::vector<Value> cells{row.id()};
    cells.insert(cells.end(), row.values.begin(), row.values.end());
    cells.emplace_back(row.version);
    cells.emplace_back(row.changed_by);
    table.rows.push_back(std::move(cells));
}

/// Whether an event can stand without those that happened later: what follows in a case whose
/// opening lies after the day does not.
bool stands(const State& state, const Event& event, const std::string& day) {
    if (event.happened_on > day) return false;
    const bool is_open = state.find(case_table().name, event.case_id) != nullptr;
    return is_open || programme(event.programme)->kind(event.kind)->opens != Opens::no;
}

} // namespace

Table Ledger::state(const std::string& table) const {
    const auto& shape = state_table(table);
    auto result = empty_table(shape);
    m_impl->retried([&] {
        result.rows.clear();
        each_row(m_impl->sql, shape, [&](Row&& row) { add_row(result, row); });
        return true;
    });
    return result;
}

Table Ledger::state_on(const std::string& table, const std::string& day) const {
    auto result = empty_table(state_table(table));
    m_impl->retried([&] {
        State state;
        each_event({programme_of_table(table), {}, {}, 0}, [&](Event&& event) {
            if (stands(state, event, day)) apply_event(state, event);
        });
        result.rows.clear();
        for (const auto& [id, entry] : state.rows()[table])
            if (entry.is_there) add_row(result, entry.row);
        return true;
    });
    return result;
}

void Ledger::rebuild() {
    m_impl->retried([&] { return rebuild_in(m_impl->sql), true; });
}

} // namespace geo::ledger
