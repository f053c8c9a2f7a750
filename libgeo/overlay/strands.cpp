// SPDX-License-Identifier: Apache-2.0
#include "libgeo/overlay/strands.hpp"

#include <algorithm>
#include <tuple>

namespace geo {

bool Strands::gather(std::span<const BoundaryRun> runs) {
    m_points.clear();
    m_strands.clear();
    for (const auto& run : runs) {
        const auto first = m_strands.size();
        if (!add(run)) return false;
        if (!run.reversed) continue;
        for (auto s = first; s < m_strands.size(); ++s)
            std::reverse(m_points.begin() + m_strands[s].begin,
                         m_points.begin() + m_strands[s].end);
    }
    return cancel();
}

// Follows a run from node to node; a strand ends wherever another boundary may meet it.
bool Strands::add(const BoundaryRun& run) {
    const auto side = run.first.side;
    const auto& index = m_noding.index(side);
    const auto& marks = m_noding.marks(side);
    m_strands.push_back({static_cast<std::uint32_t>(m_points.size()), 0});
    push(run.start);
    for (std::uint32_t k = 0; k < run.count; ++k) {
        const auto e = run.first.edge + k;
        const auto edge = index.edge(e);
        if (k > 0) {
            push(edge.from);
            if (marks.test(e)) split();
        }
        const auto after = k == 0 ? run.start : edge.from;
        const auto before = k + 1 == run.count ? run.end : edge.to;
        if (!add_nodes({side, e}, edge, after, before)) return false;
    }
    push(run.end);
    split();
    m_strands.pop_back();
    return true;
}

// Nodes of one edge strictly between two places of it, its ends or nodes. False when a place is
// neither.
bool Strands::add_nodes(SideEdge name, GridEdge edge, GridPoint after, GridPoint before) {
    if (after == before || after == edge.to || before == edge.from) return true;
    const auto nodes = m_noding.inside(name);
    auto first = nodes.begin(), last = nodes.end();
    if (after != edge.from) {
        first = std::find(first, last, after);
        if (first++ == last) return false;
    }
    if (before != edge.to) {
        last = std::find(first, last, before);
        if (last == nodes.end()) return false;
    }
    for (; first != last; ++first) {
        push(*first);
        split();
    }
    return true;
}

void Strands::push(GridPoint p) {
    if (m_points.size() == m_strands.back().begin || m_points.back() != p) m_points.push_back(p);
}

// Ends the strand here and begins the next one at the same point.
void Strands::split() {
    const auto end = static_cast<std::uint32_t>(m_points.size());
    auto& last = m_strands.back();
    if (end - last.begin < 2) return;
    last.end = end;
    m_points.push_back(GridPoint(m_points.back()));
    m_strands.push_back({end, 0});
}

// Strands of one edge that run both ways between the same points cancel out.
bool Strands::cancel() {
    struct Link {
        GridPoint low;
        GridPoint high;
        bool forward;
        std::size_t strand;
    };
    std::vector<Link> links;
    for (std::size_t s = 0; s < m_strands.size(); ++s) {
        if (m_strands[s].end - m_strands[s].begin != 2) continue;
        const auto p = m_points[m_strands[s].begin], q = m_points[m_strands[s].begin + 1];
        links.push_back({std::min(p, q), std::max(p, q), p < q, s});
    }
    if (links.size() < 2) return true;
    std::sort(links.begin(), links.end(), [](const Link& p, const Link& q) {
        return std::tie(p.low, p.high, p.strand) < std::tie(q.low, q.high, q.strand);
    });
    bool cancelled = false;
    for (std::size_t i = 0, j = 0; i < links.size(); i = j) {
        std::ptrdiff_t net = 0;
        while (j < links.size() && links[j].low == links[i].low && links[j].high == links[i].high)
            net += links[j++].forward ? 1 : -1;
        if (j == i + 1) continue;
        if (net > 1 || net < -1) return false;
        for (auto k = i; k < j; ++k)
            if (net == 0 || links[k].forward != (net > 0) ||
                std::any_of(links.begin() + static_cast<std::ptrdiff_t>(i),
                            links.begin() + static_cast<std::ptrdiff_t>(k),
                            [&](const Link& l) { return l.forward == links[k].forward; }))
                m_strands[links[k].strand].end = m_strands[links[k].strand].begin;
        cancelled = true;
    }
    if (cancelled) std::erase_if(m_strands, [](const Strand& s) { return s.begin == s.end; });
    return true;
}

} // namespace geo
