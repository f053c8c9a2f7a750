// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "libgeo/io/xml_tree.hpp"
#include "libgeo/map/scene.hpp"
#include "libgeo/map/style.hpp"

namespace geo::map {

/// The symbol of a rule as QGIS stores it (`<symbol>`), called `name`. `pass` is its turn when the
/// layer is painted with symbol levels. A rule without any look gives a symbol that shows nothing.
XmlNode qml_symbol(const Rule& rule, ShapeType type, const std::string& name, std::size_t pass);

/// `<Option type="Map">` with texts in it, as QGIS stores the properties of a symbol.
XmlNode qml_options(const std::vector<std::pair<std::string, std::string>>& options);

/// "r,g,b,a" with a from 0 to 255.
std::string qml_colour(const Ink& ink);

} // namespace geo::map
