// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <set>
#include <string>
#include <vector>

#include "libgeo/map/drawing_kit.hpp"
#include "libgeo/map/pdf_letters.hpp"

namespace geo::map {

/// A page as it stands in a PDF file: its packed operators, and what they need.
struct PdfPage : PackedPage {
    PageInfo info;
    std::string content; ///< packed
    std::vector<FontUse> fonts;
    std::set<int> opacities; ///< thousandths
};

/// Draws one page. It depends on nothing but what is drawn: threads make pages by themselves.
class PdfPageCanvas : public Canvas {
  public:
    void begin_page(const PageInfo& page) override;
    void end_page() override;
    void fill(const Paths& paths, const Ink& ink) override { m_content.fill(paths, ink); }
    void stroke(const Paths& paths, const Pen& pen) override { m_content.stroke(paths, pen); }
    void clip(const Frame& frame) override { m_content.clip(frame); }
    void unclip() override { m_content.unclip(); }
    void write(const LetteringPtr& text, Standing at, const LetterInk& ink) override {
        m_letters.write(*text, at, ink);
    }
    void write_along(const LetteringPtr& text, std::span<const Standing> places,
                     const LetterInk& ink) override {
        m_letters.write_along(*text, places, ink);
    }

    /// The page that was ended last.
    const PdfPage& page() const { return m_page; }

  private:
    PdfPage m_page;
    PdfContent m_content{0};
    PdfLetters m_letters{m_content};
};

} // namespace geo::map
