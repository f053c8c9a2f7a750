// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <chrono>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "libgeo/core/error.hpp"
#include "libgeo/core/table.hpp"

namespace geo::ledger {

/// Which database speaks.
enum class Dialect { sqlite, postgres };

/// The connection to the database was lost; what was under way may or may not have been committed.
struct ConnectionLost : OutputError {
    using OutputError::OutputError;
};

/// Pauses between tries while a server restarts, about 8 s together.
inline constexpr std::array<std::chrono::milliseconds, 5> restart_pauses{
    std::chrono::milliseconds{100}, std::chrono::milliseconds{400}, std::chrono::milliseconds{1000},
    std::chrono::milliseconds{2000}, std::chrono::milliseconds{4000}};

/// A session with the store's database. The only file pair that sees SOCI. Errors of the database
/// become OutputError in the words of the user (locked, disk full, read-only, damaged), a broken
/// constraint InputError, and a lost connection ConnectionLost.
class Sql {
  public:
    /// Opens the file, or the address; waits for a server that is just restarting. Throws
    /// ConfigError when it is not there or is no database.
    explicit Sql(const std::string& location);
    ~Sql();
    Sql(const Sql&) = delete;
    Sql& operator=(const Sql&) = delete;

    Dialect dialect() const;
    const std::string& location() const; ///< without a password

    /// Statements without parameters.
    void run(const std::string& statement);
    /// One statement with parameters :p0, :p1, …; kept prepared for the next time.
    void change(const std::string& statement, const std::vector<Value>& parameters);

    using Visit = std::function<void(std::vector<Value>& row)>;
    /// Rows of a query; `types` are those of its columns (text or whole).
    void query(const std::string& statement, const std::vector<Value>& parameters,
               const std::vector<ColumnType>& types, const Visit& visit);
    /// The first value of a query that gives one whole number; 0 when there is none.
    std::int64_t whole(const std::string& statement);
    /// The first value of a query that gives one text; empty when there is none.
    std::string text(const std::string& statement);
    bool has_table(const std::string& name);

    /// Returns when everything that was committed before, by anybody, is on the disk. Writers wait
    /// here side by side, after the lock is gone, so one turn of the disk serves them all.
    void sync();

    /// Opens the connection again after ConnectionLost. May throw ConnectionLost.
    void reconnect();

  private:
    struct Impl;
    std::unique_ptr<Impl> m_impl;
};

/// A transaction that holds the store for this writer alone; rolled back unless committed.
class WriteTransaction {
  public:
    explicit WriteTransaction(Sql& sql);
    ~WriteTransaction();
    WriteTransaction(const WriteTransaction&) = delete;
    WriteTransaction& operator=(const WriteTransaction&) = delete;
    /// Lets the next writer in, and returns when the changes are on the disk.
    void commit();

  private:
    Sql& m_sql;
    bool m_is_open = true;
};

/// A transaction in which all queries see the same state.
class ReadTransaction {
  public:
    explicit ReadTransaction(Sql& sql);
    ~ReadTransaction();
    ReadTransaction(const ReadTransaction&) = delete;
    ReadTransaction& operator=(const ReadTransaction&) = delete;

  private:
    Sql& m_sql;
};

} // namespace geo::ledger
