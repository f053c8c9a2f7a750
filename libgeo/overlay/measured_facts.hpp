// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <span>
#include <vector>

#include "libgeo/core/measurement.hpp"
#include "libgeo/core/subject_facts.hpp"
#include "libgeo/normalise/layers.hpp"

namespace geo {

/// What facts are measured from; empty where the project has no such layer.
struct MeasuredLayers {
    const LineLayer& lines;         ///< classes are matched, attribute `reference` names the line
    const PointLayer& residents;    ///< attribute `people`; without that field a point is one
    const PolygonLayer& footprints; ///< what stood before, by the subject's id
    DataVersions versions;
    std::vector<std::string> unplaced = {}; ///< ids of residents whose place nobody knows
};

/// The facts that packs declare as measured, for every subject, in the order of `wanted`.
///
/// Distances are geodesic on CGCS2000 between the subject's ground and the nearest line of the
/// named classes, 0 where they meet; off by less than 0.1 mm for edges that are straight in
/// longitude and latitude. An area within a width is exactly 0 beyond that distance; else it is the
/// engine's area of the ground in a strip with round joins of 16 segments a quarter circle, metres
/// scaled at the subject (within 0.12 % of the width). Where the distance is within the width but
/// the strip has no area of the ground, it is unknown: too near the limit to tell. People are
/// counted strictly inside, or outside up to and including the width from the edge.
///
/// Unknown, with the reason as method: no layer of the classes; a layer measured from another
/// line than the rule; a footprint that nobody gave (attribute `footprint` "new" or "existing", or
/// a feature of the subject's id in the layer of footprints); a number of people that is missing;
/// nobody counted while there are residents whose place nobody knows.
/// Evidence: the nearest line, or the points counted. Cost: a nearest search per vertex.
std::vector<std::vector<Fact>> measured_facts(const PolygonLayer& subjects,
                                              const MeasuredLayers& layers,
                                              std::span<const Measurement> wanted);

} // namespace geo
