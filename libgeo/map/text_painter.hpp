// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "libgeo/map/drawing_kit.hpp"
#include "libgeo/map/template.hpp"

namespace geo::map {

/// How a piece of running text looks.
struct TextStyle {
    Typeface face{};
    double size = 3;
    Ink ink{34, 40, 44, 1};
};

/// Writes running text outside of the map: one line, lines that are wrapped, lines that are made to
/// fit.
class TextPainter {
  public:
    TextPainter(Canvas& canvas, Typesetter& typesetter)
        : m_canvas(canvas), m_typesetter(typesetter) {}

    double width(const std::string& text, const TextStyle& style) const;
    /// `at` is on the baseline, at the left end, the middle or the right end.
    void line(const std::string& text, Place at, const TextStyle& style,
              Align align = Align::left) const;
    /// The same turned: `angle` in radians, clockwise, about `at`.
    void turned(const std::string& text, Place at, double angle, const TextStyle& style,
                Align align) const;
    /// The text in lines no wider than `width` mm.
    std::vector<std::string> wrapped(const std::string& text, double width,
                                     const TextStyle& style) const;
    /// Cuts a text with "…" when it is wider than `width`.
    std::string cut(const std::string& text, double width, const TextStyle& style) const;
    /// Writes inside a frame, at most `lines` lines, smaller (down to 60 %) when it has to be;
    /// the first line hangs from the top. Returns the y below the last line.
    double in_frame(const std::string& text, const Frame& frame, TextStyle style, Align align,
                    int lines) const;

    Canvas& canvas() const { return m_canvas; }
    Typesetter& typesetter() const { return m_typesetter; }

  private:
    Canvas& m_canvas;
    Typesetter& m_typesetter;
};

inline constexpr double line_step = 1.42;  ///< from baseline to baseline, in ems
inline constexpr double cap_height = 0.86; ///< top of a Chinese letter above the baseline, in ems

} // namespace geo::map
