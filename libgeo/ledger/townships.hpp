// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "libgeo/ledger/programme.hpp"
#include "libgeo/ledger/steps.hpp"

namespace geo::ledger {

/// Eco-township creation: a case for each title of a unit, from the application to the naming, the
/// re-checks and the withdrawal; and a case for each change of codes (docs/townships.md).
const Programme& townships_programme();

/// The steps of a title and the statuses between them.
const std::vector<Step>& township_steps();

} // namespace geo::ledger
