// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "libgeo/core/table.hpp"

namespace geo::ledger {

/// "running" or "overdue" against a deadline (an ISO date, the last day in time), "on_time" or
/// "late" once it is done; unknown without a deadline.
Value deadline(const std::string& due, const std::string& done, const std::string& as_of);

/// An empty table of some columns of a state table and more that are worked out.
Table shaped(const Table& state, const std::string& name, const std::vector<std::string>& columns,
             const std::vector<Column>& more);

/// The cells of some columns of a row.
std::vector<Value> cells_of(const Table& state, std::size_t row,
                            const std::vector<std::string>& columns);

} // namespace geo::ledger
