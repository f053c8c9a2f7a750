// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "libgeo/ledger/ledger.hpp"
#include "libgeo/rules/township_history.hpp"

namespace geo {

/// Adds to the history what the ledger has of the programme "townships": each event of a title as
/// an award (apply, pass, announce, name; withdraw and reject as "revoked"; checks change nothing),
/// to the codes that were in force on its day, and each change of codes as steps of the lineage.
///
/// Changes that the list of units does not have yet are carried into it: a renamed unit keeps area,
/// red line and population, a merged one has the sums, parts of a split one have none. Throws
/// InputError when a change is about a unit that is not in the list.
void add_recorded(TownshipHistory& history, const ledger::Ledger& ledger);

} // namespace geo
