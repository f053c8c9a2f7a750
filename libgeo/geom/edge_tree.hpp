// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstdint>
#include <vector>

#include "libgeo/geom/polygons.hpp"

namespace geo {

/// The edges of one feature under a tree of boxes: edges that follow each other on a ring lie close
/// together, so 16 of them share a box, 16 such boxes share one, and so on. Edge e runs from point
/// e of the feature to the next one of its ring. Questions are answered exactly, on the integers.
/// An object can be used for one feature after the other and keeps its memory.
class EdgeTree {
  public:
    /// `polygons` must outlive the questions; every ring has at least 3 points.
    void build(const Polygons& polygons, std::size_t feature);

    /// True when two edges have a point in common, other than the vertex that neighbours share;
    /// also when so many of their boxes meet that finding out would take long. Cost: about 15 ns an
    /// edge.
    bool has_contact();

    /// Fills `rings` with the rings of the feature, counted from its first, that hold `p`, which
    /// must not lie on any of them except on ring `own`: that one is left out. Ascending.
    void rings_around(GridPoint p, std::size_t own, std::vector<std::size_t>& rings) const;

  private:
    static constexpr std::size_t fan = 16;

    /// Four numbers that the compiler compares at once.
    using Four [[gnu::vector_size(16)]] = std::int32_t;
    using Column = std::array<Four, fan / 4>;

    /// A box in coarse units from the corner of the feature. Rounding down keeps order, so boxes
    /// that meet never seem apart.
    struct Box {
        std::int32_t x_low, x_high, y_low, y_high;
    };

    /// Boxes of `fan` nodes side by side; those that are not there meet nothing.
    struct Group {
        Column x_low, x_high, y_low, y_high;
        Group();
        void put(std::size_t k, const Box& box);
        Box at(std::size_t k) const;
        Box whole() const;
        /// Bit k is set when the box of node k meets `box`.
        std::uint32_t meets(const Box& box) const;
    };

    void add_edges();
    void add_level();
    std::int32_t coarse_x(GridPoint p) const;
    std::int32_t coarse_y(GridPoint p) const;
    GridPoint from(std::size_t edge) const { return m_points[edge]; }
    GridPoint to(std::size_t edge) const { return m_points[m_next[edge]]; }
    bool folds_back() const;
    bool touch(std::size_t a, std::size_t b);
    bool meet_below(std::size_t level, std::size_t a, std::size_t b);
    void collect_crossed(std::size_t level, std::size_t group, GridPoint p,
                         std::vector<std::size_t>& rings) const;

    const GridPoint* m_points = nullptr;
    std::size_t m_edges = 0;
    std::vector<std::uint32_t> m_ring_end;    ///< one past the last edge of every ring
    std::vector<std::uint32_t> m_next;        ///< the edge that follows on the ring
    std::vector<std::vector<Group>> m_levels; ///< of edges first
    std::size_t m_height = 0;                 ///< levels in use; the last has one group
    GridPoint m_corner;
    int m_shift = 0;
    std::size_t m_tests = 0;
};

} // namespace geo
