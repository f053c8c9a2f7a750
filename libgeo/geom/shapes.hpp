// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "libgeo/geom/polygons.hpp"

namespace geo {

/// Shapes by GEOS OverlayNG on the integer grid (precision 1 unit): the only file pair that sees
/// the GEOS C API. Areas that decide something come from `overlay/`; these shapes are for maps,
/// exports, remedies and accuracy bands, and their areas are compared with the engine's.
/// All functions are pure; one GEOS context per thread is kept inside.

/// Whether a feature is a valid polygon in the sense of OGC simple features.
struct Validity {
    bool valid = true;
    std::string reason; ///< GEOS's words, e.g. "Self-intersection"
    GridPoint place;    ///< where
};
Validity check_validity(const Polygons& polygons, std::size_t feature);

/// The two ways of GEOS to repair an invalid polygon. They can differ: see docs/formats.md.
enum class RepairMethod { structure, linework };

/// The repaired feature as a column of one (zero parts when nothing is left). Groups of parts that
/// are valid and touch no other part stay as they are, to the bit.
Polygons repaired(const Polygons& polygons, std::size_t feature, RepairMethod method);

/// Boolean operations on features of one-feature columns; the result is a column of one.
/// Throws GeometryError with GEOS's words when it cannot be computed.
Polygons shape_intersection(const Polygons& a, const Polygons& b);
Polygons shape_difference(const Polygons& a, const Polygons& b);

/// Union of all features of the column.
Polygons shape_union(const Polygons& polygons);

/// The feature grown (metres > 0) or shrunk (metres < 0) by a distance on the ground, round joins
/// with 16 segments a quarter circle (within 0.12 % of the distance). Meant for neighbourhoods of
/// some kilometres: metres are scaled at the middle latitude of the feature.
Polygons shape_grown(const Polygons& polygons, double metres);

/// The ground within a distance of the lines, as a column of one (no parts when there are no
/// lines): joins and ends as `shape_grown`, metres scaled at the given latitude. Meant for lines
/// around one place: cut longer ones to its neighbourhood first.
Polygons lines_grown(const Lines& lines, double metres, double latitude_deg);

/// Version text of GEOS.
std::string geos_version_text();

} // namespace geo
