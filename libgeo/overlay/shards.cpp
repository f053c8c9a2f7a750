// SPDX-License-Identifier: Apache-2.0
#include "libgeo/overlay/shards.hpp"

#include <algorithm>
#include <bit>
#include <bitset>

#include "libgeo/overlay/boundary_walk.hpp"

namespace geo {

namespace {

/// Spreads the low 16 bits to the even places.
std::uint64_t spread(std::uint64_t v) {
    v = (v | v << 8) & 0x00FF00FF;
    v = (v | v << 4) & 0x0F0F0F0F;
    v = (v | v << 2) & 0x33333333;
    return (v | v << 1) & 0x55555555;
}

/// Some features of a layer as a layer of their own.
struct Selection {
    Polygons shapes;
    std::vector<std::uint32_t> features; ///< their numbers in the whole layer, ascending
};

/// The ground of a set of edges, in squares.
class Ground {
  public:
    explicit Ground(const GridBox& box) : m_low{box.x_min, box.y_min} {
        const auto side = std::max(box.x_max - box.x_min, box.y_max - box.y_min);
        m_shift =
            std::max(0, static_cast<int>(std::bit_width(static_cast<std::uint64_t>(side))) - depth);
    }

    void add(GridBox box) {
        for_squares(box, [this](std::size_t square) {
            m_taken[square] = true;
            return false;
        });
    }
    bool meets(GridBox box) const {
        return for_squares(box, [this](std::size_t square) { return m_taken[square]; });
    }

  private:
    static constexpr int depth = 7;
    static constexpr std::size_t squares = std::size_t{1} << (2 * depth);

    // True when visit(square) is for any square that the box meets; it must lie on the ground.
    template <typename Visit> bool for_squares(const GridBox& box, Visit&& visit) const {
        const auto x_last = (box.x_max - m_low.x) >> m_shift;
        const auto y_last = (box.y_max - m_low.y) >> m_shift;
        for (auto y = (box.y_min - m_low.y) >> m_shift; y <= y_last; ++y)
            for (auto x = (box.x_min - m_low.x) >> m_shift; x <= x_last; ++x)
                if (visit(static_cast<std::size_t>(y << depth | x))) return true;
        return false;
    }

    GridPoint m_low;
    int m_shift = 0;
    std::bitset<squares> m_taken;
};

Selection meeting(const Polygons& layer, const Ground& ground) {
    Selection selection;
    for (std::size_t f = 0; f < layer.features(); ++f) {
        const auto box = box_of(layer, f);
        if (box.empty() || !ground.meets(box)) continue;
        append_feature(selection.shapes, layer, f);
        selection.features.push_back(static_cast<std::uint32_t>(f));
    }
    return selection;
}

/// Adds the boxes of the edges that begin in the shard.
void add_edges(Ground& ground, const Polygons& layer, const ShardPlan& plan, std::uint32_t shard) {
    for (std::size_t r = 0; r < layer.rings(); ++r) {
        const auto ring = layer.ring(r);
        for (std::size_t i = 0; i < ring.size(); ++i) {
            if (plan.shard_of(ring[i]) != shard) continue;
            GridBox box;
            box.add(ring[i]);
            box.add(ring[(i + 1) % ring.size()]);
            ground.add(box);
        }
    }
}

GridBox box_of_both(const Polygons& a, const Polygons& b) {
    auto box = box_of(a.points);
    box.add(box_of(b.points));
    return box;
}

} // namespace

ShardPlan::ShardPlan(const Polygons& a, const Polygons& b, std::uint32_t shards)
    : m_shards(shards), m_shard(std::size_t{1} << (2 * depth)) {
    const auto box = box_of_both(a, b);
    if (box.empty()) return;
    m_low = {box.x_min, box.y_min};
    const auto side = std::max(box.x_max - box.x_min, box.y_max - box.y_min);
    m_shift =
        std::max(0, static_cast<int>(std::bit_width(static_cast<std::uint64_t>(side))) - depth);
    for (const auto* layer : {&a, &b})
        for (const auto p : layer->points)
            ++m_shard[cell(static_cast<std::uint64_t>(p.x - m_low.x) >> m_shift,
                           static_cast<std::uint64_t>(p.y - m_low.y) >> m_shift)];
    const auto total = static_cast<std::uint64_t>(a.points.size() + b.points.size());
    std::uint64_t before = 0;
    for (auto& entry : m_shard) {
        const auto here = entry;
        entry = static_cast<std::uint32_t>(std::min(before, total - 1) * shards / total);
        before += here;
    }
}

std::size_t ShardPlan::cell(std::uint64_t column, std::uint64_t row) {
    return spread(column) | spread(row) << 1;
}

std::vector<PairPart> shard_parts(const Polygons& a, const Polygons& b, const ShardPlan& plan,
                                  std::uint32_t shard) {
    const auto box = box_of_both(a, b);
    if (box.empty()) return {};
    Ground ground(box);
    add_edges(ground, a, plan, shard);
    add_edges(ground, b, plan, shard);
    const auto of_a = meeting(a, ground), of_b = meeting(b, ground);
    const EdgeIndex index_a(of_a.shapes), index_b(of_b.shapes);
    const auto is_here = [&](GridPoint p) { return plan.shard_of(p) == shard; };
    std::vector<PairPart> parts;
    for (const auto& pair : BoundaryWalk<GreenFrame>(index_a, index_b).run(is_here))
        parts.push_back({of_a.features[pair.a], of_b.features[pair.b], pair.sum});
    return parts;
}

std::vector<PairArea> areas_of(std::vector<PairPart> parts) {
    std::ranges::sort(parts, {}, [](const PairPart& p) { return std::pair(p.a, p.b); });
    std::vector<PairArea> areas;
    for (std::size_t i = 0; i < parts.size();) {
        const auto [a, b, first] = parts[i];
        auto sum = first;
        while (++i < parts.size() && parts[i].a == a && parts[i].b == b) sum += parts[i].sum;
        areas.push_back({a, b, to_area(sum)});
    }
    return areas;
}

std::vector<PairArea> overlap_areas_in_shards(const Polygons& a, const Polygons& b,
                                              std::uint32_t shards) {
    const ShardPlan plan(a, b, shards);
    std::vector<PairPart> parts;
    for (std::uint32_t shard = 0; shard < shards; ++shard) {
        const auto more = shard_parts(a, b, plan, shard);
        parts.insert(parts.end(), more.begin(), more.end());
    }
    return areas_of(std::move(parts));
}

} // namespace geo
