// SPDX-License-Identifier: Apache-2.0
#include "libgeo/map/pdf_fonts.hpp"

#include <algorithm>

#include "libgeo/map/cff_font.hpp"
#include "libgeo/map/charstring.hpp"
#include "libgeo/map/deflate.hpp"
#include "libgeo/map/pdf_syntax.hpp"
#include "libgeo/map/text_fields.hpp"

namespace geo::map {

namespace {

constexpr int font_effort = 4; ///< outlines hardly get smaller

/// "ABCDEF+" before the name of a subset: the same for the same glyphs.
std::string tag_of(const FontUse& use) {
    std::string glyphs = use.font->name();
    for (const auto glyph : use.glyphs) append_hex16(glyphs, glyph);
    const auto hash = sha256_of_text(glyphs);
    std::string tag;
    for (std::size_t i = 0; i < 6; ++i) {
        const auto byte = std::stoi(hash.substr(2 * i, 2), nullptr, 16);
        tag += static_cast<char>('A' + byte % 26);
    }
    return tag + "+";
}

std::map<std::uint16_t, std::string_view> charstrings_of(const FontUse& use, EmBox& box) {
    std::map<std::uint16_t, std::string_view> all;
    for (const auto glyph : use.glyphs) {
        const auto& program = use.font->program(glyph);
        all.emplace_hint(all.end(), glyph, program.charstring);
        box.left = std::min(box.left, program.box.left);
        box.bottom = std::min(box.bottom, program.box.bottom);
        box.right = std::max(box.right, program.box.right);
        box.top = std::max(box.top, program.box.top);
    }
    return all;
}

std::string box_array(const EmBox& box) {
    std::string out = "[";
    for (const auto side : {box.left, box.bottom, box.right}) out += std::to_string(side) + " ";
    return out + std::to_string(box.top) + "]";
}

std::string descriptor(const FontFace& font, const std::string& name, const EmBox& box,
                       int program) {
    // 4: letters beyond those of Latin. StemV is asked for, and nobody reads it where a font is
    // embedded.
    return "<</Type/FontDescriptor/FontName/" + name + "/Flags 4/FontBBox" + box_array(box) +
           "/ItalicAngle 0/Ascent " + std::to_string(font.ascent()) + "/Descent " +
           std::to_string(font.descent()) + "/CapHeight " + std::to_string(font.cap_height()) +
           "/StemV 80/FontFile3 " + reference(program) + ">>";
}

/// A CMap of these pairs, "<0A1F><6DEE>".
std::string character_map(const std::vector<std::string>& pairs) {
    std::string out = "/CIDInit/ProcSet findresource begin\n12 dict begin\nbegincmap\n"
                      "/CIDSystemInfo<</Registry(Adobe)/Ordering(UCS)/Supplement 0>>def\n"
                      "/CMapName/Adobe-Identity-UCS def\n/CMapType 2 def\n"
                      "1 begincodespacerange\n<0000><FFFF>\nendcodespacerange\n";
    constexpr std::size_t most = 100; // that a block may have
    for (std::size_t from = 0; from < pairs.size(); from += most) {
        const auto to = std::min(pairs.size(), from + most);
        out += std::to_string(to - from) + " beginbfchar\n";
        for (auto i = from; i < to; ++i) out += pairs[i] + "\n";
        out += "endbfchar\n";
    }
    return out + "endcmap\nCMapName currentdict/CMap defineresource pop\nend\nend\n";
}

std::string pair_of(std::uint16_t glyph, std::string_view text) {
    std::string pair = "<";
    append_hex16(pair, glyph);
    return pair + "><" + utf16_digits(text) + ">";
}

} // namespace

std::string to_unicode_map(const FontUse& use) {
    std::vector<std::string> pairs;
    for (const auto glyph : use.glyphs) {
        const auto other = use.texts.find(glyph);
        if (const auto own = use.font->character_of(glyph); own != 0)
            pairs.push_back(pair_of(glyph, utf8_of(own)));
        else if (other != use.texts.end())
            pairs.push_back(pair_of(glyph, other->second));
    }
    return character_map(pairs);
}

std::string no_text_map(const std::set<std::uint16_t>& glyphs) {
    std::vector<std::string> pairs;
    for (const auto glyph : glyphs) pairs.push_back(pair_of(glyph, utf8_of(0x200B)));
    return character_map(pairs);
}

std::string advances_of(const FontUse& use) {
    std::string out;
    int next = -1; // glyph that may go on in the open list
    for (const auto glyph : use.glyphs) {
        const int advance = use.font->advance(glyph);
        if (advance == charstring_default_width) continue;
        if (glyph != next) {
            if (!out.empty()) out += ']';
            append_whole(out, glyph);
            out += '[';
        } else {
            out += ' ';
        }
        append_whole(out, advance);
        next = glyph + 1;
    }
    return out.empty() ? out : out + ']';
}

int PdfFonts::add(const FontUse& use) {
    auto found = std::find_if(m_fonts.begin(), m_fonts.end(),
                              [&](const Entry& entry) { return entry.use.font == use.font; });
    if (found == m_fonts.end())
        found = m_fonts.insert(m_fonts.end(), Entry{{use.font, false, {}, {}}, {}, 0, 0});
    auto& glyphs = use.is_rim ? found->rims : found->use.glyphs;
    glyphs.insert(use.glyphs.begin(), use.glyphs.end());
    found->use.texts.insert(use.texts.begin(), use.texts.end()); // the first text stays
    auto& number = use.is_rim ? found->rim_number : found->number;
    if (number == 0) number = m_file.reserve();
    return number;
}

void PdfFonts::write_face(int number, const std::string& name, int inner,
                          const std::string& characters) {
    const int map = m_file.reserve();
    m_file.write_stream(map, deflated(characters));
    m_file.write(number, "<</Type/Font/Subtype/Type0/BaseFont/" + name +
                             "/Encoding/Identity-H/DescendantFonts[" + reference(inner) +
                             "]/ToUnicode " + reference(map) + ">>");
}

void PdfFonts::write(const Entry& entry) {
    const auto& font = *entry.use.font;
    auto all = entry.use;
    all.glyphs.insert(entry.rims.begin(), entry.rims.end());
    const auto name = tag_of(all) + font.postscript_name();
    EmBox box;
    const auto charstrings = charstrings_of(all, box);
    const int program = m_file.reserve();
    m_file.write_stream(program, deflated(cff_font(name, box, charstrings), font_effort),
                        "/Subtype/CIDFontType0C");
    const int descriptor_number = m_file.add(descriptor(font, name, box, program));
    const auto advances = advances_of(all);
    const int inner = m_file.add(
        "<</Type/Font/Subtype/CIDFontType0/BaseFont/" + name +
        "/CIDSystemInfo<</Registry(Adobe)/Ordering(Identity)/Supplement 0>>/FontDescriptor " +
        reference(descriptor_number) + "/DW 1000" +
        (advances.empty() ? "" : "/W[" + advances + "]") + ">>");
    if (entry.number != 0) write_face(entry.number, name, inner, to_unicode_map(entry.use));
    if (entry.rim_number != 0)
        write_face(entry.rim_number, name + "-Rim", inner, no_text_map(entry.rims));
}

void PdfFonts::finish() {
    for (const auto& entry : m_fonts) write(entry);
}

} // namespace geo::map
