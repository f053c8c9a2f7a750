// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vector>

#include "libgeo/ledger/views.hpp"

namespace geo::ledger {

/// The views of the support of parks: `measures`; `milestones` with their deadlines; `facts`, what
/// outcomes state, in the columns that a project reads as a layer of the role `facts`.
const std::vector<View>& support_views();

} // namespace geo::ledger
