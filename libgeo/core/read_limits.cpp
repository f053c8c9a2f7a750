// SPDX-License-Identifier: Apache-2.0
#include "libgeo/core/read_limits.hpp"

#include <algorithm>

#include "libgeo/core/error.hpp"

namespace geo {

namespace {

/// What a limit counts.
Text counted(std::string_view name) {
    if (name == "file_mb") return {"文件大小（MB）", "the file's size (MB)"};
    if (name == "unpacked_mb") return {"解压后大小（MB）", "its size when unpacked (MB)"};
    if (name == "packing_ratio") return {"压缩倍数", "how often it is larger when unpacked"};
    if (name == "packed_files") return {"压缩包内的文件数", "files packed in it"};
    if (name == "features") return {"要素数", "features"};
    if (name == "vertices") return {"顶点总数", "vertices"};
    if (name == "feature_vertices") return {"单个要素的顶点数", "vertices of one feature"};
    if (name == "attribute_kb") return {"单个文本的大小（KB）", "the size of one text (KB)"};
    if (name == "nesting") return {"几何集合的嵌套层数", "collections within collections"};
    if (name == "cpu_s") return {"读取的处理器时间（秒）", "processor time of reading (s)"};
    return {"读取的内存（MB）", "memory of reading (MB)"};
}

} // namespace

ReadLimits strict_limits() {
    ReadLimits limits;
    limits.file_mb = 2048;
    limits.features = 5'000'000;
    limits.vertices = 200'000'000;
    limits.feature_vertices = 2'000'000;
    limits.attribute_kb = 64;
    limits.cpu_s = 60;
    limits.memory_mb = 2048;
    return limits;
}

std::vector<std::pair<std::string_view, std::uint64_t*>> limits_by_name(ReadLimits& limits) {
    return {{"attribute_kb", &limits.attribute_kb},
            {"cpu_s", &limits.cpu_s},
            {"feature_vertices", &limits.feature_vertices},
            {"features", &limits.features},
            {"file_mb", &limits.file_mb},
            {"memory_mb", &limits.memory_mb},
            {"nesting", &limits.nesting},
            {"packed_files", &limits.packed_files},
            {"packing_ratio", &limits.packing_ratio},
            {"unpacked_mb", &limits.unpacked_mb},
            {"vertices", &limits.vertices}};
}

void set_limit(ReadLimits& limits, std::string_view name, std::uint64_t value) {
    const auto named = limits_by_name(limits);
    const auto at = std::find_if(named.begin(), named.end(),
                                 [&](const auto& entry) { return entry.first == name; });
    if (at != named.end()) {
        *at->second = value;
        return;
    }
    std::string names;
    for (const auto& [known, limit] : named)
        names += (names.empty() ? "" : ", ") + std::string(known);
    throw ConfigError({"未知的限额 '" + std::string(name) + "'。可用：" + names + "。",
                       "unknown limit '" + std::string(name) + "'. There are " + names + "."});
}

void refuse_beyond(const std::string& subject, std::string_view name, std::uint64_t found,
                   std::uint64_t most) {
    const auto what = counted(name);
    const std::string limit(name);
    const auto n = std::to_string(found);
    const auto m = std::to_string(most);
    throw InputError({subject + "：" + what.zh + "为 " + n + "，超过限额 " + limit + " = " + m +
                          "。若信任该文件，请在 [limits] 或用 --limit 放宽。",
                      subject + ": " + what.en + ": " + n + ", and the limit " + limit + " is " +
                          m + ". Raise it in [limits] or with --limit if you trust the file."});
}

} // namespace geo
