// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "libgeo/map/scene.hpp"

namespace geo {

/// A layer as the page draws it.
struct PageLayer {
    std::string name;
    bool points = false;    ///< else areas
    std::string packed;     ///< see `page_layers`
    std::size_t drawn = 0;  ///< points of its outlines on the page
    std::size_t source = 0; ///< points of its outlines in the results
    double tolerance_m = 0; ///< how far an outline may lie from the one of the results
};

/// The layers of the results that have shapes, each outline with at most about `most_points` a
/// layer. Coordinates are rounded to 1e-7 degree (1 cm).
///
/// Packed are unsigned LEB128 numbers: the features; then for each of them its parts, for each part
/// its rings, for each ring its points (a point layer has one ring of one point, or no part). Each
/// point is the difference in x and in y from the point before it in the layer, in 1e-7 degree,
/// zigzag (0, -1, 1, -2 are 0, 1, 2, 3).
std::vector<PageLayer> page_layers(const map::Scene& scene, std::size_t most_points);

} // namespace geo
