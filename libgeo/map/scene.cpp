// SPDX-License-Identifier: Apache-2.0
#include "libgeo/map/scene.hpp"

#include <cmath>
#include <filesystem>
#include <fstream>

#include <nlohmann/json.hpp>

#include "libgeo/core/error.hpp"
#include "libgeo/io/layer_names.hpp"
#include "libgeo/io/raw_layer.hpp"
#include "libgeo/io/staging.hpp"
#include "libgeo/normalise/wkb.hpp"

namespace geo::map {

namespace {

ShapeType type_of(ShapeKind kind) {
    if (kind == ShapeKind::areas) return ShapeType::areas;
    if (kind == ShapeKind::lines) return ShapeType::lines;
    return kind == ShapeKind::point ? ShapeType::points : ShapeType::none;
}

/// Adds the places of a path; rings lose the closing point.
void add_path(SceneLayer& layer, std::span<const LonLat> path, ShapeType type) {
    if (type == ShapeType::areas && path.size() > 1) path = path.subspan(0, path.size() - 1);
    for (const auto& place : path)
        if (std::isfinite(place.lon) && std::isfinite(place.lat)) layer.places.push_back(place);
    layer.path_begin.push_back(static_cast<std::uint32_t>(layer.places.size()));
}

void add_feature(SceneLayer& layer, const RawShape& shape, const ToGrid& to_grid) {
    const auto type = type_of(shape.kind);
    if (type != ShapeType::none) layer.type = type;
    for (std::size_t p = 0; p < shape.paths(); ++p)
        add_path(layer, to_grid.lon_lat(shape.path(p)), type);
    layer.feature_begin.push_back(static_cast<std::uint32_t>(layer.path_begin.size() - 1));
}

SceneLayer read_scene_layer(const std::string& path, const std::string& name, std::string& crs) {
    LayerSpec spec;
    spec.path = path;
    spec.layer = name;
    auto raw = read_layer(spec);
    SceneLayer layer;
    layer.name = name;
    if (raw.has_geometry && !raw.crs.empty()) {
        const ToGrid to_grid(raw.crs, Datum::cgcs2000, raw.subject);
        if (crs.empty()) crs = to_grid.operation().code;
        RawShape shape;
        for (std::size_t f = 0; f < raw.features(); ++f) {
            decode_wkb(raw.geometry(f), shape);
            add_feature(layer, shape, to_grid);
        }
    } else {
        layer.feature_begin.resize(raw.features() + 1, 0);
    }
    layer.attributes = std::move(raw.attributes);
    return layer;
}

RunInfo read_manifest(const std::filesystem::path& results) {
    RunInfo run;
    run.data_version = sha256_of_file(results.string()).substr(0, 12);
    run.project = results.stem().string();
    std::ifstream file(results.parent_path() / "manifest.json");
    if (!file) return run;
    const auto json = nlohmann::json::parse(file, nullptr, false);
    if (!json.is_object()) return run;
    run.project = json.value("project", run.project);
    run.as_of = json.value("as_of", "");
    if (const auto pack = json.find("pack"); pack != json.end() && pack->is_object())
        run.pack = pack->value("id", "") + " " + pack->value("version", "");
    if (const auto inputs = json.find("inputs"); inputs != json.end() && inputs->is_array())
        for (const auto& input : *inputs)
            run.inputs.push_back(
                std::filesystem::path(input.value("path", "")).filename().string());
    return run;
}

} // namespace

std::string SceneLayer::text(std::size_t feature, std::string_view field) const {
    const auto column = attributes.find(field);
    return column ? to_text(attributes.columns[*column][feature]) : std::string();
}

std::string SceneLayer::id(std::size_t feature) const {
    return attributes.columns.empty() ? std::to_string(feature + 1)
                                      : to_text(attributes.columns[0][feature]);
}

const SceneLayer* Scene::find(std::string_view name) const {
    for (const auto& layer : layers)
        if (layer.name == name) return &layer;
    return nullptr;
}

Scene read_scene(const std::string& path) {
    Scene scene;
    const auto names = layer_names(path);
    scene.run = read_manifest(path);
    for (const auto& name : names)
        scene.layers.push_back(read_scene_layer(path, name, scene.run.crs));
    return scene;
}

} // namespace geo::map
