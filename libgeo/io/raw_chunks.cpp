// SPDX-License-Identifier: Apache-2.0
#include "libgeo/io/raw_chunks.hpp"

#include <cstring>
#include <iterator>

#include <tbb/parallel_for.h>

#include "libgeo/core/give_up.hpp"

namespace geo {

namespace {

/// Where a chunk begins in the whole.
struct Start {
    std::size_t feature = 0;
    std::size_t byte = 0;
};

void place_shapes(RawChunk& chunk, Start start, RawLayer& raw) {
    const auto shift = static_cast<std::ptrdiff_t>(start.feature);
    std::copy(chunk.numbers.begin(), chunk.numbers.end(), raw.feature_numbers.begin() + shift);
    if (!chunk.wkb.empty())
        std::memcpy(raw.wkb.data() + start.byte, chunk.wkb.data(), chunk.wkb.size());
    for (std::size_t i = 0; i < chunk.wkb_end.size(); ++i)
        raw.wkb_begin[start.feature + i + 1] = start.byte + chunk.wkb_end[i];
    give_up(chunk.wkb);
}

/// One column out of all chunks; what is in it leaves its chunk at once, so that beside the whole
/// column only the rest of it stands.
void join_column(std::vector<RawChunk>& chunks, std::size_t k, std::size_t features,
                 std::vector<Value>& column) {
    column.reserve(features);
    for (auto& chunk : chunks) {
        std::move(chunk.columns[k].begin(), chunk.columns[k].end(), std::back_inserter(column));
        give_up(chunk.columns[k]);
    }
}

} // namespace

void join_chunks(std::vector<RawChunk>& chunks, const std::vector<std::size_t>& target,
                 RawLayer& raw) {
    std::vector<Start> starts;
    Start end;
    for (const auto& chunk : chunks) {
        starts.push_back(end);
        end.feature += chunk.numbers.size();
        end.byte += chunk.wkb.size();
        raw.has_geometry = raw.has_geometry || chunk.has_geometry;
    }
    raw.feature_numbers.resize(end.feature);
    raw.wkb.resize(end.byte);
    raw.wkb_begin.resize(end.feature + 1);
    tbb::parallel_for(std::size_t{0}, chunks.size(),
                      [&](std::size_t i) { place_shapes(chunks[i], starts[i], raw); });
    tbb::parallel_for(std::size_t{0}, target.size(), [&](std::size_t k) {
        join_column(chunks, k, end.feature, raw.attributes.columns[target[k]]);
    });
    chunks.clear();
}

} // namespace geo
