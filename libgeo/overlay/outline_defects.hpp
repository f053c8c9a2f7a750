// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vector>

#include "libgeo/core/doubt_limits.hpp"
#include "libgeo/geom/polygons.hpp"

namespace geo {

enum class OutlineDefectKind { spike, narrow_neck, saw_tooth, sliver };

/// One kind of doubt about one feature, at its worst place.
struct OutlineDefect {
    OutlineDefectKind kind = OutlineDefectKind::spike;
    GridPoint place;       ///< a vertex of the feature
    double worst = 0;      ///< degrees of the angle, metres of width, vertices in the longest run
    std::size_t count = 0; ///< places of this kind; of necks the vertices that see one
};

/// Places where the outline of a feature is valid but probably not meant: sharp spikes (to the
/// inside or the outside), places where the inside is very narrow and wide again on both sides,
/// runs of saw teeth as of a traced raster, and parts that are slivers as a whole. At most one
/// entry a kind, in the order of the kinds. A sliver is not searched for necks. Metres are on a
/// plane at the feature's latitude (1e-3). Cost: about linear.
std::vector<OutlineDefect> outline_defects(const Polygons& polygons, std::size_t feature,
                                           const DoubtLimits& limits = {});

/// A defect and whose it is.
struct FeatureDefect {
    std::size_t feature = 0;
    OutlineDefect defect;
};

/// The defects of all features, in their order, found on all cores; the same whatever the threads.
std::vector<FeatureDefect> all_outline_defects(const Polygons& polygons,
                                               const DoubtLimits& limits = {});

} // namespace geo
