// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <vector>

#include "libgeo/geom/green.hpp"
#include "libgeo/overlay/overlay.hpp"

namespace geo {

/// A division of the ground under two layers into shards: runs of cells of a quad-tree in Z order,
/// half-open, so that every place lies in exactly one. Each holds about as many vertices of the two
/// layers as any other. Depends on the layers and the number of shards alone.
class ShardPlan {
  public:
    /// `shards` must be at least 1. Cost: linear in the vertices.
    ShardPlan(const Polygons& a, const Polygons& b, std::uint32_t shards);

    std::uint32_t shards() const { return m_shards; }
    /// The shard of a place inside the box of the layers, from 0.
    std::uint32_t shard_of(GridPoint p) const {
        return m_shard[cell(static_cast<std::uint64_t>(p.x - m_low.x) >> m_shift,
                            static_cast<std::uint64_t>(p.y - m_low.y) >> m_shift)];
    }

  private:
    static constexpr int depth = 10;
    static std::size_t cell(std::uint64_t column, std::uint64_t row);

    std::uint32_t m_shards;
    GridPoint m_low;
    int m_shift = 0;
    std::vector<std::uint32_t> m_shard; ///< of each cell, in Z order
};

/// What one shard knows of the overlap of two features: its share of the boundary integral.
struct PairPart {
    std::uint32_t a = 0;
    std::uint32_t b = 0;
    AreaSum sum;
};

/// The parts of all pairs in one shard, sorted by (a, b): the pieces of those edges that begin in
/// it. Looks at no features but those whose boxes come near the shard's edges, and builds an index
/// of these alone. A part alone is no area; the parts of all shards add up, in any order and
/// exactly, to what `overlap_areas` gives. Cost: linear in the vertices, to find the edges; then as
/// `overlap_areas` of the features in question.
std::vector<PairPart> shard_parts(const Polygons& a, const Polygons& b, const ShardPlan& plan,
                                  std::uint32_t shard);

/// Adds up the parts of all shards of an overlay.
std::vector<PairArea> areas_of(std::vector<PairPart> parts);

/// `overlap_areas` of one shard after the other: the same result, with memory for one index of so
/// many parts of the layers.
std::vector<PairArea> overlap_areas_in_shards(const Polygons& a, const Polygons& b,
                                              std::uint32_t shards);

} // namespace geo
