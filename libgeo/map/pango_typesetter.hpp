// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "libgeo/map/drawing_kit.hpp"

namespace geo::map {

/// Pango shapes the text; its glyphs go to Cairo as they are.
std::unique_ptr<Typesetter> pango_typesetter(const FontChains& chains);

} // namespace geo::map
