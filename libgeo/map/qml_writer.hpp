// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "libgeo/io/xml_tree.hpp"
#include "libgeo/map/scene.hpp"
#include "libgeo/map/style.hpp"

namespace geo::map {

/// What a rule is called in a legend that has both languages: "违规 violation".
std::string both_languages(const Text& title);

/// How QGIS shows a layer in the style: `<renderer-v2>` (one symbol, categories of one field, or
/// rules) and `<labeling>` where there are names, in this order.
std::vector<XmlNode> qml_parts(const LayerStyle& style, ShapeType type, const FontChains& fonts);

/// The same as a document (QML), as QGIS saves it in `layer_styles`.
std::string qml_of(const LayerStyle& style, ShapeType type, const FontChains& fonts);

/// `<labeling>` of a layer, or nothing when no rule has a name.
std::optional<XmlNode> qml_labelling(const LayerStyle& style, ShapeType type,
                                     const FontChains& fonts);

} // namespace geo::map
