// SPDX-License-Identifier: Apache-2.0
#include "libgeo/io/raw_chunks.hpp"

#include <cstring>

#include <tbb/parallel_for.h>

namespace geo {

namespace {

/// Where a chunk begins in the whole.
struct Start {
    std::size_t feature = 0;
    std::size_t byte = 0;
};

void place(RawChunk& chunk, Start start, const std::vector<std::size_t>& target, RawLayer& raw) {
    const auto shift = static_cast<std::ptrdiff_t>(start.feature);
    std::copy(chunk.numbers.begin(), chunk.numbers.end(), raw.feature_numbers.begin() + shift);
    if (!chunk.wkb.empty())
        std::memcpy(raw.wkb.data() + start.byte, chunk.wkb.data(), chunk.wkb.size());
    for (std::size_t i = 0; i < chunk.wkb_end.size(); ++i)
        raw.wkb_begin[start.feature + i + 1] = start.byte + chunk.wkb_end[i];
    for (std::size_t k = 0; k < target.size(); ++k)
        std::move(chunk.columns[k].begin(), chunk.columns[k].end(),
                  raw.attributes.columns[target[k]].begin() + shift);
    chunk = {};
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
    for (const auto column : target) raw.attributes.columns[column].resize(end.feature);
    tbb::parallel_for(std::size_t{0}, chunks.size(),
                      [&](std::size_t i) { place(chunks[i], starts[i], target, raw); });
}

} // namespace geo
