// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "libgeo/geom/polygons.hpp"
#include "libgeo/overlay/grid_frame.hpp"

namespace geo {

/// Two ends of an edge in its ring's or path's direction.
struct GridEdge {
    GridPoint from;
    GridPoint to;
};

/// The edges of one layer in an adaptive grid, for any number of queries.
///
/// Every leaf cell lists the edges that come within one unit of it and knows the polygons that
/// cover its reference point, a point between the grid points, so that no vertex ever has its
/// coordinates. Cells with many edges are divided again, where that separates them. An edge is
/// named by the index of its first point in the column.
///
/// Keeps a reference to the columns, which must outlive it and stay unchanged. Building is
/// parallel and linear in the vertices; the result does not depend on the number of threads.
/// Throws std::length_error beyond 2^30 features or 2^32 entries. Empty layers are fine.
/// Memory with the coordinates: about 40 bytes a vertex.
class EdgeIndex {
  public:
    struct Arrays;

    explicit EdgeIndex(const Polygons& polygons);
    explicit EdgeIndex(const Lines& lines);
    /// An index whose arrays stand somewhere else, as in a mapped file, and outlive it. They have
    /// to be those of an index of the same columns.
    EdgeIndex(const Polygons& polygons, const Arrays& arrays);
    EdgeIndex(Polygons&&) = delete;
    EdgeIndex(Lines&&) = delete;
    EdgeIndex(EdgeIndex&&) = default;

    std::size_t features() const { return m_features; }
    const GridBox& box() const { return m_box; }
    std::size_t memory_bytes() const; ///< of the index and the coordinates it refers to

    /// The columns; null for an index of the other kind.
    const Polygons* polygons() const { return m_polygons; }
    const Lines* lines() const { return m_lines; }

    // What follows serves the walks of this folder.

    std::span<const GridPoint> points() const { return m_points; }
    /// Low corner of a polygon's box: the reference of its areas.
    GridPoint low_corner(std::uint32_t feature) const { return m_low[feature]; }
    std::uint32_t owner(std::uint32_t edge) const { return m_owner[edge]; }
    /// False for the last point of a path of lines.
    bool starts_edge(std::uint32_t point) const { return !m_lines || !is_last(point); }
    /// True for the last point of a ring, whose edge leads back to the first.
    bool ends_ring(std::uint32_t point) const { return is_last(point); }
    /// The edge after this one in its ring.
    std::uint32_t next(std::uint32_t e) const { return is_last(e) ? ring_start(e) : e + 1; }
    [[gnu::always_inline]] GridEdge edge(std::uint32_t e) const {
        return {m_points[e], is_last(e) ? m_points[ring_start(e)] : m_points[e + 1]};
    }

    struct Cell {
        std::uint32_t begin = 0; ///< first entry; ends where the next cell's begin
        std::uint32_t tag = 0;   ///< see `tag_none`
    };
    static constexpr std::uint32_t kind_mask = 0xC0000000;
    static constexpr std::uint32_t kind_set = 0x40000000;   ///< rest: place of the set
    static constexpr std::uint32_t kind_child = 0x80000000; ///< rest: number of the node
    static constexpr std::uint32_t tag_none = 0x3FFFFFFF;   ///< other tags: the one polygon

    /// A cell divided again.
    struct Node {
        std::uint32_t first = 0; ///< its first cell
        std::uint8_t mx = 0;     ///< 2^mx columns
        std::uint8_t my = 0;     ///< 2^my rows
    };

    struct Leaf {
        const Cell* cell = nullptr; ///< null outside of the grid
        GridPoint low;
        int shift_x = 0;
        int shift_y = 0;
        bool contains(GridPoint p) const {
            return (p.x - low.x) >> shift_x == 0 && (p.y - low.y) >> shift_y == 0;
        }
    };
    /// The leaf that holds a point.
    Leaf leaf_at(GridPoint p) const;

    const GridFrame& root() const { return m_root; }
    const Cell& cell(std::size_t i) const { return m_cells[i]; }
    const Node& node(std::uint32_t tag) const { return m_nodes[tag & ~kind_mask]; }
    static bool is_child(const Cell& cell) { return (cell.tag & kind_mask) == kind_child; }

    /// Edges of a leaf, ascending.
    std::span<const std::uint32_t> edges_in(const Cell& cell) const {
        return {m_entries.data() + cell.begin, (&cell)[1].begin - cell.begin};
    }
    /// Polygons that cover the leaf's reference point, ascending.
    std::span<const std::uint32_t> covering(const Cell& cell) const {
        if (cell.tag == tag_none) return {};
        if ((cell.tag & kind_mask) == 0) return {&cell.tag, 1};
        const auto* set = m_sets.data() + (cell.tag & ~kind_mask);
        return {set + 1, set[0]};
    }
    /// Edges of all leaves that an edge passes, ascending and without repetition, into `found`.
    void gather(GridEdge edge, std::vector<std::uint32_t>& found) const;

    /// All that an index holds beside the columns.
    struct Arrays {
        GridBox box;
        GridFrame root;
        std::span<const std::uint32_t> owner; ///< feature of every point
        std::span<const GridPoint> low;       ///< low corner of every polygon
        std::span<const std::uint64_t> last;  ///< one bit a point: the last of its ring or path
        std::span<const Cell> cells; ///< the root's cells, then those of the nodes; one more
        std::span<const Node> nodes;
        std::span<const std::uint32_t> entries;
        std::span<const std::uint32_t> sets; ///< runs of a count and so many features
    };
    Arrays arrays() const;

  private:
    friend class EdgeIndexBuilder;
    bool is_last(std::uint32_t point) const { return m_last[point / 64] >> (point % 64) & 1; }
    std::uint32_t ring_start(std::uint32_t point) const;
    void gather_in(const GridFrame& frame, std::size_t first, GridEdge edge,
                   std::vector<std::uint32_t>& found) const;

    const Polygons* m_polygons = nullptr;
    const Lines* m_lines = nullptr;
    std::span<const GridPoint> m_points;
    std::size_t m_features = 0;
    GridBox m_box;
    GridFrame m_root;
    std::span<const std::uint32_t> m_owner;
    std::span<const GridPoint> m_low;
    std::span<const std::uint64_t> m_last;
    std::span<const Cell> m_cells;
    std::span<const Node> m_nodes;
    std::span<const std::uint32_t> m_entries;
    std::span<const std::uint32_t> m_sets;

    /// The arrays of an index that was built here.
    struct Store {
        std::vector<std::uint32_t> owner;
        std::vector<GridPoint> low;
        std::vector<std::uint64_t> last;
        std::vector<Cell> cells;
        std::vector<Node> nodes;
        std::vector<std::uint32_t> entries;
        std::vector<std::uint32_t> sets;
    };
    void refer_to_store();
    Store m_store;
};

} // namespace geo
