// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cmath>
#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <vector>

namespace geo::map {

/// A place on the sheet: millimetres from its upper left corner, y downwards.
struct Place {
    double x = 0;
    double y = 0;
    friend bool operator==(const Place&, const Place&) = default;
};

inline Place operator+(Place a, Place b) {
    return {a.x + b.x, a.y + b.y};
}
inline Place operator-(Place a, Place b) {
    return {a.x - b.x, a.y - b.y};
}
inline Place operator*(Place a, double factor) {
    return {a.x * factor, a.y * factor};
}
inline double length(Place a) {
    return std::sqrt(a.x * a.x + a.y * a.y); // millimetres on paper: no overflow, and fast
}

/// An upright rectangle on the sheet in millimetres.
struct Frame {
    double x = 0;
    double y = 0;
    double width = 0;
    double height = 0;

    double right() const { return x + width; }
    double bottom() const { return y + height; }
    Place centre() const { return {x + width / 2, y + height / 2}; }
    bool contains(Place p) const {
        return p.x >= x && p.x <= right() && p.y >= y && p.y <= bottom();
    }
    bool contains(const Frame& other) const {
        return other.x >= x && other.right() <= right() && other.y >= y &&
               other.bottom() <= bottom();
    }
    bool meets(const Frame& other) const {
        return x < other.right() && other.x < right() && y < other.bottom() && other.y < bottom();
    }
    Frame grown(double mm) const { return {x - mm, y - mm, width + 2 * mm, height + 2 * mm}; }
};

/// Lines or rings on the sheet: path p has the points [begin[p], begin[p + 1]). Whether the last
/// point is joined to the first is said by who draws: fills always, strokes by `closed`.
struct Paths {
    std::vector<Place> points;
    std::vector<std::uint32_t> begin{0};
    bool closed = false;

    std::size_t size() const { return begin.size() - 1; }
    bool empty() const { return size() == 0; }
    std::span<const Place> path(std::size_t p) const {
        return {points.data() + begin[p], begin[p + 1] - begin[p]};
    }
    void add(Place p) { points.push_back(p); }
    /// Ends the path that is being built; one of fewer than two points is forgotten.
    void end();
    void add_path(std::span<const Place> path);
};

Paths line(Place from, Place to);
Paths rectangle(const Frame& frame);
Paths circle(Place centre, double radius);
/// Smallest frame around all points; empty paths give an empty frame.
Frame frame_of(std::span<const Place> points);

/// A colour with its opacity from 0 to 1.
struct Ink {
    std::uint8_t red = 0;
    std::uint8_t green = 0;
    std::uint8_t blue = 0;
    double opacity = 1;
    friend bool operator==(const Ink&, const Ink&) = default;
};

/// How a line is drawn; widths and dashes in millimetres.
struct Pen {
    Ink ink;
    double width = 0.2;
    std::vector<double> dash{};
    bool round = true; ///< caps and joins; else butt and mitre
};

/// Which letters: a family of the style pack ("hei", "song", ...), and how bold.
enum class Weight { regular, bold };
struct Typeface {
    std::string family = "hei";
    Weight weight = Weight::regular;
    friend auto operator<=>(const Typeface&, const Typeface&) = default;
};

/// A line of text with its shapes found: how wide it is and where each letter stands. All lengths
/// are for letters of 1 mm; times the size gives millimetres.
struct Lettering {
    std::string text; ///< UTF-8
    Typeface face;
    double advance = 0; ///< whole width
    double ascent = 0;  ///< above the baseline, of the tallest font in use
    double descent = 0;
    /// A letter with its marks, or a ligature.
    struct Cluster {
        std::uint32_t first_byte = 0;
        std::uint32_t bytes = 0;
        double x = 0;
        double advance = 0;
    };
    std::vector<Cluster> clusters;      ///< from left to right
    std::shared_ptr<const void> shapes; ///< of the kit that set it; cluster for cluster
    std::string css_family;             ///< for SVG: the families as a list
};
using LetteringPtr = std::shared_ptr<const Lettering>;

/// How letters are drawn. A halo is a rim of `halo_width` mm behind them.
struct LetterInk {
    double size = 3; ///< height of the em in millimetres
    Ink ink;
    Ink halo{255, 255, 255, 0};
    double halo_width = 0;
    double spacing = 0; ///< added between letters, in millimetres
};

/// Where one cluster stands: its left end on the baseline, and its turn (radians, clockwise).
struct Standing {
    Place at;
    double angle = 0;
};

/// What a page is about, for bookmarks and metadata.
struct PageInfo {
    double width = 210; ///< millimetres
    double height = 297;
    std::string title;
};

/// The one drawing interface: what is drawn goes here, with what it is drawn is behind it. Calls
/// come in the order of painting, between `begin_page` and `end_page`.
class Canvas {
  public:
    virtual ~Canvas() = default;
    virtual void begin_page(const PageInfo& page) = 0;
    virtual void end_page() = 0;
    /// Fills the inside by the even-odd rule.
    virtual void fill(const Paths& paths, const Ink& ink) = 0;
    virtual void stroke(const Paths& paths, const Pen& pen) = 0;
    /// Nothing outside is drawn until the matching `unclip`.
    virtual void clip(const Frame& frame) = 0;
    virtual void unclip() = 0;
    /// `at` is the left end of the baseline; `angle` in radians, clockwise.
    virtual void write(const LetteringPtr& text, Standing at, const LetterInk& ink) = 0;
    /// Every cluster at a standing of its own, for curved text.
    virtual void write_along(const LetteringPtr& text, std::span<const Standing> places,
                             const LetterInk& ink) = 0;
};

/// Width of a lettering in millimetres with this ink.
double width_of(const Lettering& text, const LetterInk& ink);

} // namespace geo::map
