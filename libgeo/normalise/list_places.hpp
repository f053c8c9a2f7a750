// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "libgeo/core/project.hpp"
#include "libgeo/io/raw_layer.hpp"

namespace geo {

/// A list without geometry as a layer of points in its own CRS, with its area columns
/// (`add_area_columns`); rows without a usable place get no geometry.
///
/// The columns are those that the project maps to lon and lat, else the ones called so, else the
/// only pair with a usual name (经度 纬度, JD WD, longitude latitude, E N, 东坐标 北坐标, 纵坐标
/// 横坐标). X and Y are told apart by their values: in China X is the northing. Angles may stand in
/// any usual spelling (`parse_angle`). A row that states its own frame (column ZBX, 坐标系, datum)
/// is brought to the frame of the layer. Whatever is not plain is said in the notes.
///
/// Throws ConfigError when there is no such pair of columns, or X and Y cannot be told apart.
RawLayer placed_list(const RawLayer& list, const LayerSpec& spec);

/// Adds a column `NAME_m2` beside each column of areas whose unit is known from its name or from
/// its cells (亩, 公顷, km², 万亩, …); the original texts stay. Cells that cannot be read are said.
void add_area_columns(RawLayer& list);

} // namespace geo
