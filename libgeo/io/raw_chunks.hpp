// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <vector>

#include "libgeo/io/raw_layer.hpp"

namespace geo {

/// Consecutive features of a layer, read by one thread.
struct RawChunk {
    std::vector<std::int64_t> numbers;
    std::vector<std::vector<Value>> columns; ///< of the fields that are wanted
    std::vector<std::byte> wkb;
    std::vector<std::size_t> wkb_end; ///< one a feature, within the chunk
    bool has_geometry = false;
};

/// Puts the chunks into `raw` one after the other, on all cores; column k of every chunk becomes
/// column `target[k]` of the layer. The chunks are used up.
void join_chunks(std::vector<RawChunk>& chunks, const std::vector<std::size_t>& target,
                 RawLayer& raw);

} // namespace geo
