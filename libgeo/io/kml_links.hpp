// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "libgeo/io/raw_layer.hpp"

namespace geo {

/// Adds a warning to `raw` when the KML file at `path` links to further files, whose features are
/// not in the layer: links are never followed. Other formats pass. Cost: one read of the file.
void say_links_left_out(const std::string& path, RawLayer& raw);

} // namespace geo
