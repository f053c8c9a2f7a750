// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "libgeo/ledger/state.hpp"

namespace geo::ledger {

/// All state tables: that of the cases, then those of the programmes in their order.
const std::vector<const StateTable*>& state_tables();

/// The state table of that name. Throws std::logic_error when there is none.
const StateTable& state_table(std::string_view name);

/// The name of the programme whose table it is. Throws std::logic_error when there is none, and for
/// the table of the cases, which is everybody's.
const std::string& programme_of_table(std::string_view name);

/// A text that changes when the shape of any state table does: the tables of a store made by
/// another shape have to be rebuilt.
std::string shape_of_tables();

} // namespace geo::ledger
