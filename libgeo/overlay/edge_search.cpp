// SPDX-License-Identifier: Apache-2.0
#include "libgeo/overlay/edge_search.hpp"

#include <algorithm>
#include <bit>

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
    m_limit = limit;
    m_queue.clear();
    const auto& levels = m_occupancy.levels();
    if (!levels.empty()) push_square(0, 0, static_cast<std::int32_t>(levels.size()) - 1);
}

void EdgeSearch::push(const Item& item) {
    if (item.squared > m_limit * m_limit) return;
    m_queue.push_back(item);
    std::push_heap(m_queue.begin(), m_queue.end(), nearer<Item, Item>);
}

EdgeSearch::Item EdgeSearch::pop() {
    std::pop_heap(m_queue.begin(), m_queue.end(), nearer<Item, Item>);
    const auto item = m_queue.back();
    m_queue.pop_back();
    return item;
}

// A unit is added on all sides: cells list what comes within a unit of them.
double EdgeSearch::squared_to_box(std::int64_t x, std::int64_t y, std::int64_t width,
                                  std::int64_t height) const {
    const auto p = m_metric->at();
    const auto dx = std::max({x - 1 - p.x, p.x - (x + width), std::int64_t{0}});
    const auto dy = std::max({y - 1 - p.y, p.y - (y + height), std::int64_t{0}});
    return m_metric->squared(static_cast<double>(dx), static_cast<double>(dy));
}

void EdgeSearch::push_square(std::int64_t ix, std::int64_t iy, std::int32_t level) {
    const auto& root = m_index.root();
    const auto shift = 3 * (level + 1);
    const auto x = root.x + (ix << (root.shift_x + shift)),
               y = root.y + (iy << (root.shift_y + shift));
    const auto squared = squared_to_box(x, y, std::int64_t{1} << (root.shift_x + shift),
                                        std::int64_t{1} << (root.shift_y + shift));
    push({squared, ix, iy, level, 0, 0, 0, 0, 0});
}

void EdgeSearch::push_cell(std::uint32_t cell, GridPoint low, int shift_x, int shift_y) {
    const auto squared =
        squared_to_box(low.x, low.y, std::int64_t{1} << shift_x, std::int64_t{1} << shift_y);
    push({squared, 0, 0, -1, cell, low.x, low.y, shift_x, shift_y});
}

const EdgeIndex::Cell* EdgeSearch::open(const Item& item) {
    if (item.level >= 0) {
        open_square(item);
        return nullptr;
    }
    const auto& cell = m_index.cell(item.cell);
    if (!EdgeIndex::is_child(cell)) return &cell;
    open_node(item, cell);
    return nullptr;
}

void EdgeSearch::open_square(const Item& item) {
    const auto& level = m_occupancy.levels()[static_cast<std::size_t>(item.level)];
    const auto& root = m_index.root();
    auto bits = level.squares[place(level, item.ix, item.iy)];
    for (; bits != 0; bits &= bits - 1) {
        const auto k = std::countr_zero(bits);
        const auto ix = item.ix * 8 + k % 8, iy = item.iy * 8 + k / 8;
        if (item.level > 0) {
            push_square(ix, iy, item.level - 1);
            continue;
        }
        const GridPoint low{root.x + (ix << root.shift_x), root.y + (iy << root.shift_y)};
        push_cell(static_cast<std::uint32_t>(iy * root.nx + ix), low, root.shift_x, root.shift_y);
    }
}

void EdgeSearch::open_node(const Item& item, const EdgeIndex::Cell& cell) {
    const auto& node = m_index.node(cell.tag);
    const auto sx = item.shift_x - node.mx, sy = item.shift_y - node.my;
    auto number = node.first;
    for (std::int64_t iy = 0; iy < std::int64_t{1} << node.my; ++iy)
        for (std::int64_t ix = 0; ix < std::int64_t{1} << node.mx; ++ix, ++number) {
            const auto& child = m_index.cell(number);
            if (!EdgeIndex::is_child(child) && m_index.edges_in(child).empty()) continue;
            push_cell(number, {item.low_x + (ix << sx), item.low_y + (iy << sy)}, sx, sy);
        }
}

} // namespace geo
