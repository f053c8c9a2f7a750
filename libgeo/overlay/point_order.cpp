// SPDX-License-Identifier: Apache-2.0
#include "libgeo/overlay/point_order.hpp"

#include <algorithm>

#include <tbb/parallel_for.h>
#include <tbb/parallel_sort.h>

namespace geo {

namespace {

// The bits of a number below 2^16, with room for another number's bits between them.
std::uint32_t spread(std::uint32_t v) {
    v = (v | v << 8) & 0x00FF00FF;
    v = (v | v << 4) & 0x0F0F0F0F;
    v = (v | v << 2) & 0x33333333;
    return (v | v << 1) & 0x55555555;
}

} // namespace

std::vector<std::uint32_t> by_place(std::span<const GridPoint> points, const EdgeIndex& index) {
    const auto& root = index.root();
    const auto scale = [](std::int64_t cell, std::int64_t cells) {
        const auto inside = std::clamp<std::int64_t>(cell, 0, std::max<std::int64_t>(cells - 1, 0));
        return static_cast<std::uint32_t>(cells <= 65536 ? inside : inside * 65536 / cells);
    };
    std::vector<std::uint64_t> keys(points.size());
    tbb::parallel_for(std::size_t{0}, points.size(), [&](std::size_t i) {
        const auto x = scale(root.column(points[i].x), root.nx);
        const auto y = scale(root.row(points[i].y), root.ny);
        keys[i] = static_cast<std::uint64_t>(spread(x) | spread(y) << 1) << 32 | i;
    });
    tbb::parallel_sort(keys);
    std::vector<std::uint32_t> order(points.size());
    tbb::parallel_for(std::size_t{0}, points.size(),
                      [&](std::size_t i) { order[i] = static_cast<std::uint32_t>(keys[i]); });
    return order;
}

} // namespace geo
