// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "libgeo/core/project.hpp"

namespace geo {

/// How layers are read, whoever asks for them.
struct ReadingPolicy {
    /// Program that reads each file in a confined process of its own (`serve_reading`); empty: this
    /// process reads it. Limits are the strict ones then unless the project gives others.
    std::string reader;
    /// Limits by name that win over all others.
    std::vector<std::pair<std::string, std::uint64_t>> limits;
};

/// Makes `read_layer` follow a policy while it lives. One at a time, made before threads start.
/// Throws ConfigError for a limit that does not exist.
class ReadingScope {
  public:
    explicit ReadingScope(ReadingPolicy policy);
    ~ReadingScope();
    ReadingScope(const ReadingScope&) = delete;
    ReadingScope& operator=(const ReadingScope&) = delete;
};

/// The policy in force; by default files are read here with the ordinary limits.
const ReadingPolicy& reading_policy();

/// The limits for one layer: those of its project or else the default, and what wins over them.
ReadLimits limits_for(const LayerSpec& spec);

} // namespace geo
