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
std::string tag_of(const FontFace& font, const std::set<std::uint16_t>& glyphs) {
    std::string all = font.name();
    for (const auto glyph : glyphs) append_hex16(all, glyph);
    const auto hash = sha256_of_text(all);
    std::string tag;
    for (std::size_t i = 0; i < 6; ++i) {
        const auto byte = std::stoi(hash.substr(2 * i, 2), nullptr, 16);
        tag += static_cast<char>('A' + byte % 26);
    }
    return tag + "+";
}

std::map<std::uint16_t, std::string_view>
charstrings_of(const FontFace& font, const std::set<std::uint16_t>& glyphs, EmBox& box) {
    std::map<std::uint16_t, std::string_view> all;
    for (const auto glyph : glyphs) {
        const auto& program = font.program(glyph);
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

/// Whether each glyph stands for the same text in both, as far as it stands for one.
bool agree(const FontUse& a, const FontUse& b) {
    if (a.is_rim != b.is_rim) return false;
    return std::all_of(b.texts.begin(), b.texts.end(), [&](const auto& item) {
        const auto known = a.texts.find(item.first);
        return known == a.texts.end() || known->second.empty() || item.second.empty() ||
               known->second == item.second;
    });
}

} // namespace

std::string to_unicode_map(const FontUse& use) {
    constexpr char32_t nothing = 0x200B;
    std::vector<std::string> pairs;
    for (const auto& [glyph, text] : use.texts)
        if (use.is_rim)
            pairs.push_back(pair_of(glyph, utf8_of(nothing)));
        else if (!text.empty())
            pairs.push_back(pair_of(glyph, text));
    return character_map(pairs);
}

std::string advances_of(const FontFace& font, const std::set<std::uint16_t>& glyphs) {
    std::string out;
    int next = -1; // glyph that may go on in the open list
    for (const auto glyph : glyphs) {
        const int advance = font.advance(glyph);
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

PdfFonts::Entry& PdfFonts::entry_of(const FontUse& use) {
    for (auto& entry : m_fonts)
        if (entry.font == use.font) return entry;
    return m_fonts.emplace_back(Entry{use.font, {}});
}

int PdfFonts::add(const FontUse& use) {
    auto& readings = entry_of(use).readings;
    auto found = std::find_if(readings.begin(), readings.end(),
                              [&](const Reading& one) { return agree(one.use, use); });
    if (found == readings.end())
        found = readings.insert(found, {m_file.reserve(), {use.font, use.is_rim}});
    for (const auto& [glyph, text] : use.texts)
        if (auto& known = found->use.texts[glyph]; known.empty()) known = text;
    return found->number;
}

int PdfFonts::write_program(const FontFace& font, const std::string& name,
                            const std::set<std::uint16_t>& glyphs) {
    EmBox box;
    const auto charstrings = charstrings_of(font, glyphs, box);
    const int program = m_file.reserve();
    m_file.write_stream(program, deflated(cff_font(name, box, charstrings), font_effort),
                        "/Subtype/CIDFontType0C");
    const int described = m_file.add(descriptor(font, name, box, program));
    const auto advances = advances_of(font, glyphs);
    return m_file.add(
        "<</Type/Font/Subtype/CIDFontType0/BaseFont/" + name +
        "/CIDSystemInfo<</Registry(Adobe)/Ordering(Identity)/Supplement 0>>/FontDescriptor " +
        reference(described) + "/DW 1000" + (advances.empty() ? "" : "/W[" + advances + "]") +
        ">>");
}

void PdfFonts::write_reading(const Reading& reading, const std::string& name, int inner) {
    const int map = m_file.reserve();
    m_file.write_stream(map, deflated(to_unicode_map(reading.use)));
    m_file.write(reading.number, "<</Type/Font/Subtype/Type0/BaseFont/" + name +
                                     "/Encoding/Identity-H" + "/DescendantFonts[" +
                                     reference(inner) + "]/ToUnicode " + reference(map) + ">>");
}

void PdfFonts::write(const Entry& entry) {
    std::set<std::uint16_t> glyphs;
    for (const auto& reading : entry.readings)
        for (const auto& [glyph, text] : reading.use.texts) glyphs.insert(glyph);
    const auto name = tag_of(*entry.font, glyphs) + entry.font->postscript_name();
    const int inner = write_program(*entry.font, name, glyphs);
    int more = 0;
    for (const auto& reading : entry.readings) {
        const std::string ending = reading.use.is_rim ? "-Rim"
                                   : more == 0        ? ""
                                                      : "-" + std::to_string(more + 1);
        more += int{!reading.use.is_rim};
        write_reading(reading, name + ending, inner);
    }
}

void PdfFonts::finish() {
    for (const auto& entry : m_fonts) write(entry);
}

} // namespace geo::map
