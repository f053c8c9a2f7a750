// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "libgeo/core/measurement.hpp"
#include "libgeo/core/subject_facts.hpp"
#include "libgeo/normalise/city.hpp"
#include "libgeo/overlay/conflicts.hpp"
#include "libgeo/overlay/open_overlaps.hpp"
#include "libgeo/overlay/sites.hpp"

namespace geo {

/// What the facts about the parks are made from.
struct ParkRecords {
    const PolygonLayer& parks;
    const CityLayers& city; ///< for everything but the parks
    const Conflicts& conflicts;
    const std::vector<OpenOverlap>& open;
    const std::vector<SitePlacement>& sites;
    bool sites_are_doubtful = false; ///< nobody knows where they are, nor how many are inside
};

/// All facts about the parks that packs can ask for: from the overlay and the fields of the layer
/// (`park_facts`), measured from lines and residents as the packs say (`measured_facts`), and from
/// the rows about subjects of this kind in the lists of role `facts`. Where two disagree the fact
/// is unknown and a problem says so. A planned project is ground with a boundary like a park: with
/// the kind "project" the parks are the footprints of projects.
std::vector<Facts> all_park_facts(const ParkRecords& records, std::string_view kind,
                                  std::span<const Measurement> measurements,
                                  const std::string& as_of, const DataVersions& versions,
                                  Problems& problems);

} // namespace geo
