// SPDX-License-Identifier: Apache-2.0
#pragma once

struct sqlite3;

namespace geo {

/// Replaces `date` and `julianday` of the connection by versions that know no clock:
/// date(text [, '+5 years' | '-1 month' | '+30 days' ...]) and julianday(text) take an ISO date
/// (YYYY-MM-DD) and give NULL for anything else. A day past the end of a month runs into the next,
/// as in SQLite: date('2020-02-29', '+1 year') is '2021-03-01'.
void register_date_functions(sqlite3* connection);

} // namespace geo
