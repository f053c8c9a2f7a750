// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <fstream>
#include <string>

#include <unistd.h>

namespace geo::fuzz {

/// A file of its own for this process that holds the bytes; the readers take paths.
inline std::string file_of(const std::uint8_t* bytes, std::size_t size, const std::string& ending) {
    static const std::string stem = "/dev/shm/parkline-fuzz-" + std::to_string(::getpid());
    const auto path = stem + ending;
    std::ofstream(path, std::ios::binary)
        .write(reinterpret_cast<const char*>(bytes), static_cast<std::streamsize>(size));
    return path;
}

} // namespace geo::fuzz
