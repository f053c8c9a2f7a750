// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "libgeo/ledger/programme.hpp"

namespace geo::ledger {

/// Directed service, regular contact and list service for enterprises (定向服务, 定期联络,
/// 清单服务): an officer and a contact period for each enterprise, and problems that go through the
/// four steps collect → analyse and assign → solve on site → track and supervise (domain:
/// docs/service.md).
///
/// Cases are enterprises (opened by `enrol`) and problems (opened by `collect`).
const Programme& service_programme();

} // namespace geo::ledger
