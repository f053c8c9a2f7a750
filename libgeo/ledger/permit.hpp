// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "libgeo/ledger/programme.hpp"
#include "libgeo/ledger/steps.hpp"

namespace geo::ledger {

/// Applications for planned projects, from the counter to the service of the decision: receive,
/// screened, correct once, accept, stops of the clock, decide, serve (docs/permits.md).
///
/// The five grounds of refusal are those of 建设项目环境保护管理条例 art. 11. Siting that the last
/// screening found prohibited cannot be approved.
const Programme& permit_programme();

/// Its steps and the statuses between them.
const std::vector<Step>& permit_steps();

} // namespace geo::ledger
