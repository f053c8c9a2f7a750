// SPDX-License-Identifier: Apache-2.0
#include "libgeo/map/text_fields.hpp"
#include "libgeo/report/page_data.hpp"

namespace geo {

namespace {

using Json = nlohmann::ordered_json;

Json json_of(const Text& text) {
    return {{"zh", text.zh}, {"en", text.en}};
}

Json json_of(const map::Ink& ink) {
    return {{"color", map::hex_of(ink)}, {"opacity", ink.opacity}};
}

Json json_of(const map::Edging& edging) {
    auto json = json_of(edging.ink);
    json["width"] = edging.width;
    if (!edging.dash.empty()) json["dash"] = edging.dash;
    return json;
}

Json json_of(const map::Hatch& hatch) {
    auto json = json_of(hatch.ink);
    json["angle"] = hatch.angle_deg;
    json["spacing"] = hatch.spacing;
    json["width"] = hatch.width;
    return json;
}

Json json_of(const map::Marker& marker) {
    auto json = json_of(marker.ink);
    json["shape"] = map::name_of(marker.shape);
    json["size"] = marker.size;
    if (marker.edging.width > 0) json["edging"] = json_of(marker.edging);
    return json;
}

Json json_of(const map::LabelStyle& label) {
    auto json = json_of(label.ink);
    json["bold"] = label.face.weight == map::Weight::bold;
    json["size"] = label.size;
    if (label.halo_width > 0) json["halo"] = json_of(label.halo);
    json["halo_width"] = label.halo_width;
    json["priority"] = label.priority;
    json["min_scale"] = label.min_scale;
    json["max_scale"] = label.max_scale;
    return json;
}

Json json_of(const map::Rule& rule) {
    Json json{{"id", rule.id}, {"title", json_of(rule.title)}};
    json["min_scale"] = rule.min_scale;
    json["max_scale"] = rule.max_scale;
    if (rule.fill) json["fill"] = json_of(*rule.fill);
    for (const auto& hatch : rule.hatches) json["hatches"].push_back(json_of(hatch));
    for (const auto& edging : rule.edgings) json["edgings"].push_back(json_of(edging));
    if (rule.marker) json["marker"] = json_of(*rule.marker);
    if (rule.label) json["label"] = json_of(*rule.label);
    return json;
}

Json label_of(const map::Rule& rule, const map::SceneLayer& layer, std::size_t feature) {
    if (!rule.label) return nullptr;
    const auto lookup = [&](std::string_view field) -> std::optional<std::string> {
        if (!layer.attributes.find(field)) return {};
        return layer.text(feature, field);
    };
    return map::filled_in(rule.label->text, lookup, layer.name);
}

Json styled(const map::LayerStyle& style) {
    Json json{{"id", style.id}, {"source", style.source}, {"title", json_of(style.title)}};
    json["group"] = json_of(style.group);
    json["shown"] = style.is_default;
    for (const auto& rule : style.rules) json["rules"].push_back(json_of(rule));
    return json;
}

/// The rule (or null) and the label of each feature.
Json drawn_with(const map::LayerStyle& style, const map::SceneLayer& layer) {
    Json json{{"rule_of", Json::array()}, {"labels", Json::array()}};
    for (std::size_t f = 0; f < layer.features(); ++f) {
        const auto rule = map::rule_of(style, layer.attributes, f);
        json["rule_of"].push_back(rule ? Json(*rule) : Json(nullptr));
        json["labels"].push_back(rule ? label_of(style.rules[*rule], layer, f) : Json(nullptr));
    }
    return json;
}

const map::SceneLayer* layer_of(const RunResults& results, const map::LayerStyle& style) {
    const auto* layer = results.scene.find(style.source);
    return layer != nullptr && layer->features() > 0 ? layer : nullptr;
}

} // namespace

Json page_map(const RunResults& results, const map::StylePack& styles,
              const std::vector<PageLayer>& layers) {
    Json map;
    map["shapes"] = Json::array();
    for (const auto& layer : layers)
        map["shapes"].push_back({{"layer", layer.name},
                                 {"points", layer.points},
                                 {"bytes", layer.packed.size()},
                                 {"drawn", layer.drawn},
                                 {"source", layer.source},
                                 {"tolerance_m", layer.tolerance_m}});
    for (const auto& style : styles.layers)
        if (const auto* layer = layer_of(results, style))
            map["features"][style.id] = drawn_with(style, *layer);
    return map;
}

Json page_styles(const RunResults& results, const map::StylePack& styles) {
    auto list = Json::array();
    for (const auto& style : styles.layers)
        if (layer_of(results, style) != nullptr) list.push_back(styled(style));
    return list;
}

} // namespace geo
