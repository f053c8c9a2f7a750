// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <span>
#include <string_view>

namespace geo::map {

/// A file of datasets/styles that is part of the library, so that maps need no folder beside it.
struct BuiltinFile {
    std::string_view name; ///< "templates/park-conflict.toml"
    std::string_view bytes;
};

/// All of them, sorted by name. Made by cmake/embed_styles.cmake while building.
std::span<const BuiltinFile> builtin_files();

} // namespace geo::map
