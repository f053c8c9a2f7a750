// SPDX-License-Identifier: Apache-2.0
// Project files: any bytes are read or refused with a sentence.
#include "fuzz/memory_file.hpp"
#include "libgeo/core/error.hpp"
#include "libgeo/io/project_file.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
    try {
        (void)geo::read_project(geo::fuzz::file_of(bytes, size, ".toml"));
    } catch (const geo::ConfigError&) {
    }
    return 0;
}
