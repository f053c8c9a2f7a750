// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vector>

#include "libgeo/ledger/views.hpp"

namespace geo::ledger {

/// The views of eco-township creation: `titles`, `rechecks` with the deadlines of corrections, and
/// `changes` of codes.
const std::vector<View>& township_views();

} // namespace geo::ledger
