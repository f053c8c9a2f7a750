// SPDX-License-Identifier: Apache-2.0
#include "libgeo/overlay/boundary_runs.hpp"

#include <tbb/parallel_sort.h>

#include "libgeo/overlay/boundary_walk.hpp"
#include "libgeo/overlay/hot_pixel.hpp"
#include "libgeo/overlay/union_walk.hpp"

namespace geo {

namespace {

/// What one mode asks of the walk along the edges of one side.
struct Wanted {
    bool pairs = false;
    bool own_rest = false;   ///< the rest of the walked layer
    bool other_rest = false; ///< the rest of the other layer
};

Wanted wanted(OverlayMode mode, LayerSide side) {
    const bool pairs = mode != OverlayMode::erase;
    const bool rest_a = mode != OverlayMode::intersection;
    const bool rest_b = mode == OverlayMode::unite;
    return side == LayerSide::a ? Wanted{pairs, rest_a, rest_b} : Wanted{pairs, rest_b, rest_a};
}

/// A part of one edge, with its place on the grid.
struct Part {
    std::uint32_t edge = 0;
    GridPoint start;
    GridPoint end;
    Ratio from;
    Ratio to;
    bool reversed = false;
};

/// Walks the edges of one side. One object a thread.
class SideWalk {
  public:
    SideWalk(const EdgeIndex& own, const EdgeIndex& other, LayerSide side, OverlayMode mode,
             PointMarks& marks)
        : m_own(own), m_other(other), m_side(side), m_wanted(wanted(mode, side)), m_marks(marks),
          m_across(other, sides(side, m_wanted)), m_along(own, both_bits) {
        m_across.note_contacts(m_contacts);
        m_along.note_contacts(m_own_contacts);
    }

    void walk(std::uint32_t begin, std::uint32_t end) {
        for (auto e = begin; e < end; ++e)
            if (const auto edge = m_own.edge(e); edge.from != edge.to) walk_edge(e, edge);
    }

    std::vector<BoundaryRun> runs;
    PairSums<GreenFrame> sums;
    std::vector<GridPoint> crossings;
    std::vector<EdgeNode> touches;

  private:
    static std::uint32_t sides(LayerSide side, Wanted wanted) {
        return side == LayerSide::a && !wanted.other_rest ? left_bit : both_bits;
    }

    void walk_edge(std::uint32_t e, GridEdge edge) {
        m_found.clear();
        m_across.stretches(
            edge, [](auto, auto) { return true; }, m_found);
        note(e, m_contacts);
        note_touching_rings(e, edge);
        if (m_wanted.pairs) add_pairs(e, edge);
        if (m_wanted.other_rest) add_other_rest(e, edge);
        if (m_wanted.own_rest) add_own_rest(e, edge);
    }

    void note(std::uint32_t e, const Contacts& contacts) {
        if (contacts.at_start) m_marks.set(e);
        for (const auto p : contacts.vertices) touches.push_back({{m_side, e}, p});
        crossings.insert(crossings.end(), contacts.crossings.begin(), contacts.crossings.end());
    }

    // Where another ring of the same feature touches the start of an edge.
    void note_touching_rings(std::uint32_t e, GridEdge edge) {
        const auto feature = m_own.owner(e);
        const auto& polygons = *m_own.polygons();
        if (polygons.last_ring(feature) - polygons.first_ring(feature) < 2) return;
        for (const auto f : m_own.edges_in(*m_own.leaf_at(edge.from).cell)) {
            if (f == e || m_own.owner(f) != feature) continue;
            const auto other = m_own.edge(f);
            if (other.to == edge.from || !on_segment(other.from, other.to, edge.from)) continue;
            m_marks.set(e);
            if (other.from != edge.from) touches.push_back({{m_side, f}, edge.from});
        }
    }

    // Pieces of a's boundary with b just left of them, and of b's boundary with a on both sides: a
    // piece that both boundaries share is taken once.
    void add_pairs(std::uint32_t e, GridEdge edge) {
        const auto needed = m_side == LayerSide::a ? left_bit : both_bits;
        for (const auto& s : m_found)
            if ((s.sides & needed) == needed)
                add(m_own.owner(e), s.feature, edge, part(e, edge, s.from, s.to, false));
    }

    // Pieces with nothing of the other layer just left of them.
    void add_own_rest(std::uint32_t e, GridEdge edge) {
        std::erase_if(m_found, [](const Stretch& s) { return (s.sides & left_bit) == 0; });
        join(m_found);
        for_uncovered({}, Ratio(1, 1), m_found, [&](const Ratio& from, const Ratio& to) {
            add(m_own.owner(e), no_feature, edge, part(e, edge, from, to, false));
        });
    }

    // Pieces inside a feature of the other layer that bound the union of this one, from outside.
    void add_other_rest(std::uint32_t e, GridEdge edge) {
        if (std::none_of(m_found.begin(), m_found.end(),
                         [](const Stretch& s) { return s.sides == both_bits; }))
            return;
        if (is_twinned(e, edge)) return;
        find_hidden(e, edge);
        for (const auto& s : m_found) {
            if (s.sides != both_bits) continue;
            for_uncovered(s.from, s.to, m_hidden, [&](const Ratio& from, const Ratio& to) {
                add(no_feature, s.feature, edge, part(e, edge, from, to, true));
            });
        }
    }

    // True when another feature of the own layer has the same edge the other way round, and so lies
    // on the right all along it: the common case in a coverage.
    bool is_twinned(std::uint32_t e, GridEdge edge) const {
        const auto own = m_own.owner(e);
        return std::ranges::any_of(m_own.edges_in(*m_own.leaf_at(edge.from).cell), [&](auto f) {
            if (m_own.points()[f] != edge.to || m_own.owner(f) == own) return false;
            return m_own.edge(f).to == edge.from;
        });
    }

    // Where another feature of the own layer lies on the right; where several have the same piece,
    // the first of them keeps it.
    void find_hidden(std::uint32_t e, GridEdge edge) {
        const auto own = m_own.owner(e);
        m_hidden.clear();
        m_along.leave_out(own);
        m_along.stretches(
            edge,
            [own](auto feature, auto sides) {
                return feature != own && ((sides & right_bit) != 0 || feature < own);
            },
            m_hidden);
        note(e, m_own_contacts);
        join(m_hidden);
    }

    static Part part(std::uint32_t e, GridEdge edge, const Ratio& from, const Ratio& to,
                     bool reversed) {
        const auto place = [&](const Ratio& at) {
            return at.num == 0 ? edge.from : at.num == at.den ? edge.to : rounded(edge, at);
        };
        return {e, place(from), place(to), from, to, reversed};
    }

    // `own` and `other` are features of the walked and of the other layer.
    void add(std::uint32_t own, std::uint32_t other, GridEdge edge, const Part& part) {
        const bool is_a = m_side == LayerSide::a;
        const auto a = is_a ? own : other, b = is_a ? other : own;
        auto& sum = sums.of(a, b, [&] { return reference(own, other); });
        const double from = part.from.approx, to = part.to.approx;
        if (part.reversed)
            sum.add({edge.to, edge.from}, 1 - to, 1 - from);
        else
            sum.add(edge, from, to);
        extend(a, b, part);
    }

    GridPoint reference(std::uint32_t own, std::uint32_t other) const {
        if (own == no_feature) return m_other.low_corner(other);
        if (other == no_feature) return m_own.low_corner(own);
        const auto p = m_own.low_corner(own), q = m_other.low_corner(other);
        return {std::max(p.x, q.x), std::max(p.y, q.y)};
    }

    // Lengthens the run that ends where the part starts, or begins another one.
    void extend(std::uint32_t a, std::uint32_t b, const Part& part) {
        const auto n = runs.size();
        for (std::size_t k = 1; k <= std::min<std::size_t>(n, 6); ++k) {
            auto& run = runs[n - k];
            if (run.a != a || run.b != b || run.reversed != part.reversed) continue;
            const auto last = run.first.edge + run.count - 1;
            const bool same_edge = last == part.edge;
            const bool next_edge = last + 1 == part.edge && !m_own.ends_ring(last);
            if (run.end != part.start || !(same_edge || (next_edge && part.from.num == 0))) break;
            run.count += next_edge;
            run.end = part.end;
            return;
        }
        runs.push_back({a, b, {m_side, part.edge}, 1, part.reversed, part.start, part.end});
    }

    const EdgeIndex& m_own;
    const EdgeIndex& m_other;
    LayerSide m_side;
    Wanted m_wanted;
    PointMarks& m_marks;
    OneSidedWalk m_across; ///< through the other layer
    OneSidedWalk m_along;  ///< through the own layer
    Contacts m_contacts;
    Contacts m_own_contacts;
    std::vector<Stretch> m_found;
    std::vector<Stretch> m_hidden;
};

/// What the walks of both sides gave, in no order.
struct Collected {
    BoundaryRuns boundary;
    std::vector<GridPoint> crossings;
    std::vector<EdgeNode> touches;

    void take(const SideWalk& walk, std::vector<PairSum<GreenFrame>>& pairs) {
        boundary.runs.insert(boundary.runs.end(), walk.runs.begin(), walk.runs.end());
        boundary.sums.insert(boundary.sums.end(), pairs.begin(), pairs.end());
        crossings.insert(crossings.end(), walk.crossings.begin(), walk.crossings.end());
        touches.insert(touches.end(), walk.touches.begin(), walk.touches.end());
    }
};

void walk_side(LayerSide side, OverlayMode mode, Noding& noding, Collected& collected) {
    const auto& own = noding.index(side);
    const auto& other = noding.index(side == LayerSide::a ? LayerSide::b : LayerSide::a);
    const auto make = [&] { return SideWalk(own, other, side, mode, noding.marks(side)); };
    auto walks = for_edge_chunks(
        own, make, [](SideWalk& walk, auto begin, auto end) { walk.walk(begin, end); });
    for (auto& walk : walks) collected.take(walk, walk.sums.pairs());
}

} // namespace

BoundaryRuns boundary_runs(OverlayMode mode, Noding& noding) {
    Collected collected;
    walk_side(LayerSide::a, mode, noding, collected);
    walk_side(LayerSide::b, mode, noding, collected);
    merge(collected.boundary.sums);
    noding.complete(std::move(collected.crossings), std::move(collected.touches));
    auto& runs = collected.boundary.runs;
    tbb::parallel_sort(runs.begin(), runs.end(), [](const BoundaryRun& p, const BoundaryRun& q) {
        return std::tie(p.a, p.b, p.first, p.start, p.end, p.reversed) <
               std::tie(q.a, q.b, q.first, q.start, q.end, q.reversed);
    });
    return std::move(collected.boundary);
}

} // namespace geo
