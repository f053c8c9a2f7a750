// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "libgeo/map/scene.hpp"
#include "libgeo/map/style.hpp"

namespace geo::map {

/// Lengths in a style document are pixels of 0.28 mm (OGC Symbology Encoding 1.1, clause 10).
inline constexpr double mm_per_pixel = 0.28;

/// The style of a layer called `layer` as OGC SLD 1.1 with Symbology Encoding 1.1: rules with
/// filters and scales; polygon, line, point and text symbolizers. A hatch is a filling with the
/// mark "horline", turned, as QGIS and GeoServer write it.
std::string sld_of(const LayerStyle& style, const std::string& layer, ShapeType type,
                   const FontChains& fonts);

} // namespace geo::map
