// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace geo {

/// Square metres of one unit of area, found by any of its names: m², ㎡, 平方米, 亩, 公顷, ha, hm²,
/// km², 平方公里, 平方千米, each also with 万 in front (万亩, 万平方米). Nothing for other words.
/// Sources: 1 公顷 = 10 000 m² = 15 亩, so 1 亩 = 2000/3 m².
std::optional<double> square_metres_per(std::string_view unit);

/// The unit that a column's name states: 面积（亩）, 面积/公顷, 占地面积:万亩, area_ha, 面积(km2).
/// Empty when it states none.
std::string unit_in_name(std::string_view column);

/// Square metres of "12.5亩", "1,234.5 公顷", "3.2km²"; of a bare number in `unit_of_column`.
/// A unit beside the number wins. Nothing when the text is no number with a known unit, when no
/// unit is known, or when the area is negative.
std::optional<double> parse_area_m2(std::string_view text, std::string_view unit_of_column);

} // namespace geo
