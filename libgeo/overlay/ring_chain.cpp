// SPDX-License-Identifier: Apache-2.0
#include "libgeo/overlay/ring_chain.hpp"

#include <algorithm>
#include <bit>

namespace geo {

namespace {

constexpr std::uint32_t no_strand = UINT32_MAX;

/// Counter-clockwise order of directions, beginning at the east.
bool is_before(GridVector u, GridVector v) {
    const auto half = [](GridVector w) { return w.y < 0 || (w.y == 0 && w.x < 0); };
    if (half(u) != half(v)) return !half(u);
    return cross(u, v) > 0;
}

std::size_t hash_of(GridPoint p) {
    const auto h = static_cast<std::uint64_t>(p.x) * 0x9E3779B97F4A7C15u ^
                   static_cast<std::uint64_t>(p.y) * 0xC2B2AE3D27D4EB4Fu;
    return static_cast<std::size_t>(h ^ h >> 29);
}

enum class Place { outside, inside, boundary };

/// Where a point lies in a simple ring, exactly.
Place place_in(std::span<const GridPoint> ring, GridPoint p) {
    bool inside = false;
    for (std::size_t i = 0, j = ring.size() - 1; i < ring.size(); j = i++) {
        const auto a = ring[j], b = ring[i];
        if (std::max(a.y, b.y) < p.y || std::min(a.y, b.y) > p.y) continue;
        if (on_segment(a, b, p)) return Place::boundary;
        if ((a.y > p.y) != (b.y > p.y) && (orient(a, b, p) > 0) == (b.y > a.y)) inside = !inside;
    }
    return inside ? Place::inside : Place::outside;
}

} // namespace

bool RingChain::chain(const Strands& strands, Polygons& to) {
    m_points.clear();
    m_shells.clear();
    m_holes.clear();
    return link(strands) && trace(strands) && nest(to);
}

// Finds the strand that follows each strand.
bool RingChain::link(const Strands& strands) {
    m_rays.clear();
    m_next.assign(strands.strands().size(), no_strand);
    for (std::uint32_t s = 0; s < m_next.size(); ++s) {
        const auto points = strands.points(strands.strands()[s]);
        const auto first = points.front(), last = points.back();
        m_rays.push_back({first, points[1] - first, s, true});
        m_rays.push_back({last, points[points.size() - 2] - last, s, false});
    }
    std::sort(m_rays.begin(), m_rays.end(), [](const Ray& p, const Ray& q) {
        return p.at != q.at ? p.at < q.at : geo::is_before(p.direction, q.direction);
    });
    for (std::size_t i = 0, j = 0; i < m_rays.size(); i = j) {
        while (j < m_rays.size() && m_rays[j].at == m_rays[i].at) ++j;
        if (!link_node({m_rays.data() + i, j - i})) return false;
    }
    return true;
}

// Around a node the sectors inside and outside take turns. A strand that arrives has the inside on
// its left, which is the next sector clockwise; the strand that leaves along that sector's other
// side bounds the same piece of the inside.
bool RingChain::link_node(std::span<Ray> rays) {
    for (std::size_t i = 0; i < rays.size(); ++i) {
        const auto& ray = rays[i];
        const auto& other = rays[(i + rays.size() - 1) % rays.size()];
        if (ray.leaves == other.leaves) return false;
        if (i > 0 && !geo::is_before(other.direction, ray.direction)) return false;
        if (!ray.leaves) m_next[ray.strand] = other.strand;
    }
    return true;
}

bool RingChain::trace(const Strands& strands) {
    for (std::uint32_t s = 0; s < m_next.size(); ++s) {
        if (m_next[s] == no_strand) continue;
        m_walk.clear();
        std::size_t count = 0;
        for (auto t = s; m_next[t] != no_strand; ++count) {
            const auto points = strands.points(strands.strands()[t]);
            m_walk.insert(m_walk.end(), points.begin(), points.end() - 1);
            const auto next = m_next[t];
            m_next[t] = no_strand;
            t = next;
        }
        if (!add_walk(0, count > 1)) return false;
    }
    return true;
}

// Cuts a closed walk into simple rings wherever it comes back to a point.
bool RingChain::add_walk(std::uint32_t begin, bool may_touch) {
    const auto base = static_cast<std::uint32_t>(m_points.size());
    if (!may_touch) {
        m_points.insert(m_points.end(), m_walk.begin() + begin, m_walk.end());
        return add_ring(base, static_cast<std::uint32_t>(m_points.size()));
    }
    const auto size = std::bit_ceil(m_walk.size() * 2);
    m_slots.assign(size, no_strand);
    std::vector<GridPoint> open; // the part of the walk that is not yet in a ring
    const auto slot_of = [&](GridPoint p) {
        auto slot = hash_of(p) & (size - 1);
        while (m_slots[slot] != no_strand &&
               (m_slots[slot] >= open.size() || open[m_slots[slot]] != p))
            slot = (slot + 1) & (size - 1);
        return slot;
    };
    for (const auto p : m_walk) {
        const auto slot = slot_of(p);
        if (const auto at = m_slots[slot]; at != no_strand) {
            const auto from = static_cast<std::uint32_t>(m_points.size());
            m_points.insert(m_points.end(), open.begin() + at, open.end());
            if (!add_ring(from, static_cast<std::uint32_t>(m_points.size()))) return false;
            open.resize(at + 1);
            continue;
        }
        m_slots[slot] = static_cast<std::uint32_t>(open.size());
        open.push_back(p);
    }
    const auto from = static_cast<std::uint32_t>(m_points.size());
    m_points.insert(m_points.end(), open.begin(), open.end());
    return add_ring(from, static_cast<std::uint32_t>(m_points.size()));
}

bool RingChain::add_ring(std::uint32_t begin, std::uint32_t end) {
    const auto first = m_points.begin() + begin, last = m_points.begin() + end;
    std::rotate(first, std::min_element(first, last), last);
    Ring ring{begin, end, 0, {}};
    ring.twice_area = twice_signed_area(points(ring));
    ring.box = box_of(points(ring));
    if (ring.twice_area == 0) return false;
    (ring.twice_area > 0 ? m_shells : m_holes).push_back(ring);
    return true;
}

// The smallest shell around a hole; no_strand when there is none.
std::size_t RingChain::shell_of(const Ring& hole) const {
    if (m_shells.size() == 1) return 0;
    std::size_t best = no_strand;
    for (std::size_t s = 0; s < m_shells.size(); ++s) {
        const auto& shell = m_shells[s];
        const bool around = shell.box.x_min <= hole.box.x_min &&
                            shell.box.x_max >= hole.box.x_max &&
                            shell.box.y_min <= hole.box.y_min && shell.box.y_max >= hole.box.y_max;
        if (!around || (best != no_strand && m_shells[best].twice_area <= shell.twice_area))
            continue;
        auto place = Place::boundary;
        for (const auto p : points(hole)) {
            place = place_in(points(shell), p);
            if (place != Place::boundary) break;
        }
        if (place == Place::inside) best = s;
    }
    return best;
}

bool RingChain::nest(Polygons& to) {
    const auto before = [this](const Ring& p, const Ring& q) { return is_before(p, q); };
    std::sort(m_shells.begin(), m_shells.end(), before);
    std::vector<std::pair<std::size_t, Ring>> owned;
    for (const auto& hole : m_holes) owned.emplace_back(shell_of(hole), hole);
    std::sort(owned.begin(), owned.end(), [&](const auto& p, const auto& q) {
        return p.first != q.first ? p.first < q.first : before(p.second, q.second);
    });
    if (!owned.empty() && owned.back().first >= m_shells.size()) return false;
    const auto add = [&](const Ring& ring) {
        const auto all = points(ring);
        to.points.insert(to.points.end(), all.begin(), all.end());
        to.end_ring();
    };
    std::size_t hole = 0;
    for (std::size_t s = 0; s < m_shells.size(); ++s) {
        add(m_shells[s]);
        for (; hole < owned.size() && owned[hole].first == s; ++hole) add(owned[hole].second);
        to.end_part();
    }
    to.end_feature();
    return true;
}

} // namespace geo
