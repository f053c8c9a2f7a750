// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "libgeo/io/raw_layer.hpp"

namespace geo {

/// Writes a layer as a drawing (DXF of AutoCAD R12, code page 936, which every CAD reads): polygons
/// as closed polylines, lines as open ones, points as points; on the drawing's layer that the field
/// `class` names (else layer 0), with the field `name` as a text inside. `plots_of_drawing` reads
/// it back. All fields stand in STEM.attributes.csv beside it, in the order of the outlines.
///
/// Throws InputError for what a drawing cannot hold: holes, several parts, kinds in one layer,
/// names or classes that GBK does not have. A drawing has no CRS.
/// Internal to `io`.
void write_drawing(const RawLayer& raw, const std::string& path);

/// The table of attributes beside the drawing `path`.
std::string attribute_file_of(const std::string& path);

/// Fields that the drawing itself holds: `name` and `class`, when the layer has them.
bool is_field_of_drawing(const std::string& name);

} // namespace geo
