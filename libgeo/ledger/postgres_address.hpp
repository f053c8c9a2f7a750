// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

namespace geo::ledger {

/// True for "postgresql://…" and "postgres://…".
bool is_postgres(const std::string& location);

/// "postgresql://user:password@host:port/database?name=value" as the words "name=value …" of
/// libpq, which SOCI wants; parts that are missing are left to libpq's environment (PGHOST, …).
/// Throws ConfigError for an address that cannot be read, or with a blank in a value.
std::string libpq_words(const std::string& address);

/// The address without its password, for messages.
std::string without_password(const std::string& address);

} // namespace geo::ledger
