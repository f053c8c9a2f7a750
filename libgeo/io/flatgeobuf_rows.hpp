// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "libgeo/io/raw_layer.hpp"

class OGRLayer;

namespace geo {

/// Reads the features of a FlatGeobuf straight from the file, on all cores: the same ids,
/// values and bytes as through GDAL's features. `wanted` says for each field of the layer whether
/// its values are needed. `raw` has the names of the fields already; features are added in the
/// order of the file.
///
/// Gives false and leaves `raw` as it was when anything is out of the ordinary (measures, curves,
/// empty or open rings, binary fields); GDAL reads the layer then. Throws InputError when the file
/// is beyond a limit (looked at feature by feature) or damaged, also while it is read: a size or an
/// offset that leads outside, a value cut off, fewer or more features than the header counts, which
/// GDAL does not always notice. Cost: linear.
bool read_flatgeobuf_rows(OGRLayer& layer, const std::string& path, const std::vector<char>& wanted,
                          const ReadLimits& limits, RawLayer& raw);

} // namespace geo
