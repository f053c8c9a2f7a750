// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <set>

#include "libgeo/map/cairo_letters.hpp"

namespace geo::map {

/// The font with these glyphs only, under their old numbers; empty when that cannot be made. Cairo
/// keeps all subroutines of a large CFF font, a hundred kilobytes a page; a font of few glyphs
/// without subroutines it embeds in a few. Cost: some milliseconds, nothing when this thread has
/// made one with all of these glyphs before. Thread-safe.
FacePtr subset_of(const GlyphShapes::Face& face, const std::set<unsigned>& glyphs);

} // namespace geo::map
