// SPDX-License-Identifier: Apache-2.0
#include <catch2/catch.hpp>

#include "libgeo/report/page_shapes.hpp"

using namespace geo;

namespace {

/// A layer with one feature a list of rings.
map::SceneLayer layer_of(map::ShapeType type,
                         const std::vector<std::vector<std::vector<LonLat>>>& features) {
    map::SceneLayer layer;
    layer.name = "layer";
    layer.type = type;
    for (const auto& rings : features) {
        for (const auto& ring : rings) {
            layer.places.insert(layer.places.end(), ring.begin(), ring.end());
            layer.path_begin.push_back(static_cast<std::uint32_t>(layer.places.size()));
        }
        layer.feature_begin.push_back(static_cast<std::uint32_t>(layer.path_begin.size() - 1));
    }
    return layer;
}

std::string packed(const map::SceneLayer& layer) {
    map::Scene scene;
    scene.layers.push_back(layer);
    return page_layers(scene, 1000).at(0).packed;
}

std::string bytes(std::initializer_list<int> values) {
    std::string text;
    for (const int value : values) text += static_cast<char>(value);
    return text;
}

} // namespace

TEST_CASE("A point is packed as its difference from the one before it") {
    const auto layer = layer_of(map::ShapeType::points, {{{{1e-7, 2e-7}}}, {}, {{{0, 66e-7}}}});
    // 3 features; 1 part, 1 ring, 1 point (+1, +2); none; 1, 1, 1 (-1, +64 in two bytes)
    CHECK(packed(layer) == bytes({3, 1, 1, 1, 2, 4, 0, 1, 1, 1, 1, 0x80, 1}));
}

TEST_CASE("A ring that turns like the first one begins a part, the others are holes") {
    const std::vector<LonLat> shell{{0, 0}, {9e-7, 0}, {9e-7, 9e-7}, {0, 9e-7}};
    const std::vector<LonLat> hole{{3e-7, 3e-7}, {3e-7, 6e-7}, {6e-7, 6e-7}};
    std::vector<LonLat> other;
    for (const auto& place : shell) other.push_back({place.lon + 20e-7, place.lat});
    const auto text = packed(layer_of(map::ShapeType::areas, {{shell, hole, other}}));
    CHECK(text.substr(0, 4) == bytes({1, 2, 2, 4})); // 1 feature, 2 parts, 2 rings, 4 points
    // Rings the other way round mean the same.
    const auto turned = [](std::vector<LonLat> ring) {
        return std::vector<LonLat>(ring.rbegin(), ring.rend());
    };
    const auto again =
        packed(layer_of(map::ShapeType::areas, {{turned(shell), turned(hole), turned(other)}}));
    CHECK(again.substr(0, 4) == text.substr(0, 4));
}

TEST_CASE(
    "Outlines are as they are while they are few, and thinned by the first distance that does") {
    std::vector<LonLat> ring;
    for (int i = 0; i < 400; ++i) {
        const double angle = i * 6.283185307179586 / 400;
        ring.push_back({119 + 0.01 * std::cos(angle), 33 + 0.01 * std::sin(angle)});
    }
    map::Scene scene;
    scene.layers.push_back(layer_of(map::ShapeType::areas, {{ring}}));
    const auto exact = page_layers(scene, 400).at(0);
    CHECK(exact.tolerance_m == 0);
    CHECK(exact.drawn == 400);
    const auto coarse = page_layers(scene, 100).at(0);
    CHECK(coarse.tolerance_m > 0);
    CHECK(coarse.drawn <= 100);
    CHECK(coarse.source == 400);
    CHECK(coarse.packed.size() < exact.packed.size());
}
