// SPDX-License-Identifier: Apache-2.0
#include "libgeo/overlay/edge_search.hpp"

#include <algorithm>

namespace geo {

namespace {

constexpr bool nearer(const auto& p, const auto& q) {
    return p.squared > q.squared;
}

std::size_t place(const Occupancy::Level& level, std::int64_t ix, std::int64_t iy) {
    return static_cast<std::size_t>(iy * level.nx + ix);
}

std::uint64_t bit(std::int64_t ix, std::int64_t iy) {
    return std::uint64_t{1} << ((iy & 7) * 8 + (ix & 7));
}

Occupancy::Level level_over(std::int64_t nx, std::int64_t ny) {
    Occupancy::Level level{(nx + 7) / 8, (ny + 7) / 8, {}};
    level.squares.resize(static_cast<std::size_t>(level.nx * level.ny));
    return level;
}

} // namespace

Occupancy::Occupancy(const EdgeIndex& index) {
    const auto& root = index.root();
    if (root.nx == 0) return;
    m_levels.push_back(level_over(root.nx, root.ny));
    for (std::int64_t iy = 0; iy < root.ny; ++iy)
        for (std::int64_t ix = 0; ix < root.nx; ++ix) {
            const auto& cell = index.cell(static_cast<std::size_t>(iy * root.nx + ix));
            if (EdgeIndex::is_child(cell) || !index.edges_in(cell).empty())
                m_levels[0].squares[place(m_levels[0], ix / 8, iy / 8)] |= bit(ix, iy);
        }
    while (m_levels.back().squares.size() > 1) {
        const auto& below = m_levels.back();
        auto level = level_over(below.nx, below.ny);
        for (std::int64_t iy = 0; iy < below.ny; ++iy)
            for (std::int64_t ix = 0; ix < below.nx; ++ix)
                if (below.squares[place(below, ix, iy)])
                    level.squares[place(level, ix / 8, iy / 8)] |= bit(ix, iy);
        m_levels.push_back(std::move(level));
    }
}

void EdgeSearch::start(const LocalMetric& metric, double limit) {
    m_metric = &metric;
    set_limit(limit);
    m_queue.clear();
    const auto& levels = m_occupancy.levels();
    if (!levels.empty()) push(0, 0, static_cast<std::int32_t>(levels.size()) - 1);
}

void EdgeSearch::set_limit(double limit) {
    m_limit = limit;
    // Wide enough for the unit by which cells list more than they hold, and short of overflow.
    const auto units = [&](double metres_per_unit) {
        return static_cast<std::int64_t>(std::min(limit / metres_per_unit, 1e12)) + 3;
    };
    const auto p = m_metric->at();
    const auto dx = units(m_metric->metres_east()), dy = units(m_metric->metres_north());
    m_window = {p.x - dx, p.y - dy, p.x + dx, p.y + dy};
}

EdgeSearch::Item EdgeSearch::pop() {
    std::pop_heap(m_queue.begin(), m_queue.end(), nearer<Item, Item>);
    const auto item = m_queue.back();
    m_queue.pop_back();
    return item;
}

// The frame of a level's squares; that of the root cells for level -1.
GridFrame EdgeSearch::squares_of(std::int32_t level) const {
    auto frame = m_index.root();
    frame.shift_x += 3 * (level + 1);
    frame.shift_y += 3 * (level + 1);
    return frame;
}

// A unit is added on all sides: cells list what comes within a unit of them.
double EdgeSearch::squared_to_cell(const GridFrame& frame, std::int64_t ix, std::int64_t iy) const {
    const auto p = m_metric->at();
    const auto x = frame.x + (ix << frame.shift_x), y = frame.y + (iy << frame.shift_y);
    const auto right = x + (std::int64_t{1} << frame.shift_x);
    const auto top = y + (std::int64_t{1} << frame.shift_y);
    const auto dx = std::max({x - 1 - p.x, p.x - right, std::int64_t{0}});
    const auto dy = std::max({y - 1 - p.y, p.y - top, std::int64_t{0}});
    return m_metric->squared(static_cast<double>(dx), static_cast<double>(dy));
}

void EdgeSearch::push(std::int64_t ix, std::int64_t iy, std::int32_t level) {
    const auto squared = squared_to_cell(squares_of(level), ix, iy);
    if (squared > m_limit * m_limit) return;
    m_queue.push_back(
        {squared, static_cast<std::int32_t>(ix), static_cast<std::int32_t>(iy), level});
    std::push_heap(m_queue.begin(), m_queue.end(), nearer<Item, Item>);
}

// Looks only at the bits within the window.
void EdgeSearch::open_square(const Item& item) {
    const auto& level = m_occupancy.levels()[static_cast<std::size_t>(item.level)];
    const auto below = squares_of(item.level - 1);
    const std::int64_t x = std::int64_t{item.ix} * 8, y = std::int64_t{item.iy} * 8;
    const auto within = [](std::int64_t cell, std::int64_t first) {
        return std::clamp<std::int64_t>(cell - first, -1, 8);
    };
    const auto left = std::max<std::int64_t>(within(below.column(m_window.x_min), x), 0);
    const auto right = std::min<std::int64_t>(within(below.column(m_window.x_max), x), 7);
    const auto bottom = std::max<std::int64_t>(within(below.row(m_window.y_min), y), 0);
    const auto top = std::min<std::int64_t>(within(below.row(m_window.y_max), y), 7);
    const auto bits = level.squares[place(level, item.ix, item.iy)];
    for (auto iy = bottom; iy <= top; ++iy)
        for (auto ix = left; ix <= right; ++ix)
            if (bits & bit(ix, iy)) push(x + ix, y + iy, item.level - 1);
}

} // namespace geo
