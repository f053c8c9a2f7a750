// SPDX-License-Identifier: Apache-2.0
#include "libgeo/report/docx_picture.hpp"

#include <cmath>
#include <cstring>

#include "libgeo/core/text.hpp"

namespace geo {

namespace {

/// A length in English metric units, as Word wants it.
std::string emu(double mm) {
    return std::to_string(std::llround(mm * 36000));
}

double big_endian(const std::string& bytes, std::size_t at) {
    double value = 0;
    for (std::size_t i = at; i < at + 4; ++i)
        value = value * 256 + static_cast<unsigned char>(bytes[i]);
    return value;
}

/// Height over width of a PNG, from its header.
double aspect_of(const std::string& png) {
    if (png.size() < 24) return 1;
    const double width = big_endian(png, 16);
    return width > 0 ? big_endian(png, 20) / width : 1;
}

std::string drawing(const std::string& relation, int number, const std::string& width,
                    const std::string& height) {
    const auto n = std::to_string(number);
    const std::string name = "picture " + n;
    return "<w:r "
           "xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\"><w:drawing>"
           "<wp:inline xmlns:wp=\"http://schemas.openxmlformats.org/drawingml/2006/"
           "wordprocessingDrawing\" distT=\"0\" distB=\"0\" distL=\"0\" distR=\"0\">"
           "<wp:extent cx=\"" +
           width + "\" cy=\"" + height +
           "\"/>"
           "<wp:docPr id=\"" +
           n + "\" name=\"" + name +
           "\"/>"
           "<a:graphic xmlns:a=\"http://schemas.openxmlformats.org/drawingml/2006/main\">"
           "<a:graphicData uri=\"http://schemas.openxmlformats.org/drawingml/2006/picture\">"
           "<pic:pic xmlns:pic=\"http://schemas.openxmlformats.org/drawingml/2006/picture\">"
           "<pic:nvPicPr><pic:cNvPr id=\"" +
           n + "\" name=\"" + name +
           "\"/><pic:cNvPicPr/></pic:nvPicPr>"
           "<pic:blipFill><a:blip xmlns:r=\"http://schemas.openxmlformats.org/officeDocument/2006/"
           "relationships\" r:embed=\"" +
           relation +
           "\"/><a:stretch><a:fillRect/></a:stretch>"
           "</pic:blipFill><pic:spPr><a:xfrm><a:off x=\"0\" y=\"0\"/><a:ext cx=\"" +
           width + "\" cy=\"" + height +
           "\"/></a:xfrm><a:prstGeom prst=\"rect\"><a:avLst/></a:prstGeom>"
           "</pic:spPr></pic:pic></a:graphicData></a:graphic></wp:inline></w:drawing></w:r>";
}

} // namespace

void place_picture(pugi::xml_node paragraph, const std::string& png, const std::string& relation,
                   int number, double width_mm) {
    const auto xml = drawing(relation, number, emu(width_mm), emu(width_mm * aspect_of(png)));
    for (auto child = paragraph.first_child(); child;) {
        const auto next = child.next_sibling();
        if (std::strcmp(child.name(), "w:pPr") != 0)
            paragraph.remove_child(child); // keeps its look
        child = next;
    }
    paragraph.append_buffer(xml.data(), xml.size(), pugi::parse_default, pugi::encoding_utf8);
}

} // namespace geo
