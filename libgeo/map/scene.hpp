// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "libgeo/core/value.hpp"
#include "libgeo/crs/web_map_datum.hpp"

namespace geo::map {

enum class ShapeType { none, points, lines, areas };

/// One layer of the results as it is drawn: places in CGCS2000 degrees. Feature f owns the paths
/// [feature_begin[f], feature_begin[f + 1]), path p the places [path_begin[p], path_begin[p + 1]).
/// Rings of an area are not closed; shells and holes are told apart by the even-odd rule.
struct SceneLayer {
    std::string name;
    ShapeType type = ShapeType::none;
    Attributes attributes; ///< one row a feature; the first column is the id
    std::vector<LonLat> places;
    std::vector<std::uint32_t> path_begin{0};
    std::vector<std::uint32_t> feature_begin{0};

    std::size_t features() const { return feature_begin.size() - 1; }
    /// The value as text; empty when it is unknown or there is no such field.
    std::string text(std::size_t feature, std::string_view field) const;
    std::string id(std::size_t feature) const;
};

/// Where the results come from, for the notes of a sheet.
struct RunInfo {
    std::string project;
    std::string as_of;
    std::string crs;          ///< of the results, a code or WKT
    std::string data_version; ///< first 12 digits of the SHA-256 of the results
    std::string pack;         ///< policy pack and version
    std::string parkline;
    std::vector<std::string> inputs; ///< names of the files that went in
};

/// Everything that the sheets of one run show.
struct Scene {
    RunInfo run;
    std::vector<SceneLayer> layers;
    const SceneLayer* find(std::string_view name) const;
};

/// Reads a GeoPackage of results, and the manifest beside it when there is one. Throws InputError
/// when it cannot be read.
Scene read_scene(const std::string& path);

} // namespace geo::map
