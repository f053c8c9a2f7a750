// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <span>

#include "libgeo/core/builtin_file.hpp"

namespace geo {

/// What scripts/make_page bundled: libgeo/report/page/page.css and page.js, sorted by name.
std::span<const BuiltinFile> page_files();

} // namespace geo
