// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>
#include <cmath>
#include <cstdint>

#include "libgeo/geom/polygons.hpp"

namespace geo {

/// A block of nx by ny cells, each 2^shift_x by 2^shift_y grid units. Cell (ix, iy) holds the grid
/// points x + ix 2^shift_x <= px < x + (ix + 1) 2^shift_x, likewise in y.
struct GridFrame {
    std::int64_t x = 0;
    std::int64_t y = 0;
    int shift_x = 0;
    int shift_y = 0;
    std::int64_t nx = 0;
    std::int64_t ny = 0;

    std::int64_t column(std::int64_t px) const { return (px - x) >> shift_x; }
    std::int64_t row(std::int64_t py) const { return (py - y) >> shift_y; }
    bool contains(GridPoint p) const {
        const auto i = column(p.x), j = row(p.y);
        return i >= 0 && i < nx && j >= 0 && j < ny;
    }
    /// The frame that divides cell (ix, iy) into 2^mx by 2^my cells.
    GridFrame inside(std::int64_t ix, std::int64_t iy, int mx, int my) const {
        return {x + (ix << shift_x), y + (iy << shift_y),   shift_x - mx,
                shift_y - my,        std::int64_t{1} << mx, std::int64_t{1} << my};
    }
};

/// Calls visit(ix, iy) for every cell that the closed segment comes within one unit of, row by row.
/// May visit a few cells more, never fewer: an edge listed in a cell too many costs time only.
template <typename Visit>
void for_cells(const GridFrame& grid, GridPoint a, GridPoint b, Visit&& visit) {
    if (a.y > b.y) std::swap(a, b);
    const auto x_low = std::min(a.x, b.x), x_high = std::max(a.x, b.x);
    const auto column_low = std::max<std::int64_t>(grid.column(x_low - 1), 0);
    const auto column_high = std::min(grid.column(x_high + 1), grid.nx - 1);
    const auto row_low = std::max<std::int64_t>(grid.row(a.y - 1), 0);
    const auto row_high = std::min(grid.row(b.y + 1), grid.ny - 1);
    if (row_low == row_high || column_low == column_high || a.y == b.y) {
        for (auto iy = row_low; iy <= row_high; ++iy)
            for (auto ix = column_low; ix <= column_high; ++ix) visit(ix, iy);
        return;
    }
    // Within a row the segment spans the x between the row's two limits; doubles err by less than
    // 1e-3 units here, and a unit is added on both sides.
    const double slope = static_cast<double>(b.x - a.x) / static_cast<double>(b.y - a.y);
    const auto x_at = [&](std::int64_t py) {
        return a.x + static_cast<std::int64_t>(std::floor(slope * static_cast<double>(py - a.y)));
    };
    for (auto iy = row_low; iy <= row_high; ++iy) {
        const auto bottom = grid.y + (iy << grid.shift_y);
        const auto x0 = x_at(std::clamp(bottom - 1, a.y, b.y));
        const auto x1 = x_at(std::clamp(bottom + (std::int64_t{1} << grid.shift_y), a.y, b.y));
        const auto low = std::max(grid.column(std::min(x0, x1) - 2), column_low);
        const auto high = std::min(grid.column(std::max(x0, x1) + 2), column_high);
        for (auto ix = low; ix <= high; ++ix) visit(ix, iy);
    }
}

} // namespace geo
