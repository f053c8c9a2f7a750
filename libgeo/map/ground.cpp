// SPDX-License-Identifier: Apache-2.0
#include "libgeo/map/ground.hpp"

#include <algorithm>
#include <cmath>

#include "libgeo/core/error.hpp"

namespace geo::map {

namespace {

Ground::Layer project_layer(const SceneLayer& scene, const FromGrid& from_grid) {
    Ground::Layer layer;
    layer.points = from_grid.points(scene.places);
    layer.boxes.resize(scene.features());
    for (std::size_t f = 0; f < scene.features(); ++f)
        for (auto i = scene.path_begin[scene.feature_begin[f]];
             i < scene.path_begin[scene.feature_begin[f + 1]]; ++i)
            layer.boxes[f].add(layer.points[i]);
    return layer;
}

} // namespace

void GroundBox::add(SourcePoint p) {
    x_min = std::min(x_min, p.x);
    y_min = std::min(y_min, p.y);
    x_max = std::max(x_max, p.x);
    y_max = std::max(y_max, p.y);
}

void GroundBox::add(const GroundBox& other) {
    x_min = std::min(x_min, other.x_min);
    y_min = std::min(y_min, other.y_min);
    x_max = std::max(x_max, other.x_max);
    y_max = std::max(y_max, other.y_max);
}

GroundBox View::box() const {
    GroundBox box;
    box.add(to_ground({frame.x, frame.y}));
    box.add(to_ground({frame.right(), frame.bottom()}));
    return box;
}

Ground project(const Scene& scene, const std::string& crs) {
    Ground ground;
    ground.crs = crs;
    const ToGrid way(crs, Datum::cgcs2000, "map");
    if (!way.is_projected())
        throw ConfigError({"图幅坐标系 " + crs +
                               " 不是投影坐标系。请用 --crs 给出投影坐标系，例如 "
                               "EPSG:4549。",
                           "the sheet's CRS " + crs +
                               " is not projected. Give a projected one with --crs, for example "
                               "EPSG:4549."});
    ground.label = way.operation().source;
    const FromGrid from_grid(crs);
    for (const auto& layer : scene.layers) ground.layers.push_back(project_layer(layer, from_grid));
    return ground;
}

std::string crs_for_place(LonLat place) {
    const bool in_china =
        place.lon >= 73.5 && place.lon <= 136.5 && place.lat >= 3 && place.lat <= 54;
    if (in_china) {
        const int meridian = std::clamp(static_cast<int>(std::lround(place.lon / 3)) * 3, 75, 135);
        return "EPSG:" + std::to_string(4534 + (meridian - 75) / 3);
    }
    const int zone = std::clamp(static_cast<int>(std::floor(place.lon / 6)) + 31, 1, 60);
    return "EPSG:" + std::to_string((place.lat < 0 ? 32700 : 32600) + zone);
}

} // namespace geo::map
