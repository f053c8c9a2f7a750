// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "libgeo/ledger/programme.hpp"
#include "libgeo/ledger/steps.hpp"

namespace geo::ledger {

/// What supports parks: expert consultations, guidance funds, renovation projects, with milestones
/// and an outcome that may state a fact of the park (docs/support.md).
const Programme& support_programme();

/// Its steps and the statuses between them.
const std::vector<Step>& support_steps();

} // namespace geo::ledger
