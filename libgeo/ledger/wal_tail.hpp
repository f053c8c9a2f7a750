// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

namespace geo::ledger {

/// Whether SQLite's write-ahead log beside `database` ends in frames without a commit: a
/// transaction that was broken off. SQLite leaves them out when it reads; nobody was told that they
/// are recorded. False when there is no log. While somebody writes, the answer may be true for a
/// moment: ask under the write lock.
/// Format: https://www.sqlite.org/fileformat2.html#the_write_ahead_log
bool has_torn_tail(const std::string& database);

} // namespace geo::ledger
