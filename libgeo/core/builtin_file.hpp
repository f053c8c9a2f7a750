// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string_view>

namespace geo {

/// A data file that is part of the library, so that the program needs no folder beside it.
/// cmake/embed_files.cmake writes them into a source while building.
struct BuiltinFile {
    std::string_view name; ///< path in its folder: "templates/park-conflict.toml"
    std::string_view bytes;
};

} // namespace geo
