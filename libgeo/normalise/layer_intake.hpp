// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "libgeo/crs/to_grid.hpp"
#include "libgeo/normalise/layers.hpp"

namespace geo {

/// What every layer of shapes goes through before its features are looked at: the layer holds some,
/// its field map names fields that exist, no id stands twice. Gives the ids of all raw features.
/// Throws InputError.
std::vector<std::string> intake_ids(const RawLayer& raw, const LayerSpec& spec);

/// What every layer of shapes goes through after: read = used + repaired + rejected + under review,
/// something is left to decide by, and its notes and counts stand in the log. Throws InputError for
/// a layer of which nothing is left.
void close_intake(const RawLayer& raw, const LayerSpec& spec, const ToGrid& to_grid,
                  const Conservation& counts, NormaliseLog& log);

} // namespace geo
