// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "libgeo/overlay/edge_index.hpp"
#include "libgeo/overlay/overlay.hpp"

namespace geo {

/// Areas of all pairs of features that overlap, sorted by (a, b).
///
/// Overlap is positive area, decided exactly: features that only touch, at a point or along any
/// length of border, give no pair. Coincident edges, vertices on edges, rings that touch
/// themselves and equal polygons are ordinary; a coverage overlaid with itself gives each feature
/// with itself, with the very bits of `area_of`. Features must be valid polygons (see `Polygons`);
/// features of one layer may overlap each other and are then counted each.
///
/// The result does not depend on the number of threads, on ring directions' start points or on the
/// order of features (but for the indices). Cost: linear in the vertices of both layers plus the
/// crossings; all cores. Both indices must be of polygons.
std::vector<PairArea> overlap_areas(const EdgeIndex& a, const EdgeIndex& b);
std::vector<PairArea> overlap_areas(const Polygons& a, const Polygons& b);

/// A pair with its planar area in square grid units: what tests compare with exact references.
struct PlanarPair {
    std::uint32_t a = 0;
    std::uint32_t b = 0;
    double square_units = 0;
};

/// As `overlap_areas`, by the same walk, but planar.
std::vector<PlanarPair> planar_overlap_areas(const EdgeIndex& a, const EdgeIndex& b);

} // namespace geo
