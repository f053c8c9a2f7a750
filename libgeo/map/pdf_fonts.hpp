// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vector>

#include "libgeo/map/pdf_file.hpp"
#include "libgeo/map/pdf_letters.hpp"

namespace geo::map {

/// The fonts of a document: one subset each, with the glyphs of all of its pages. A glyph keeps the
/// number that it has in its font, so pages can be written before it is known what else is in it.
class PdfFonts {
  public:
    explicit PdfFonts(PdfFile& file) : m_file(file) {}

    /// Takes the glyphs of a page; gives the number of the object that will be the font. Letters
    /// and their rims have two, which share one font program.
    int add(const FontUse& use);
    /// Writes all fonts.
    void finish();

  private:
    struct Entry {
        FontUse use;                  ///< of its letters
        std::set<std::uint16_t> rims; ///< glyphs of its rims
        int number = 0;               ///< of the font of letters; 0: there is none
        int rim_number = 0;
    };

    void write(const Entry& entry);
    void write_face(int number, const std::string& name, int inner, const std::string& characters);

    PdfFile& m_file;
    std::vector<Entry> m_fonts; ///< in the order of their first use
};

/// Maps glyphs to the characters that they stand for, as a CMap (PDF 32000-1, 9.10.3).
std::string to_unicode_map(const FontUse& use);

/// Maps glyphs to a blank without width (U+200B): a copy of the page shows nothing of them.
std::string no_text_map(const std::set<std::uint16_t>& glyphs);

/// Advances that are not 1000, as the array /W: "20[500 510]31[250]".
std::string advances_of(const FontUse& use);

} // namespace geo::map
