// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <span>

#include "libgeo/core/builtin_file.hpp"

namespace geo::map {

/// The files of datasets/styles, sorted by name.
std::span<const BuiltinFile> builtin_files();

} // namespace geo::map
