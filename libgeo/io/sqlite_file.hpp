// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <string>
#include <string_view>

namespace geo {

/// The table of a ledger's events in a GeoPackage.
inline constexpr std::string_view ledger_events = "case_event";

/// The triggers that keep the events of a ledger in a GeoPackage from being changed, as SQLite
/// keeps them: the ledger makes them, and a reader of layers lets pass these texts and no others.
const std::array<std::string, 3>& append_only_triggers();

/// Whether the file begins as SQLite databases do; false when it cannot be read.
bool is_sqlite_file(const std::string& path);

/// Whether the file is a GeoPackage (any SQLite database) with the events of a ledger. False for
/// whatever cannot be read as a database.
bool holds_ledger(const std::string& path);

} // namespace geo
