// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "libgeo/ledger/event.hpp"
#include "libgeo/permit_screening.hpp"

namespace geo {

/// Who hands applications in, and by whom and on which day they are entered.
struct Intake {
    ledger::Submission entered; ///< actor, role, happened_on, reason; the rest is filled in
    std::string applicant;
    std::string county; ///< may be empty
};

/// The events that enter every screened footprint as an application: `receive` and `screened`, with
/// outcome, EIA class (left out while it is not settled) and reasons; the evidence is the SHA-256
/// of the whole answer (`permit_json`) and the ids of footprint and conflicting zones. A footprint
/// that could not be judged is entered with the outcome "review". Sorted as the answers.
std::vector<ledger::Submission> intake_events(const PermitScreening& screening,
                                              const Intake& intake);

/// The event `screened` alone, of footprints that have been entered before.
std::vector<ledger::Submission> screening_events(const PermitScreening& screening,
                                                 const ledger::Submission& entered);

} // namespace geo
