// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "libgeo/io/raw_layer.hpp"

namespace geo {

/// The drawing as a layer of plots: closed polylines become polygons, texts inside of one its
/// `name`, the drawing's layer its `class`. Without closed polylines the lines stay, without lines
/// the points. What is left out (other entities, paper space) is counted in the notes.
/// A drawing has no CRS: the layer's is left empty.
RawLayer plots_of_drawing(const RawLayer& drawing);

} // namespace geo
