// SPDX-License-Identifier: Apache-2.0
// Rules of an OGC style document → rules of the style pack.
#include <algorithm>
#include <cmath>

#include "libgeo/core/text.hpp"
#include "libgeo/map/read_style.hpp"
#include "libgeo/map/sld_filter.hpp"
#include "libgeo/map/sld_writer.hpp"

namespace geo::map {

namespace {

/// The value of a SvgParameter or (SLD 1.0) CssParameter.
std::string parameter(const XmlNode& node, std::string_view name) {
    for (const auto& child : node.children)
        if ((child.local_name() == "SvgParameter" || child.local_name() == "CssParameter") &&
            child.attribute("name") == name)
            return child.text;
    return "";
}

double number(const std::string& text, double other) {
    return parse_number(text).value_or(other);
}

/// Pixels of a document as millimetres, to a hundredth.
double millimetres(double pixels) {
    return std::round(pixels * mm_per_pixel * 100) / 100;
}

double length(const XmlNode& node, std::string_view name, double other_mm) {
    const auto text = parameter(node, name);
    return text.empty() ? other_mm : millimetres(number(text, 1));
}

Ink ink_of(const XmlNode& node, const std::string& name) {
    auto ink = ink_from(ascii_lower(parameter(node, name))).value_or(Ink{128, 128, 128, 1});
    ink.opacity = number(parameter(node, name + "-opacity"), 1);
    return ink;
}

const XmlNode* at(const XmlNode* node, std::initializer_list<const char*> path) {
    for (const auto* step : path) {
        if (node == nullptr) return nullptr;
        node = node->child(step);
    }
    return node;
}

double literal(const XmlNode* node, double other) {
    if (node == nullptr) return other;
    const auto* inside = node->child("Literal");
    return number(inside != nullptr ? inside->text : node->text, other);
}

/// Reads one document.
class SldReader {
  public:
    explicit SldReader(FontChains& fonts) : m_fonts(fonts) {}

    ReadStyle read(const XmlNode& root) {
        const auto* style = at(&root, {"NamedLayer", "UserStyle"});
        if (style == nullptr) {
            reject("", "没有 UserStyle", "there is no UserStyle");
            return m_style;
        }
        for (const auto* features : style->all("FeatureTypeStyle"))
            for (const auto* rule : features->all("Rule")) read_rule(*rule);
        std::stable_partition(m_style.rules.begin(), m_style.rules.end(),
                              [](const auto& rule) { return !rule.where.empty(); });
        for (const auto& label : m_labels) give(label);
        return m_style;
    }

  private:
    void reject(const std::string& where, const std::string& zh, const std::string& en) {
        m_style.notes.push_back(note(where, zh, en));
    }

    void read_rule(const XmlNode& node) {
        Rule rule;
        const auto* name = node.child("Name");
        const auto* title = at(&node, {"Description", "Title"});
        rule.id = name == nullptr ? std::to_string(m_style.rules.size() + 1) : name->text;
        const auto shown = title == nullptr ? rule.id : title->text;
        rule.title = {shown, shown};
        if (const auto* filter = node.child("Filter")) {
            const auto where = conditions_from_ogc(*filter);
            if (!where) return reject(rule.id, "规则的过滤条件", "the filter of the rule");
            rule.where = *where;
        }
        if (const auto* least = node.child("MinScaleDenominator"))
            rule.min_scale = number(least->text, 0);
        if (const auto* most = node.child("MaxScaleDenominator"))
            rule.max_scale = number(most->text, rule.max_scale);
        const bool any = read_symbols(node, rule);
        if (const auto* text = node.child("TextSymbolizer"))
            if (const auto label = read_label(*text, rule))
                m_labels.push_back({rule, *label, node.child("ElseFilter") != nullptr});
        if (any || node.child("TextSymbolizer") == nullptr) m_style.rules.push_back(rule);
    }

    bool read_symbols(const XmlNode& node, Rule& rule) {
        bool any = false;
        for (const auto& child : node.children) {
            const auto kind = child.local_name();
            if (kind == "PolygonSymbolizer")
                read_polygon(child, rule);
            else if (kind == "LineSymbolizer")
                read_line(child, rule);
            else if (kind == "PointSymbolizer")
                read_point(child, rule);
            else if (kind == "RasterSymbolizer")
                reject(rule.id, "RasterSymbolizer", "RasterSymbolizer");
            else
                continue;
            any = true;
        }
        return any;
    }

    void read_polygon(const XmlNode& node, Rule& rule) {
        if (const auto* fill = node.child("Fill")) {
            if (fill->child("GraphicFill") != nullptr)
                read_hatch(*fill, rule);
            else
                rule.fill = ink_of(*fill, "fill");
        }
        if (const auto* stroke = node.child("Stroke")) add_edging(*stroke, 0, rule);
    }

    void read_hatch(const XmlNode& fill, Rule& rule) {
        const auto* graphic = at(&fill, {"GraphicFill", "Graphic"});
        const auto* mark = at(graphic, {"Mark"});
        const auto* name = at(mark, {"WellKnownName"});
        const auto* stroke = at(mark, {"Stroke"});
        const auto kind = name == nullptr ? std::string() : name->text;
        Hatch hatch;
        hatch.angle_deg = literal(graphic == nullptr ? nullptr : graphic->child("Rotation"), 0);
        if (kind == "vertline" || kind == "shape://vertline") hatch.angle_deg += 90;
        if (kind == "slash" || kind == "shape://slash") hatch.angle_deg += 45;
        if (kind == "backslash" || kind == "shape://backslash") hatch.angle_deg += 135;
        if (kind.find("line") == std::string::npos && kind.find("slash") == std::string::npos)
            return reject(rule.id, "填充标记 " + kind, "the filling with the mark " + kind);
        const double size = literal(graphic == nullptr ? nullptr : graphic->child("Size"), 6);
        hatch.spacing = std::max(0.1, millimetres(size));
        if (stroke != nullptr) {
            hatch.ink = ink_of(*stroke, "stroke");
            hatch.width = length(*stroke, "stroke-width", hatch.width);
        }
        rule.hatches.push_back(hatch);
    }

    void read_line(const XmlNode& node, Rule& rule) {
        const auto* stroke = node.child("Stroke");
        if (stroke == nullptr) return;
        const auto* offset = node.child("PerpendicularOffset");
        add_edging(*stroke, offset == nullptr ? 0 : millimetres(number(offset->text, 0)), rule);
    }

    void add_edging(const XmlNode& stroke, double offset, Rule& rule) {
        if (stroke.child("GraphicStroke") != nullptr)
            return reject(rule.id, "GraphicStroke", "a stroke made of symbols (GraphicStroke)");
        Edging edging;
        edging.ink = ink_of(stroke, "stroke");
        edging.width = length(stroke, "stroke-width", mm_per_pixel);
        edging.offset = offset;
        const auto dashes = parameter(stroke, "stroke-dasharray");
        for (std::size_t from = 0; from < dashes.size();) {
            const auto to = std::min(dashes.find(' ', from), dashes.size());
            if (const auto part = parse_number(std::string_view(dashes).substr(from, to - from)))
                edging.dash.push_back(millimetres(*part));
            from = to + 1;
        }
        rule.edgings.push_back(edging);
    }

    void read_point(const XmlNode& node, Rule& rule) {
        const auto* graphic = node.child("Graphic");
        const auto* mark = at(graphic, {"Mark"});
        const auto* name = at(mark, {"WellKnownName"});
        const auto kind = name == nullptr ? std::string("?") : name->text;
        const auto shape = marker_shape_from(kind);
        if (mark == nullptr || !shape)
            return reject(rule.id, "点标记 " + kind, "the point mark " + kind);
        Marker marker;
        marker.shape = *shape;
        marker.size = millimetres(literal(graphic->child("Size"), 6));
        if (const auto* fill = mark->child("Fill")) marker.ink = ink_of(*fill, "fill");
        marker.edging.width = 0;
        if (const auto* stroke = mark->child("Stroke")) {
            marker.edging.ink = ink_of(*stroke, "stroke");
            marker.edging.width = length(*stroke, "stroke-width", mm_per_pixel);
        }
        rule.marker = marker;
    }

    std::optional<LabelStyle> read_label(const XmlNode& node, const Rule& rule) {
        const auto* text = node.child("Label");
        LabelStyle label;
        if (text != nullptr)
            for (const auto& part : text->children)
                label.text += part.local_name() == "PropertyName" ? "{" + part.text + "}"
                              : part.local_name() == "Literal"    ? part.text
                                                                  : "";
        if (label.text.empty()) {
            reject(rule.id, "注记文字", "the text of a label");
            return {};
        }
        if (const auto* font = node.child("Font")) {
            label.face.family = family_of_font(parameter(*font, "font-family"), m_fonts);
            label.size = length(*font, "font-size", 2.8);
            if (parameter(*font, "font-weight") == "bold") label.face.weight = Weight::bold;
        }
        if (const auto* fill = node.child("Fill")) label.ink = ink_of(*fill, "fill");
        if (const auto* halo = node.child("Halo")) {
            label.halo_width = millimetres(literal(halo->child("Radius"), 1));
            if (const auto* fill = halo->child("Fill")) label.halo = ink_of(*fill, "fill");
        }
        label.min_scale = rule.min_scale;
        label.max_scale = rule.max_scale;
        return label;
    }

    /// A rule that holds names only, and whether it is for all other features.
    struct Named {
        Rule from;
        LabelStyle label;
        bool for_others;
    };

    void give(const Named& named) {
        const bool for_all = named.from.where.empty() && !named.for_others;
        for (auto& rule : m_style.rules)
            if ((for_all || rule.where == named.from.where) && !rule.label)
                rule.label = named.label;
    }

    FontChains& m_fonts;
    ReadStyle m_style;
    std::vector<Named> m_labels;
};

} // namespace

ReadStyle style_from_sld(const std::string& document, FontChains& fonts) {
    const auto root = parse_xml(document);
    if (!root) return {{}, {{"SLD 不是合法的 XML", "the SLD is no well-formed XML"}}};
    return SldReader(fonts).read(*root);
}

} // namespace geo::map
