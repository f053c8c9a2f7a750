// SPDX-License-Identifier: Apache-2.0
#include "libgeo/geom/edge_tree.hpp"

#include <algorithm>
#include <bit>
#include <limits>

#include "libgeo/geom/predicates.hpp"

namespace geo {

namespace {

constexpr std::int32_t least = std::numeric_limits<std::int32_t>::min();
constexpr std::int32_t most = std::numeric_limits<std::int32_t>::max();

} // namespace

EdgeTree::Group::Group() {
    for (std::size_t k = 0; k < fan; ++k) put(k, {most, least, most, least});
}

void EdgeTree::Group::put(std::size_t k, const Box& box) {
    x_low[k / 4][k % 4] = box.x_low;
    x_high[k / 4][k % 4] = box.x_high;
    y_low[k / 4][k % 4] = box.y_low;
    y_high[k / 4][k % 4] = box.y_high;
}

EdgeTree::Box EdgeTree::Group::at(std::size_t k) const {
    return {x_low[k / 4][k % 4], x_high[k / 4][k % 4], y_low[k / 4][k % 4], y_high[k / 4][k % 4]};
}

EdgeTree::Box EdgeTree::Group::whole() const {
    Box box{most, least, most, least};
    for (std::size_t k = 0; k < fan; ++k) {
        const Box other = at(k);
        box.x_low = std::min(box.x_low, other.x_low);
        box.x_high = std::max(box.x_high, other.x_high);
        box.y_low = std::min(box.y_low, other.y_low);
        box.y_high = std::max(box.y_high, other.y_high);
    }
    return box;
}

std::uint32_t EdgeTree::Group::meets(const Box& box) const {
    Four bits{};
    Four weight{1, 2, 4, 8};
    for (std::size_t i = 0; i < fan / 4; ++i) {
        bits |= (x_low[i] <= box.x_high) & (x_high[i] >= box.x_low) & (y_low[i] <= box.y_high) &
                (y_high[i] >= box.y_low) & weight;
        weight <<= 4;
    }
    return static_cast<std::uint32_t>(bits[0] | bits[1] | bits[2] | bits[3]);
}

std::int32_t EdgeTree::coarse_x(GridPoint p) const {
    return static_cast<std::int32_t>((p.x - m_corner.x) >> m_shift);
}
std::int32_t EdgeTree::coarse_y(GridPoint p) const {
    return static_cast<std::int32_t>((p.y - m_corner.y) >> m_shift);
}

void EdgeTree::build(const Polygons& polygons, std::size_t feature) {
    const std::size_t first = polygons.first_ring(feature);
    const std::size_t last = polygons.last_ring(feature);
    const std::size_t base = polygons.ring_begin[first];
    m_points = polygons.points.data() + base;
    m_edges = polygons.ring_begin[last] - base;
    m_ring_end.clear();
    m_next.resize(m_edges);
    for (std::size_t r = first; r < last; ++r) {
        const auto begin = static_cast<std::uint32_t>(polygons.ring_begin[r] - base);
        const auto end = static_cast<std::uint32_t>(polygons.ring_begin[r + 1] - base);
        for (auto e = begin; e < end; ++e) m_next[e] = e + 1;
        m_next[end - 1] = begin;
        m_ring_end.push_back(end);
    }
    const GridBox box = box_of(std::span(m_points, m_edges));
    m_corner = {box.x_min, box.y_min};
    const auto extent = std::max(box.x_max - box.x_min, box.y_max - box.y_min);
    m_shift =
        std::max(0, static_cast<int>(std::bit_width(static_cast<std::uint64_t>(extent))) - 30);
    m_height = 0;
    add_edges();
    while (m_levels[m_height - 1].size() > 1) add_level();
}

void EdgeTree::add_edges() {
    if (m_levels.empty()) m_levels.emplace_back();
    auto& groups = m_levels[m_height++];
    groups.assign((m_edges + fan - 1) / fan, {});
    for (std::size_t e = 0; e < m_edges; ++e) {
        const auto ax = coarse_x(from(e)), bx = coarse_x(to(e));
        const auto ay = coarse_y(from(e)), by = coarse_y(to(e));
        groups[e / fan].put(
            e % fan, {std::min(ax, bx), std::max(ax, bx), std::min(ay, by), std::max(ay, by)});
    }
}

/// The level above the highest: a node for each group of it.
void EdgeTree::add_level() {
    if (m_levels.size() == m_height) m_levels.emplace_back();
    const auto& below = m_levels[m_height - 1];
    auto& groups = m_levels[m_height++];
    groups.assign((below.size() + fan - 1) / fan, {});
    for (std::size_t n = 0; n < below.size(); ++n) groups[n / fan].put(n % fan, below[n].whole());
}

/// True when an edge runs back over the one before it.
bool EdgeTree::folds_back() const {
    for (std::size_t e = 0; e < m_edges; ++e) {
        const GridVector u = to(e) - from(e);
        const GridVector v = to(m_next[e]) - to(e);
        if (cross(u, v) == 0 && dot(u, v) < 0) return true;
    }
    return false;
}

/// Whether two edges meet whose boxes do; neighbours are seen to by `folds_back`.
bool EdgeTree::touch(std::size_t a, std::size_t b) {
    if (m_next[a] == b || m_next[b] == a) return false;
    ++m_tests;
    const GridPoint a0 = from(a), a1 = to(a), b0 = from(b), b1 = to(b);
    if (std::max(a0.x, a1.x) < std::min(b0.x, b1.x) ||
        std::max(b0.x, b1.x) < std::min(a0.x, a1.x) ||
        std::max(a0.y, a1.y) < std::min(b0.y, b1.y) || std::max(b0.y, b1.y) < std::min(a0.y, a1.y))
        return false;
    const Int128 left0 = orient(a0, a1, b0);
    const Int128 left1 = orient(a0, a1, b1);
    if ((left0 > 0 && left1 > 0) || (left0 < 0 && left1 < 0)) return false;
    if (left0 == 0 && left1 == 0) return true; // on one line, and the boxes meet
    const Int128 right0 = orient(b0, b1, a0);
    const Int128 right1 = orient(b0, b1, a1);
    return !((right0 > 0 && right1 > 0) || (right0 < 0 && right1 < 0));
}

/// Whether an edge below group `a` of a level meets one below group `b` of it.
bool EdgeTree::meet_below(std::size_t level, std::size_t a, std::size_t b) {
    const Group& own = m_levels[level][a];
    const Group& others = m_levels[level][b];
    const std::size_t nodes = level == 0 ? m_edges : m_levels[level - 1].size();
    const std::size_t count = std::min(nodes - a * fan, fan);
    for (std::size_t k = 0; k < count; ++k) {
        auto met = others.meets(own.at(k));
        // Within a group every pair is looked at once; a node above the edges also by itself.
        if (a == b) met &= ~0U << (level == 0 ? k + 1 : k);
        for (; met != 0; met &= met - 1) {
            const std::size_t node = a * fan + k;
            const std::size_t other = b * fan + static_cast<std::size_t>(std::countr_zero(met));
            if (level == 0 ? touch(node, other) : meet_below(level - 1, node, other)) return true;
            if (m_tests > 40 * m_edges + 1000) return true; // long slanting edges
        }
    }
    return false;
}

bool EdgeTree::has_contact() {
    m_tests = 0;
    return folds_back() || meet_below(m_height - 1, 0, 0);
}

/// Adds the ring of every edge that the ray from `p` to the west crosses.
void EdgeTree::collect_crossed(std::size_t level, std::size_t group, GridPoint p,
                               std::vector<std::size_t>& rings) const {
    const auto x = coarse_x(p);
    const auto y = coarse_y(p);
    for (auto met = m_levels[level][group].meets({least, x, y, y}); met != 0; met &= met - 1) {
        const std::size_t node = group * fan + static_cast<std::size_t>(std::countr_zero(met));
        if (level > 0) {
            collect_crossed(level - 1, node, p, rings);
            continue;
        }
        const GridPoint a = from(node), b = to(node);
        if ((a.y > p.y) == (b.y > p.y)) continue;
        if ((b.y > a.y ? orient(a, b, p) : orient(b, a, p)) >= 0) continue; // p lies to the west
        const auto ring = std::upper_bound(m_ring_end.begin(), m_ring_end.end(), node);
        rings.push_back(static_cast<std::size_t>(ring - m_ring_end.begin()));
    }
}

void EdgeTree::rings_around(GridPoint p, std::size_t own, std::vector<std::size_t>& rings) const {
    rings.clear();
    collect_crossed(m_height - 1, 0, p, rings);
    std::sort(rings.begin(), rings.end());
    std::size_t kept = 0;
    for (std::size_t i = 0; i < rings.size();) {
        std::size_t end = i;
        while (end < rings.size() && rings[end] == rings[i]) ++end;
        if ((end - i) % 2 == 1 && rings[i] != own) rings[kept++] = rings[i];
        i = end;
    }
    rings.resize(kept);
}

} // namespace geo
