// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "libgeo/geom/predicates.hpp"
#include "libgeo/overlay/edge_index.hpp"

namespace geo {

inline GridBox box_of_edge(const GridEdge& e) {
    GridBox box;
    box.add(e.from);
    box.add(e.to);
    return box;
}

/// True when two closed segments have a place in common; exact.
inline bool segments_meet(const GridEdge& a, const GridEdge& b) {
    if (!box_of_edge(a).meets(box_of_edge(b))) return false;
    const auto side = [](const GridEdge& e, GridPoint p) {
        const auto area = orient(e.from, e.to, p);
        return area > 0 ? 1 : area < 0 ? -1 : 0;
    };
    if (side(b, a.from) * side(b, a.to) < 0 && side(a, b.from) * side(a, b.to) < 0) return true;
    return on_segment(a.from, a.to, b.from) || on_segment(a.from, a.to, b.to) ||
           on_segment(b.from, b.to, a.from) || on_segment(b.from, b.to, a.to);
}

} // namespace geo
