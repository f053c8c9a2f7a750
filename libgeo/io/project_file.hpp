// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "libgeo/core/project.hpp"

namespace geo {

/// Reads a project file (TOML, see docs/formats.md). Paths in it are taken relative to the file.
///
/// Throws ConfigError with file, line and column for a syntax error, an unknown key (with the key
/// that was probably meant), a wrong type, a missing role or path, or an unknown role or datum.
Project read_project(const std::string& path);

} // namespace geo
