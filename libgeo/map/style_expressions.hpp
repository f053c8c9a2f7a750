// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "libgeo/map/style.hpp"

namespace geo::map {

// Conditions and label texts of the style pack as expressions of QGIS, and back.

/// Conditions that must all hold: `"class" = 'a' AND "grade" IN ('1', '2')`. The value "" also
/// means unknown (NULL). No conditions give an empty text.
std::string expression_of(const std::vector<Condition>& where);

/// The condition under which exactly rule `r` of a layer applies, the earlier ones being asked
/// first; "ELSE" for a last rule without conditions, empty when the rule takes everything.
std::string filter_of(const LayerStyle& style, std::size_t r);

/// Conditions from an expression: =, IN, IS NULL, AND, OR of one field's values. "ELSE" and an
/// empty text give no conditions. Nothing when it says more than conditions can.
std::optional<std::vector<Condition>> conditions_from(const std::string& expression);

/// A label text with {field} or {field|format} as an expression: `"name"`,
/// `format_number("area_m2" / 10000, 2) || ' ha'`.
std::string label_expression_of(const std::string& text);

/// The way back; nothing for an expression of another shape.
std::optional<std::string> label_text_from(const std::string& expression);

} // namespace geo::map
