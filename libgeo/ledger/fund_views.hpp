// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vector>

#include "libgeo/ledger/views.hpp"

namespace geo::ledger {

/// The views of environmental money, in whole CNY:
/// `years`: for each year and source, and for the year, new grants, what was carried in, allocated
/// and carried out, what is left, and the year's target with the difference. New grants count in
/// their own year only. `allocations`: projects with what was allocated, paid, given back and left.
/// `recipients`: the same for each enterprise and year.
/// `reconcile`: totals as documents print them beside those of the ledger, and the difference.
const std::vector<View>& fund_views();

} // namespace geo::ledger
