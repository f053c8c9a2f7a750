// SPDX-License-Identifier: Apache-2.0
#include "libgeo/overlay/noding.hpp"

#include <algorithm>

#include <tbb/enumerable_thread_specific.h>
#include <tbb/parallel_for.h>
#include <tbb/parallel_sort.h>

#include "libgeo/overlay/hot_pixel.hpp"

namespace geo {

namespace {

template <typename T> void sort_unique(std::vector<T>& items) {
    tbb::parallel_sort(items.begin(), items.end());
    items.erase(std::unique(items.begin(), items.end()), items.end());
}

/// Leaves in `items` what is not in `known`, and adds it there. Both sorted.
template <typename T> void keep_new(std::vector<T>& items, std::vector<T>& known) {
    sort_unique(items);
    std::vector<T> fresh;
    std::set_difference(items.begin(), items.end(), known.begin(), known.end(),
                        std::back_inserter(fresh));
    const auto middle = static_cast<std::ptrdiff_t>(known.size());
    known.insert(known.end(), fresh.begin(), fresh.end());
    std::inplace_merge(known.begin(), known.begin() + middle, known.end());
    items = std::move(fresh);
}

} // namespace

/// The rounds of snapping: points become hot, edges through their pixels bend, and the vertices
/// that bent edges pass become hot in turn.
class Noding::Spread {
  public:
    Spread(Noding& noding, std::vector<EdgeNode>& nodes) : m_noding(noding), m_nodes(nodes) {}

    void run(std::vector<GridPoint> hot) {
        std::vector<GridPoint> known_points;
        std::vector<SideEdge> bent, known_edges;
        keep_new(hot, known_points);
        while (!hot.empty()) {
            heat(hot);
            bent = std::move(m_bent);
            m_bent.clear();
            keep_new(bent, known_edges);
            hot = vertices_passed_by(bent);
            keep_new(hot, known_points);
        }
    }

  private:
    struct Found {
        std::vector<EdgeNode> nodes;
        std::vector<SideEdge> edges;  ///< bent
        std::vector<SideEdge> starts; ///< whose first point is a node
        std::vector<GridPoint> points;
        std::vector<std::uint32_t> gathered;
    };

    template <typename Items, typename Action>
    void in_parallel(const Items& items, Action&& action) {
        tbb::enumerable_thread_specific<Found> locals;
        tbb::parallel_for(tbb::blocked_range<std::size_t>(0, items.size(), 256),
                          [&](const auto& range) {
                              auto& found = locals.local();
                              for (auto i = range.begin(); i < range.end(); ++i)
                                  action(items[i], found);
                          });
        for (auto& found : locals) take(found);
    }

    void take(const Found& found) {
        m_nodes.insert(m_nodes.end(), found.nodes.begin(), found.nodes.end());
        m_bent.insert(m_bent.end(), found.edges.begin(), found.edges.end());
        m_points.insert(m_points.end(), found.points.begin(), found.points.end());
        for (const auto& start : found.starts) m_noding.marks(start.side).set(start.edge);
        // Two bent edges may be folded onto each other at their common end.
        for (const auto& bent : found.edges) {
            m_noding.marks(bent.side).set(bent.edge);
            m_noding.marks(bent.side).set(m_noding.index(bent.side).next(bent.edge));
        }
    }

    /// Leads every edge that passes the pixel of a hot point through it.
    void heat(const std::vector<GridPoint>& hot) {
        in_parallel(hot, [this](GridPoint p, Found& found) {
            for (const auto side : {LayerSide::a, LayerSide::b}) heat(side, p, found);
        });
    }

    void heat(LayerSide side, GridPoint p, Found& found) const {
        const auto& index = m_noding.index(side);
        const auto leaf = index.leaf_at(p);
        if (!leaf.cell) return;
        for (const auto e : index.edges_in(*leaf.cell)) {
            const auto edge = index.edge(e);
            if (edge.from == p)
                found.starts.push_back({side, e});
            else if (edge.to != p && passes_pixel(edge, p))
                lead({side, e}, edge, p, found);
        }
    }

    /// True when the edge is bent by going through p.
    static bool lead(SideEdge name, GridEdge edge, GridPoint p, Found& found) {
        found.nodes.push_back({name, p});
        if (orient(edge.from, edge.to, p) == 0) return false;
        found.edges.push_back(name);
        return true;
    }

    std::vector<GridPoint> vertices_passed_by(const std::vector<SideEdge>& bent) {
        m_points.clear();
        in_parallel(bent, [this](SideEdge name, Found& found) {
            const auto edge = m_noding.index(name.side).edge(name.edge);
            for (const auto side : {LayerSide::a, LayerSide::b}) pass(side, name, edge, found);
        });
        return std::move(m_points);
    }

    void pass(LayerSide side, SideEdge name, GridEdge edge, Found& found) const {
        const auto& index = m_noding.index(side);
        index.gather(edge, found.gathered);
        for (const auto f : found.gathered) {
            const auto vertex = index.points()[f];
            if (vertex == edge.from || vertex == edge.to || !passes_pixel(edge, vertex)) continue;
            found.starts.push_back({side, f});
            if (lead(name, edge, vertex, found)) found.points.push_back(vertex);
        }
    }

    Noding& m_noding;
    std::vector<EdgeNode>& m_nodes;
    std::vector<SideEdge> m_bent;
    std::vector<GridPoint> m_points;
};

Noding::Noding(const EdgeIndex& a, const EdgeIndex& b)
    : m_a(a), m_b(b), m_marks{PointMarks(a.points().size()), PointMarks(b.points().size())} {}

void Noding::complete(std::vector<GridPoint> crossings, std::vector<EdgeNode> touches) {
    Spread(*this, touches).run(std::move(crossings));
    file(touches);
}

/// Sorts the nodes by edge and along it. The pixels of two nodes of one edge do not overlap, so
/// their centres come in the order in which the edge passes them.
void Noding::file(std::vector<EdgeNode>& nodes) {
    tbb::parallel_sort(nodes.begin(), nodes.end(), [this](const EdgeNode& p, const EdgeNode& q) {
        if (p.edge != q.edge) return p.edge < q.edge;
        const auto edge = index(p.edge.side).edge(p.edge.edge);
        return dot(edge.to - edge.from, p.at - q.at) < 0;
    });
    for (const auto& node : nodes) {
        const bool is_next = m_edges.empty() || m_edges.back() != node.edge;
        if (!is_next && m_nodes.back() == node.at) continue;
        if (is_next) {
            if (!m_edges.empty()) m_begin.push_back(static_cast<std::uint32_t>(m_nodes.size()));
            m_edges.push_back(node.edge);
        }
        m_nodes.push_back(node.at);
    }
    m_begin.push_back(static_cast<std::uint32_t>(m_nodes.size()));
}

std::span<const GridPoint> Noding::inside(SideEdge edge) const {
    const auto found = std::lower_bound(m_edges.begin(), m_edges.end(), edge);
    if (found == m_edges.end() || *found != edge) return {};
    const auto i = static_cast<std::size_t>(found - m_edges.begin());
    return {m_nodes.data() + m_begin[i], m_begin[i + 1] - m_begin[i]};
}

} // namespace geo
