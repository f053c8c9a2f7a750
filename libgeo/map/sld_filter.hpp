// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <vector>

#include "libgeo/io/xml_tree.hpp"
#include "libgeo/map/style.hpp"

namespace geo::map {

/// Conditions of an `ogc:Filter`: PropertyIsEqualTo, PropertyIsNull, And, Or of one field's values.
/// Nothing when it says more than conditions can.
std::optional<std::vector<Condition>> conditions_from_ogc(const XmlNode& filter);

} // namespace geo::map
