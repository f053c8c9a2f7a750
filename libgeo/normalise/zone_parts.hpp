// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vector>

#include "libgeo/core/project.hpp"
#include "libgeo/io/raw_layer.hpp"

namespace geo {

/// A part of a layer of which all features are in one zone.
struct ZonePart {
    RawLayer raw;
    LayerSpec spec;
};

/// A layer in Gauss–Krüger coordinates with zone prefix (EPSG:4491–4501, 4513–4533) whose features
/// carry the prefixes of several zones, as one part a zone, each with the CRS of its own zone and a
/// warning; any other layer as it is. A list of sites becomes points on the way. A feature that has
/// vertices of two zones stays in the zone of its first vertex, so its others are found outside of
/// the extent.
std::vector<ZonePart> zone_parts(RawLayer raw, const LayerSpec& spec);

} // namespace geo
