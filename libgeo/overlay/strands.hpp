// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "libgeo/overlay/boundary_runs.hpp"

namespace geo {

/// A way along the boundary of one shape, with the shape on its left. Other strands of the shape
/// meet it at its ends only.
struct Strand {
    std::uint32_t begin = 0; ///< points [begin, end) of the buffer, at least two
    std::uint32_t end = 0;
};

/// The boundary of one shape as strands on the grid. Keeps its buffers: one object a thread.
class Strands {
  public:
    explicit Strands(const Noding& noding) : m_noding(noding) {}

    /// The strands of the runs of one pair. What the grid has pressed flat cancels out. False when
    /// the boundary is inconsistent.
    bool gather(std::span<const BoundaryRun> runs);

    const std::vector<Strand>& strands() const { return m_strands; }
    std::span<const GridPoint> points(const Strand& s) const {
        return {m_points.data() + s.begin, s.end - s.begin};
    }

  private:
    bool add(const BoundaryRun& run);
    bool add_nodes(SideEdge name, GridEdge edge, GridPoint after, GridPoint before);
    void push(GridPoint p);
    void split();
    bool cancel();

    const Noding& m_noding;
    std::vector<GridPoint> m_points;
    std::vector<Strand> m_strands;
};

} // namespace geo
