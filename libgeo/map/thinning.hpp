// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <span>
#include <vector>

#include "libgeo/map/canvas.hpp"

namespace geo::map {

/// The path without points that lie within `tolerance` mm of the line between those kept
/// (Douglas–Peucker); first and last stay.
std::vector<Place> thinned(std::span<const Place> path, double tolerance);

/// Distance of a place from the segment a–b.
double distance_to(Place p, Place a, Place b);

} // namespace geo::map
