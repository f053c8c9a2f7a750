// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vector>

#include "libgeo/ledger/views.hpp"

namespace geo::ledger {

/// The views of petitions and inspections: `cases` with their deadlines; `steps`, the open ones
/// with the steps that may follow; `summary`, counts and fines, grouped and for all.
const std::vector<View>& enforce_views();

} // namespace geo::ledger
