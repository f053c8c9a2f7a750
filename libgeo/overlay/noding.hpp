// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <compare>
#include <cstdint>
#include <span>
#include <vector>

#include "libgeo/overlay/edge_index.hpp"

namespace geo {

/// Which of the two layers of an overlay an edge belongs to.
enum class LayerSide : std::uint8_t { a, b };

/// An edge of either layer.
struct SideEdge {
    LayerSide side = LayerSide::a;
    std::uint32_t edge = 0;
    friend auto operator<=>(const SideEdge&, const SideEdge&) = default;
};

/// A grid point inside an edge, through which the edge goes in the result.
struct EdgeNode {
    SideEdge edge;
    GridPoint at;
};

/// One bit for every point of a layer.
class PointMarks {
  public:
    explicit PointMarks(std::size_t points) : m_bits((points + 63) / 64) {}
    void set(std::uint32_t point) { m_bits[point / 64] |= std::uint64_t{1} << (point % 64); }
    bool test(std::uint32_t point) const { return m_bits[point / 64] >> (point % 64) & 1; }

  private:
    std::vector<std::uint64_t> m_bits;
};

/// The way of every edge of two layers through the grid once their crossings are rounded: snap
/// rounding, done where something is rounded and nowhere else.
///
/// A crossing becomes the grid point whose pixel holds it, and every edge that passes this pixel
/// goes through that point. An edge that is bent by it also goes through every vertex whose pixel
/// it passes, and so do the other edges of those pixels. Hence nothing moves by more than half a
/// unit (0.06 mm), no two edges of the result cross except at points that both have, and both sides
/// of a border keep the same points. Edges that nothing comes near stay as they are.
class Noding {
  public:
    Noding(const EdgeIndex& a, const EdgeIndex& b);

    /// What the walks find. The marks of a chunk of 64 points may be set by one thread only.
    PointMarks& marks(LayerSide side) { return m_marks[static_cast<std::size_t>(side)]; }
    const PointMarks& marks(LayerSide side) const {
        return m_marks[static_cast<std::size_t>(side)];
    }

    /// Completes the nodes from the rounded crossings and the vertices of one layer that lie
    /// exactly on edges of the other. Parallel; the result depends on the sets alone.
    void complete(std::vector<GridPoint> crossings, std::vector<EdgeNode> touches);

    /// Nodes strictly inside an edge, in its direction. Cost: a binary search.
    std::span<const GridPoint> inside(SideEdge edge) const;

    const EdgeIndex& index(LayerSide side) const { return side == LayerSide::a ? m_a : m_b; }

  private:
    class Spread;
    void file(std::vector<EdgeNode>& nodes);

    const EdgeIndex& m_a;
    const EdgeIndex& m_b;
    std::array<PointMarks, 2> m_marks; ///< vertices at which boundaries meet
    std::vector<SideEdge> m_edges;     ///< that have nodes, sorted
    std::vector<std::uint32_t> m_begin{0};
    std::vector<GridPoint> m_nodes;
};

} // namespace geo
