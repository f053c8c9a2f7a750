// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vector>

#include "libgeo/ledger/views.hpp"

namespace geo::ledger {

/// The views of permits:
/// `board`: every application in the order of its stage and then of its promised due day, with
/// responsible person, task, and what both clocks show. `clocks`: two rows an application, promise
/// and statutory, as `due_table`. `tasks`: open tasks by deadline. Clocks run from the day of
/// receipt in working days; a class that is not known has none. Throws ConfigError when a needed
/// year has no calendar.
const std::vector<View>& permit_views();

} // namespace geo::ledger
