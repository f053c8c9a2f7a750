// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include "libgeo/core/error.hpp"
#include "libgeo/map/sheet.hpp"
#include "libgeo/map/text_fields.hpp"

namespace geo::map {

namespace {

std::string names_of(const Scene& scene) {
    std::string names;
    for (const auto& layer : scene.layers) names += (names.empty() ? "" : ", ") + layer.name;
    return names;
}

bool is_drawn(const Template& sheet, const LayerStyle& style) {
    const auto& layers = sheet.map.layers;
    return layers.empty() || std::find(layers.begin(), layers.end(), style.id) != layers.end();
}

std::vector<std::uint16_t> rules_of(const LayerStyle& style, const SceneLayer& layer) {
    std::vector<std::uint16_t> rules(layer.features(), Atlas::no_rule);
    for (std::size_t f = 0; f < rules.size(); ++f)
        if (const auto rule = rule_of(style, layer.attributes, f))
            rules[f] = static_cast<std::uint16_t>(*rule);
    return rules;
}

/// A rule about a field that is not there would never hold, without a word.
void require_conditions(const LayerStyle& style, const Rule& rule, const SceneLayer& layer) {
    for (const auto& condition : rule.where) {
        if (layer.attributes.find(condition.field)) continue;
        throw ConfigError({"样式图层 " + style.id + "，规则 " + rule.id + "：字段“" +
                               condition.field + "”在图层 " + layer.name +
                               " 中不存在。请改正样式中的 where。",
                           "style layer '" + style.id + "', rule '" + rule.id + "': the field '" +
                               condition.field + "' is not in the layer '" + layer.name +
                               "'. Correct 'where' of the style."});
    }
}

void require_fields(const LayerStyle& style, const Rule& rule, const SceneLayer& layer) {
    require_conditions(style, rule, layer);
    if (!rule.label) return;
    for (const auto& field : fields_in(rule.label->text)) {
        if (layer.attributes.find(field)) continue;
        throw ConfigError({"样式图层 " + style.id + "：注记字段“" + field + "”在图层 " +
                               layer.name + " 中不存在。请改正样式中的 label.text。",
                           "style layer '" + style.id + "': the label field '" + field +
                               "' is not in the layer '" + layer.name +
                               "'. Correct label.text of the style."});
    }
}

void require_styles(const Atlas& atlas) {
    for (const auto& id : atlas.sheet.map.layers) {
        const auto& layers = atlas.styles.layers;
        if (std::any_of(layers.begin(), layers.end(), [&](const auto& l) { return l.id == id; }))
            continue;
        throw ConfigError({"模板要画图层 " + id + "，样式中没有。请改正 [map] layers。",
                           "the template draws the layer '" + id +
                               "', which has no style. Correct [map] layers."});
    }
}

void require_fonts(const Atlas& atlas) {
    for (const auto& block : atlas.sheet.blocks) {
        const auto& family = block.face.family;
        if (atlas.styles.fonts.contains(family)) continue;
        throw ConfigError({"模板要用字体 " + family + "，样式的 [fonts] 中没有。请在那里写出。",
                           "the template uses the font '" + family +
                               "', which [fonts] of the style lacks. Write it there."});
    }
}

LonLat middle_of(const SceneLayer& layer, std::size_t feature) {
    double west = 1e9;
    double east = -1e9;
    double south = 1e9;
    double north = -1e9;
    for (auto i = layer.path_begin[layer.feature_begin[feature]];
         i < layer.path_begin[layer.feature_begin[feature + 1]]; ++i) {
        west = std::min(west, layer.places[i].lon);
        east = std::max(east, layer.places[i].lon);
        south = std::min(south, layer.places[i].lat);
        north = std::max(north, layer.places[i].lat);
    }
    return {(west + east) / 2, (south + north) / 2};
}

/// The middle of the first of the layers that has a shape.
LonLat middle_of(const Scene& scene, const std::string& extent) {
    for (const auto& layer : scene.layers) {
        const bool is_wanted = extent == "feature" || layer.name == extent;
        if (!is_wanted || layer.places.empty()) continue;
        SceneLayer whole = {};
        whole.places = layer.places;
        whole.path_begin = {0, static_cast<std::uint32_t>(layer.places.size())};
        whole.feature_begin = {0, 1};
        return middle_of(whole, 0);
    }
    return middle_of(scene, "feature");
}

} // namespace

std::string crs_of_sheet(const Atlas& atlas, std::size_t feature) {
    if (!atlas.options.crs.empty()) return atlas.options.crs;
    const auto* layer = atlas.scene.find(atlas.each);
    const bool by_feature = layer != nullptr && atlas.sheet.map.extent == "feature" &&
                            layer->path_begin[layer->feature_begin[feature + 1]] >
                                layer->path_begin[layer->feature_begin[feature]];
    return crs_for_place(by_feature ? middle_of(*layer, feature)
                                    : middle_of(atlas.scene, atlas.sheet.map.extent));
}

Atlas make_atlas(Scene scene, StylePack styles, Template sheet, SheetOptions options,
                 const std::string& each, const std::vector<std::size_t>& features) {
    Atlas atlas{
        std::move(scene), std::move(styles), std::move(sheet), std::move(options), {}, {}, each};
    if (!each.empty() && atlas.scene.find(each) == nullptr) {
        const auto names = names_of(atlas.scene);
        throw ConfigError({"结果中没有图层 " + each + "。可用：" + names + "。请用 --each 选择。",
                           "the results have no layer '" + each + "'. There are: " + names +
                               ". Choose one with --each."});
    }
    require_styles(atlas);
    require_fonts(atlas);
    for (const auto& style : atlas.styles.layers) {
        const auto* layer = atlas.scene.find(style.source == "*" ? each : style.source);
        atlas.rules.push_back(layer == nullptr ? std::vector<std::uint16_t>()
                                               : rules_of(style, *layer));
        if (layer != nullptr && is_drawn(atlas.sheet, style))
            for (const auto& rule : style.rules) require_fields(style, rule, *layer);
    }
    const auto add = [&](std::size_t feature) {
        const auto crs = crs_of_sheet(atlas, feature);
        if (!atlas.grounds.contains(crs)) atlas.grounds.emplace(crs, project(atlas.scene, crs));
    };
    for (const auto feature : features) add(feature);
    return atlas;
}

const Projector& Draughtsman::projector(const std::string& crs) {
    return projectors.try_emplace(crs, crs).first->second;
}

} // namespace geo::map
