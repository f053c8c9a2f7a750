// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>
#include <cstdint>
#include <vector>

#include "libgeo/overlay/edge_index.hpp"

namespace geo {

/// The boundary sum that belongs to feature `a` of one layer and `b` of another, relative to a
/// place near both. `Frame` is GreenFrame or PlanarFrame.
template <typename Frame> struct PairSum {
    std::uint32_t a = 0;
    std::uint32_t b = 0;
    Frame frame;
    typename Frame::Sum sum;

    void add(GridEdge edge, double t0, double t1) { frame.add(sum, edge.from, edge.to, t0, t1); }
};

/// Collects sums by pair of features. The same pair may appear more than once until `merge`; its
/// reference must always be the same.
template <typename Frame> class PairSums {
  public:
    /// The sum of a pair; recent pairs are found at once. Valid until the next call.
    template <typename Reference>
    PairSum<Frame>& of(std::uint32_t a, std::uint32_t b, Reference&& reference) {
        const auto n = m_pairs.size();
        for (std::size_t k = 1; k <= std::min<std::size_t>(n, 6); ++k)
            if (auto& pair = m_pairs[n - k]; pair.a == a && pair.b == b) return pair;
        return m_pairs.emplace_back(PairSum<Frame>{a, b, Frame(reference()), {}});
    }
    std::vector<PairSum<Frame>>& pairs() { return m_pairs; }

  private:
    std::vector<PairSum<Frame>> m_pairs;
};

/// Sorts by (a, b) and adds up equal pairs.
template <typename Frame> void merge(std::vector<PairSum<Frame>>& pairs) {
    std::sort(pairs.begin(), pairs.end(),
              [](const auto& p, const auto& q) { return p.a != q.a ? p.a < q.a : p.b < q.b; });
    std::size_t kept = 0;
    for (std::size_t i = 1; i < pairs.size(); ++i)
        if (pairs[kept].a == pairs[i].a && pairs[kept].b == pairs[i].b)
            pairs[kept].sum += pairs[i].sum;
        else
            pairs[++kept] = pairs[i];
    if (!pairs.empty())
        pairs.erase(pairs.begin() + static_cast<std::ptrdiff_t>(kept + 1), pairs.end());
}

} // namespace geo
