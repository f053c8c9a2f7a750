// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <set>
#include <string>
#include <vector>

#include "libgeo/map/pdf_file.hpp"
#include "libgeo/map/pdf_letters.hpp"

namespace geo::map {

/// The fonts of a document: one program each, with the glyphs of all of its pages. A glyph keeps
/// the number that it has in its font, so pages can be written before it is known what else is in
/// it.
class PdfFonts {
  public:
    explicit PdfFonts(PdfFile& file) : m_file(file) {}

    /// Takes the glyphs of a page; gives the number of the object that will be its font. Pages
    /// share it as long as their glyphs stand for the same texts; rims have one of their own.
    int add(const FontUse& use);
    /// Writes all fonts.
    void finish();

  private:
    /// A way to read the glyphs of a font.
    struct Reading {
        int number = 0;
        FontUse use;
    };
    struct Entry {
        std::shared_ptr<const FontFace> font;
        std::vector<Reading> readings;
    };

    Entry& entry_of(const FontUse& use);
    void write(const Entry& entry);
    int write_program(const FontFace& font, const std::string& name,
                      const std::set<std::uint16_t>& glyphs);
    void write_reading(const Reading& reading, const std::string& name, int inner);

    PdfFile& m_file;
    std::vector<Entry> m_fonts; ///< in the order of their first use
};

/// Maps glyphs to the texts that they stand for, as a CMap (PDF 32000-1, 9.10.3). Rims are blanks
/// without width (U+200B), so that a copy of the page shows nothing of them even where the reader
/// knows no ActualText.
std::string to_unicode_map(const FontUse& use);

/// Advances that are not 1000, as the array /W: "20[500 510]31[250]".
std::string advances_of(const FontFace& font, const std::set<std::uint16_t>& glyphs);

} // namespace geo::map
