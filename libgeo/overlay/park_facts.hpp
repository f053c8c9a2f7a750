// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vector>

#include "libgeo/core/subject_facts.hpp"
#include "libgeo/overlay/conflicts.hpp"
#include "libgeo/overlay/open_overlaps.hpp"
#include "libgeo/overlay/sites.hpp"

namespace geo {

/// The facts about every park that policy packs may read (docs/formats.md lists them): areas of the
/// park and of its overlaps with each zone class (measured, certain, possible, share), with all
/// zones that forbid siting and with those of them whose class no rule knows, what remains of it
/// outside forbidden ground, the sites inside, and its own attributes. A class without a
/// layer in the project, and an attribute that is missing, are unknown; so is a class of which an
/// open overlap is all that may lie in the park. Each has its method and the data it is from; areas
/// of the engine have the bound of their error. One entry a park, in order.
std::vector<Facts> park_facts(const PolygonLayer& parks, const PolygonLayer& zones,
                              const Conflicts& conflicts, const std::vector<OpenOverlap>& open,
                              const std::vector<SitePlacement>& sites, const std::string& as_of,
                              const DataVersions& versions = {});

} // namespace geo
