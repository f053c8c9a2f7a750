// SPDX-License-Identifier: Apache-2.0
// From the ground to the paper: clipping, thinning, and borders that neighbours share.
#include <algorithm>
#include <map>
#include <unordered_map>

#include "libgeo/map/area_places.hpp"
#include "libgeo/map/ground.hpp"
#include "libgeo/map/thinning.hpp"

namespace geo::map {

namespace {

constexpr double around = 4;          ///< mm beyond the frame that are kept, more than any pen
constexpr double invisible = 0.02;    ///< mm that a line may stray
constexpr double smallest_ring = 0.1; ///< mm; a ring with a smaller box is left out

enum class Side { left, right, top, bottom };

bool inside(Place p, const Frame& box, Side side) {
    switch (side) {
    case Side::left:
        return p.x >= box.x;
    case Side::right:
        return p.x <= box.right();
    case Side::top:
        return p.y >= box.y;
    default:
        return p.y <= box.bottom();
    }
}

Place crossing(Place a, Place b, const Frame& box, Side side) {
    if (side == Side::left || side == Side::right) {
        const double x = side == Side::left ? box.x : box.right();
        return {x, a.y + (b.y - a.y) * (x - a.x) / (b.x - a.x)};
    }
    const double y = side == Side::top ? box.y : box.bottom();
    return {a.x + (b.x - a.x) * (y - a.y) / (b.y - a.y), y};
}

/// The part of a segment inside the box; false when there is none.
bool clip_segment(Place& a, Place& b, const Frame& box) {
    for (const auto side : {Side::left, Side::right, Side::top, Side::bottom}) {
        const bool a_in = inside(a, box, side);
        const bool b_in = inside(b, box, side);
        if (!a_in && !b_in) return false;
        if (a_in && b_in) continue;
        (a_in ? b : a) = crossing(a, b, box, side);
    }
    return true;
}

void add_clipped_line(Paths& out, std::span<const Place> path, const Frame& box) {
    Paths pieces;
    for (std::size_t i = 0; i + 1 < path.size(); ++i) {
        auto a = path[i];
        auto b = path[i + 1];
        if (!clip_segment(a, b, box)) {
            pieces.end();
            continue;
        }
        if (pieces.points.size() == pieces.begin.back() || pieces.points.back() != a) {
            pieces.end();
            pieces.add(a);
        }
        pieces.add(b);
    }
    pieces.end();
    for (std::size_t p = 0; p < pieces.size(); ++p)
        out.add_path(thinned(pieces.path(p), invisible));
}

std::vector<Place> placed(std::span<const SourcePoint> path, const View& view) {
    std::vector<Place> places;
    places.reserve(path.size());
    for (const auto& p : path) {
        const auto q = view.to_paper(p);
        if (places.empty() || length(q - places.back()) > invisible) places.push_back(q);
    }
    return places;
}

std::span<const SourcePoint> path_of(const SceneLayer& scene, const Ground::Layer& ground,
                                     std::size_t p) {
    return {ground.points.data() + scene.path_begin[p],
            scene.path_begin[p + 1] - scene.path_begin[p]};
}

void add_ring(Paths& out, std::span<const SourcePoint> path, const View& view, const Frame& box) {
    auto ring = placed(path, view);
    const auto frame = frame_of(ring);
    if (!frame.meets(box) || std::max(frame.width, frame.height) < smallest_ring) return;
    if (!box.contains(frame))
        ring = clipped_ring(std::move(ring), box); // edges along it are unseen
    if (ring.size() < 3) return;
    ring.push_back(ring.front());
    auto thin = thinned(ring, invisible);
    thin.pop_back();
    if (thin.size() >= 3) out.add_path(thin);
}

/// Undirected edges between the points of rings, each once.
class BorderNet {
  public:
    void add(SourcePoint a, SourcePoint b) {
        const auto i = node(a);
        const auto j = node(b);
        if (i == j) return;
        const auto key = std::minmax(i, j);
        if (!m_edges.emplace(key, m_links.size()).second) return;
        m_links.push_back({i, j, false});
        m_at[i].push_back(m_links.size() - 1);
        m_at[j].push_back(m_links.size() - 1);
    }

    /// Long lines: from every node that is not of degree two, then what is left (whole rings).
    std::vector<std::vector<SourcePoint>> lines() {
        std::vector<std::vector<SourcePoint>> all;
        for (const bool only_ends : {true, false})
            for (std::size_t n = 0; n < m_points.size(); ++n)
                if (!only_ends || m_at[n].size() != 2)
                    for (const auto link : m_at[n])
                        if (!m_links[link].used) all.push_back(follow(n, link));
        return all;
    }

  private:
    struct Link {
        std::size_t from;
        std::size_t to;
        bool used;
    };

    std::size_t node(SourcePoint p) {
        const auto [found, is_new] = m_nodes.emplace(std::pair(p.x, p.y), m_points.size());
        if (is_new) {
            m_points.push_back(p);
            m_at.emplace_back();
        }
        return found->second;
    }

    std::vector<SourcePoint> follow(std::size_t n, std::size_t link) {
        std::vector<SourcePoint> line{m_points[n]};
        while (true) {
            auto& step = m_links[link];
            step.used = true;
            n = step.from == n ? step.to : step.from;
            line.push_back(m_points[n]);
            if (m_at[n].size() != 2) return line;
            link = m_at[n][0] == link ? m_at[n][1] : m_at[n][0];
            if (m_links[link].used) return line;
        }
    }

    std::map<std::pair<double, double>, std::size_t> m_nodes;
    std::map<std::pair<std::size_t, std::size_t>, std::size_t> m_edges;
    std::vector<SourcePoint> m_points;
    std::vector<std::vector<std::size_t>> m_at;
    std::vector<Link> m_links;
};

GroundBox box_of(SourcePoint a, SourcePoint b) {
    GroundBox box;
    box.add(a);
    box.add(b);
    return box;
}

} // namespace

Paths on_paper(const SceneLayer& scene, const Ground::Layer& ground, std::size_t feature,
               const View& view) {
    Paths out;
    out.closed = scene.type == ShapeType::areas;
    const auto box = view.frame.grown(around);
    for (auto p = scene.feature_begin[feature]; p < scene.feature_begin[feature + 1]; ++p)
        if (out.closed)
            add_ring(out, path_of(scene, ground, p), view, box);
        else
            add_clipped_line(out, placed(path_of(scene, ground, p), view), box);
    return out;
}

Paths borders_on_paper(const SceneLayer& scene, const Ground::Layer& ground,
                       const std::vector<std::size_t>& features, const View& view) {
    BorderNet net;
    const auto seen = view.box();
    for (const auto f : features)
        for (auto p = scene.feature_begin[f]; p < scene.feature_begin[f + 1]; ++p) {
            const auto path = path_of(scene, ground, p);
            for (std::size_t i = 0; i < path.size(); ++i) {
                const auto next = path[(i + 1) % path.size()];
                if (box_of(path[i], next).meets(seen)) net.add(path[i], next);
            }
        }
    Paths out;
    const auto box = view.frame.grown(around);
    for (const auto& line : net.lines()) add_clipped_line(out, placed(line, view), box);
    return out;
}

} // namespace geo::map
