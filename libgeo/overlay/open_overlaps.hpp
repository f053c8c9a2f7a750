// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "libgeo/core/problem.hpp"
#include "libgeo/normalise/layers.hpp"

namespace geo {

/// A park against an invalid zone of which no repair was accepted: what either repair would make.
/// Nothing is decided by it, but nothing may be decided without it either.
struct OpenOverlap {
    std::size_t park = 0;
    std::string zone_id;
    std::string zone_class;
    bool forbids_siting = false;
    double structure_m2 = 0; ///< overlap by the structure repair; both are 0 when the zone only
    double linework_m2 = 0;  ///< comes within the accuracy of the park
};

/// The open overlaps of all parks, by park and then zone id. Parks that neither repair reaches, not
/// even within the accuracy of both layers, have none. Cost: GEOS on the pairs whose boxes meet.
std::vector<OpenOverlap> open_overlaps(const PolygonLayer& parks,
                                       const std::vector<Quarantined>& quarantine);

/// One error for each, to be listed with the problems of a run.
Problems problems_of(const std::vector<OpenOverlap>& overlaps, const PolygonLayer& parks);

} // namespace geo
