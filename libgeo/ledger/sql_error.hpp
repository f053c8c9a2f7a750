// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "libgeo/ledger/sql.hpp"

namespace geo::ledger {

/// What went wrong in the database, as far as the user can do something about it.
enum class SqlFault { locked, full, read_only, damaged, no_database, other };

/// The fault of an SQLite result code (extended or not), with the errno of the system's last
/// failure and the message. SQLite forgets the code when the statement that failed is finished.
SqlFault fault_of_sqlite(int code, int system_error, const std::string& message);
/// The fault that a message of PostgreSQL tells.
SqlFault fault_of_postgres(const std::string& message);

/// Whether PostgreSQL says that it is going down or coming up.
bool is_restarting(const std::string& message);

/// Throws OutputError (ConfigError for `no_database`) in the words of the user. `said` is the
/// database's own message.
[[noreturn]] void throw_sql_fault(SqlFault fault, const std::string& location,
                                  const std::string& said);

/// Throws ConnectionLost: the server does not answer.
[[noreturn]] void throw_lost(const std::string& location, const std::string& said);

/// Throws OutputError: the events are recorded, but the disk did not confirm that it keeps them.
[[noreturn]] void refuse_sync(const std::string& location);

} // namespace geo::ledger
