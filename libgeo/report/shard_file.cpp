// SPDX-License-Identifier: Apache-2.0
#include "libgeo/report/shard_file.hpp"

#include <algorithm>
#include <fstream>
#include <map>

#include <nlohmann/json.hpp>

#include "libgeo/core/error.hpp"
#include "libgeo/io/sha256.hpp"
#include "libgeo/report/feature_areas.hpp"

namespace geo {

namespace {

using Json = nlohmann::ordered_json;

template <typename T> std::span<const std::byte> bytes_of(const std::vector<T>& column) {
    return std::as_bytes(std::span(column));
}

void add(Sha256& digest, const PolygonLayer& layer) {
    for (const auto& id : layer.features.ids) // with the closing zero, so that none runs on
        digest.add(std::as_bytes(std::span(id.c_str(), id.size() + 1)));
    digest.add(bytes_of(layer.shapes.points));
    for (const auto* begins :
         {&layer.shapes.ring_begin, &layer.shapes.part_begin, &layer.shapes.feature_begin})
        digest.add(bytes_of(*begins));
}

/// A whole number of 128 bits as its high and its low half.
Json halves(Int128 v) {
    return Json::array({static_cast<std::int64_t>(v >> 64), static_cast<std::uint64_t>(v)});
}

Int128 from_halves(const Json& json) {
    const Int128 high = json.at(0).get<std::int64_t>();
    return high << 64 | static_cast<Int128>(json.at(1).get<std::uint64_t>());
}

Json to_array(const ShardFile::Pair& pair) {
    return Json::array({pair.part.a, pair.part.b, pair.row.a_id, pair.row.b_id, pair.row.a_m2,
                        pair.row.b_m2, halves(pair.part.sum.area), pair.part.sum.length});
}

ShardFile::Pair from_array(const Json& json) {
    ShardFile::Pair pair;
    pair.part = {json.at(0), json.at(1), {from_halves(json.at(6)), json.at(7)}};
    pair.row.a_id = json.at(2);
    pair.row.b_id = json.at(3);
    pair.row.a_m2 = json.at(4);
    pair.row.b_m2 = json.at(5);
    return pair;
}

/// Each shard of one overlay, once.
void require_all(const std::vector<ShardFile>& files) {
    std::map<std::uint32_t, std::string> seen;
    for (const auto& file : files) {
        if (file.layers != files.front().layers || file.shards != files.front().shards)
            throw InputError({file.path + "：与 " + files.front().path +
                                  " 不是同一次叠加的分片（图层或分片数不同）。请给出同一次叠加的"
                                  "全部分片。",
                              file.path + ": not of the same overlay as " + files.front().path +
                                  " (other layers, or another number of shards). Give all shards "
                                  "of one overlay."});
        const auto n = std::to_string(file.shard);
        if (const auto [there, fresh] = seen.emplace(file.shard, file.path); !fresh)
            throw InputError(
                {file.path + "：分片 " + n + " 已由 " + there->second + " 给出。每个分片只给一次。",
                 file.path + ": shard " + n + " was given by " + there->second +
                     " already. Give each shard once."});
    }
    for (std::uint32_t shard = 1; shard <= files.front().shards; ++shard) {
        if (seen.contains(shard)) continue;
        const auto missing = std::to_string(shard) + "/" + std::to_string(files.front().shards);
        throw InputError({files.front().path + "：缺少分片 " + missing + "。请用 --shard " +
                              missing + " 运行 overlay 并一并给出。",
                          files.front().path + ": shard " + missing +
                              " is missing. Run overlay with --shard " + missing +
                              " and give its file too."});
    }
}

} // namespace

ShardFile shard_file(const PolygonLayer& a, const PolygonLayer& b,
                     const std::vector<PairPart>& parts, std::uint32_t shard,
                     std::uint32_t shards) {
    ShardFile file;
    Sha256 digest;
    add(digest, a);
    add(digest, b);
    file.layers = digest.hex();
    file.shard = shard;
    file.shards = shards;
    FeatureAreas areas_a(a.shapes), areas_b(b.shapes);
    for (const auto& part : parts) {
        auto& row = file.pairs.emplace_back(ShardFile::Pair{part, {}}).row;
        row.a_id = a.features.ids[part.a];
        row.b_id = b.features.ids[part.b];
        row.a_m2 = areas_a.m2(part.a);
        row.b_m2 = areas_b.m2(part.b);
    }
    return file;
}

std::string to_json(const ShardFile& file) {
    Json json;
    json["schema_version"] = 1;
    json["shard"] = file.shard;
    json["shards"] = file.shards;
    json["layers_sha256"] = file.layers;
    json["columns"] = {"a", "b", "a_id", "b_id", "a_m2", "b_m2", "area", "length"};
    json["pairs"] = Json::array();
    for (const auto& pair : file.pairs) json["pairs"].push_back(to_array(pair));
    return json.dump() + "\n";
}

ShardFile read_shard_file(const std::string& path) {
    std::ifstream stream(path, std::ios::binary);
    if (!stream)
        throw InputError({path + "：无法读取。请检查路径和权限。",
                          path + ": cannot be read. Check the path and its permissions."});
    ShardFile file;
    bool is_whole = false;
    try {
        const auto json = Json::parse(stream);
        file.path = path;
        file.layers = json.at("layers_sha256");
        file.shard = json.at("shard");
        file.shards = json.at("shards");
        for (const auto& pair : json.at("pairs")) file.pairs.push_back(from_array(pair));
        is_whole = file.shard >= 1 && file.shard <= file.shards;
    } catch (const nlohmann::json::exception&) {
        is_whole = false;
    }
    if (!is_whole)
        throw InputError({path + "：不是完整的分片文件。请用 parkline overlay --shard 重新生成。",
                          path + ": not a whole shard file. Write it anew with parkline overlay "
                                 "--shard."});
    return file;
}

Table merged_pair_table(const std::vector<ShardFile>& files) {
    require_all(files);
    std::vector<PairPart> parts;
    std::map<std::pair<std::uint32_t, std::uint32_t>, const PairRow*> rows;
    for (const auto& file : files)
        for (const auto& pair : file.pairs) {
            parts.push_back(pair.part);
            rows.emplace(std::pair(pair.part.a, pair.part.b), &pair.row);
        }
    std::vector<PairRow> merged;
    for (const auto& pair : areas_of(std::move(parts))) {
        merged.push_back(*rows.at({pair.a, pair.b}));
        merged.back().area = pair.area;
    }
    return pair_table(merged);
}

} // namespace geo
