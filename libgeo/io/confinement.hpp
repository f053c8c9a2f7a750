// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "libgeo/core/text.hpp"

namespace geo {

/// What a process that reads strange files needs, and may have at most.
struct ConfinementPlan {
    std::vector<std::string> readable; ///< files and folders it may read beside the system's own
    std::uint64_t cpu_s = 60;
    std::uint64_t memory_mb = 2048; ///< address space
};

/// One protection: whether it holds, and why not.
struct Protection {
    std::string name; ///< network_namespace, system_calls, files, resources, no_new_privileges
    bool active = false;
    Text detail;
};

/// Confines this process for good: a network namespace of its own without any device, no system
/// call that opens a connection, starts a program or changes a file (seccomp), no file but the
/// readable ones (Landlock), limits of time, memory and open files, no new privileges. What the
/// kernel or the container does not allow is left out and said; nothing is thrown. To be called
/// before any thread starts, since a namespace cannot be left by a process with threads.
std::vector<Protection> confine(const ConfinementPlan& plan);

} // namespace geo
