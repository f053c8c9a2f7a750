// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <memory>

class OGRGeometry;

namespace geo {

/// The farthest that a chord may stray from its arc, in metres (docs/formats.md).
inline constexpr double most_sagitta_m = 0.001;

/// The geometry with its arcs as chords that stray at most 1 mm from them; coordinates are degrees
/// when `is_geographic`, else metres. Vertices of the file stay where they are.
std::unique_ptr<OGRGeometry> linearised(const OGRGeometry& geometry, bool is_geographic);

} // namespace geo
