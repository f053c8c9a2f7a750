// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "libgeo/geom/predicates.hpp"
#include "libgeo/overlay/edge_index.hpp"

namespace geo {

/// The side of an edge on which a question is asked.
enum class Side { left, right };

/// A point between the grid points, infinitesimally moved to the right: coordinates doubled, odd.
struct HalfPoint {
    std::int64_t x2 = 0;
    std::int64_t y2 = 0;
};

/// The reference point of a cell.
inline HalfPoint reference_of(GridPoint low, int shift_x, int shift_y) {
    const auto middle = [](std::int64_t from, int shift) {
        return 2 * from + ((std::int64_t{1} << shift) & ~std::int64_t{1}) - 1;
    };
    return {middle(low.x, shift_x), middle(low.y, shift_y)};
}

/// True when the half point lies to the left of the edge's line. An edge level with it may give
/// either answer, since it never passes between points of one height.
inline bool is_left(GridEdge f, HalfPoint p) {
    const auto d = f.to - f.from;
    const auto o = cross(d, {p.x2 - 2 * f.from.x, p.y2 - 2 * f.from.y});
    return o != 0 ? o > 0 : d.y < 0;
}

inline bool straddles_row(GridEdge f, std::int64_t y2) {
    return (2 * f.from.y > y2) != (2 * f.to.y > y2);
}

inline bool straddles_column(GridEdge f, std::int64_t x2) {
    return (2 * f.from.x > x2) != (2 * f.to.x > x2);
}

/// The place just after the start of an edge and just beside it: start + d1 direction + d2 normal
/// with 1 >> d1 >> d2 > 0, both infinitesimal. All questions about it are exact, none has a tie.
class StartPlace {
  public:
    StartPlace(GridEdge edge, Side side)
        : m_at(edge.from), m_direction(edge.to - edge.from), m_side(side) {
        const auto turn = side == Side::left ? -m_direction.y : m_direction.y;
        m_east = m_direction.x != 0 ? m_direction.x > 0 : turn > 0;
        m_column = 2 * m_at.x + (m_east ? 1 : -1);
    }

    /// True when edge `f` crosses the path that goes level from `from` to below or above this
    /// place, and then upright to it. `touched` becomes true when the answer on the other side may
    /// differ.
    [[gnu::always_inline]] bool crosses_path(GridEdge f, HalfPoint from, bool& touched) const {
        const bool row = straddles_row(f, from.y2);
        const bool column = straddles_column(f, m_column);
        if (!row && !column) return false;
        return turns(f, from, row, column, touched);
    }

  private:
    bool turns(GridEdge f, HalfPoint from, bool row, bool column, bool& touched) const {
        const bool corner = is_corner_left(f, from.y2);
        const bool level = row && is_left(f, from) != corner;
        return level != (column && corner != is_place_left(f, touched));
    }
    bool is_corner_left(GridEdge f, std::int64_t y2) const {
        const auto d = f.to - f.from;
        const auto o = cross(d, {2 * (m_at.x - f.from.x), y2 - 2 * f.from.y});
        return o != 0 ? o > 0 : (m_east ? d.y < 0 : d.y > 0);
    }
    bool is_place_left(GridEdge f, bool& touched) const {
        const auto d = f.to - f.from;
        if (const auto o = cross(d, m_at - f.from); o != 0) return o > 0;
        touched = true;
        if (const auto o = cross(d, m_direction); o != 0) return o > 0;
        return (dot(d, m_direction) > 0) == (m_side == Side::left);
    }

    GridPoint m_at;
    GridVector m_direction;
    Side m_side;
    std::int64_t m_column; ///< doubled and odd: upright through the place, between grid points
    bool m_east;           ///< the place lies infinitesimally east of the start, else west
};

/// Where edge `f` crosses an edge, seen from just beside it.
struct Crossing {
    bool left = false;  ///< it crosses the edge moved infinitesimally to the left
    bool right = false; ///< likewise to the right
    Ratio at;           ///< strictly between 0 and 1 along the edge
};

inline bool boxes_meet(GridEdge e, GridEdge f) {
    return std::max(f.from.x, f.to.x) >= std::min(e.from.x, e.to.x) &&
           std::max(e.from.x, e.to.x) >= std::min(f.from.x, f.to.x) &&
           std::max(f.from.y, f.to.y) >= std::min(e.from.y, e.to.y) &&
           std::max(e.from.y, e.to.y) >= std::min(f.from.y, f.to.y);
}

/// The crossing strictly inside edge `e`; both flags false when there is none. Edges along the
/// same line never cross; an end of `f` on `e` crosses on the side of f's other end.
inline Crossing crossing_of(GridEdge e, GridEdge f) {
    const Crossing none;
    const auto c = orient(e.from, e.to, f.from), d = orient(e.from, e.to, f.to);
    const bool left = (c > 0) != (d > 0), right = (c >= 0) != (d >= 0);
    if (!left && !right) return none;
    const auto a = orient(f.from, f.to, e.from), b = orient(f.from, f.to, e.to);
    if (a == 0 || b == 0 || (a > 0) == (b > 0)) return none;
    return {left, right, a > 0 ? Ratio(a, a - b) : Ratio(-a, b - a)};
}

} // namespace geo
