// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "libgeo/core/project.hpp"
#include "libgeo/normalise/city.hpp"
#include "libgeo/overlay/townships.hpp"
#include "libgeo/rules/coverage.hpp"

namespace geo {

/// Coverage of eco-township creation from the layers of a project: takes the roles township_codes
/// and awards as records, with the areas of the townships that have a shape, and counts them.
/// Empty when the project has no code list. Fields read: name, county_code, county, kind (else from
/// the code) of the codes; title, status, named_on, batch of the awards. Throws ConfigError on an
/// unknown denominator.
Coverage coverage_of(const CityLayers& city, const std::vector<TownshipOverlap>& overlaps,
                     const Project& project);

} // namespace geo
