// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string_view>

#include "libgeo/core/text.hpp"

namespace geo::ledger {

/// The title of a column that the ledger itself fills, for the headers of lists; the name itself in
/// both languages when there is none. Columns that carry a field of an event have the field's.
Text column_title(std::string_view name);

} // namespace geo::ledger
