// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "libgeo/ledger/list_workbook.hpp"

namespace geo::ledger {

/// The sheet that says which events the lists take, what they need and who may record them; without
/// rows when they take none.
TableSheet guide_of(const std::vector<FilledList>& lists);

} // namespace geo::ledger
