// SPDX-License-Identifier: Apache-2.0
#pragma once

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
    /// `metric`) of the metric's place, nearest cells first. `visit` returns the limit that holds
    /// from then on; a negative one ends the search. An edge may be visited more than once.
    template <typename Visit>
    void edges_near(const LocalMetric& metric, double limit, Visit&& visit) {
        start(metric, limit);
        while (!m_queue.empty() && m_limit >= 0) {
            const auto item = pop();
            if (item.squared > m_limit * m_limit) return;
            if (const auto* cell = open(item))
                for (const auto e : m_index.edges_in(*cell)) {
                    m_limit = visit(e);
                    if (m_limit < 0) return;
                }
        }
    }

  private:
    struct Item {
        double squared;      // of the least distance to the box
        std::int64_t ix, iy; // square, or column and row in the frame
        std::int32_t level;  // of the square; -1: a cell
        std::uint32_t cell;  // its number
        std::int64_t low_x, low_y;
        std::int32_t shift_x, shift_y;
    };

    void start(const LocalMetric& metric, double limit);
    Item pop();
    const EdgeIndex::Cell* open(const Item& item);
    void open_square(const Item& item);
    void open_node(const Item& item, const EdgeIndex::Cell& cell);
    void push_square(std::int64_t ix, std::int64_t iy, std::int32_t level);
    void push_cell(std::uint32_t cell, GridPoint low, int shift_x, int shift_y);
    double squared_to_box(std::int64_t x, std::int64_t y, std::int64_t width,
                          std::int64_t height) const;
    void push(const Item& item);

    const EdgeIndex& m_index;
    const Occupancy& m_occupancy;
    const LocalMetric* m_metric = nullptr;
    double m_limit = 0;
    std::vector<Item> m_queue;
};

} // namespace geo
