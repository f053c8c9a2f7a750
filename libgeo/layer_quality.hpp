// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "libgeo/normalise/city.hpp"
#include "libgeo/overlay/outline_defects.hpp"

namespace geo {

/// A closer look at layers that came through the door: spikes, narrow necks, saw teeth and slivers
/// of every polygon (`outline_defects`), features with the very same shape, and for the coverages
/// (townships, counties) overlaps and enclosed gaps between the units. All of it is valid and used;
/// these are doubts for a person: warnings, saw teeth a note. Cost: about linear, on all
/// cores, and the overlay of each coverage with itself.
Problems look_closer(const CityLayers& city, const OutlineLimits& limits = {});

} // namespace geo
