// SPDX-License-Identifier: Apache-2.0
#include "libgeo/map/coarse_shapes.hpp"

#include <algorithm>
#include <cmath>
#include <numbers>

#include "libgeo/geom/predicates.hpp"
#include "libgeo/map/thinning.hpp"

namespace geo::map {

namespace {

constexpr double finest_m = 0.02; ///< below it a border keeps all its points

/// A border between two nodes, the same for all rings that run along it.
struct Border {
    std::vector<GridPoint> all;  ///< from the lesser to the greater end
    std::vector<GridPoint> kept; ///< of these
    double tolerance_m = 0;
};

/// A border as a ring takes it.
struct Stretch {
    std::uint32_t border = 0;
    bool backwards = false;
};

/// An edge of what is left, and the border that it belongs to.
struct Edge {
    GridPoint from, to;
    std::uint32_t border = 0;

    std::int64_t west() const { return std::min(from.x, to.x); }
    std::int64_t east() const { return std::max(from.x, to.x); }
    std::int64_t south() const { return std::min(from.y, to.y); }
    std::int64_t north() const { return std::max(from.y, to.y); }
};

int sign(Int128 value) {
    return value > 0 ? 1 : value < 0 ? -1 : 0;
}

/// True when the edges share more than an end that both have.
bool run_into(const Edge& a, const Edge& b) {
    const int p = sign(orient(a.from, a.to, b.from));
    const int q = sign(orient(a.from, a.to, b.to));
    const int r = sign(orient(b.from, b.to, a.from));
    const int s = sign(orient(b.from, b.to, a.to));
    if (p * q < 0 && r * s < 0) return true;
    const auto inside = [](const Edge& edge, GridPoint point) {
        return point != edge.from && point != edge.to && on_segment(edge.from, edge.to, point);
    };
    if (inside(a, b.from) || inside(a, b.to) || inside(b, a.from) || inside(b, a.to)) return true;
    return (a.from == b.from && a.to == b.to) || (a.from == b.to && a.to == b.from);
}

/// Rings as stretches of common borders.
class Borders {
  public:
    Borders(const Polygons& fine, double tolerance_m)
        : m_fine(fine), m_tolerance_m(tolerance_m), m_is_node(fine.points.size(), 0) {
        GridBox box = box_of(fine.points);
        m_metres_y = std::numbers::pi / 180 * 6371008.8 / units_per_degree;
        m_metres_x = m_metres_y * std::cos(static_cast<double>(box.y_min / 2 + box.y_max / 2) /
                                           units_per_degree * std::numbers::pi / 180);
        find_nodes();
        collect();
        cut();
    }

    Polygons run() {
        for (auto& border : m_borders) thin(border);
        for (int round = 0; round < 24 && refine(); ++round) {
        }
        return assembled();
    }

  private:
    /// A point is a node when it does not have the same two neighbours in all rings that have it.
    void find_nodes() {
        struct Corner {
            GridPoint at, lesser, greater;
            std::uint32_t index;
        };
        std::vector<Corner> corners;
        corners.reserve(m_fine.points.size());
        for (std::size_t r = 0; r < m_fine.rings(); ++r) {
            const auto ring = m_fine.ring(r);
            for (std::size_t i = 0; i < ring.size(); ++i) {
                const auto before = ring[i == 0 ? ring.size() - 1 : i - 1];
                const auto after = ring[i + 1 == ring.size() ? 0 : i + 1];
                corners.push_back({ring[i], std::min(before, after), std::max(before, after),
                                   static_cast<std::uint32_t>(m_fine.ring_begin[r] + i)});
            }
        }
        std::sort(corners.begin(), corners.end(),
                  [](const Corner& a, const Corner& b) { return a.at < b.at; });
        for (std::size_t first = 0, last = 0; first < corners.size(); first = last) {
            bool same = true;
            for (last = first; last < corners.size() && corners[last].at == corners[first].at;
                 ++last)
                same = same && corners[last].lesser == corners[first].lesser &&
                       corners[last].greater == corners[first].greater;
            for (auto k = first; k < last; ++k) m_is_node[corners[k].index] = same ? 0 : 1;
        }
    }

    /// Where a ring is cut: at its nodes, or where it has fewer than two, at places that depend
    /// only on its points.
    std::vector<std::size_t> cuts_of(std::size_t r) const {
        const auto ring = m_fine.ring(r);
        std::vector<std::size_t> cuts;
        for (std::size_t i = 0; i < ring.size(); ++i)
            if (m_is_node[m_fine.ring_begin[r] + i]) cuts.push_back(i);
        if (cuts.size() >= 2) return cuts;
        if (cuts.empty())
            cuts.push_back(static_cast<std::size_t>(std::min_element(ring.begin(), ring.end()) -
                                                    ring.begin()));
        const auto from = ring[cuts[0]];
        std::size_t farthest = cuts[0];
        Int128 most = -1;
        for (std::size_t i = 0; i < ring.size(); ++i) {
            const auto d = ring[i] - from;
            const Int128 square = dot(d, d);
            if (square > most || (square == most && ring[i] < ring[farthest])) {
                most = square;
                farthest = i;
            }
        }
        if (farthest != cuts[0]) cuts.push_back(farthest);
        std::sort(cuts.begin(), cuts.end());
        return cuts;
    }

    /// The pieces of every ring, one border each for now.
    void collect() {
        for (std::size_t r = 0; r < m_fine.rings(); ++r) {
            const auto ring = m_fine.ring(r);
            const auto cuts = cuts_of(r);
            for (std::size_t c = 0; c < cuts.size(); ++c) {
                const auto last = c + 1 < cuts.size() ? cuts[c + 1] : cuts[0] + ring.size();
                Border border{{}, {}, m_tolerance_m};
                for (auto i = cuts[c]; i <= last; ++i) border.all.push_back(ring[i % ring.size()]);
                const bool backwards = border.all.back() < border.all.front();
                if (backwards) std::reverse(border.all.begin(), border.all.end());
                m_stretches.push_back({static_cast<std::uint32_t>(m_borders.size()), backwards});
                m_borders.push_back(std::move(border));
            }
            m_ring_begin.push_back(static_cast<std::uint32_t>(m_stretches.size()));
        }
    }

    /// Makes one border of those that are the same.
    void cut() {
        std::vector<std::uint32_t> order(m_borders.size());
        for (std::uint32_t i = 0; i < order.size(); ++i) order[i] = i;
        std::sort(order.begin(), order.end(), [&](auto a, auto b) {
            return m_borders[a].all != m_borders[b].all ? m_borders[a].all < m_borders[b].all
                                                        : a < b;
        });
        std::vector<std::uint32_t> first(order.size());
        for (std::size_t k = 0; k < order.size(); ++k)
            first[order[k]] = k > 0 && m_borders[order[k]].all == m_borders[order[k - 1]].all
                                  ? first[order[k - 1]]
                                  : order[k];
        for (auto& stretch : m_stretches) stretch.border = first[stretch.border];
    }

    void thin(Border& border) const {
        if (border.tolerance_m < finest_m) {
            border.kept = border.all;
            return;
        }
        std::vector<Place> path;
        path.reserve(border.all.size());
        for (const auto p : border.all) {
            const auto d = p - border.all.front();
            path.push_back(
                {static_cast<double>(d.x) * m_metres_x, static_cast<double>(d.y) * m_metres_y});
        }
        const auto thin_path = thinned(path, border.tolerance_m);
        border.kept.clear();
        for (std::size_t i = 0, k = 0; i < path.size() && k < thin_path.size(); ++i)
            if (path[i] == thin_path[k]) {
                border.kept.push_back(border.all[i]);
                ++k;
            }
    }

    void append_ring(std::vector<GridPoint>& out, std::size_t r) const {
        for (auto s = m_ring_begin[r]; s < m_ring_begin[r + 1]; ++s) {
            const auto& kept = m_borders[m_stretches[s].border].kept;
            if (m_stretches[s].backwards)
                out.insert(out.end(), kept.rbegin(), kept.rend() - 1);
            else
                out.insert(out.end(), kept.begin(), kept.end() - 1);
        }
    }

    void mark(std::uint32_t border, std::vector<char>& marked) const {
        if (m_borders[border].kept.size() < m_borders[border].all.size()) marked[border] = 1;
    }

    void mark_lost_rings(std::vector<char>& marked) const {
        std::vector<GridPoint> ring;
        for (std::size_t r = 0; r < m_fine.rings(); ++r) {
            ring.clear();
            append_ring(ring, r);
            if (ring.size() >= 3 &&
                sign(twice_signed_area(ring)) == sign(twice_signed_area(m_fine.ring(r))))
                continue;
            for (auto s = m_ring_begin[r]; s < m_ring_begin[r + 1]; ++s)
                mark(m_stretches[s].border, marked);
        }
    }

    void mark_crossings(std::size_t feature, std::vector<char>& marked) const {
        std::vector<Edge> edges;
        for (auto r = m_fine.first_ring(feature); r < m_fine.last_ring(feature); ++r)
            for (auto s = m_ring_begin[r]; s < m_ring_begin[r + 1]; ++s) {
                const auto border = m_stretches[s].border;
                const auto& kept = m_borders[border].kept;
                for (std::size_t i = 0; i + 1 < kept.size(); ++i)
                    edges.push_back({kept[i], kept[i + 1], border});
            }
        std::sort(edges.begin(), edges.end(),
                  [](const Edge& a, const Edge& b) { return a.west() < b.west(); });
        for (std::size_t i = 0; i < edges.size(); ++i)
            for (auto k = i + 1; k < edges.size() && edges[k].west() <= edges[i].east(); ++k) {
                if (edges[k].south() > edges[i].north() || edges[i].south() > edges[k].north() ||
                    !run_into(edges[i], edges[k]))
                    continue;
                mark(edges[i].border, marked);
                mark(edges[k].border, marked);
            }
    }

    /// Lets borders keep more points where the picture would go wrong; false when none has to.
    bool refine() {
        std::vector<char> marked(m_borders.size(), 0);
        mark_lost_rings(marked);
        for (std::size_t f = 0; f < m_fine.features(); ++f) mark_crossings(f, marked);
        bool any = false;
        for (std::size_t b = 0; b < m_borders.size(); ++b)
            if (marked[b]) {
                m_borders[b].tolerance_m /= 2;
                thin(m_borders[b]);
                any = true;
            }
        return any;
    }

    Polygons assembled() const {
        Polygons coarse;
        for (std::size_t f = 0; f < m_fine.features(); ++f) {
            for (auto p = m_fine.feature_begin[f]; p < m_fine.feature_begin[f + 1]; ++p) {
                for (auto r = m_fine.part_begin[p]; r < m_fine.part_begin[p + 1]; ++r) {
                    append_ring(coarse.points, r);
                    coarse.end_ring();
                }
                coarse.end_part();
            }
            coarse.end_feature();
        }
        return coarse;
    }

    const Polygons& m_fine;
    double m_tolerance_m;
    double m_metres_x = 1;
    double m_metres_y = 1;
    std::vector<char> m_is_node; ///< of every point of the layer
    std::vector<Border> m_borders;
    std::vector<Stretch> m_stretches;           ///< ring after ring
    std::vector<std::uint32_t> m_ring_begin{0}; ///< into the stretches
};

} // namespace

Polygons coarse_shapes(const Polygons& fine, double tolerance_m) {
    return Borders(fine, tolerance_m).run();
}

} // namespace geo::map
