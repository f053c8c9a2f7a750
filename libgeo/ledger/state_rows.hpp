// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>

#include "libgeo/ledger/sql.hpp"
#include "libgeo/ledger/state.hpp"

namespace geo::ledger {

/// A state that reads rows from the store when they are asked for.
State state_beside(Sql& sql);

/// Stores the rows that changed since the last time.
void store_changes(Sql& sql, State& state);

/// Visits the rows of a state table in the order of their ids (by bytes).
void each_row(Sql& sql, const StateTable& table, const std::function<void(Row&&)>& visit);

} // namespace geo::ledger
