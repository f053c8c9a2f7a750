// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <span>

#include "libgeo/core/builtin_file.hpp"

namespace geo {

/// The files of datasets/calendars, one a year, sorted by name ("2026.json").
std::span<const BuiltinFile> builtin_calendars();

} // namespace geo
