// SPDX-License-Identifier: Apache-2.0
#include "libgeo/overlay/narrow_necks.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <utility>
#include <vector>

namespace geo {

namespace {

double cross(PlanePoint u, PlanePoint v) {
    return u.x * v.y - u.y * v.x;
}
PlanePoint operator-(PlanePoint p, PlanePoint q) {
    return {p.x - q.x, p.y - q.y};
}

/// Edges by the cells of a square grid that they pass, for questions about their neighbourhood.
class CellIndex {
  public:
    CellIndex(double cell) : m_cell(cell) {}

    void add(std::size_t edge, PlanePoint p, PlanePoint q) {
        // Steps of half a cell: no cell within half a cell of the edge is more than one away.
        const double length = std::hypot(q.x - p.x, q.y - p.y);
        const auto steps = static_cast<std::size_t>(2 * length / m_cell) + 1;
        std::int64_t last = std::numeric_limits<std::int64_t>::min();
        for (std::size_t k = 0; k <= steps; ++k) {
            const double t = static_cast<double>(k) / static_cast<double>(steps);
            const auto key = key_of(column(p.x + t * (q.x - p.x)), column(p.y + t * (q.y - p.y)));
            if (key != last) m_entries.emplace_back(key, edge);
            last = key;
        }
    }
    void sort() { std::sort(m_entries.begin(), m_entries.end()); }

    /// Calls `look(edge)` for all edges near `p`, some more than once.
    template <typename Look> void around(PlanePoint p, Look look) const {
        const auto x = column(p.x), y = column(p.y);
        for (auto i = x - 1; i <= x + 1; ++i)
            for (auto j = y - 1; j <= y + 1; ++j) {
                const auto key = key_of(i, j);
                auto at = std::lower_bound(m_entries.begin(), m_entries.end(),
                                           std::pair<std::int64_t, std::size_t>(key, 0));
                for (; at != m_entries.end() && at->first == key; ++at) look(at->second);
            }
    }

  private:
    std::int64_t column(double v) const {
        return static_cast<std::int64_t>(std::floor(v / m_cell));
    }
    static std::int64_t key_of(std::int64_t x, std::int64_t y) { return (x << 32) + y; }

    double m_cell;
    std::vector<std::pair<std::int64_t, std::size_t>> m_entries;
};

class NeckSearch {
  public:
    NeckSearch(std::span<const PlanePoint> points, std::span<const PlaneRing> rings, double width)
        : m_points(points), m_rings(rings), m_width(width), m_along(points.size()),
          m_ring_of(points.size()) {
        for (std::size_t r = 0; r < rings.size(); ++r) {
            double along = 0;
            for (auto i = rings[r].first; i < rings[r].last; ++i) {
                m_ring_of[i] = r;
                m_along[i] = along;
                along += length(i);
            }
            m_whole.push_back(along);
        }
    }

    NarrowNeck run() {
        constexpr std::size_t few = 32; // comparing all is quicker than an index
        if (m_points.size() <= few) {
            for (std::size_t v = 0; v < m_points.size(); ++v) {
                m_seen = false;
                for (std::size_t e = 0; e < m_points.size(); ++e) compare(v, e);
            }
            return m_best;
        }
        double whole = 0;
        for (const double w : m_whole) whole += w;
        CellIndex index(std::max(2 * m_width, whole / static_cast<double>(m_points.size())));
        for (std::size_t e = 0; e < m_points.size(); ++e) index.add(e, m_points[e], end_of(e));
        index.sort();
        for (std::size_t v = 0; v < m_points.size(); ++v) {
            m_seen = false;
            index.around(m_points[v], [&](std::size_t e) { compare(v, e); });
        }
        return m_best;
    }

  private:
    std::size_t next(std::size_t i) const {
        const auto& ring = m_rings[m_ring_of[i]];
        return i + 1 < ring.last ? i + 1 : ring.first;
    }
    std::size_t before(std::size_t i) const {
        const auto& ring = m_rings[m_ring_of[i]];
        return i > ring.first ? i - 1 : ring.last - 1;
    }
    PlanePoint end_of(std::size_t edge) const { return m_points[next(edge)]; }
    double length(std::size_t edge) const {
        const auto d = end_of(edge) - m_points[edge];
        return std::hypot(d.x, d.y);
    }

    void compare(std::size_t v, std::size_t e) {
        const auto p = m_points[v], a = m_points[e], d = end_of(e) - a;
        if (v == e || v == next(e)) return;
        const double square = d.x * d.x + d.y * d.y;
        const double t = std::clamp(((p.x - a.x) * d.x + (p.y - a.y) * d.y) / square, 0.0, 1.0);
        const PlanePoint to{a.x + t * d.x - p.x, a.y + t * d.y - p.y};
        const double width = std::hypot(to.x, to.y);
        if (width >= m_width || width <= 0 || !is_inside(v, to)) return;
        if (way(v, e, t) < std::max(20 * width, 10 * m_width)) return;
        if (m_best.vertices == 0 || width < m_best.width_m) {
            m_best.width_m = width;
            m_best.vertex = v;
        }
        if (!m_seen) ++m_best.vertices;
        m_seen = true;
    }

    /// True when `direction` leaves vertex v into the inside: between the edge that goes out and
    /// the one that comes in, turning left.
    bool is_inside(std::size_t v, PlanePoint direction) const {
        const auto out = m_points[next(v)] - m_points[v], in = m_points[before(v)] - m_points[v];
        const bool left_of_out = cross(out, direction) > 0, right_of_in = cross(direction, in) > 0;
        return cross(out, in) > 0 ? left_of_out && right_of_in : left_of_out || right_of_in;
    }

    /// The shorter way along the outline from vertex v to the place t on edge e.
    double way(std::size_t v, std::size_t e, double t) const {
        const auto ring = m_ring_of[v];
        if (ring != m_ring_of[e]) return std::numeric_limits<double>::infinity();
        const double there = m_along[e] + t * length(e);
        const double one = std::abs(there - m_along[v]);
        return std::min(one, m_whole[ring] - one);
    }

    std::span<const PlanePoint> m_points;
    std::span<const PlaneRing> m_rings;
    double m_width;
    std::vector<double> m_along;        ///< way from the start of its ring to each point
    std::vector<std::size_t> m_ring_of; ///< of each point
    std::vector<double> m_whole;        ///< length of each ring
    bool m_seen = false;
    NarrowNeck m_best;
};

} // namespace

NarrowNeck narrowest_neck(std::span<const PlanePoint> points, std::span<const PlaneRing> rings,
                          double width_m) {
    return NeckSearch(points, rings, width_m).run();
}

} // namespace geo
