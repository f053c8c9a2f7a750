// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "libgeo/ledger/programme.hpp"
#include "libgeo/ledger/steps.hpp"

namespace geo::ledger {

/// Petitions and inspections to their close-out (信访、执法检查、整改销号), and the targeted help
/// that goes with them (docs/enforcement.md).
const Programme& enforce_programme();

/// Its steps and the statuses between them.
const std::vector<Step>& enforce_steps();

} // namespace geo::ledger
