// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "libgeo/core/subject_facts.hpp"
#include "libgeo/normalise/city.hpp"
#include "libgeo/overlay/conflicts.hpp"
#include "libgeo/overlay/open_overlaps.hpp"
#include "libgeo/overlay/sites.hpp"
#include "libgeo/rules/pack.hpp"

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

/// All facts about the parks that the pack, if there is one, can ask for: from the overlay and the
/// fields of the layer (`park_facts`), measured from lines and residents as the pack says
/// (`measured_facts`), and from the lists of role `facts`. Where two disagree the fact is unknown
/// and a problem says so.
std::vector<Facts> all_park_facts(const ParkRecords& records, const std::optional<Pack>& pack,
                                  const std::string& as_of, const DataVersions& versions,
                                  Problems& problems);

} // namespace geo
