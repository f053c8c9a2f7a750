// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <set>
#include <string>
#include <vector>

#include "libgeo/map/canvas.hpp"

namespace geo::map {

/// Coordinates of a page are whole numbers of 1/200 mm (0.005 mm, 12 cm on the ground at 1:25,000):
/// finer than any press prints, and short.
constexpr double pdf_units_per_mm = 200;

/// The operators of one page. What is set already (ink, width, dashes, font) is not set again;
/// points that fall on the one before are left out; the outline of an area that was just filled is
/// drawn with it in one go.
class PdfContent {
  public:
    /// Height of the page in millimetres: PDF counts y upwards.
    explicit PdfContent(double height);

    void fill(const Paths& paths, const Ink& ink);
    void stroke(const Paths& paths, const Pen& pen);
    void clip(const Frame& frame);
    void unclip();

    // Text, between begin_text and end_text; `size` and widths in millimetres.
    void begin_text();
    void end_text();
    /// Letters of this ink from now on.
    void fill_letters(const Ink& ink);
    /// Outlines of letters from now on: rims on both sides of them, `width` wide in all.
    void stroke_letters(const Ink& ink, double width);
    void set_font(std::size_t font, double size);
    /// Where the next glyph stands: its left end on the baseline.
    void stand_at(Standing at);
    void set_rise(double rise);
    /// What stands here by itself: operators of text showing, marked content.
    std::string& out() { return m_out; }

    /// Opacities in thousandths that the page's resources have to name: `/O600`.
    const std::set<int>& opacities() const { return m_opacities; }

  private:
    /// What the reader of the stream knows at this place.
    struct State {
        std::string fill_ink = "0 g\n"; ///< the operator that set it
        std::string stroke_ink = "0 G\n";
        int opacity = 1000;
        std::int64_t width = -1; ///< hundredths of a unit; -1: not known
        int cap = 0;
        int join = 0;
        std::string dash = "[]";
        int letters = 0; ///< mode of text rendering
        std::size_t font = SIZE_MAX;
        std::int64_t size = -1;
        std::int64_t rise = 0;
    };

    void set_fill_ink(const Ink& ink);
    void set_stroke_ink(const Ink& ink);
    void set_opacity(double opacity);
    void set_width(double width);
    void set_ends(bool round_caps, bool round_joins);
    void set_dash(const std::vector<double>& dash);
    void set_letters(int mode);
    void trace(const Paths& paths, bool closed);
    bool is_upright_rectangle(std::span<const Place> path) const;
    void append_point(std::int64_t x, std::int64_t y, const char* operation);
    std::int64_t across(double x) const;
    std::int64_t up(double y) const;

    double m_height;
    std::string m_out;
    State m_now;
    std::vector<State> m_saved;
    std::set<int> m_opacities;
    // The area that was filled last, while nothing has been drawn since.
    std::string m_filled_path;
    std::size_t m_fill_start = 0; ///< of its path in m_out
    std::size_t m_fill_end = 0;
};

} // namespace geo::map
