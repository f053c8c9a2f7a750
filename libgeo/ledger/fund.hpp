// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "libgeo/ledger/programme.hpp"

namespace geo::ledger {

/// Environmental money: grants of the four central kinds (air, water, soil, countryside), the
/// province and the city; their allocation to projects of enterprises; payments; what is carried
/// into the next year; yearly targets; totals as documents print them (docs/funds.md).
///
/// All sums are whole CNY beside the text as it was written. A grant counts in its own year only:
/// what is carried over is never new money, and a document can be granted once.
const Programme& fund_programme();

} // namespace geo::ledger
