// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "libgeo/ledger/ledger.hpp"
#include "libgeo/ledger/list_reading.hpp"

namespace geo::ledger {

/// One list as plain rows, for CSV and JSON: the state table and, last, `row_key`, which says which
/// row it is and which event had changed it last. Only rows that pass all conditions (as `only`).
Table plain_list(const Ledger& ledger, const StateTable& table,
                 const std::vector<std::string>& conditions = {});

/// Reads a `plain_list` that came back as CSV or JSON (an array of objects). A row without a row
/// key is new. Columns of events (action, event_on, ...) may be added by their names. What a row
/// held when it was exported is worked out from the events up to the one of its key, so nothing
/// hidden has to come back. Columns of others and columns that are gone are said in `notes`.
///
/// Throws InputError for a file without row keys or that is no CSV or JSON list.
ReturnedList read_plain_list(const Ledger& ledger, const StateTable& table, const std::string& path,
                             Problems& notes);

} // namespace geo::ledger
