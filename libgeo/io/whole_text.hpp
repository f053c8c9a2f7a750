// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "libgeo/io/raw_layer.hpp"

namespace geo {

/// Throws InputError when a text format that GDAL reads with patience lost something of `path`: a
/// GeoJSON sequence whose lines (or records after RS) are more than the features in `raw`, or a
/// drawing that does not end with EOF. `raw` is the whole layer, without a filter. Other formats
/// pass. Cost: one read of a GeoJSON sequence.
void require_whole_text(const std::string& path, const RawLayer& raw);

} // namespace geo
