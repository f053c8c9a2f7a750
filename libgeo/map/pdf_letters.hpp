// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "libgeo/map/glyph_shapes.hpp"
#include "libgeo/map/pdf_content.hpp"

namespace geo::map {

/// The glyphs of a font that are in use, each with the text that it stands for by itself: the one
/// it was first drawn for. Empty: it never stood alone for a text.
struct FontUse {
    std::shared_ptr<const FontFace> font;
    bool is_rim = false; ///< for the rims of letters: nothing of it is text
    std::map<std::uint16_t, std::string> texts{};
};

/// Writes letterings as text of a page. Whoever copies or searches the page finds every text once,
/// as one stretch: rims have no text, spaced and curved texts say it as a whole, and a glyph that
/// stands for another text than it did before on the page is accompanied by it.
class PdfLetters {
  public:
    explicit PdfLetters(PdfContent& content) : m_content(content) {}

    void write(const Lettering& text, Standing at, const LetterInk& ink);
    void write_along(const Lettering& text, std::span<const Standing> places, const LetterInk& ink);

    /// Fonts in the order of their numbers on the page.
    const std::vector<FontUse>& fonts() const { return m_fonts; }
    /// A new page: its fonts are numbered anew.
    void forget() { m_fonts.clear(); }

  private:
    void begin_rim(const LetterInk& ink);
    void end_rim();
    void show(const Lettering& text, Standing at, const LetterInk& ink, bool says_clusters);
    void show_along(const Lettering& text, std::span<const Standing> places, const LetterInk& ink);
    void show_cluster(const Lettering& text, std::size_t cluster, const LetterInk& ink);
    std::size_t number_of(const std::shared_ptr<const FontFace>& font);
    bool says_itself(const Lettering& text, std::size_t cluster);
    void begin_span(std::string_view text);
    void end_span();
    void go_to(double place);
    void open_string();
    void close_string();
    void close_array();

    PdfContent& m_content;
    std::vector<FontUse> m_fonts;
    bool m_is_rim = false; ///< what is written now
    // The line that is being written: lengths in thousandths of the em.
    double m_pen = 0; ///< where the reader stands
    bool m_in_array = false;
    bool m_in_string = false;
};

} // namespace geo::map
