// SPDX-License-Identifier: Apache-2.0
// SVG with real text, for those who go on drawing.
#include <numbers>

#include "libgeo/core/text.hpp"
#include "libgeo/core/xml_text.hpp"
#include "libgeo/io/staging.hpp"
#include "libgeo/map/drawing_kit.hpp"
#include "libgeo/map/style.hpp"

namespace geo::map {

namespace {

std::string number(double value) {
    auto text = fixed(value, 3);
    while (text.ends_with('0')) text.pop_back();
    if (text.ends_with('.')) text.pop_back();
    return text == "-0" ? "0" : text;
}

std::string attribute(const char* name, const std::string& value) {
    return std::string(" ") + name + "=\"" + xml_escaped(value) + "\"";
}

std::string opacity(const char* name, const Ink& ink) {
    return ink.opacity < 1 ? attribute(name, number(ink.opacity)) : "";
}

std::string path_data(const Paths& paths, bool closed) {
    std::string out;
    for (std::size_t p = 0; p < paths.size(); ++p) {
        char command = 'M';
        for (const auto point : paths.path(p)) {
            out += command + number(point.x) + " " + number(point.y);
            command = 'L';
        }
        if (closed) out += 'Z';
    }
    return out;
}

std::string letter_style(const Lettering& text, const LetterInk& ink) {
    auto style = attribute("font-family", text.css_family) +
                 attribute("font-size", number(ink.size)) + attribute("fill", hex_of(ink.ink)) +
                 opacity("fill-opacity", ink.ink);
    if (text.face.weight == Weight::bold) style += " font-weight=\"bold\"";
    if (ink.spacing > 0) style += attribute("letter-spacing", number(ink.spacing));
    if (ink.halo_width > 0 && ink.halo.opacity > 0)
        style += attribute("stroke", hex_of(ink.halo)) +
                 attribute("stroke-width", number(2 * ink.halo_width)) +
                 " stroke-linejoin=\"round\" paint-order=\"stroke\"";
    return style;
}

double degrees(double radians) {
    return radians * 180 / std::numbers::pi;
}

class SvgCanvas : public FileCanvas {
  public:
    SvgCanvas(std::string path, DocumentInfo info)
        : m_path(std::move(path)), m_info(std::move(info)) {}

    void begin_page(const PageInfo& page) override {
        const auto width = number(page.width);
        const auto height = number(page.height);
        m_out = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<svg "
                "xmlns=\"http://www.w3.org/2000/svg\" version=\"1.1\" width=\"" +
                width + "mm\" height=\"" + height + "mm\" viewBox=\"0 0 " + width + " " + height +
                "\">\n<title>" + xml_escaped(page.title) + "</title>\n<desc>" +
                xml_escaped(m_info.subject) + "</desc>\n<rect width=\"" + width + "\" height=\"" +
                height + "\" fill=\"#ffffff\"/>\n";
    }
    void end_page() override { m_out += "</svg>\n"; }

    void fill(const Paths& paths, const Ink& ink) override {
        m_out += "<path fill-rule=\"evenodd\"" + attribute("fill", hex_of(ink)) +
                 opacity("fill-opacity", ink) + attribute("d", path_data(paths, true)) + "/>\n";
    }

    void stroke(const Paths& paths, const Pen& pen) override {
        std::string dashes;
        for (const auto dash : pen.dash) dashes += (dashes.empty() ? "" : " ") + number(dash);
        m_out += "<path fill=\"none\"" + attribute("stroke", hex_of(pen.ink)) +
                 opacity("stroke-opacity", pen.ink) + attribute("stroke-width", number(pen.width));
        if (!dashes.empty()) m_out += attribute("stroke-dasharray", dashes);
        if (pen.round) m_out += " stroke-linejoin=\"round\"";
        if (pen.round && dashes.empty()) m_out += " stroke-linecap=\"round\"";
        m_out += attribute("d", path_data(paths, paths.closed)) + "/>\n";
    }

    void clip(const Frame& frame) override {
        const auto id = "clip" + std::to_string(++m_clips);
        m_out += "<clipPath id=\"" + id + "\"><rect x=\"" + number(frame.x) + "\" y=\"" +
                 number(frame.y) + "\" width=\"" + number(frame.width) + "\" height=\"" +
                 number(frame.height) + "\"/></clipPath>\n<g clip-path=\"url(#" + id + ")\">\n";
    }
    void unclip() override { m_out += "</g>\n"; }

    void write(const LetteringPtr& text, Standing at, const LetterInk& ink) override {
        m_out += "<text" + letter_style(*text, ink);
        if (at.angle == 0)
            m_out += attribute("x", number(at.at.x)) + attribute("y", number(at.at.y));
        else
            m_out += attribute("transform", "translate(" + number(at.at.x) + " " + number(at.at.y) +
                                                ") rotate(" + number(degrees(at.angle)) + ")");
        m_out += ">" + xml_escaped(text->text) + "</text>\n";
    }

    void write_along(const LetteringPtr& text, std::span<const Standing> places,
                     const LetterInk& ink) override {
        std::string x;
        std::string y;
        std::string turn;
        for (const auto& place : places) {
            x += number(place.at.x) + " ";
            y += number(place.at.y) + " ";
            turn += number(degrees(place.angle)) + " ";
        }
        auto plain = ink;
        plain.spacing = 0;
        m_out += "<text" + letter_style(*text, plain) + attribute("x", x) + attribute("y", y) +
                 attribute("rotate", turn) + ">" + xml_escaped(text->text) + "</text>\n";
    }

    void finish() override { write_whole_file(m_path, m_out); }

  private:
    std::string m_path;
    DocumentInfo m_info;
    std::string m_out;
    int m_clips = 0;
};

} // namespace

std::unique_ptr<FileCanvas> svg_canvas(const std::string& path, const DocumentInfo& info) {
    return std::make_unique<SvgCanvas>(path, info);
}

} // namespace geo::map
