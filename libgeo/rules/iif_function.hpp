// SPDX-License-Identifier: Apache-2.0
#pragma once

struct sqlite3;

namespace geo {

/// Replaces `iif(condition, then, otherwise)` of the connection by a three-valued one: SQLite's own
/// takes an unknown condition for false, which would decide by a datum that is missing. Here it is
/// unknown, unless both results are the same.
void register_iif_function(sqlite3* connection);

} // namespace geo
