// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "libgeo/core/project.hpp"
#include "libgeo/normalise/city.hpp"
#include "libgeo/overlay/townships.hpp"
#include "libgeo/rules/coverage.hpp"

namespace geo {

/// The units of the role township_codes, with the areas of those that have a shape. Fields read:
/// name, county_code, county, kind (else from the code), population, agricultural.
std::vector<TownshipCode> code_records(const CityLayers& city,
                                       const std::vector<TownshipOverlap>& overlaps);

/// The records of the role awards. Fields read: title, status, named_on, batch.
std::vector<Award> award_records(const CityLayers& city);

/// The denominators that the project names. Throws ConfigError on an unknown one.
std::vector<Denominator> denominators_of(const Project& project);

/// The row of the whole city: code and name of the role city.
City city_of(const CityLayers& city);

/// Coverage of eco-township creation from the layers of a project: takes the roles township_codes
/// and awards as records, with the areas of the townships that have a shape, and counts them.
/// Empty when the project has no code list. Fields read: name, county_code, county, kind (else from
/// the code) of the codes; title, status, named_on, batch of the awards. Throws ConfigError on an
/// unknown denominator.
Coverage coverage_of(const CityLayers& city, const std::vector<TownshipOverlap>& overlaps,
                     const Project& project);

} // namespace geo
