// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "libgeo/geom/predicates.hpp"
#include "libgeo/overlay/strands.hpp"

namespace geo {

/// Chains the strands of one shape to the rings of a valid multipolygon. Keeps its buffers: one
/// object a thread.
class RingChain {
  public:
    /// Appends the shape as a feature of its own: no parts when there are no strands. False, and
    /// nothing appended, when the strands do not close.
    ///
    /// Rings are simple, run with the inside to the left and begin at their smallest point; parts
    /// and holes are sorted by it. Where boundaries touch at a point, each piece of the inside gets
    /// a ring of its own.
    bool chain(const Strands& strands, Polygons& to);

  private:
    struct Ray {
        GridPoint at;
        GridVector direction;
        std::uint32_t strand = 0;
        bool leaves = false;
    };
    struct Ring {
        std::uint32_t begin = 0;
        std::uint32_t end = 0;
        Int128 twice_area = 0;
        GridBox box;
    };

    bool link(const Strands& strands);
    bool link_node(std::span<Ray> rays);
    bool trace(const Strands& strands);
    bool add_walk(std::uint32_t begin, bool may_touch);
    bool add_ring(std::uint32_t begin, std::uint32_t end);
    bool nest(Polygons& to);
    std::size_t shell_of(const Ring& hole) const;
    std::span<const GridPoint> points(const Ring& ring) const {
        return {m_points.data() + ring.begin, ring.end - ring.begin};
    }
    bool is_before(const Ring& p, const Ring& q) const {
        return points(p).front() < points(q).front();
    }

    std::vector<Ray> m_rays;
    std::vector<std::uint32_t> m_next; ///< strand after each strand
    std::vector<GridPoint> m_points;
    std::vector<GridPoint> m_walk;
    std::vector<Ring> m_shells;
    std::vector<Ring> m_holes;
    std::vector<std::uint32_t> m_slots; ///< hash table of places in the walk
};

} // namespace geo
