// SPDX-License-Identifier: Apache-2.0
// Symbols of the style pack in the words of QGIS.
#include "libgeo/map/qml_symbols.hpp"

#include <cmath>

#include "libgeo/core/text.hpp"

namespace geo::map {

namespace {

using Options = std::vector<std::pair<std::string, std::string>>;

XmlNode symbol_layer(const std::string& kind, std::size_t pass, const Options& options) {
    return {"layer",
            {{"class", kind}, {"enabled", "1"}, {"locked", "0"}, {"pass", std::to_string(pass)}},
            "",
            {qml_options(options)}};
}

XmlNode symbol(const std::string& type, const std::string& name, std::vector<XmlNode> layers) {
    return {"symbol",
            {{"type", type},
             {"name", name},
             {"alpha", "1"},
             {"clip_to_extent", "1"},
             {"force_rhr", "0"}},
            "",
            std::move(layers)};
}

XmlNode fill_layer(const Ink& ink, std::size_t pass) {
    return symbol_layer("SimpleFill", pass,
                        {{"color", qml_colour(ink)},
                         {"style", ink.opacity > 0 ? "solid" : "no"},
                         {"outline_style", "no"}});
}

XmlNode line_layer(const Edging& edging, std::size_t pass) {
    std::string dash;
    for (const double part : edging.dash) dash += (dash.empty() ? "" : ";") + shortest(part);
    const bool round = edging.dash.empty();
    return symbol_layer("SimpleLine", pass,
                        {{"line_color", qml_colour(edging.ink)},
                         {"line_style", "solid"},
                         {"line_width", shortest(edging.width)},
                         {"line_width_unit", "MM"},
                         {"offset", shortest(edging.offset)},
                         {"offset_unit", "MM"},
                         {"use_custom_dash", dash.empty() ? "0" : "1"},
                         {"customdash", dash.empty() ? "5;2" : dash},
                         {"customdash_unit", "MM"},
                         {"capstyle", round ? "round" : "flat"},
                         {"joinstyle", "round"}});
}

XmlNode hatch_layer(const Hatch& hatch, std::size_t pass, const std::string& name) {
    auto layer = symbol_layer("LinePatternFill", pass,
                              {{"angle", shortest(hatch.angle_deg)},
                               {"distance", shortest(hatch.spacing)},
                               {"distance_unit", "MM"},
                               {"color", qml_colour(hatch.ink)},
                               {"line_width", shortest(hatch.width)},
                               {"line_width_unit", "MM"},
                               {"offset", "0"}});
    auto line = line_layer({hatch.ink, hatch.width}, 0);
    line.children.front() = qml_options({{"line_color", qml_colour(hatch.ink)},
                                         {"line_style", "solid"},
                                         {"line_width", shortest(hatch.width)},
                                         {"line_width_unit", "MM"},
                                         {"capstyle", "flat"}});
    layer.children.push_back(symbol("line", name, {std::move(line)}));
    return layer;
}

XmlNode marker_layer(const Marker& marker, std::size_t pass) {
    const bool has_edge = marker.edging.width > 0;
    const auto edge = has_edge ? marker.edging.ink : marker.ink;
    return symbol_layer("SimpleMarker", pass,
                        {{"name", std::string(name_of(marker.shape))},
                         {"color", qml_colour(marker.ink)},
                         {"size", shortest(marker.size)},
                         {"size_unit", "MM"},
                         {"outline_color", qml_colour(edge)},
                         {"outline_style", has_edge ? "solid" : "no"},
                         {"outline_width", shortest(marker.edging.width)},
                         {"outline_width_unit", "MM"},
                         {"joinstyle", "round"}});
}

} // namespace

XmlNode qml_options(const std::vector<std::pair<std::string, std::string>>& options) {
    XmlNode map{"Option", {{"type", "Map"}}};
    for (const auto& [name, value] : options)
        map.children.push_back({"Option", {{"type", "QString"}, {"name", name}, {"value", value}}});
    return map;
}

std::string qml_colour(const Ink& ink) {
    return std::to_string(ink.red) + "," + std::to_string(ink.green) + "," +
           std::to_string(ink.blue) + "," + std::to_string(std::lround(ink.opacity * 255));
}

XmlNode qml_symbol(const Rule& rule, ShapeType type, const std::string& name, std::size_t pass) {
    std::vector<XmlNode> layers;
    if (type == ShapeType::points) {
        Marker none;
        none.ink.opacity = 0;
        none.edging.width = 0;
        layers.push_back(marker_layer(rule.marker.value_or(none), pass));
        return symbol("marker", name, std::move(layers));
    }
    const bool is_area = type == ShapeType::areas;
    if (is_area && rule.fill) layers.push_back(fill_layer(*rule.fill, pass));
    if (is_area)
        for (const auto& hatch : rule.hatches)
            layers.push_back(
                hatch_layer(hatch, pass, "@" + name + "@" + std::to_string(layers.size())));
    for (const auto& edging : rule.edgings) layers.push_back(line_layer(edging, pass));
    if (layers.empty() && is_area) layers.push_back(fill_layer({0, 0, 0, 0}, pass));
    if (layers.empty()) layers.push_back(line_layer({{0, 0, 0, 0}, 0.1}, pass));
    return symbol(is_area ? "fill" : "line", name, std::move(layers));
}

} // namespace geo::map
