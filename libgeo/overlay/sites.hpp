// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "libgeo/normalise/layers.hpp"

namespace geo {

/// How a site stands against the zones. Strictly inside is `inside`; a site on a zone's boundary is
/// not inside and has distance 0, so it is `near`. `near` reaches to the last distance class.
enum class SiteStatus { inside, near, clear, doubtful_datum };
std::string_view name_of(SiteStatus status);

/// One site against parks and zones. Zones without legal force (see is_statutory) take no part.
struct SitePlacement {
    std::vector<std::size_t> parks; ///< parks that hold it strictly, ascending
    std::vector<std::size_t> zones; ///< zones that hold it strictly, ascending
    std::size_t nearest_zone =
        SIZE_MAX;          ///< the zone whose boundary is nearest; of the holding zones when inside
    double distance_m = 0; ///< geodesic to that boundary, also when inside; NaN without zones
    std::string distance_class; ///< "inside", "0-500", "500-1000", ">1000" by the project's classes
    SiteStatus status = SiteStatus::clear;
};

/// Places every site. `classes_m` are the rising upper limits of the distance classes (inclusive).
/// The result has one entry for each site, in their order.
std::vector<SitePlacement> place_sites(const PointLayer& sites, const PolygonLayer& parks,
                                       const PolygonLayer& zones,
                                       const std::vector<double>& classes_m);

} // namespace geo
