// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "libgeo/core/text.hpp"
#include "libgeo/core/value.hpp"

namespace geo {

/// Units a pack may use: m2, m, share (0 to 1), ratio, count, days, hours, years, t, cny, points,
/// bool (0 or 1), text, date (ISO), grade. The last three hold text, the others numbers.
const std::vector<std::string>& unit_names();

/// True for "text", "date" and "grade".
bool is_text_unit(std::string_view unit);

/// A value with its unit for people, grouped by thousands: 12345.678 m2 is "12,345.68 m²", share
/// 0.25 is "25 %", bool 1 is "是" / "yes", unknown is "未知" / "unknown". Small values keep their
/// digits (0.0001 m² is never shown as 0.00).
Text quantity(const Value& value, std::string_view unit);

} // namespace geo
