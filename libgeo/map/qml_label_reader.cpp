// SPDX-License-Identifier: Apache-2.0
// Names of QGIS → the style pack's.
#include <cmath>

#include "libgeo/core/text.hpp"
#include "libgeo/map/qml_symbol_reader.hpp"
#include "libgeo/map/style_expressions.hpp"

namespace geo::map {

namespace {

double number(const XmlNode& node, const char* key, double other) {
    return parse_number(node.attribute(key)).value_or(other);
}

/// Millimetres of a size whose unit is named; nothing for units that depend on the map.
std::optional<double> millimetres(const XmlNode& node, const char* key, const char* unit_key,
                                  double other) {
    const auto unit = node.attribute(unit_key, "Point");
    const double value = number(node, key, other);
    if (unit == "MM") return value;
    if (unit == "Point") return value * 25.4 / 72;
    if (unit == "Pixel") return value * 25.4 / 96;
    return {};
}

/// Reads one `<settings>`.
class LabelReader {
  public:
    LabelReader(std::string where, ReadStyle& style, FontChains& fonts)
        : m_where(std::move(where)), m_style(style), m_fonts(fonts) {}

    std::optional<LabelStyle> read(const XmlNode& settings) {
        const auto* text = settings.child("text-style");
        const auto* rendering = settings.child("rendering");
        if (text == nullptr) return {};
        if (rendering != nullptr && rendering->attribute("drawLabels", "1") == "0") return {};
        const auto content = text_of(*text);
        if (!content) return {};
        LabelStyle label;
        label.text = *content;
        read_letters(*text, label);
        if (const auto* buffer = text->child("text-buffer")) read_halo(*buffer, label);
        refuse_decoration(*text);
        if (const auto* format = settings.child("text-format")) read_format(*format, label);
        if (const auto* placement = settings.child("placement"))
            label.priority = number(*placement, "priority", 5) * 10;
        if (rendering != nullptr) read_rendering(*rendering, label);
        if (const auto* callout = settings.child("callout"))
            label.leader = QmlProperties(*callout).text("enabled") == "1";
        if (has_data_defined(settings, "dd_properties"))
            reject("注记的数据驱动属性", "label properties that are given by data");
        return label;
    }

  private:
    void reject(const std::string& zh, const std::string& en) {
        m_style.notes.push_back(note(m_where, zh, en));
    }

    std::optional<std::string> text_of(const XmlNode& text) {
        const auto field = text.attribute("fieldName");
        if (field.empty()) return {};
        if (text.attribute("isExpression", "0") == "0") return "{" + field + "}";
        auto content = label_text_from(field);
        if (!content) reject("注记表达式 " + field, "the label expression " + field);
        return content;
    }

    void read_letters(const XmlNode& text, LabelStyle& label) {
        const bool bold = number(text, "fontWeight", 50) > 60 ||
                          text.attribute("namedStyle").find("Bold") != std::string::npos;
        label.face.weight = bold ? Weight::bold : Weight::regular;
        label.face.family = family_of_font(text.attribute("fontFamily"), m_fonts);
        if (const auto size = millimetres(text, "fontSize", "fontSizeUnit", 10))
            label.size = *size;
        else
            reject("字号单位 " + text.attribute("fontSizeUnit"),
                   "the font size unit " + text.attribute("fontSizeUnit"));
        label.ink = ink_from_qml(text.attribute("textColor", "0,0,0,255"));
        label.ink.opacity *= number(text, "textOpacity", 1);
        label.spacing = number(text, "fontLetterSpacing", 0);
        if (text.attribute("fontItalic") == "1") reject("斜体", "italic letters");
        if (text.attribute("fontUnderline") == "1") reject("下划线", "underlined letters");
    }

    void read_halo(const XmlNode& buffer, LabelStyle& label) {
        if (buffer.attribute("bufferDraw") != "1") return;
        label.halo = ink_from_qml(buffer.attribute("bufferColor", "255,255,255,255"));
        label.halo.opacity *= number(buffer, "bufferOpacity", 1);
        label.halo_width = millimetres(buffer, "bufferSize", "bufferSizeUnits", 1).value_or(0.4);
    }

    void refuse_decoration(const XmlNode& text) {
        if (const auto* background = text.child("background");
            background != nullptr && background->attribute("shapeDraw") == "1")
            reject("注记背景", "the background of a label");
        if (const auto* shadow = text.child("shadow");
            shadow != nullptr && shadow->attribute("shadowDraw") == "1")
            reject("注记阴影", "the shadow of a label");
    }

    void read_format(const XmlNode& format, LabelStyle& label) {
        label.wrap = static_cast<int>(number(format, "autoWrapLength", 0));
        if (!format.attribute("wrapChar").empty())
            reject("换行字符 " + format.attribute("wrapChar"),
                   "the wrap character " + format.attribute("wrapChar"));
    }

    static void read_rendering(const XmlNode& rendering, LabelStyle& label) {
        if (const double order = number(rendering, "zIndex", 0); order > 0) label.priority = order;
        if (rendering.attribute("scaleVisibility") != "1") return;
        label.min_scale = number(rendering, "scaleMin", 0);
        const double most = number(rendering, "scaleMax", 0);
        if (most > 0) label.max_scale = most;
    }

    std::string m_where;
    ReadStyle& m_style;
    FontChains& m_fonts;
};

} // namespace

std::optional<LabelStyle> read_qml_label(const XmlNode& settings, const std::string& where,
                                         ReadStyle& style, FontChains& fonts) {
    return LabelReader(where, style, fonts).read(settings);
}

} // namespace geo::map
