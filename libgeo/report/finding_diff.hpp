// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "libgeo/core/table.hpp"

namespace geo {

/// What two runs found otherwise, by the ids of their findings: one row a finding with `change`
/// (new, gone, changed), `id`, `rule`, `level`, `feature_id`, `related_id`, `state_before`,
/// `state_after`, `message_zh`, `message_en`. A finding has changed when its level, its state or
/// its message (so any figure in it) has. New ones come first, then changed, then gone; errors
/// first in each; then in the order of the run. The message is that of the newer run, of a gone one
/// the older's.
///
/// Throws InputError when a folder has no findings.geojson, or one that no run wrote.
Table finding_diff(const std::string& before, const std::string& after);

} // namespace geo
