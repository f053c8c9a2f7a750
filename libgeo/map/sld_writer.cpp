// SPDX-License-Identifier: Apache-2.0
#include "libgeo/map/sld_writer.hpp"

#include <algorithm>

#include "libgeo/core/text.hpp"
#include "libgeo/map/qml_writer.hpp"
#include "libgeo/map/xml_text.hpp"

namespace geo::map {

namespace {

XmlNode leaf(const std::string& name, const std::string& text) {
    return {name, {}, text};
}

/// Millimetres as pixels, to a thousandth.
std::string pixels(double mm) {
    return shortest(std::round(mm / mm_per_pixel * 1000) / 1000);
}

XmlNode parameter(const std::string& name, const std::string& value) {
    return {"se:SvgParameter", {{"name", name}}, value};
}

void add_ink(XmlNode& node, const std::string& name, const Ink& ink) {
    node.children.push_back(parameter(name, hex_of(ink)));
    if (ink.opacity < 1)
        node.children.push_back(parameter(name + "-opacity", shortest(ink.opacity)));
}

XmlNode fill_of(const Ink& ink) {
    XmlNode fill{"se:Fill"};
    add_ink(fill, "fill", ink);
    return fill;
}

XmlNode stroke_of(const Ink& ink, double width, const std::vector<double>& dash = {}) {
    XmlNode stroke{"se:Stroke"};
    add_ink(stroke, "stroke", ink);
    stroke.children.push_back(parameter("stroke-width", pixels(width)));
    std::string pattern;
    for (const double part : dash) pattern += (pattern.empty() ? "" : " ") + pixels(part);
    if (!pattern.empty()) stroke.children.push_back(parameter("stroke-dasharray", pattern));
    return stroke;
}

XmlNode polygon_of(XmlNode fill) {
    return {"se:PolygonSymbolizer", {}, "", {std::move(fill)}};
}

XmlNode hatch_of(const Hatch& hatch) {
    XmlNode mark{"se:Mark",
                 {},
                 "",
                 {leaf("se:WellKnownName", "horline"), stroke_of(hatch.ink, hatch.width)}};
    XmlNode graphic{"se:Graphic",
                    {},
                    "",
                    {std::move(mark),
                     leaf("se:Size", pixels(hatch.spacing)),
                     {"se:Rotation", {}, "", {leaf("ogc:Literal", shortest(hatch.angle_deg))}}}};
    return polygon_of({"se:Fill", {}, "", {{"se:GraphicFill", {}, "", {std::move(graphic)}}}});
}

XmlNode line_of(const Edging& edging) {
    XmlNode line{"se:LineSymbolizer", {}, "", {stroke_of(edging.ink, edging.width, edging.dash)}};
    if (edging.offset != 0)
        line.children.push_back(leaf("se:PerpendicularOffset", pixels(edging.offset)));
    return line;
}

XmlNode point_of(const Marker& marker) {
    XmlNode mark{
        "se:Mark",
        {},
        "",
        {leaf("se:WellKnownName", std::string(name_of(marker.shape))), fill_of(marker.ink)}};
    if (marker.edging.width > 0)
        mark.children.push_back(stroke_of(marker.edging.ink, marker.edging.width));
    return {"se:PointSymbolizer",
            {},
            "",
            {{"se:Graphic", {}, "", {std::move(mark), leaf("se:Size", pixels(marker.size))}}}};
}

/// "{name} ha" as texts and properties; a unit is left to the reader of the layer.
XmlNode label_text(const std::string& text) {
    XmlNode label{"se:Label"};
    std::size_t at = 0;
    while (at < text.size()) {
        const auto open = text.find('{', at);
        const auto close = open == std::string::npos ? open : text.find('}', open);
        if (close == std::string::npos) break;
        if (open > at) label.children.push_back(leaf("ogc:Literal", text.substr(at, open - at)));
        const auto slot = text.substr(open + 1, close - open - 1);
        label.children.push_back(leaf("ogc:PropertyName", slot.substr(0, slot.find('|'))));
        at = close + 1;
    }
    if (at < text.size()) label.children.push_back(leaf("ogc:Literal", text.substr(at)));
    return label;
}

XmlNode text_of(const LabelStyle& label, ShapeType type, const FontChains& fonts) {
    XmlNode font{"se:Font"};
    if (const auto chain = fonts.find(label.face.family); chain != fonts.end())
        for (const auto& name : chain->second)
            font.children.push_back(parameter("font-family", name));
    font.children.push_back(parameter("font-size", pixels(label.size)));
    if (label.face.weight == Weight::bold)
        font.children.push_back(parameter("font-weight", "bold"));
    XmlNode text{"se:TextSymbolizer", {}, "", {label_text(label.text), std::move(font)}};
    if (type == ShapeType::lines)
        text.children.push_back({"se:LabelPlacement", {}, "", {{"se:LinePlacement"}}});
    if (label.halo_width > 0)
        text.children.push_back(
            {"se:Halo",
             {},
             "",
             {leaf("se:Radius", pixels(label.halo_width)), fill_of(label.halo)}});
    text.children.push_back(fill_of(label.ink));
    return text;
}

XmlNode equal(const std::string& field, const std::string& value) {
    return {"ogc:PropertyIsEqualTo",
            {},
            "",
            {leaf("ogc:PropertyName", field), leaf("ogc:Literal", value)}};
}

XmlNode one_condition(const Condition& condition) {
    std::vector<XmlNode> tests;
    for (const auto& value : condition.values) {
        tests.push_back(equal(condition.field, value));
        if (value.empty())
            tests.push_back(
                {"ogc:PropertyIsNull", {}, "", {leaf("ogc:PropertyName", condition.field)}});
    }
    if (tests.size() == 1) return std::move(tests.front());
    return {"ogc:Or", {}, "", std::move(tests)};
}

XmlNode all_conditions(const std::vector<Condition>& where) {
    if (where.size() == 1) return one_condition(where.front());
    XmlNode both{"ogc:And"};
    for (const auto& condition : where) both.children.push_back(one_condition(condition));
    return both;
}

/// The scales between which the symbols of a rule hold.
struct Scales {
    double min = 0;
    double max = 1e12;
};

XmlNode rule_of_scales(const LayerStyle& style, std::size_t r, const Scales& scales) {
    const auto& rule = style.rules[r];
    XmlNode node{"se:Rule", {}, "", {leaf("se:Name", rule.id)}};
    node.children.push_back(
        {"se:Description", {}, "", {leaf("se:Title", both_languages(rule.title))}});
    if (!rule.where.empty())
        node.children.push_back({"ogc:Filter", {}, "", {all_conditions(rule.where)}});
    else if (style.rules.size() > 1)
        node.children.push_back({"se:ElseFilter"});
    if (scales.min > 0)
        node.children.push_back(leaf("se:MinScaleDenominator", shortest(scales.min)));
    if (scales.max < 1e11)
        node.children.push_back(leaf("se:MaxScaleDenominator", shortest(scales.max)));
    return node;
}

XmlNode symbol_rule(const LayerStyle& style, std::size_t r, ShapeType type) {
    const auto& rule = style.rules[r];
    auto node = rule_of_scales(style, r, {rule.min_scale, rule.max_scale});
    const bool is_area = type == ShapeType::areas;
    if (is_area && rule.fill) node.children.push_back(polygon_of(fill_of(*rule.fill)));
    if (is_area)
        for (const auto& hatch : rule.hatches) node.children.push_back(hatch_of(hatch));
    if (type != ShapeType::points)
        for (const auto& edging : rule.edgings) node.children.push_back(line_of(edging));
    if (type == ShapeType::points && rule.marker) node.children.push_back(point_of(*rule.marker));
    return node;
}

XmlNode label_rule(const LayerStyle& style, std::size_t r, ShapeType type,
                   const FontChains& fonts) {
    const auto& rule = style.rules[r];
    auto node = rule_of_scales(style, r,
                               {std::max(rule.min_scale, rule.label->min_scale),
                                std::min(rule.max_scale, rule.label->max_scale)});
    node.children.push_back(text_of(*rule.label, type, fonts));
    return node;
}

} // namespace

std::string sld_of(const LayerStyle& style, const std::string& layer, ShapeType type,
                   const FontChains& fonts) {
    XmlNode rules{"se:FeatureTypeStyle"};
    for (std::size_t r = 0; r < style.rules.size(); ++r)
        rules.children.push_back(symbol_rule(style, r, type));
    for (std::size_t r = 0; r < style.rules.size(); ++r)
        if (style.rules[r].label) rules.children.push_back(label_rule(style, r, type, fonts));
    XmlNode named{"NamedLayer",
                  {},
                  "",
                  {leaf("se:Name", layer),
                   {"UserStyle", {}, "", {leaf("se:Name", style.id), std::move(rules)}}}};
    const XmlNode root{"StyledLayerDescriptor",
                       {{"xmlns", "http://www.opengis.net/sld"},
                        {"xmlns:se", "http://www.opengis.net/se"},
                        {"xmlns:ogc", "http://www.opengis.net/ogc"},
                        {"version", "1.1.0"}},
                       "",
                       {std::move(named)}};
    return "<?xml version=\"1.0\" encoding=\"UTF-8\"?>" + xml_of(root);
}

} // namespace geo::map
