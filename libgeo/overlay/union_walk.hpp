// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "libgeo/overlay/boundary_walk.hpp"

namespace geo {

/// Sorts stretches by place and joins those that overlap or meet, whatever their features.
void join(std::vector<Stretch>& stretches);

/// Calls part(from, to) for the parts of a stretch that none of the joined stretches covers.
template <typename Part>
void for_uncovered(const Ratio& begin, const Ratio& end, const std::vector<Stretch>& joined,
                   Part&& part) {
    auto from = begin;
    for (const auto& h : joined) {
        if (compare(h.to, from) <= 0) continue;
        if (compare(h.from, end) >= 0) break;
        if (compare(from, h.from) < 0) part(from, h.from);
        from = h.to;
    }
    if (compare(from, end) < 0) part(from, end);
}

/// The boundary pieces of each feature of `a` with the union of features of `b`.
template <typename Frame> class UnionWalk {
  public:
    using Pairs = std::vector<PairSum<Frame>>;

    UnionWalk(const EdgeIndex& a, const EdgeIndex& b, std::span<const std::uint8_t> features)
        : m_a(a), m_b(b), m_features(features) {}

    /// One sum for each feature of `a` with at least one piece, sorted; b is 0.
    Pairs run() const {
        Pairs pairs;
        walk_a(pairs);
        walk_b(pairs);
        merge(pairs);
        return pairs;
    }

  private:
    struct Local {
        OneSidedWalk across; // through the other layer
        OneSidedWalk along;  // through b itself
        std::vector<Stretch> inside;
        std::vector<Stretch> hidden;
        PairSums<Frame> sums;
    };

    bool takes_part(std::uint32_t feature) const {
        return m_features.empty() || m_features[feature] != 0;
    }

    // Pieces of a's boundary with the union just left of them.
    void walk_a(Pairs& pairs) const {
        const auto make = [this] { return Local{{m_b, left_bit}, {m_b, both_bits}, {}, {}, {}}; };
        auto locals = for_edge_chunks(m_a, make, [this](Local& local, auto begin, auto end) {
            for (auto e = begin; e < end; ++e) {
                const auto edge = m_a.edge(e);
                if (edge.from == edge.to) continue;
                local.inside.clear();
                local.across.stretches(
                    edge, [this](auto feature, auto) { return takes_part(feature); }, local.inside);
                join(local.inside);
                for (const auto& s : local.inside) add(local, m_a.owner(e), edge, s.from, s.to);
            }
        });
        take(locals, pairs);
    }

    // Pieces of b's boundary with a on both sides and nothing else of b on the right; where several
    // features of b have the same piece, the first of them counts it.
    void walk_b(Pairs& pairs) const {
        const auto make = [this] { return Local{{m_a, both_bits}, {m_b, both_bits}, {}, {}, {}}; };
        auto locals = for_edge_chunks(m_b, make, [this](Local& local, auto begin, auto end) {
            for (auto e = begin; e < end; ++e)
                if (takes_part(m_b.owner(e))) walk_edge(local, m_b.edge(e), m_b.owner(e));
        });
        take(locals, pairs);
    }

    void walk_edge(Local& local, GridEdge edge, std::uint32_t own) const {
        if (edge.from == edge.to) return;
        local.inside.clear();
        local.across.stretches(
            edge, [](auto, auto sides) { return sides == both_bits; }, local.inside);
        if (local.inside.empty()) return;
        local.hidden.clear();
        local.along.stretches(
            edge,
            [&](auto feature, auto sides) {
                return feature != own && takes_part(feature) &&
                       ((sides & right_bit) != 0 || feature < own);
            },
            local.hidden);
        join(local.hidden);
        for (const auto& s : local.inside)
            for_uncovered(s.from, s.to, local.hidden, [&](const Ratio& from, const Ratio& to) {
                add(local, s.feature, edge, from, to);
            });
    }

    void add(Local& local, std::uint32_t a, GridEdge edge, const Ratio& from,
             const Ratio& to) const {
        local.sums.of(a, 0, [&] { return m_a.low_corner(a); }).add(edge, from.approx, to.approx);
    }

    template <typename Locals> static void take(Locals& locals, Pairs& pairs) {
        for (auto& local : locals)
            pairs.insert(pairs.end(), local.sums.pairs().begin(), local.sums.pairs().end());
    }

    const EdgeIndex& m_a;
    const EdgeIndex& m_b;
    std::span<const std::uint8_t> m_features;
};

} // namespace geo
