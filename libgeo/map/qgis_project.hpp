// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "libgeo/io/write_layers.hpp"
#include "libgeo/map/style.hpp"

namespace geo::map {

/// What makes QGIS show a GeoPackage as the sheets do: each style of the pack as QML and SLD for
/// its layer, and a project with the layers in the groups of the pack. `crs` is the code of the
/// layers' CRS, `file` the name of the GeoPackage; the project finds its layers beside itself, so
/// the file may be moved but not renamed. Styles of layers that are not there are left out.
QgisTables qgis_tables(const StylePack& pack, const std::vector<OutputLayer>& layers,
                       const std::string& crs, const std::string& file, const std::string& title);

} // namespace geo::map
