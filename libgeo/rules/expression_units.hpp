// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "libgeo/core/text.hpp"
#include "libgeo/rules/pack.hpp"

namespace geo {

/// What is wrong with the units of an expression over these names: things of different units are
/// added, compared or offered as alternatives, or the result is not in `wanted` (empty: any unit
/// will do). `share` and `ratio` are both plain numbers, a literal fits every unit, and where an
/// expression goes beyond what is understood here (CASE, BETWEEN, products of odd units) nothing is
/// said. A unit that is `wanted` "bool" accepts any number.
std::optional<Text> find_unit_flaw(std::string_view sql, const std::vector<FactSpec>& names,
                                   std::string_view wanted);

} // namespace geo
