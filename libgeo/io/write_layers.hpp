// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "libgeo/core/table.hpp"
#include "libgeo/geom/polygons.hpp"

namespace geo {

/// Makes the shapes of the rows [first, last), one feature each. Called from several threads at
/// once, for each row once.
using ShapeMaker = std::function<Polygons(std::size_t first, std::size_t last)>;

/// A layer to write: row i of `table` goes with feature i of `shapes`, or with what `make_shapes`
/// gives for it, or with point i of `points`; exactly one of the three is given.
struct OutputLayer {
    Table table; ///< its name is the layer's name
    const Polygons* shapes = nullptr;
    const std::vector<GridPoint>* points = nullptr;
    ShapeMaker make_shapes = {};
};

/// A style that QGIS finds in a GeoPackage (table `layer_styles`).
struct StoredStyle {
    std::string layer;
    std::string name;
    std::string qml;
    std::string sld;
    bool is_default = true; ///< the one that QGIS takes when the layer is added
};

/// What QGIS finds in a GeoPackage besides the layers.
struct QgisTables {
    std::vector<StoredStyle> styles;
    std::string project_name;
    std::string project; ///< document of a project (.qgs), kept in `qgis_projects`; may be empty
};

/// Writes a GeoPackage at `path`, coordinates in `crs` (authority code or WKT). The same layers
/// give the same bytes: `as_of` (ISO date) stands where the format wants a time. Areas are written
/// as MultiPolygon. Throws OutputError with GDAL's words when anything cannot be written; the file
/// is read back and its features are counted.
void write_geopackage(const std::string& path, const std::vector<OutputLayer>& layers,
                      const std::string& crs, const std::string& as_of,
                      const QgisTables& qgis = {});

/// Formats for one layer of shapes.
enum class LayerFormat { geopackage, flatgeobuf, geojson };

/// The format that a file's name asks for by its ending (.gpkg, .fgb, .geojson), or nothing.
std::optional<LayerFormat> layer_format_of(const std::string& path);

/// Writes one layer as a file of its own, as `write_geopackage` does; styles are left out.
/// GeoJSON is written in longitude and latitude (RFC 7946), whatever `crs` says. A feature without
/// a shape is refused for FlatGeobuf, which would lose it.
void write_layer(const std::string& path, LayerFormat format, const OutputLayer& layer,
                 const std::string& crs, const std::string& as_of);

} // namespace geo
