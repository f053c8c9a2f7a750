// SPDX-License-Identifier: Apache-2.0
#include "libgeo/map/qml_writer.hpp"

#include <algorithm>

#include "libgeo/core/text.hpp"
#include "libgeo/map/qml_symbols.hpp"
#include "libgeo/map/style_expressions.hpp"
#include "libgeo/map/xml_text.hpp"

namespace geo::map {

namespace {

bool has_scales(const Rule& rule) {
    return rule.min_scale > 0 || rule.max_scale < 1e11;
}

std::string scale(double denominator) {
    return denominator >= 1e11 ? "0" : shortest(denominator);
}

/// The one field that all rules ask for, when the layer is a list of its values.
std::optional<std::string> category_field(const LayerStyle& style) {
    std::string field;
    for (std::size_t r = 0; r < style.rules.size(); ++r) {
        const auto& rule = style.rules[r];
        if (has_scales(rule)) return {};
        if (rule.where.empty() && r + 1 == style.rules.size() && r > 0) continue; // all others
        if (rule.where.size() != 1) return {};
        const auto& condition = rule.where.front();
        const bool takes_unknown = std::find(condition.values.begin(), condition.values.end(),
                                             "") != condition.values.end();
        if (takes_unknown || (r > 0 && condition.field != field)) return {};
        field = condition.field;
    }
    return field.empty() ? std::nullopt : std::optional(field);
}

XmlNode renderer(const std::string& type) {
    return {"renderer-v2",
            {{"type", type},
             {"symbollevels", "1"},
             {"enableorderby", "0"},
             {"forceraster", "0"},
             {"referencescale", "-1"}}};
}

XmlNode symbols_of(const LayerStyle& style, ShapeType type) {
    XmlNode symbols{"symbols"};
    for (std::size_t r = 0; r < style.rules.size(); ++r)
        symbols.children.push_back(qml_symbol(style.rules[r], type, std::to_string(r), r));
    return symbols;
}

XmlNode single_renderer(const LayerStyle& style, ShapeType type) {
    auto node = renderer("singleSymbol");
    node.children.push_back(symbols_of(style, type));
    return node;
}

XmlNode category(const Rule& rule, std::size_t r) {
    XmlNode node{
        "category",
        {{"symbol", std::to_string(r)}, {"label", both_languages(rule.title)}, {"render", "true"}}};
    const auto values =
        rule.where.empty() ? std::vector<std::string>{""} : rule.where.front().values;
    if (values.size() == 1) {
        node.attributes.insert(node.attributes.begin(),
                               {{"type", "string"}, {"value", values.front()}});
        return node;
    }
    node.attributes.insert(node.attributes.begin(), {"type", "List"});
    for (const auto& value : values)
        node.children.push_back({"val", {{"type", "string"}, {"value", value}}});
    return node;
}

XmlNode category_renderer(const LayerStyle& style, ShapeType type, const std::string& field) {
    auto node = renderer("categorizedSymbol");
    node.attributes.emplace_back("attr", field);
    XmlNode categories{"categories"};
    for (std::size_t r = 0; r < style.rules.size(); ++r)
        categories.children.push_back(category(style.rules[r], r));
    node.children = {std::move(categories), symbols_of(style, type)};
    return node;
}

XmlNode rule_renderer(const LayerStyle& style, ShapeType type) {
    auto node = renderer("RuleRenderer");
    XmlNode rules{"rules", {{"key", style.id}}};
    for (std::size_t r = 0; r < style.rules.size(); ++r) {
        const auto& rule = style.rules[r];
        XmlNode one{"rule",
                    {{"key", rule.id},
                     {"symbol", std::to_string(r)},
                     {"label", both_languages(rule.title)}}};
        if (const auto filter = filter_of(style, r); !filter.empty())
            one.attributes.emplace_back("filter", filter);
        if (rule.min_scale > 0) one.attributes.emplace_back("scalemindenom", scale(rule.min_scale));
        if (rule.max_scale < 1e11)
            one.attributes.emplace_back("scalemaxdenom", scale(rule.max_scale));
        rules.children.push_back(std::move(one));
    }
    node.children = {std::move(rules), symbols_of(style, type)};
    return node;
}

XmlNode renderer_of(const LayerStyle& style, ShapeType type) {
    const bool is_single = style.rules.size() == 1 && style.rules.front().where.empty() &&
                           !has_scales(style.rules.front());
    if (is_single) return single_renderer(style, type);
    if (const auto field = category_field(style)) return category_renderer(style, type, *field);
    return rule_renderer(style, type);
}

} // namespace

std::string both_languages(const Text& title) {
    return title.zh + (title.zh.empty() || title.en.empty() ? "" : " ") + title.en;
}

std::vector<XmlNode> qml_parts(const LayerStyle& style, ShapeType type, const FontChains& fonts) {
    std::vector<XmlNode> parts{renderer_of(style, type)};
    if (auto labelling = qml_labelling(style, type, fonts)) parts.push_back(std::move(*labelling));
    return parts;
}

std::string qml_of(const LayerStyle& style, ShapeType type, const FontChains& fonts) {
    XmlNode root{
        "qgis",
        {{"version", "3.22"}, {"styleCategories", "Symbology|Labeling"}, {"labelsEnabled", "0"}}};
    root.children = qml_parts(style, type, fonts);
    if (root.children.size() > 1) root.attributes.back().second = "1";
    return "<!DOCTYPE qgis PUBLIC 'http://mrcc.com/qgis.dtd' 'SYSTEM'>" + xml_of(root);
}

} // namespace geo::map
