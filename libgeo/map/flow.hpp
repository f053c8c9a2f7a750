// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "libgeo/map/picture.hpp"
#include "libgeo/map/text_painter.hpp"

namespace geo::map {

// Documents of text and tables over as many pages as they need, drawn with the same interface as
// sheets: the pages are Pictures, played onto any Canvas.

/// Paper and margins in millimetres.
struct FlowPaper {
    double width = 210;
    double height = 297;
    double left = 24;
    double right = 22;
    double top = 24;
    double bottom = 22;

    double column() const { return width - left - right; }
};

/// How running text looks.
struct FlowText {
    TextStyle style{{"song", Weight::regular}, 3.7};
    double indent = 0;    ///< of the first line, millimetres; Chinese paragraphs have two letters
    double leading = 1.6; ///< from baseline to baseline, in ems
    double space_after = 1.6; ///< millimetres
    Align align = Align::left;
    bool justified = true; ///< lines but the last fill the column (left-aligned text only)
};

/// A table: rows as texts, one for each column.
struct FlowTable {
    struct Column {
        std::string title;
        double share = 1; ///< of the column of text, among all columns
        Align align = Align::left;
    };
    std::vector<Column> columns;
    std::vector<std::vector<std::string>> rows;
    std::string caption; ///< above the table; may be empty
    TextStyle style{{"hei", Weight::regular}, 2.9};
};

/// Fills page after page. Headings stay with what follows them; a paragraph leaves at least two
/// lines on either side of a page break; a table repeats its head on each page, and a row is never
/// split, unless it is higher than a page.
class Flow {
  public:
    Flow(Typesetter& typesetter, FlowPaper paper);

    /// Level 1 is the largest, 3 the smallest. The first heading of a page is its bookmark.
    void heading(const std::string& text, int level = 1);
    void paragraph(const std::string& text, const FlowText& look = {});
    void table(const FlowTable& table);
    /// Free space of `mm`; none at the top of a page.
    void space(double mm);
    /// A drawing of `height` mm across the column, e.g. a map: `draw` gets the canvas and the
    /// frame.
    void figure(double height, const std::function<void(Canvas&, const Frame&)>& draw);
    /// What follows stands on a new page.
    void new_page();

    /// Ends the document. `furniture` draws head and foot of each page (number from 1, number of
    /// pages) when all are known; it may be empty. The Flow is empty afterwards.
    using Furniture = std::function<void(const TextPainter& painter, std::size_t page,
                                         std::size_t pages, const FlowPaper& paper)>;
    std::vector<Picture> finish(const Furniture& furniture = {});

    const FlowPaper& paper() const { return m_paper; }
    /// Millimetres that are left on this page.
    double room() const { return m_paper.height - m_paper.bottom - m_y; }

  private:
    class TableWriter;

    Picture& page() { return m_pages.back(); }
    TextPainter painter() { return {page(), m_typesetter}; }
    void start_page();
    bool is_at_top() const { return m_y <= m_paper.top + 1e-9; }
    /// Writes the headings that wait, on a new page when less than `mm` are left below them here.
    void need(double mm);
    void write_headings();
    void write_line(const std::string& text, const FlowText& look, double indent, bool is_last);

    Typesetter& m_typesetter;
    FlowPaper m_paper;
    std::vector<Picture> m_pages;
    double m_y = 0; ///< top of what comes next
    struct Heading {
        std::string text;
        int level;
    };
    std::vector<Heading> m_headings; ///< they wait for what follows, to stand on its page
};

/// Plays the pages one after the other.
void play(const std::vector<Picture>& pages, Canvas& canvas);

} // namespace geo::map
