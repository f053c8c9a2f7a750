// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "libgeo/ledger/programme.hpp"

namespace geo::ledger {

/// What can be checked without the state: programme, kind, actor, role, days, and fields against
/// their declaration. Fills in the NAME_yuan of money fields. Throws InputError.
void check_form(Submission& submission);

/// What needs the state: the case is there or not, belongs to the programme, the event does not
/// come before the last one, and the programme's own `validate`. Throws InputError.
void check_against(const State& state, const Event& event);

/// Carries the event into the state tables, that of the cases too.
void apply_event(State& state, const Event& event);

} // namespace geo::ledger
