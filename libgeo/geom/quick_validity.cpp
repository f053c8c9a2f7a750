// SPDX-License-Identifier: Apache-2.0
#include "libgeo/geom/quick_validity.hpp"

#include <bit>
#include <cmath>

#include "libgeo/geom/predicates.hpp"

namespace geo {

namespace {

/// One edge of the feature with the places that decide whether two edges are neighbours.
struct Edge {
    GridPoint from;
    GridPoint to;
    std::uint32_t ring;
    std::uint32_t place; ///< in its ring
};

struct CellRange {
    std::int64_t x0, x1, y0, y1;
};

/// Number of rings that hold a point, and whether a certain one does.
struct Nesting {
    std::size_t shells = 0;
    std::size_t holes = 0;
    bool in_own_shell = false;
};

/// The edges of one feature in a uniform grid.
class FeatureGrid {
  public:
    FeatureGrid(const Polygons& p, std::size_t feature)
        : m_p(p), m_first_ring(p.first_ring(feature)) {
        for (std::size_t r = m_first_ring; r < p.last_ring(feature); ++r) add_ring(r);
        choose_cells();
        fill_cells();
    }

    bool is_crowded() const { return m_crowded; }

    bool has_contact() const {
        for (std::size_t c = 0; c + 1 < m_begin.size(); ++c)
            for (auto i = m_begin[c]; i < m_begin[c + 1]; ++i)
                for (auto j = i + 1; j < m_begin[c + 1]; ++j)
                    if (touch(m_edges[m_entries[i]], m_edges[m_entries[j]])) return true;
        return false;
    }

    /// Rings other than `ring` that hold its first point, by a ray to the west.
    Nesting nesting_of(std::size_t ring, std::size_t own_shell, const std::vector<char>& is_shell) {
        const GridPoint v = m_p.ring(ring)[0];
        m_parity.assign(m_ring_size.size(), 0);
        const auto row = (v.y - m_box.y_min) >> m_shift;
        for (std::int64_t column = (v.x - m_box.x_min) >> m_shift; column >= 0; --column) {
            const auto c = static_cast<std::size_t>(row * m_columns + column);
            for (auto i = m_begin[c]; i < m_begin[c + 1]; ++i)
                toggle(m_edges[m_entries[i]], v, column);
        }
        Nesting found;
        for (std::size_t r = 0; r < m_parity.size(); ++r) {
            if (!m_parity[r] || r == ring - m_first_ring) continue;
            ++(is_shell[r] ? found.shells : found.holes);
            if (r == own_shell - m_first_ring) found.in_own_shell = true;
        }
        return found;
    }

  private:
    void add_ring(std::size_t r) {
        const auto ring = m_p.ring(r);
        m_box.add(box_of(ring)); // of all rings: a hole may lie outside of its shell
        const auto name = static_cast<std::uint32_t>(r - m_first_ring);
        m_ring_size.push_back(static_cast<std::uint32_t>(ring.size()));
        for (std::uint32_t i = 0; i < ring.size(); ++i)
            m_edges.push_back({ring[i], ring[i + 1 == ring.size() ? 0 : i + 1], name, i});
    }

    /// Square cells with a power of two as side, about one an edge.
    void choose_cells() {
        const auto width = static_cast<double>(m_box.x_max - m_box.x_min + 1);
        const auto height = static_cast<double>(m_box.y_max - m_box.y_min + 1);
        const double side = std::sqrt(width * height / static_cast<double>(m_edges.size()));
        const double at_least = std::max(width, height) / 8192;
        m_shift = static_cast<int>(
            std::bit_width(static_cast<std::uint64_t>(std::max({side, at_least, 1.0}))));
        m_columns = ((m_box.x_max - m_box.x_min) >> m_shift) + 1;
        m_rows = ((m_box.y_max - m_box.y_min) >> m_shift) + 1;
    }

    CellRange cells_of(const Edge& e) const {
        const auto column = [&](std::int64_t x) { return (x - m_box.x_min) >> m_shift; };
        const auto row = [&](std::int64_t y) { return (y - m_box.y_min) >> m_shift; };
        return {column(std::min(e.from.x, e.to.x)), column(std::max(e.from.x, e.to.x)),
                row(std::min(e.from.y, e.to.y)), row(std::max(e.from.y, e.to.y))};
    }

    template <typename Visit> void for_cells(const Edge& e, Visit visit) const {
        const auto range = cells_of(e);
        for (auto y = range.y0; y <= range.y1; ++y)
            for (auto x = range.x0; x <= range.x1; ++x)
                visit(static_cast<std::size_t>(y * m_columns + x));
    }

    void fill_cells() {
        m_begin.assign(static_cast<std::size_t>(m_columns * m_rows) + 1, 0);
        std::size_t entries = 0;
        for (const auto& e : m_edges) {
            const auto range = cells_of(e);
            entries +=
                static_cast<std::size_t>((range.x1 - range.x0 + 1) * (range.y1 - range.y0 + 1));
        }
        m_crowded = entries > 40 * m_edges.size() + 1000; // long slanting edges: leave it to GEOS
        if (m_crowded) return;
        for (const auto& e : m_edges) for_cells(e, [&](std::size_t c) { ++m_begin[c + 1]; });
        for (std::size_t c = 1; c < m_begin.size(); ++c) m_begin[c] += m_begin[c - 1];
        m_entries.resize(entries);
        auto next = m_begin;
        for (std::uint32_t i = 0; i < m_edges.size(); ++i)
            for_cells(m_edges[i], [&](std::size_t c) { m_entries[next[c]++] = i; });
    }

    bool are_neighbours(const Edge& a, const Edge& b) const {
        if (a.ring != b.ring) return false;
        const auto n = m_ring_size[a.ring];
        return (a.place + 1) % n == b.place || (b.place + 1) % n == a.place;
    }

    bool touch(const Edge& a, const Edge& b) const {
        if (std::max(a.from.x, a.to.x) < std::min(b.from.x, b.to.x) ||
            std::max(b.from.x, b.to.x) < std::min(a.from.x, a.to.x) ||
            std::max(a.from.y, a.to.y) < std::min(b.from.y, b.to.y) ||
            std::max(b.from.y, b.to.y) < std::min(a.from.y, a.to.y))
            return false;
        const Int128 b1 = orient(a.from, a.to, b.from);
        const Int128 b2 = orient(a.from, a.to, b.to);
        const bool collinear = b1 == 0 && b2 == 0;
        if (are_neighbours(a, b)) return collinear && dot(a.to - a.from, b.to - b.from) < 0;
        if ((b1 > 0 && b2 > 0) || (b1 < 0 && b2 < 0)) return false;
        const Int128 a1 = orient(b.from, b.to, a.from);
        const Int128 a2 = orient(b.from, b.to, a.to);
        return collinear || !((a1 > 0 && a2 > 0) || (a1 < 0 && a2 < 0));
    }

    /// Toggles the edge's ring when the ray from v to the west crosses it. The edge stands in all
    /// cells of its box; it counts in the first one of this row that the ray comes to.
    void toggle(const Edge& e, GridPoint v, std::int64_t column) {
        if ((e.from.y > v.y) == (e.to.y > v.y)) return;
        const auto last = (std::max(e.from.x, e.to.x) - m_box.x_min) >> m_shift;
        const auto start = (v.x - m_box.x_min) >> m_shift;
        if (column != std::min(last, start)) return;
        const bool upward = e.to.y > e.from.y;
        const Int128 side = upward ? orient(e.from, e.to, v) : orient(e.to, e.from, v);
        if (side < 0) m_parity[e.ring] ^= 1; // v lies to the east of the edge
    }

    const Polygons& m_p;
    std::size_t m_first_ring;
    GridBox m_box;
    int m_shift = 0;
    std::int64_t m_columns = 1;
    std::int64_t m_rows = 1;
    bool m_crowded = false;
    std::vector<Edge> m_edges;
    std::vector<std::uint32_t> m_ring_size;
    std::vector<std::size_t> m_begin;
    std::vector<std::uint32_t> m_entries;
    std::vector<char> m_parity;
};

/// Every ring has enough points, and there is one.
bool has_area(const Polygons& p, std::size_t feature) {
    for (std::size_t r = p.first_ring(feature); r < p.last_ring(feature); ++r)
        if (p.ring(r).size() < 3) return false;
    return p.first_ring(feature) < p.last_ring(feature);
}

} // namespace

bool is_surely_valid(const Polygons& p, std::size_t feature) {
    if (!has_area(p, feature)) return false;
    FeatureGrid grid(p, feature);
    if (grid.is_crowded() || grid.has_contact()) return false;
    const std::size_t first = p.first_ring(feature);
    std::vector<char> is_shell(p.last_ring(feature) - first);
    for (auto part = p.feature_begin[feature]; part < p.feature_begin[feature + 1]; ++part)
        is_shell[p.part_begin[part] - first] = 1;
    if (is_shell.size() == 1) return true;
    for (auto part = p.feature_begin[feature]; part < p.feature_begin[feature + 1]; ++part) {
        const std::size_t shell = p.part_begin[part];
        const auto outer = grid.nesting_of(shell, shell, is_shell);
        if (outer.shells != outer.holes) return false;
        for (auto hole = shell + 1; hole < p.part_begin[part + 1]; ++hole) {
            const auto inner = grid.nesting_of(hole, shell, is_shell);
            if (!inner.in_own_shell || inner.shells + inner.holes != outer.shells + outer.holes + 1)
                return false;
        }
    }
    return true;
}

} // namespace geo
