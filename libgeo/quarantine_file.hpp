// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "libgeo/io/staging.hpp"
#include "libgeo/normalise/layers.hpp"

namespace geo {

/// Writes the invalid polygons for people to decide on: a GeoPackage with the layers `structure`
/// and `linework`, each feature as that repair would make it, with reason, place, area and what the
/// area would be by the other repair; and beside it STEM.decisions.csv, a row for each, to be
/// filled in, signed and given to `accept_repairs`. In EPSG:4490, in the order of layers and ids;
/// the same input gives the same bytes. Throws OutputExists and OutputError.
void write_quarantine(const std::vector<Quarantined>& quarantine, const std::string& path,
                      Overwrite overwrite);

} // namespace geo
