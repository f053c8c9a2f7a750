// SPDX-License-Identifier: Apache-2.0
// Symbols of QGIS → the style pack's.
#include "libgeo/map/qml_symbol_reader.hpp"

#include <array>
#include <cmath>

#include "libgeo/core/text.hpp"

namespace geo::map {

namespace {

std::vector<double> numbers_in(const std::string& text, char separator) {
    std::vector<double> numbers;
    std::size_t from = 0;
    while (from <= text.size()) {
        const auto to = std::min(text.find(separator, from), text.size());
        if (const auto number = parse_number(std::string_view(text).substr(from, to - from)))
            numbers.push_back(*number);
        from = to + 1;
    }
    return numbers;
}

/// Reads the layers of one symbol into one rule.
class SymbolReader {
  public:
    SymbolReader(Rule& rule, std::string where, ReadStyle& style)
        : m_rule(rule), m_where(std::move(where)), m_style(style) {}

    void read(const XmlNode& symbol) {
        m_opacity = parse_number(symbol.attribute("alpha", "1")).value_or(1);
        if (has_data_defined(symbol, "data_defined_properties"))
            reject("由数据驱动的符号属性", "symbol properties that are given by data");
        for (const auto* layer : symbol.all("layer"))
            if (layer->attribute("enabled", "1") != "0") read_layer(*layer);
    }

  private:
    void reject(const std::string& zh, const std::string& en) {
        m_style.notes.push_back(note(m_where, zh, en));
    }

    void read_layer(const XmlNode& layer) {
        const auto kind = layer.attribute("class");
        const QmlProperties p(layer);
        if (has_data_defined(layer, "data_defined_properties"))
            reject(kind + " 的数据驱动属性", "properties of " + kind + " that are given by data");
        if (const auto* effect = layer.child("effect");
            effect != nullptr && effect->attribute("enabled") == "1")
            reject(kind + " 的绘图效果", "the draw effect of " + kind);
        if (kind == "SimpleFill") return read_fill(p);
        if (kind == "LinePatternFill") return read_hatch(layer, p);
        if (kind == "SimpleLine") return read_line(p);
        if (kind == "SimpleMarker") return read_marker(p);
        reject("符号图层 " + kind, "the symbol layer " + kind);
    }

    Ink faded(Ink ink) const {
        ink.opacity = std::round(ink.opacity * m_opacity * 100) / 100;
        return ink;
    }

    /// A length, or `other` with a note when its unit depends on the map.
    double length(const QmlProperties& p, const std::string& key, const std::string& unit,
                  double other) {
        if (const auto mm = p.length(key, unit, other)) return *mm;
        reject(key + " 的单位 " + p.text(unit), "the unit " + p.text(unit) + " of " + key);
        return other;
    }

    void read_fill(const QmlProperties& p) {
        const auto brush = p.text("style", "solid");
        const auto ink = faded(p.ink("color"));
        if (brush == "solid")
            m_rule.fill = ink;
        else if (brush != "no")
            read_brush(brush, ink);
        if (p.text("outline_style", "solid") == "no") return;
        Edging edging;
        edging.ink = faded(p.ink("outline_color"));
        edging.width = length(p, "outline_width", "outline_width_unit", 0.26);
        edging.dash = dash_of(p.text("outline_style", "solid"), edging.width);
        m_rule.edgings.push_back(edging);
    }

    /// Brushes of the screen: lines of about 2 mm.
    void read_brush(const std::string& brush, const Ink& ink) {
        struct Brush {
            const char* name;
            std::vector<double> angles;
        };
        static const std::array<Brush, 6> brushes{{{"horizontal", {0}},
                                                   {"vertical", {90}},
                                                   {"cross", {0, 90}},
                                                   {"b_diagonal", {45}},
                                                   {"f_diagonal", {135}},
                                                   {"diagonal_x", {45, 135}}}};
        for (const auto& one : brushes) {
            if (brush != one.name) continue;
            for (const double angle : one.angles) m_rule.hatches.push_back({angle, 2.0, 0.2, ink});
            return;
        }
        reject("填充笔刷 " + brush, "the brush " + brush);
    }

    void read_hatch(const XmlNode& layer, const QmlProperties& p) {
        Hatch hatch;
        hatch.angle_deg = p.number("angle", 45);
        hatch.spacing = length(p, "distance", "distance_unit", 2);
        hatch.ink = faded(p.ink("color"));
        hatch.width = length(p, "line_width", "line_width_unit", 0.26);
        if (p.number("offset", 0) != 0) reject("线条填充的偏移", "the offset of a line pattern");
        const auto* line = layer.child("symbol");
        const auto* look = line == nullptr ? nullptr : line->child("layer");
        if (look != nullptr && look->attribute("class") == "SimpleLine") {
            const QmlProperties of_line(*look);
            hatch.ink = faded(of_line.ink("line_color"));
            hatch.width = length(of_line, "line_width", "line_width_unit", hatch.width);
            if (of_line.text("use_custom_dash") == "1" ||
                of_line.text("line_style", "solid") != "solid")
                reject("线条填充的虚线", "dashes of a line pattern");
        } else if (look != nullptr) {
            reject("线条填充中的 " + look->attribute("class"),
                   look->attribute("class") + " in a line pattern");
        }
        if (hatch.spacing > 0) m_rule.hatches.push_back(hatch);
    }

    void read_line(const QmlProperties& p) {
        const auto pen = p.text("line_style", "solid");
        if (pen == "no") return;
        Edging edging;
        edging.ink = faded(p.ink("line_color"));
        edging.width = length(p, "line_width", "line_width_unit", 0.26);
        edging.offset = length(p, "offset", "offset_unit", 0);
        if (p.text("use_custom_dash") == "1") {
            const auto unit = p.length("customdash_one", "customdash_unit", 1).value_or(0);
            for (const double part : numbers_in(p.text("customdash"), ';'))
                edging.dash.push_back(part * unit);
            if (unit == 0) reject("虚线的单位", "the unit of a dash pattern");
        } else {
            edging.dash = dash_of(pen, edging.width);
        }
        if (edging.width > 0) m_rule.edgings.push_back(edging);
    }

    /// The pens of the screen, in widths of the line (Qt's patterns).
    std::vector<double> dash_of(const std::string& pen, double width) {
        std::vector<double> dash;
        if (pen == "dash") dash = {4, 2};
        if (pen == "dot") dash = {1, 2};
        if (pen == "dash dot") dash = {4, 2, 1, 2};
        if (pen == "dash dot dot") dash = {4, 2, 1, 2, 1, 2};
        if (dash.empty() && pen != "solid") reject("线型 " + pen, "the pen style " + pen);
        for (auto& part : dash) part *= std::max(width, 0.1);
        return dash;
    }

    void read_marker(const QmlProperties& p) {
        const auto name = p.text("name", "circle");
        const auto shape =
            name == "cross2" ? std::optional(MarkerShape::cross) : marker_shape_from(name);
        if (m_rule.marker) return reject("第二个标记 " + name, "a second marker, " + name);
        if (!shape) return reject("标记 " + name, "the marker " + name);
        Marker marker;
        marker.shape = *shape;
        marker.size = length(p, "size", "size_unit", 2);
        marker.ink = faded(p.ink("color"));
        const bool has_edge = p.text("outline_style", "solid") != "no";
        marker.edging.width =
            has_edge ? std::max(length(p, "outline_width", "outline_width_unit", 0.2), 0.05) : 0;
        if (has_edge) marker.edging.ink = faded(p.ink("outline_color"));
        if (p.number("angle", 0) != 0) reject("标记的旋转", "the rotation of a marker");
        m_rule.marker = marker;
    }

    Rule& m_rule;
    std::string m_where;
    ReadStyle& m_style;
    double m_opacity = 1;
};

} // namespace

QmlProperties::QmlProperties(const XmlNode& node) {
    for (const auto* prop : node.all("prop")) m_values[prop->attribute("k")] = prop->attribute("v");
    for (const auto* map : node.all("Option"))
        for (const auto* option : map->all("Option"))
            m_values[option->attribute("name")] = option->attribute("value");
}

std::string QmlProperties::text(const std::string& key, const std::string& other) const {
    const auto found = m_values.find(key);
    return found == m_values.end() ? other : found->second;
}

double QmlProperties::number(const std::string& key, double other) const {
    return parse_number(text(key)).value_or(other);
}

std::optional<double> QmlProperties::length(const std::string& key, const std::string& unit_key,
                                            double other) const {
    const auto unit = text(unit_key, "MM");
    const double value = number(key, other);
    if (unit == "MM") return value;
    if (unit == "Point") return value * 25.4 / 72;
    if (unit == "Pixel") return value * 25.4 / 96;
    if (unit == "Inch") return value * 25.4;
    return {};
}

Ink QmlProperties::ink(const std::string& key) const {
    return ink_from_qml(text(key, "0,0,0,255"));
}

Ink ink_from_qml(const std::string& text) {
    auto parts = numbers_in(text, ',');
    if (parts.size() < 3) return {};
    if (parts.size() == 3) parts.push_back(255);
    const auto byte = [&](std::size_t i) {
        return static_cast<std::uint8_t>(std::lround(std::clamp(parts[i], 0.0, 255.0)));
    };
    return {byte(0), byte(1), byte(2), std::round(byte(3) / 2.55) / 100};
}

bool has_data_defined(const XmlNode& node, const char* child) {
    const auto* defined = node.child(child);
    if (defined == nullptr) return false;
    for (const auto* map : defined->all("Option"))
        for (const auto* option : map->all("Option")) {
            if (option->attribute("name") != "properties") continue;
            for (const auto* property : option->all("Option"))
                for (const auto* fact : property->all("Option"))
                    if (fact->attribute("name") == "active" && fact->attribute("value") == "true")
                        return true;
        }
    return false;
}

void read_qml_symbol(const XmlNode& symbol, Rule& rule, const std::string& where,
                     ReadStyle& style) {
    SymbolReader(rule, where, style).read(symbol);
}

} // namespace geo::map
