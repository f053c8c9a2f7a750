// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <vector>

#include "libgeo/io/flatbuffer.hpp"

namespace geo {

/// What the header of a FlatGeobuf says of all shapes.
struct FlatShapeKind {
    std::uint8_t type = 0; ///< as in WKB, 1 to 6; 0: every shape has its own
    bool has_z = false;
};

/// Appends a shape as little-endian WKB; `bytes` is the size of the feature that holds it. False
/// when GDAL has to read it: another type, parts that are empty or rings that are not closed; then
/// what was appended is of no use. Throws DamagedBuffer, also when parts that share their vertices
/// would make more of them than the bytes can hold.
bool append_wkb(const FlatTable& shape, FlatShapeKind kind, std::size_t bytes,
                std::vector<std::byte>& wkb);

} // namespace geo
