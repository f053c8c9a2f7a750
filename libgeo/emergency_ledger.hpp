// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "libgeo/emergency.hpp"
#include "libgeo/ledger/ledger.hpp"

namespace geo {

/// Adds to the register what the ledger has of the programme "emergency": decisions about entries
/// of the exemption list, and measures assigned under warnings. Throws InputError when the ledger
/// names an enterprise that the register has not: it would be lost.
void add_recorded(EmergencyRegister& reg, const ledger::Ledger& ledger);

} // namespace geo
