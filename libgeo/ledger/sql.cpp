// SPDX-License-Identifier: Apache-2.0
#include "libgeo/ledger/sql.hpp"

#include <filesystem>
#include <map>
#include <thread>

#include <soci/soci.h>
#include <soci/sqlite3/soci-sqlite3.h>

#include "libgeo/ledger/postgres_address.hpp"
#include "libgeo/ledger/sql_error.hpp"

namespace geo::ledger {

namespace {

/// How long a writer waits for another one, in seconds.
constexpr int busy_seconds = 30;

/// A statement with buffers for what goes in and comes out.
struct Prepared {
    explicit Prepared(soci::session& session) : statement(session) {}

    struct Cell {
        long long whole = 0;
        std::string text;
        soci::indicator state = soci::i_ok;
    };
    std::vector<Cell> in; ///< never grows once bound
    std::vector<Cell> out;
    std::vector<ColumnType> types; ///< of `out`
    soci::statement statement;
};

/// A whole number goes in as a text too: both databases convert it to the column's type, and one
/// prepared statement serves rows with and without it.
void fill(Prepared& prepared, const std::vector<Value>& parameters) {
    for (std::size_t i = 0; i < parameters.size(); ++i) {
        auto& cell = prepared.in[i];
        cell.state = is_unknown(parameters[i]) ? soci::i_null : soci::i_ok;
        cell.text = to_text(parameters[i]);
    }
}

std::vector<Value> row_of(const Prepared& prepared) {
    std::vector<Value> row;
    row.reserve(prepared.out.size());
    for (std::size_t i = 0; i < prepared.out.size(); ++i) {
        const auto& cell = prepared.out[i];
        if (cell.state == soci::i_null)
            row.emplace_back();
        else if (prepared.types[i] == ColumnType::whole)
            row.emplace_back(static_cast<std::int64_t>(cell.whole));
        else
            row.emplace_back(cell.text);
    }
    return row;
}

std::string sqlite_address(const std::string& path) {
    if (path.find('"') != std::string::npos)
        throw ConfigError(
            {path + "：账本的文件名不能含引号。请改名。",
             path + ": the name of a ledger cannot hold a quotation mark. Rename it."});
    if (!std::filesystem::is_regular_file(path))
        throw ConfigError({path + "：没有这个账本文件。请先用 parkline ledger init 建立。",
                           path + ": there is no such ledger. Make it with parkline ledger init."});
    return "db=\"" + path + "\" timeout=" + std::to_string(busy_seconds);
}

} // namespace

struct Sql::Impl {
    std::string location;
    std::string shown;
    Dialect dialect = Dialect::sqlite;
    bool is_wal = false; ///< a write-ahead log, which `sync` brings to the disk
    std::unique_ptr<soci::session> session;
    std::map<std::string, std::unique_ptr<Prepared>> prepared; ///< goes before the session

    /// Opens for the first time, patiently with a server that goes or comes.
    void open_patiently() {
        for (const auto pause : restart_pauses) try {
                return open();
            } catch (const soci::soci_error& error) {
                if (dialect == Dialect::sqlite || !is_restarting(error.what())) throw;
                std::this_thread::sleep_for(pause);
            }
        open();
    }

    void open() {
        // By name: SOCI loads the back end (and libpq) only when a ledger is opened.
        const bool is_server = dialect == Dialect::postgres;
        auto opened = std::make_unique<soci::session>(is_server ? "postgresql" : "sqlite3",
                                                      is_server ? libpq_words(location)
                                                                : sqlite_address(location));
        prepared.clear();
        session = std::move(opened);
        if (is_server)
            *session << "SET client_min_messages = warning; SET synchronous_commit = on";
        else
            open_file();
    }

    void open_file() {
        std::string mode;
        *session << "PRAGMA journal_mode", soci::into(mode);
        is_wal = mode == "wal";
        // Another program may have taken the log away; then every commit syncs by itself.
        *session << (is_wal ? "PRAGMA synchronous = NORMAL" : "PRAGMA synchronous = FULL");
    }

    sqlite_api::sqlite3* file() const {
        return static_cast<soci::sqlite3_session_backend*>(session->get_backend())->conn_;
    }

    Prepared& make(const std::string& text, std::size_t parameters,
                   const std::vector<ColumnType>& types) {
        auto& slot = prepared[text];
        if (slot) return *slot;
        auto made = std::make_unique<Prepared>(*session);
        made->in.resize(parameters);
        made->out.resize(types.size());
        made->types = types;
        auto& statement = made->statement;
        for (std::size_t i = 0; i < types.size(); ++i) {
            auto& cell = made->out[i];
            if (types[i] == ColumnType::whole)
                statement.exchange(soci::into(cell.whole, cell.state));
            else
                statement.exchange(soci::into(cell.text, cell.state));
        }
        for (std::size_t i = 0; i < parameters; ++i)
            statement.exchange(
                soci::use(made->in[i].text, made->in[i].state, "p" + std::to_string(i)));
        statement.alloc();
        statement.prepare(text);
        statement.define_and_bind();
        slot = std::move(made);
        return *slot;
    }

    /// Runs `work`; a failure of the database becomes one of ours.
    template <typename Work> void guarded(const Work& work) {
        try {
            work();
        } catch (const soci::soci_error& error) {
            const auto fault = file_fault(error); // before anything else touches the file
            prepared.clear(); // a statement that failed holds locks until it is reset
            complain(error, fault);
        } catch (...) {
            prepared.clear();
            throw;
        }
    }

    sqlite_api::sqlite3_file* log_file() const {
        sqlite_api::sqlite3_file* log = nullptr;
        sqlite_api::sqlite3_file_control(file(), "main", SQLITE_FCNTL_JOURNAL_POINTER, &log);
        return log != nullptr && log->pMethods != nullptr ? log : nullptr;
    }

    /// The errno of what failed last: opening, or writing the log or the file.
    int system_error() const {
        int error = 0;
        if (auto* log = log_file())
            log->pMethods->xFileControl(log, SQLITE_FCNTL_LAST_ERRNO, &error);
        if (error == 0)
            sqlite_api::sqlite3_file_control(file(), "main", SQLITE_FCNTL_LAST_ERRNO, &error);
        return error != 0 ? error : sqlite_api::sqlite3_system_errno(file());
    }

    SqlFault file_fault(const soci::soci_error& error) const {
        if (dialect == Dialect::postgres || !session) return SqlFault::no_database;
        return fault_of_sqlite(sqlite_api::sqlite3_extended_errcode(file()), system_error(),
                               error.what());
    }

    [[noreturn]] void complain(const soci::soci_error& error, SqlFault fault) {
        const std::string said = error.get_error_message();
        if (dialect == Dialect::sqlite || !session) throw_sql_fault(fault, shown, said);
        if (!answers()) throw_lost(shown, said);
        throw_sql_fault(fault_of_postgres(said), shown, said);
    }

    /// Whether the server still talks to us; an error within a transaction is an answer.
    bool answers() {
        try {
            *session << "SELECT 1";
            return true;
        } catch (const soci::soci_error& error) {
            return std::string(error.what()).find("current transaction is aborted") !=
                   std::string::npos;
        }
    }
};

Sql::Sql(const std::string& location) : m_impl(std::make_unique<Impl>()) {
    m_impl->location = location;
    m_impl->shown = without_password(location);
    m_impl->dialect = is_postgres(location) ? Dialect::postgres : Dialect::sqlite;
    m_impl->guarded([&] { m_impl->open_patiently(); });
}

Sql::~Sql() = default;

Dialect Sql::dialect() const {
    return m_impl->dialect;
}

const std::string& Sql::location() const {
    return m_impl->shown;
}

void Sql::run(const std::string& statement) {
    m_impl->guarded([&] { m_impl->session->once << statement; });
}

void Sql::change(const std::string& statement, const std::vector<Value>& parameters) {
    m_impl->guarded([&] {
        auto& prepared = m_impl->make(statement, parameters.size(), {});
        fill(prepared, parameters);
        prepared.statement.execute(true);
    });
}

void Sql::query(const std::string& statement, const std::vector<Value>& parameters,
                const std::vector<ColumnType>& types, const Visit& visit) {
    m_impl->guarded([&] {
        auto& prepared = m_impl->make(statement, parameters.size(), types);
        fill(prepared, parameters);
        prepared.statement.execute(false);
        while (prepared.statement.fetch()) {
            auto row = row_of(prepared);
            visit(row);
        }
    });
}

std::int64_t Sql::whole(const std::string& statement) {
    std::int64_t number = 0;
    query(statement, {}, {ColumnType::whole}, [&](auto& row) {
        if (const auto* whole = std::get_if<std::int64_t>(&row[0])) number = *whole;
    });
    return number;
}

std::string Sql::text(const std::string& statement) {
    std::string text;
    query(statement, {}, {ColumnType::text}, [&](auto& row) { text = to_text(row[0]); });
    return text;
}

bool Sql::has_table(const std::string& name) {
    return dialect() == Dialect::sqlite
               ? whole("SELECT count(*) FROM sqlite_master WHERE type = 'table' AND name = '" +
                       name + "'") > 0
               : whole("SELECT count(*) FROM pg_tables WHERE schemaname = current_schema() AND "
                       "tablename = '" +
                       name + "'") > 0;
}

void Sql::reconnect() {
    try {
        m_impl->open();
    } catch (const soci::soci_error& error) {
        throw_lost(m_impl->shown, error.get_error_message());
    }
}

void Sql::sync() {
    if (dialect() == Dialect::postgres)
        // A commit of one's own, which waits for the disk, brings all commits before it along.
        return run("SELECT pg_logical_emit_message(true, 'parkline', '')");
    if (!m_impl->is_wal) return;
    auto* log = m_impl->log_file();
    if (log == nullptr) return; // nothing was written
    if (log->pMethods->xSync(log, SQLITE_SYNC_NORMAL) != SQLITE_OK) refuse_sync(m_impl->shown);
}

WriteTransaction::WriteTransaction(Sql& sql) : m_sql(sql) {
    if (sql.dialect() == Dialect::sqlite) {
        sql.run("BEGIN IMMEDIATE");
        return;
    }
    try {
        // One writer at a time; the number is parkline's own. Waits as long as a file would.
        // The commit does not wait for the disk, so that the next writer can begin; `sync` does.
        sql.run("BEGIN; SET LOCAL lock_timeout = '30s'; SET LOCAL synchronous_commit = off; "
                "SELECT pg_advisory_xact_lock(7236837119)");
    } catch (const geo::Error&) {
        sql.run("ROLLBACK");
        throw;
    }
}

WriteTransaction::~WriteTransaction() {
    if (!m_is_open) return;
    try {
        m_sql.run("ROLLBACK");
    } catch (const std::exception&) {
        // The connection is gone, and the transaction with it.
    }
}

void WriteTransaction::commit() {
    m_sql.run("COMMIT");
    m_is_open = false;
    m_sql.sync();
}

ReadTransaction::ReadTransaction(Sql& sql) : m_sql(sql) {
    sql.run(sql.dialect() == Dialect::sqlite ? "BEGIN"
                                             : "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY");
}

ReadTransaction::~ReadTransaction() {
    try {
        m_sql.run("ROLLBACK");
    } catch (const std::exception&) {
        // The connection is gone, and the transaction with it.
    }
}

} // namespace geo::ledger
