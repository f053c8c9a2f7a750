// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "libgeo/core/doubt_limits.hpp"
#include "libgeo/normalise/city.hpp"

namespace geo {

/// A closer look at layers that came through the door: spikes, narrow necks, saw teeth and slivers
/// of every polygon (`outline_defects`), features with the very same shape, and for the coverages
/// (townships, counties) overlaps and enclosed gaps between the units. All of it is valid and used;
/// these are doubts for a person: warnings, saw teeth a note. Each says the limit that it is
/// beyond; overlaps and gaps below theirs are counted in a note of the layer. Cost: about linear,
/// on all cores, and the overlay of each coverage with itself.
Problems look_closer(const CityLayers& city, const DoubtLimits& limits = {});

} // namespace geo
