// SPDX-License-Identifier: Apache-2.0
// Names of the style pack in the words of QGIS.
#include <algorithm>

#include "libgeo/core/text.hpp"
#include "libgeo/map/qml_symbols.hpp"
#include "libgeo/map/qml_writer.hpp"
#include "libgeo/map/style_expressions.hpp"
#include "libgeo/map/xml_text.hpp"

namespace geo::map {

namespace {

bool is_plain_field(const std::string& text) {
    return text.size() > 2 && text.front() == '{' && text.back() == '}' &&
           text.find_first_of("{}|", 1) == text.size() - 1;
}

std::string first_font(const FontChains& fonts, const std::string& family) {
    const auto chain = fonts.find(family);
    return chain == fonts.end() || chain->second.empty() ? "" : chain->second.front();
}

XmlNode text_style(const LabelStyle& label, const FontChains& fonts) {
    const bool plain = is_plain_field(label.text);
    const bool bold = label.face.weight == Weight::bold;
    const auto text =
        plain ? label.text.substr(1, label.text.size() - 2) : label_expression_of(label.text);
    XmlNode style{"text-style",
                  {{"fieldName", text},
                   {"isExpression", plain ? "0" : "1"},
                   {"fontFamily", first_font(fonts, label.face.family)},
                   {"namedStyle", bold ? "Bold" : "Regular"},
                   {"fontWeight", bold ? "75" : "50"},
                   {"fontSize", shortest(label.size)},
                   {"fontSizeUnit", "MM"},
                   {"fontLetterSpacing", shortest(label.spacing)},
                   {"multilineHeight", "1"},
                   {"textColor", qml_colour(label.ink)},
                   {"textOpacity", "1"}}};
    style.children.push_back({"text-buffer",
                              {{"bufferDraw", label.halo_width > 0 ? "1" : "0"},
                               {"bufferSize", shortest(label.halo_width)},
                               {"bufferSizeUnits", "MM"},
                               {"bufferColor", qml_colour(label.halo)},
                               {"bufferOpacity", "1"},
                               {"bufferNoFill", "1"},
                               {"bufferJoinStyle", "128"}}});
    return style;
}

/// Areas: horizontal, outside of them only with a line. Points: eight places. Lines: curved.
XmlNode placement(const LabelStyle& label, ShapeType type) {
    const bool is_area = type == ShapeType::areas;
    return {"placement",
            {{"placement", is_area                     ? "4"
                           : type == ShapeType::points ? "6"
                                                       : "3"},
             {"polygonPlacementFlags", label.leader ? "3" : "2"},
             {"placementFlags", type == ShapeType::lines ? "1" : "10"},
             {"predefinedPositionOrder", "R,TR,BR,L,TL,BL,TSR,BSR"},
             {"dist", is_area ? "1.5" : "0.5"},
             {"distUnits", "MM"},
             {"offsetType", "1"},
             {"repeatDistance", "45"},
             {"repeatDistanceUnits", "MM"},
             {"priority", shortest(std::clamp(label.priority / 10, 0.0, 10.0))}}};
}

XmlNode callout(const LabelStyle& label) {
    auto options = qml_options({{"enabled", label.leader ? "1" : "0"},
                                {"anchorPoint", "pole_of_inaccessibility"},
                                {"labelAnchorPoint", "point_on_exterior"}});
    Rule leader;
    leader.edgings.push_back({label.ink, 0.15});
    options.children.push_back(
        {"Option",
         {{"type", "QString"},
          {"name", "lineSymbol"},
          {"value", xml_of(qml_symbol(leader, ShapeType::lines, "symbol", 0))}}});
    return {"callout", {{"type", "simple"}}, "", {std::move(options)}};
}

std::string scale(double denominator) {
    return denominator >= 1e11 ? "0" : shortest(denominator);
}

XmlNode settings(const LabelStyle& label, ShapeType type, const FontChains& fonts) {
    const bool limited = label.min_scale > 0 || label.max_scale < 1e11;
    XmlNode node{"settings", {{"calloutType", "simple"}}};
    node.children = {text_style(label, fonts),
                     {"text-format",
                      {{"autoWrapLength", std::to_string(label.wrap)},
                       {"useMaxLineLengthForAutoWrap", "1"},
                       {"multilineAlign", "1"},
                       {"wrapChar", ""}}},
                     placement(label, type),
                     {"rendering",
                      {{"scaleVisibility", limited ? "1" : "0"},
                       {"scaleMin", scale(label.min_scale)},
                       {"scaleMax", scale(label.max_scale)},
                       {"drawLabels", "1"},
                       {"obstacle", "0"},
                       {"zIndex", shortest(label.priority)}}},
                     callout(label)};
    return node;
}

} // namespace

std::optional<XmlNode> qml_labelling(const LayerStyle& style, ShapeType type,
                                     const FontChains& fonts) {
    const auto& rules = style.rules;
    const auto& first = rules.front().label;
    const bool any =
        std::any_of(rules.begin(), rules.end(), [](const auto& r) { return r.label.has_value(); });
    if (!any) return {};
    if (std::all_of(rules.begin(), rules.end(), [&](const auto& r) { return r.label == first; }))
        return XmlNode{"labeling", {{"type", "simple"}}, "", {settings(*first, type, fonts)}};
    XmlNode list{"rules", {{"key", style.id}}};
    for (std::size_t r = 0; r < rules.size(); ++r) {
        if (!rules[r].label) continue;
        XmlNode rule{"rule",
                     {{"key", rules[r].id}, {"description", both_languages(rules[r].title)}}};
        if (const auto filter = filter_of(style, r); !filter.empty())
            rule.attributes.emplace_back("filter", filter);
        rule.children.push_back(settings(*rules[r].label, type, fonts));
        list.children.push_back(std::move(rule));
    }
    return XmlNode{"labeling", {{"type", "rule-based"}}, "", {std::move(list)}};
}

} // namespace geo::map
