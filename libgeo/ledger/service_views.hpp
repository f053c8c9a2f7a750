// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vector>

#include "libgeo/ledger/views.hpp"

namespace geo::ledger {

/// The views of the service of enterprises:
/// `enterprises`: every enterprise with its officer, last contact, next one due and whether that is
/// overdue. `problems`: all problems with their state against the deadline. `steps`: open problems,
/// the step that comes next, what it needs and who may take it. `indicators`: see
/// `service_indicators`.
const std::vector<View>& service_views();

/// Counts and rates of problems, by officer, county, park or category and for all:
/// closing rate = closed / (collected − dismissed); on-time rate = closed on or before the deadline
/// / closed; median of the working days from finding to (last) closing; reopened share = problems
/// that were closed and opened again / problems that were ever closed. A rate without denominator
/// is unknown. Throws ConfigError when a needed year has no calendar.
Table service_indicators(const Ledger& ledger, const ViewQuestion& question);

} // namespace geo::ledger
