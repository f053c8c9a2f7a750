// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vector>

#include "libgeo/map/canvas.hpp"

namespace geo::map {

/// True when the place lies inside the areas (even-odd).
bool is_inside(const Paths& areas, Place p);

/// True when the whole box lies inside the areas: no edge passes through it.
bool is_box_inside(const Paths& areas, const Frame& box);

/// The pole of inaccessibility: the place inside the areas that is farthest from their outline, to
/// 0.5 mm, and how far it is. Cost: a few hundred times the points of the areas.
struct Pole {
    Place at;
    double distance = 0;
};
Pole pole_of(const Paths& areas);

/// The part of a ring inside a frame (Sutherland–Hodgman): what is outside becomes edges along the
/// frame. Empty when nothing is inside.
std::vector<Place> clipped_ring(std::vector<Place> ring, const Frame& frame);

/// The part of the areas inside a frame.
Paths clipped(const Paths& areas, const Frame& frame);

} // namespace geo::map
