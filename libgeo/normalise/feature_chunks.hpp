// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <exception>
#include <mutex>
#include <vector>

#include <tbb/enumerable_thread_specific.h>
#include <tbb/parallel_for.h>

#include "libgeo/crs/to_grid.hpp"
#include "libgeo/io/raw_layer.hpp"

namespace geo {

/// Consecutive features of a raw layer.
struct FeatureRange {
    std::size_t first = 0;
    std::size_t last = 0; ///< one past the end
};

/// Cuts a layer into ranges of about equal work, at most 128; a small layer is one.
std::vector<FeatureRange> feature_ranges(const RawLayer& raw);

/// Runs `work(range, to_grid)` over all features, on all cores, and gives the results in the order
/// of the features. When several ranges throw, the first of them in that order is heard: what comes
/// out does not depend on the threads.
template <typename Work> auto in_chunks(const RawLayer& raw, const ToGrid& to_grid, Work work) {
    using Result = decltype(work(FeatureRange{}, to_grid));
    const auto ranges = feature_ranges(raw);
    std::vector<Result> results(ranges.size());
    if (ranges.size() == 1) {
        results[0] = work(ranges[0], to_grid);
        return results;
    }
    std::vector<std::exception_ptr> errors(ranges.size());
    std::mutex copying;
    tbb::enumerable_thread_specific<ToGrid> ways([&] {
        const std::lock_guard lock(copying);
        return to_grid.copy();
    });
    tbb::parallel_for(std::size_t{0}, ranges.size(), [&](std::size_t i) {
        try {
            results[i] = work(ranges[i], ways.local());
        } catch (...) {
            errors[i] = std::current_exception();
        }
    });
    for (const auto& error : errors)
        if (error) std::rethrow_exception(error);
    return results;
}

} // namespace geo
