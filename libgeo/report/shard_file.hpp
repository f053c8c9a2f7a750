// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "libgeo/normalise/layers.hpp"
#include "libgeo/overlay/shards.hpp"
#include "libgeo/report/overlay_tables.hpp"

namespace geo {

/// What one shard of an overlay found, as a file of its own: exact, so that the files of all shards
/// add up to the pair table of the whole.
struct ShardFile {
    struct Pair {
        PairPart part;
        PairRow row; ///< its area stays open until all parts are there
    };
    std::string path;         ///< where it was read from
    std::string layers;       ///< SHA-256 of both layers as they stand on the grid, ids included
    std::uint32_t shard = 0;  ///< from 1
    std::uint32_t shards = 0; ///< of the whole
    std::vector<Pair> pairs;
};

/// The file of one shard, numbered from 1, with the ids and areas of its pairs' features.
ShardFile shard_file(const PolygonLayer& a, const PolygonLayer& b,
                     const std::vector<PairPart>& parts, std::uint32_t shard, std::uint32_t shards);

/// JSON, `schema_version` first (docs/formats.md).
std::string to_json(const ShardFile& file);

/// Throws InputError when the file cannot be read or is not of one shard.
ShardFile read_shard_file(const std::string& path);

/// The pair table of the whole, with the very bytes of one run over both layers. Throws InputError
/// unless there is each shard of one overlay, once.
Table merged_pair_table(const std::vector<ShardFile>& files);

} // namespace geo
