// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <boost/container/small_vector.hpp>

#include "libgeo/overlay/edge_index.hpp"
#include "libgeo/overlay/one_sided.hpp"

// How an EdgeIndex is built; internal to it.

namespace geo::index_build {

using Cell = EdgeIndex::Cell;
using Node = EdgeIndex::Node;
using Edges = std::span<const std::uint32_t>;

constexpr std::size_t edges_per_root_cell = 4;
constexpr std::size_t crowded = 16;    // more edges than this divide a cell
constexpr double copies_at_most = 4.0; // entries below a root cell for one entry of it
constexpr double least_copies = 1.3;   // an allowance that is used up
constexpr std::int64_t cells_per_run = 1024;
constexpr std::size_t points_per_chunk = 8192;

// Lists of edges by cell, of one frame.
struct CellLists {
    std::vector<std::uint32_t> begin;
    std::vector<std::uint32_t> edges;
    Edges of(std::size_t cell) const {
        return {edges.data() + begin[cell], begin[cell + 1] - begin[cell]};
    }
};

// Lists given back and used again: a cell's lists are short and there are many of them.
class ListPool {
  public:
    CellLists take() {
        if (m_spare.empty()) return {};
        auto lists = std::move(m_spare.back());
        m_spare.pop_back();
        return lists;
    }
    void give(CellLists&& lists) { m_spare.push_back(std::move(lists)); }

  private:
    std::vector<CellLists> m_spare;
};

// What one run of root rows adds to the index, with places counted from the run's own begin.
struct Run {
    std::vector<Cell> cells;
    std::vector<Node> nodes;
    std::vector<std::uint32_t> entries;
    std::vector<std::uint32_t> sets;
    ListPool pool;
    std::vector<std::uint32_t> cells_of_edges; // scratch: cells in the order of their edges
    std::vector<std::uint32_t> crossed;        // scratch: features
};

// The polygons that cover a moving point.
class Cover {
  public:
    void toggle(std::uint32_t feature) {
        const auto at = std::lower_bound(m_features.begin(), m_features.end(), feature);
        if (at != m_features.end() && *at == feature)
            m_features.erase(at);
        else
            m_features.insert(at, feature);
        m_tag_known = false;
    }
    std::uint32_t tag(Run& run) {
        if (!m_tag_known) m_tag = make_tag(run);
        m_tag_known = true;
        return m_tag;
    }

  private:
    std::uint32_t make_tag(Run& run) const {
        if (m_features.empty()) return EdgeIndex::tag_none;
        if (m_features.size() == 1) return m_features[0];
        const auto place = static_cast<std::uint32_t>(run.sets.size());
        run.sets.push_back(static_cast<std::uint32_t>(m_features.size()));
        run.sets.insert(run.sets.end(), m_features.begin(), m_features.end());
        return EdgeIndex::kind_set | place;
    }

    boost::container::small_vector<std::uint32_t, 4> m_features;
    std::uint32_t m_tag = 0;
    bool m_tag_known = false;
};

inline std::size_t cells_of(const GridFrame& frame) {
    return static_cast<std::size_t>(frame.nx * frame.ny);
}

inline GridPoint low_of(const GridFrame& frame, std::int64_t ix, std::int64_t iy) {
    return {frame.x + (ix << frame.shift_x), frame.y + (iy << frame.shift_y)};
}

// A cell divided again, before it is written.
struct Division {
    GridFrame frame;
    int mx = 0;
    int my = 0;
    CellLists lists;
    double copies = 0; // what is left of the allowance
    Cover cover;       // on the left rim, at the height of the first row
};

// Consecutive edges that all lie in one root cell, or one edge of several.
struct Stint {
    std::uint32_t cell = 0;
    std::uint32_t first = 0;
    std::uint32_t count = 0;
};

// Where a run's parts begin in the whole index.
struct Bases {
    std::uint64_t cells = 0;
    std::uint64_t entries = 0;
    std::uint64_t nodes = 0;
    std::uint64_t sets = 0;
};

inline std::uint32_t moved(std::uint32_t tag, const Bases& bases) {
    const auto kind = tag & EdgeIndex::kind_mask;
    if (kind == EdgeIndex::kind_set) return tag + static_cast<std::uint32_t>(bases.sets);
    if (kind == EdgeIndex::kind_child) return tag + static_cast<std::uint32_t>(bases.nodes);
    return tag;
}

} // namespace geo::index_build

namespace geo {

/// Fills an index: owners, root lists by two counting passes, then runs of rows on their own.
class EdgeIndexBuilder {
  public:
    explicit EdgeIndexBuilder(EdgeIndex& index) : m_index(index) {}
    void make_room();
    void set_owners(std::span<const std::uint32_t> path_begin, std::size_t feature,
                    std::size_t first, std::size_t last);
    void build();

  private:
    void choose_root();
    void list_root();
    std::vector<index_build::Stint> stints_of(std::size_t begin, std::size_t end) const;
    void fill_rows(std::int64_t row_begin, std::int64_t row_end, index_build::Run& run);
    void cross_divided(index_build::Edges edges, const GridFrame& frame, const GridFrame& child,
                       index_build::Cover& cover, index_build::Cover& start) const;
    std::uint32_t cross_leaf(index_build::Edges edges, GridPoint low, const GridFrame& frame,
                             index_build::Cover& cover, index_build::Run& run) const;
    void walk_upright(index_build::Edges edges, HalfPoint from, std::int64_t to_y2,
                      index_build::Cover& cover) const;
    bool plan(index_build::Edges edges, const GridFrame& frame, std::int64_t ix, std::int64_t iy,
              double copies, index_build::Cover& cover, index_build::Division& division,
              index_build::Run& run) const;
    bool list_cells(index_build::Edges edges, const GridFrame& frame, double copies,
                    index_build::CellLists& lists, index_build::Run& run) const;
    std::uint32_t fill_node(index_build::Division& division, index_build::Run& run);
    void fill_cells(index_build::Division& division, index_build::Run& run);
    void climb(const index_build::Division& division, std::int64_t iy,
               index_build::Cover& cover) const;
    void join(std::vector<index_build::Run>& runs, std::int64_t rows_per_run);
    void place_leaves(std::size_t begin, std::size_t end, const index_build::Bases& bases);
    void place_run(const index_build::Run& run, const index_build::Bases& bases);

    EdgeIndex& m_index;
    index_build::CellLists m_lists;
};

} // namespace geo
