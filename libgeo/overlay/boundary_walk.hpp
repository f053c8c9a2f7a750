// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <tbb/enumerable_thread_specific.h>
#include <tbb/parallel_for.h>

#include "libgeo/geom/green.hpp"
#include "libgeo/overlay/edge_index.hpp"
#include "libgeo/overlay/one_sided_walk.hpp"
#include "libgeo/overlay/pair_sums.hpp"

namespace geo {

/// Points of a layer that one task walks. Fixed, so that a giant ring is shared among threads.
inline constexpr std::size_t points_per_task = 2048;

/// Calls action(local, begin, end) for chunks of all edges of `index` on all threads; `local` is
/// made by `make` once per thread and given back in a list, in no order.
template <typename Make, typename Action>
auto for_edge_chunks(const EdgeIndex& index, Make&& make, Action&& action) {
    tbb::enumerable_thread_specific<decltype(make())> locals(make);
    const tbb::blocked_range<std::size_t> range(0, index.points().size(), points_per_task);
    tbb::parallel_for(range, [&](const auto& part) {
        action(locals.local(), static_cast<std::uint32_t>(part.begin()),
               static_cast<std::uint32_t>(part.end()));
    });
    return locals;
}

/// The boundary pieces of the overlaps of two layers, summed by `Frame` (GreenFrame or
/// PlanarFrame).
template <typename Frame> class BoundaryWalk {
  public:
    using Pairs = std::vector<PairSum<Frame>>;

    BoundaryWalk(const EdgeIndex& a, const EdgeIndex& b) : m_a(a), m_b(b) {}

    /// All pairs with at least one piece of positive length, sorted.
    Pairs run() const {
        return run([](GridPoint) { return true; });
    }

    /// The same for the edges whose first ends takes(point) accepts.
    template <typename Takes> Pairs run(Takes&& takes) const {
        Pairs pairs;
        walk_a(takes, pairs);
        walk_b(takes, pairs);
        merge(pairs);
        return pairs;
    }

  private:
    struct Local {
        OneSidedWalk walk;
        PairSums<Frame> sums;
    };

    // Pieces of a's boundary with b just left of them.
    template <typename Takes> void walk_a(Takes& takes, Pairs& pairs) const {
        const auto make = [this] { return Local{OneSidedWalk(m_b, left_bit), {}}; };
        auto locals = for_edge_chunks(m_a, make, [&](Local& local, auto begin, auto end) {
            for (auto e = begin; e < end; ++e) {
                const auto edge = m_a.edge(e);
                if (edge.from == edge.to || !takes(edge.from)) continue;
                local.walk.pieces(edge, [&](std::uint32_t b, double t0, double t1) {
                    sum_of(local, m_a.owner(e), b).add(edge, t0, t1);
                });
            }
        });
        take(locals, pairs);
    }

    // Pieces of b's boundary with a on both sides: on the left alone they would count the pieces
    // that both boundaries share twice.
    template <typename Takes> void walk_b(Takes& takes, Pairs& pairs) const {
        const auto make = [this] { return Local{OneSidedWalk(m_a, both_bits), {}}; };
        auto locals = for_edge_chunks(m_b, make, [&](Local& local, auto begin, auto end) {
            for (auto e = begin; e < end; ++e) {
                const auto edge = m_b.edge(e);
                if (edge.from == edge.to || !takes(edge.from)) continue;
                local.walk.pieces(edge, [&](std::uint32_t a, double t0, double t1) {
                    sum_of(local, a, m_b.owner(e)).add(edge, t0, t1);
                });
            }
        });
        take(locals, pairs);
    }

    // The low corner of the boxes' common part: near the overlap even when one feature is vast, and
    // the feature's own corner when it is overlaid with itself.
    PairSum<Frame>& sum_of(Local& local, std::uint32_t a, std::uint32_t b) const {
        return local.sums.of(a, b, [&] {
            const auto p = m_a.low_corner(a), q = m_b.low_corner(b);
            return GridPoint{std::max(p.x, q.x), std::max(p.y, q.y)};
        });
    }

    template <typename Locals> static void take(Locals& locals, Pairs& pairs) {
        for (auto& local : locals)
            pairs.insert(pairs.end(), local.sums.pairs().begin(), local.sums.pairs().end());
    }

    const EdgeIndex& m_a;
    const EdgeIndex& m_b;
};

} // namespace geo
