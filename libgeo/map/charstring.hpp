// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

namespace geo::map {

/// A point of a glyph in thousandths of the em.
struct EmPoint {
    int x = 0;
    int y = 0;
    friend bool operator==(const EmPoint&, const EmPoint&) = default;
};

/// The outline of a glyph as a Type 2 charstring (Adobe Technical Note 5177) without hints and
/// subroutines: the same bytes in whatever font it stands.
class CharstringWriter {
  public:
    /// A new contour; the one before is closed.
    void move_to(EmPoint to);
    void line_to(EmPoint to);
    void curve_to(EmPoint first, EmPoint second, EmPoint to);

    /// The whole charstring. `width` is left out where it is `charstring_default_width`.
    std::string finish(int width);

  private:
    /// A line or a curve, as steps from point to point.
    struct Step {
        bool is_curve = false;
        EmPoint a{};
        EmPoint b{};
        EmPoint c{}; ///< a line is a only
    };

    void end_contour();
    std::size_t write_lines(std::size_t from);
    std::size_t write_turning_lines(std::size_t from);
    std::size_t write_turning_curves(std::size_t from);
    std::size_t write_curves(std::size_t from);
    void number(int value);

    std::string m_code;
    std::vector<Step> m_steps; ///< of the contour that is being built
    EmPoint m_start;           ///< of it
    EmPoint m_at;
    EmPoint m_end; ///< where the last contour that was written ended
    bool m_is_open = false;
};

constexpr int charstring_default_width = 1000;

} // namespace geo::map
