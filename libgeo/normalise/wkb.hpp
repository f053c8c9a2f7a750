// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <span>
#include <vector>

#include "libgeo/crs/to_grid.hpp"
#include "libgeo/io/raw_layer.hpp"

namespace geo {

/// What a WKB value turned out to be.
enum class ShapeKind { none, point, lines, areas, mixed };

/// One decoded geometry in source coordinates. Paths are rings (closed as in the source), lines or
/// single points; for areas part p has the rings [part_begin[p], part_begin[p + 1]).
struct RawShape {
    ShapeKind kind = ShapeKind::none;
    bool had_z_or_m = false;
    std::vector<SourcePoint> points;
    std::vector<std::size_t> path_begin{0};
    std::vector<std::size_t> part_begin{0};

    std::size_t paths() const { return path_begin.size() - 1; }
    std::span<const SourcePoint> path(std::size_t i) const {
        return {points.data() + path_begin[i], path_begin[i + 1] - path_begin[i]};
    }
};

/// Decodes little- or big-endian WKB, ISO or EWKB, of points, lines, polygons and their multi
/// types; Z and M are dropped and said. Collections of one kind are flattened, of several kinds are
/// `mixed`. Empty input gives `none`. Throws GeometryError on truncated or nonsensical bytes; never
/// allocates more than the bytes can hold.
RawShape decode_wkb(std::span<const std::byte> bytes);

/// The same into a shape that is used again and again; what it held is lost, also by a throw.
void decode_wkb(std::span<const std::byte> bytes, RawShape& shape);

/// What the first shape of a layer is; `none` when all are empty.
ShapeKind first_kind(const RawLayer& raw);

/// True when the first geometry of the layer that is not empty is made of lines.
bool holds_lines(const RawLayer& raw);

} // namespace geo
