// SPDX-License-Identifier: Apache-2.0
#include "libgeo/map/collision_grid.hpp"

#include <algorithm>
#include <cmath>

namespace geo::map {

CollisionGrid::CollisionGrid(const Frame& frame)
    : m_frame(frame), m_columns(static_cast<int>(frame.width / cell) + 1),
      m_rows(static_cast<int>(frame.height / cell) + 1),
      m_cells(static_cast<std::size_t>(m_columns) * static_cast<std::size_t>(m_rows)) {}

template <typename Use> void CollisionGrid::for_cells(const Frame& box, Use use) const {
    const auto clamped = [](double value, int most) {
        return std::clamp(static_cast<int>(std::floor(value / cell)), 0, most - 1);
    };
    const int left = clamped(box.x - m_frame.x, m_columns);
    const int right = clamped(box.right() - m_frame.x, m_columns);
    const int top = clamped(box.y - m_frame.y, m_rows);
    const int bottom = clamped(box.bottom() - m_frame.y, m_rows);
    for (int row = top; row <= bottom; ++row)
        for (int column = left; column <= right; ++column)
            use(static_cast<std::size_t>(row * m_columns + column));
}

void CollisionGrid::add(const Frame& box) {
    const auto number = static_cast<std::uint32_t>(m_boxes.size());
    m_boxes.push_back(box);
    for_cells(box, [&](std::size_t c) { m_cells[c].push_back(number); });
}

bool CollisionGrid::is_free(const Frame& box) const {
    bool free = true;
    for_cells(box, [&](std::size_t c) {
        for (const auto b : m_cells[c]) free = free && !m_boxes[b].meets(box);
    });
    return free;
}

int CollisionGrid::overlaps(const Frame& box) const {
    std::vector<std::uint32_t> met;
    for_cells(box, [&](std::size_t c) {
        for (const auto b : m_cells[c])
            if (m_boxes[b].meets(box)) met.push_back(b);
    });
    std::sort(met.begin(), met.end());
    return static_cast<int>(std::unique(met.begin(), met.end()) - met.begin());
}

} // namespace geo::map
