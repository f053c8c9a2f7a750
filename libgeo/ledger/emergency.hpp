// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "libgeo/ledger/programme.hpp"
#include "libgeo/ledger/steps.hpp"

namespace geo::ledger {

/// Heavy-pollution emergency: a case for each warning, with the measures that enterprises take
/// under it, and a case for each enterprise's entry in the exemption list (docs/emergency.md).
const Programme& emergency_programme();

/// The steps of warnings and of entries, and the statuses between them.
const std::vector<Step>& emergency_steps();

} // namespace geo::ledger
