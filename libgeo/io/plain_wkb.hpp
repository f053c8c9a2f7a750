// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <span>

namespace geo {

/// True when `bytes` are exactly one geometry that GDAL would write back byte for byte: ISO WKB in
/// little-endian order all through, points, lines, polygons or multi types of one dimension, no
/// empty point inside, nothing missing and nothing left over.
bool is_plain_wkb(std::span<const std::byte> bytes);

} // namespace geo
