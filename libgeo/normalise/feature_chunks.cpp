// SPDX-License-Identifier: Apache-2.0
#include "libgeo/normalise/feature_chunks.hpp"

#include <algorithm>

namespace geo {

std::vector<FeatureRange> feature_ranges(const RawLayer& raw) {
    constexpr std::size_t bytes_of_feature = 64; // what a feature costs beside its vertices
    constexpr std::size_t least = 1 << 16;
    constexpr std::size_t pieces = 128;
    const auto cost = [&](std::size_t i) { return raw.wkb_begin[i] + bytes_of_feature * i; };
    const std::size_t step = std::max(least, cost(raw.features()) / pieces + 1);
    std::vector<FeatureRange> ranges;
    for (std::size_t first = 0; first < raw.features();) {
        std::size_t last = first + 1;
        while (last < raw.features() && cost(last) - cost(first) < step) ++last;
        ranges.push_back({first, last});
        first = last;
    }
    return ranges;
}

} // namespace geo
