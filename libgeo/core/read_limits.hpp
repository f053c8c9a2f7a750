// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace geo {

/// How much one input may be. Files that go beyond are refused with the name of the limit; a file
/// that only pretends to be small must not fill memory or time. Assumptions (owner: project).
struct ReadLimits {
    std::uint64_t file_mb = 65536;       ///< size of a file with its companions
    std::uint64_t unpacked_mb = 4096;    ///< of a workbook, all parts together
    std::uint64_t packing_ratio = 100;   ///< unpacked over packed, for more than 10 MB unpacked
    std::uint64_t packed_files = 200;    ///< parts of a workbook
    std::uint64_t features = 50'000'000; ///< of one layer
    std::uint64_t vertices = 4'000'000'000;
    std::uint64_t feature_vertices = 50'000'000; ///< of one feature
    std::uint64_t attribute_kb = 1024;           ///< one text
    std::uint64_t nesting = 32;                  ///< collections within collections
    std::uint64_t cpu_s = 600;                   ///< processor time of reading with --isolate
    std::uint64_t memory_mb = 8192;              ///< address space of reading with --isolate

    friend bool operator==(const ReadLimits&, const ReadLimits&) = default;
};

/// The limits for files from strangers: 2 GB, 5 million features, 2 million vertices a feature and
/// 200 million in all, texts of 64 KB, a minute, 2 GB of memory.
ReadLimits strict_limits();

/// Every limit with its name in `[limits]` of a project and in `--limit NAME=N`, sorted.
std::vector<std::pair<std::string_view, std::uint64_t*>> limits_by_name(ReadLimits& limits);

/// Sets a limit by its name. Throws ConfigError with the names there are.
void set_limit(ReadLimits& limits, std::string_view name, std::uint64_t value);

/// Throws InputError: `subject` has `found` of what the limit `name` allows `most` of.
[[noreturn]] void refuse_beyond(const std::string& subject, std::string_view name,
                                std::uint64_t found, std::uint64_t most);

/// The same when it is so.
inline void require_within(const std::string& subject, std::string_view name, std::uint64_t found,
                           std::uint64_t most) {
    if (found > most) refuse_beyond(subject, name, found, most);
}

} // namespace geo
