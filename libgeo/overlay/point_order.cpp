// SPDX-License-Identifier: Apache-2.0
#include "libgeo/overlay/point_order.hpp"

#include <algorithm>
#include <numeric>

#include <tbb/parallel_for.h>

namespace geo {

namespace {

// The bits of a number below 2^8, with room for another number's bits between them.
std::uint32_t spread(std::uint32_t v) {
    v = (v | v << 4) & 0x0F0F;
    v = (v | v << 2) & 0x3333;
    return (v | v << 1) & 0x5555;
}

constexpr std::int64_t tiles = 256; // in each direction, at most
constexpr std::uint32_t all_tiles = tiles * tiles;

// Tiles of whole root cells, small enough for the caches of a core.
std::vector<std::uint32_t> tiles_of(std::span<const GridPoint> points, const EdgeIndex& index) {
    const auto& root = index.root();
    const auto tile = [](std::int64_t cell, std::int64_t cells) {
        const auto side = cells / tiles + 1;
        return static_cast<std::uint32_t>(
            std::clamp<std::int64_t>(cell, 0, std::max<std::int64_t>(cells - 1, 0)) / side);
    };
    std::vector<std::uint32_t> found(points.size());
    const tbb::blocked_range<std::size_t> all(0, points.size(), 4096);
    tbb::parallel_for(all, [&](const auto& part) {
        for (auto i = part.begin(); i < part.end(); ++i) {
            const auto x = tile(root.column(points[i].x), root.nx);
            const auto y = tile(root.row(points[i].y), root.ny);
            found[i] = spread(x) | spread(y) << 1;
        }
    });
    return found;
}

} // namespace

// By counting: nothing is compared, and points of one tile keep their order.
std::vector<std::uint32_t> by_place(std::span<const GridPoint> points, const EdgeIndex& index) {
    const auto tile = tiles_of(points, index);
    std::vector<std::uint32_t> next(all_tiles + 1);
    for (const auto t : tile) ++next[t + 1];
    std::partial_sum(next.begin(), next.end(), next.begin());
    std::vector<std::uint32_t> order(points.size());
    for (std::size_t i = 0; i < tile.size(); ++i)
        order[next[tile[i]]++] = static_cast<std::uint32_t>(i);
    return order;
}

} // namespace geo
