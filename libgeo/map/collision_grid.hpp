// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <vector>

#include "libgeo/map/canvas.hpp"

namespace geo::map {

/// Which parts of a map are taken. Cost of a question: the boxes near it.
class CollisionGrid {
  public:
    explicit CollisionGrid(const Frame& frame);

    void add(const Frame& box);
    bool is_free(const Frame& box) const;
    /// Number of boxes that `box` overlaps.
    int overlaps(const Frame& box) const;

  private:
    static constexpr double cell = 6; ///< mm
    template <typename Use> void for_cells(const Frame& box, Use use) const;

    Frame m_frame;
    int m_columns;
    int m_rows;
    std::vector<Frame> m_boxes;
    std::vector<std::vector<std::uint32_t>> m_cells;
};

} // namespace geo::map
