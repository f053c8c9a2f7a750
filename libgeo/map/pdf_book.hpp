// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "libgeo/map/drawing_kit.hpp"
#include "libgeo/map/pdf_file.hpp"
#include "libgeo/map/pdf_fonts.hpp"
#include "libgeo/map/pdf_page.hpp"

namespace geo::map {

/// A PDF of packed pages with bookmarks, metadata and the fonts of all pages at its end. Pages go
/// to the file as they come: a thousand need no more memory than a few.
class PdfBook : public Book {
  public:
    PdfBook(const std::string& path, DocumentInfo info);
    void add(const PackedPage& page) override;
    void finish() override;

  private:
    struct Bookmark {
        std::string title;
        int page = 0;
        std::string top; ///< of the page, in points
    };

    std::string resources_of(const PdfPage& page);
    int write_bookmarks();
    int write_info();

    PdfFile m_file;
    PdfFonts m_fonts{m_file};
    DocumentInfo m_info;
    int m_catalog;
    int m_tree;
    std::vector<int> m_pages;
    std::vector<Bookmark> m_bookmarks;
};

/// A PDF that is drawn page by page.
class PdfCanvas : public FileCanvas {
  public:
    PdfCanvas(const std::string& path, const DocumentInfo& info) : m_book(path, info) {}

    void begin_page(const PageInfo& page) override { m_page.begin_page(page); }
    void end_page() override {
        m_page.end_page();
        m_book.add(m_page.page());
    }
    void fill(const Paths& paths, const Ink& ink) override { m_page.fill(paths, ink); }
    void stroke(const Paths& paths, const Pen& pen) override { m_page.stroke(paths, pen); }
    void clip(const Frame& frame) override { m_page.clip(frame); }
    void unclip() override { m_page.unclip(); }
    void write(const LetteringPtr& text, Standing at, const LetterInk& ink) override {
        m_page.write(text, at, ink);
    }
    void write_along(const LetteringPtr& text, std::span<const Standing> places,
                     const LetterInk& ink) override {
        m_page.write_along(text, places, ink);
    }
    void finish() override { m_book.finish(); }

  private:
    PdfPageCanvas m_page;
    PdfBook m_book;
};

} // namespace geo::map
