// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vector>

#include "libgeo/ledger/views.hpp"

namespace geo::ledger {

/// The views of heavy-pollution emergencies: `warnings`, `assigned` measures with what was found on
/// the spot, and `entries` of the exemption list.
const std::vector<View>& emergency_views();

} // namespace geo::ledger
