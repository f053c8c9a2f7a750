// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "libgeo/crs/to_grid.hpp"
#include "libgeo/normalise/layers.hpp"
#include "libgeo/normalise/wkb.hpp"

namespace geo {

/// Throws InputError when the layer has no CRS and the project gives none, with what its numbers
/// say about it (`crs_evidence`).
std::string crs_for(const RawLayer& raw, const LayerSpec& spec, const Extent& extent);

/// Throws InputError when the layer has no feature at all.
void refuse_empty_layer(const RawLayer& raw);

/// Throws InputError when a layer that was read gives nothing to decide by: every feature was
/// rejected. Names the reason of the first, before it coordinates that are no numbers.
void refuse_useless_layer(const Conservation& counts, const Problems& problems);

/// Throws InputError when all features of a layer are of another kind than `wanted` (point, lines
/// or areas): it is the wrong layer then, and not a stray feature.
void refuse_wrong_layer(const RawLayer& raw, ShapeKind wanted, std::uint64_t wrong);

/// The sentence for one feature of another kind than its layer is for (`wrong_geometry_type`).
Text wrong_kind_text(ShapeKind found, ShapeKind wanted);

/// The likely reason why a place lies outside the extent, in both languages: swapped axes, a zone
/// prefix that the CRS does not expect (or lacks), degrees in a projected CRS, or nothing special.
Text reason_outside(SourcePoint p, const ToGrid& to_grid, const Extent& extent);

/// The sentence for a layer of which no feature lies inside the extent.
[[noreturn]] void refuse_all_outside(const RawLayer& raw, SourcePoint example,
                                     const ToGrid& to_grid, const Extent& extent);

/// The declared extent as "117.9–120.1 E, 32.5–34.5 N".
std::string describe(const Extent& extent);

} // namespace geo
