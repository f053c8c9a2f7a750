// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "libgeo/report/sarif.hpp"
#include "libgeo/screening.hpp"

namespace geo {

/// Everything that a screening found, as findings for other programs, in this order and each kind
/// in id order: conflicts (`park_zone_conflict`), the verdict of every park (`park_verdict`), the
/// vetoes and hard criteria that failed, are in doubt or lack a datum (rule: PACK/CRITERION), sites
/// in or near a zone or in another frame than they say (`site_in_zone`, `site_near_zone`,
/// `site_doubtful_datum`), enterprises that may not simply stay (`enterprise_route`), problems of
/// the inputs (their code). Every finding has an id (`finding_id`); layers count with their role,
/// so a renamed file changes none. Cost: linear.
FindingReport run_findings(const Screening& screening, Language language);

} // namespace geo
