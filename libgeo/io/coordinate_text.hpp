// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "libgeo/io/coordinate_plots.hpp"
#include "libgeo/io/raw_layer.hpp"

namespace geo {

/// Whether the header of a coordinate text must name a usable coordinate system: not when the
/// caller knows it, then the layer's CRS is left empty where the header has none.
enum class CrsHeader { required, optional };

/// Reads a coordinate text file of land approval (勘测定界界址点坐标文件, domain source wenku365
/// 6705749): `[属性描述]` with key=value lines, then `[地块坐标]` with one header line a plot
/// (comma fields ending in @) and lines "J1,ring,X,Y" where X is the northing. UTF-8 or GB18030.
///
/// Shape: one polygon feature a plot; rings inside of another are its holes, others parts of their
/// own; attributes id, name, area_ha, use. The CRS follows from 坐标系, 几度分带, 带号 or
/// 中央子午线 and the magnitude of Y (zone prefix; degrees). Breakages of real files
/// (`parse_plots`, unclosed rings, wrong point counts, areas that differ) are accepted and become
/// warnings. Throws InputError with the line number when a coordinate cannot be read, when the
/// coordinate system is not CGCS2000, or the zone contradicts the prefix.
RawLayer read_coordinate_text(const std::string& path, CrsHeader crs_header = CrsHeader::required);

/// True when the header names CGCS2000 as its coordinate system.
bool names_cgcs2000(const TextPlots& text);

/// EPSG code that the header and the magnitude of the eastings give; what was derived is said in
/// `notes`. Throws InputError as `read_coordinate_text`.
std::string crs_of_text(const TextPlots& text, const std::string& subject, Problems& notes);

/// Zone number in front of the six digits of an easting (13 to 45), or 0; for any number.
int zone_prefix(double easting);

/// EPSG code of a CGCS2000 Gauss–Krüger zone: `degrees` is 3 or 6, `prefixed` tells whether
/// eastings carry the zone number. Empty when there is no such zone.
std::string gauss_kruger_code(int degrees, int zone, bool prefixed);

} // namespace geo
