// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>
#include <cstdint>
#include <vector>

namespace geo {

/// A sum that belongs to feature `a` of one layer and `b` of another.
template <typename Sum> struct PairSum {
    std::uint32_t a = 0;
    std::uint32_t b = 0;
    Sum sum;
};

/// Collects sums by pair of features. The same pair may appear more than once until `merge`.
template <typename Sum> class PairSums {
  public:
    /// The sum of a pair; recent pairs are found at once. Valid until the next call.
    Sum& of(std::uint32_t a, std::uint32_t b) {
        const auto n = m_pairs.size();
        for (std::size_t k = 1; k <= std::min<std::size_t>(n, 6); ++k)
            if (auto& pair = m_pairs[n - k]; pair.a == a && pair.b == b) return pair.sum;
        return m_pairs.emplace_back(PairSum<Sum>{a, b, {}}).sum;
    }
    std::vector<PairSum<Sum>>& pairs() { return m_pairs; }

  private:
    std::vector<PairSum<Sum>> m_pairs;
};

/// Sorts by (a, b) and adds up equal pairs.
template <typename Sum> void merge(std::vector<PairSum<Sum>>& pairs) {
    std::sort(pairs.begin(), pairs.end(),
              [](const auto& p, const auto& q) { return p.a != q.a ? p.a < q.a : p.b < q.b; });
    std::size_t kept = 0;
    for (std::size_t i = 1; i < pairs.size(); ++i)
        if (pairs[kept].a == pairs[i].a && pairs[kept].b == pairs[i].b)
            pairs[kept].sum += pairs[i].sum;
        else
            pairs[++kept] = pairs[i];
    if (!pairs.empty()) pairs.resize(kept + 1);
}

} // namespace geo
