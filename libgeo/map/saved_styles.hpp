// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "libgeo/map/style.hpp"

namespace geo::map {

/// A style pack with the styles that were saved in a GeoPackage.
struct SavedStyles {
    StylePack pack;
    std::size_t changed = 0; ///< layers whose style is not that of `base`
    std::vector<Text> notes; ///< what was not understood, one sentence each
};

/// Takes the styles that staff saved from QGIS into the database (table `layer_styles`), QML before
/// SLD, for the layers of `base`: the default style of a layer for the one that QGIS shows, one of
/// the same name for the others. Order of the layers, groups, fonts, and titles and ids of classes
/// that still have the same conditions come from `base`. A layer without a saved style, or with one
/// of which nothing is understood, keeps its look. Throws InputError when the file has no
/// `layer_styles`.
SavedStyles read_saved_styles(const std::string& path, const StylePack& base);

/// The style pack that is called for: parkline's when empty, a TOML file, or parkline's with the
/// styles saved in a GeoPackage (*.gpkg).
SavedStyles styles_from(const std::string& name_or_path);

} // namespace geo::map
