// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>
#include <vector>

#include "libgeo/overlay/edge_index.hpp"
#include "libgeo/overlay/local_metric.hpp"

namespace geo {

/// Which root cells of an index hold edges, as squares of 8 by 8 bits in levels: a bit of the next
/// level stands for a whole square. Lets a search skip empty country.
class Occupancy {
  public:
    explicit Occupancy(const EdgeIndex& index);

    struct Level {
        std::int64_t nx = 0; ///< squares
        std::int64_t ny = 0;
        std::vector<std::uint64_t> squares;
    };
    const std::vector<Level>& levels() const { return m_levels; }

  private:
    std::vector<Level> m_levels; ///< finest first; the last has one square
};

/// Finds the edges near a place, nearest cells first. Keeps buffers: one object per thread.
class EdgeSearch {
  public:
    EdgeSearch(const EdgeIndex& index, const Occupancy& occupancy)
        : m_index(index), m_occupancy(occupancy) {}

    /// Calls visit(edge) for the edges in all cells that come within `limit` metres (plane, by
    /// `metric`) of the metric's place, nearest root cells first. `visit` returns the limit that
    /// holds from then on; a negative one ends the search. An edge may be visited more than once.
    template <typename Visit>
    void edges_near(const LocalMetric& metric, double limit, Visit&& visit) {
        start(metric, limit);
        while (!m_queue.empty()) {
            const auto item = pop();
            if (item.squared > m_limit * m_limit) return;
            if (item.level >= 0) {
                open_square(item);
                continue;
            }
            const auto& root = m_index.root();
            const auto& cell = m_index.cell(static_cast<std::size_t>(item.iy * root.nx + item.ix));
            if (!visit_cell(cell, root, item.ix, item.iy, visit)) return;
        }
    }

  private:
    struct Item {
        double squared;      // of the least distance to the box
        std::int32_t ix, iy; // of the square on its level, or of the root cell
        std::int32_t level;  // of the square; -1: a root cell
    };

    // Visits the edges of a cell; of a divided one those of the parts within the limit, row by row.
    // False when the search ends.
    template <typename Visit>
    bool visit_cell(const EdgeIndex::Cell& cell, const GridFrame& frame, std::int64_t ix,
                    std::int64_t iy, Visit&& visit) {
        if (!EdgeIndex::is_child(cell)) {
            for (const auto e : m_index.edges_in(cell)) {
                const double limit = visit(e);
                if (limit < 0) return false;
                if (limit < m_limit) set_limit(limit);
            }
            return true;
        }
        const auto& node = m_index.node(cell.tag);
        const auto child = frame.inside(ix, iy, node.mx, node.my);
        const auto row_end = std::min(child.row(m_window.y_max) + 1, child.ny);
        for (auto jy = std::max<std::int64_t>(child.row(m_window.y_min), 0); jy < row_end; ++jy) {
            const auto end = std::min(child.column(m_window.x_max) + 1, child.nx);
            for (auto jx = std::max<std::int64_t>(child.column(m_window.x_min), 0); jx < end;
                 ++jx) {
                const auto& part =
                    m_index.cell(node.first + static_cast<std::size_t>(jy * child.nx + jx));
                if (!EdgeIndex::is_child(part) && m_index.edges_in(part).empty()) continue;
                if (squared_to_cell(child, jx, jy) > m_limit * m_limit) continue;
                if (!visit_cell(part, child, jx, jy, visit)) return false;
            }
        }
        return true;
    }

    void start(const LocalMetric& metric, double limit);
    void set_limit(double limit);
    Item pop();
    void open_square(const Item& item);
    void push(std::int64_t ix, std::int64_t iy, std::int32_t level);
    GridFrame squares_of(std::int32_t level) const;
    double squared_to_cell(const GridFrame& frame, std::int64_t ix, std::int64_t iy) const;

    const EdgeIndex& m_index;
    const Occupancy& m_occupancy;
    const LocalMetric* m_metric = nullptr;
    double m_limit = 0;
    GridBox m_window; ///< of the limit around the place, a few units wide of it
    std::vector<Item> m_queue;
};

} // namespace geo
