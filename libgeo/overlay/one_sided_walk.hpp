// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>
#include <vector>

#include "libgeo/overlay/hot_pixel.hpp"
#include "libgeo/overlay/one_sided.hpp"

namespace geo {

/// A change of "the place is inside polygon `feature`" along an edge.
struct Toggle {
    std::uint32_t feature = 0;
    std::uint32_t sides = 0; ///< bit 0: just left of the edge, bit 1: just right of it
    Ratio at;                ///< 0 for the state at the start
};

/// A part of an edge, from < to.
struct Stretch {
    std::uint32_t feature = 0;
    std::uint32_t sides = 0; ///< on which the place is inside the feature
    Ratio from;
    Ratio to;
};

/// Where the boundary of another layer meets an edge; see `OneSidedWalk::note_contacts`.
struct Contacts {
    bool at_start = false;            ///< at the first end of the edge
    std::vector<GridPoint> vertices;  ///< of the other layer, exactly inside the edge
    std::vector<GridPoint> crossings; ///< inside both edges, rounded
    void clear() {
        at_start = false;
        vertices.clear();
        crossings.clear();
    }
};

inline constexpr std::uint32_t left_bit = 1;
inline constexpr std::uint32_t right_bit = 2;
inline constexpr std::uint32_t both_bits = 3;

/// Walks edges of one layer through the index of another and finds along each the changes of
/// inside and outside, just left of the edge and (when asked) just right of it. Keeps buffers:
/// one object per thread.
class OneSidedWalk {
  public:
    OneSidedWalk(const EdgeIndex& other, std::uint32_t sides) : m_other(other), m_sides(sides) {}

    /// From now on `collect` also notes where features other than `own` meet the edge.
    void note_contacts(Contacts& contacts) { m_contacts = &contacts; }
    void set_own(std::uint32_t own) { m_own = own; }

    /// Collects the toggles along `edge`, in no order. True when no edge is near: then `covering`
    /// tells all and there are no toggles.
    bool collect(GridEdge edge) {
        m_toggles.clear();
        if (m_contacts) m_contacts->clear();
        const auto leaf = m_other.leaf_at(edge.from);
        m_covering = leaf.cell ? m_other.covering(*leaf.cell) : Features{};
        Features start, all;
        if (leaf.cell) start = m_other.edges_in(*leaf.cell);
        if (leaf.cell && leaf.contains(edge.to)) {
            all = start;
        } else if (leaf.cell || meets_index(edge)) {
            m_other.gather(edge, m_gathered);
            all = m_gathered;
        }
        if (all.empty()) return true;
        for (const auto feature : m_covering) m_toggles.push_back({feature, m_sides, {}});
        const StartFinder finder(edge, leaf);
        if (all.data() == start.data()) {
            for (const auto e : all) {
                const auto f = m_other.edge(e);
                find_start(finder, f, e);
                cross(edge, f, e);
            }
        } else {
            for (const auto e : start) find_start(finder, m_other.edge(e), e);
            for (const auto e : all) cross(edge, m_other.edge(e), e);
        }
        return false;
    }

    /// Calls piece(feature, t0, t1) for the parts of `edge` with the polygon on all sides asked,
    /// by feature and place; t0 < t1 exactly.
    template <typename Piece> void pieces(GridEdge edge, Piece&& piece) {
        if (collect(edge)) {
            for (const auto feature : m_covering) piece(feature, 0.0, 1.0);
            return;
        }
        sort();
        for (std::size_t i = 0; i < m_toggles.size();) {
            const auto feature = m_toggles[i].feature;
            std::uint32_t state = 0;
            double since = 0;
            while (i < m_toggles.size() && m_toggles[i].feature == feature) {
                const bool was_inside = state == m_sides;
                const auto at = m_toggles[i].at;
                do state ^= m_toggles[i++].sides;
                while (i < m_toggles.size() && m_toggles[i].feature == feature &&
                       compare(m_toggles[i].at, at) == 0);
                if (was_inside == (state == m_sides)) continue;
                if (was_inside) piece(feature, since, at.approx);
                since = at.approx;
            }
            if (state == m_sides) piece(feature, since, 1.0);
        }
    }

    using Features = std::span<const std::uint32_t>;

    /// Appends the stretches of `edge` along which holds(feature, sides) is true, where `sides`
    /// has the bits of the sides on which the place is inside the feature. Ordered by feature,
    /// then place.
    template <typename Holds>
    void stretches(GridEdge edge, Holds&& holds, std::vector<Stretch>& found) {
        const Ratio start, end(1, 1);
        if (collect(edge)) {
            for (const auto feature : m_covering)
                if (holds(feature, m_sides)) found.push_back({feature, m_sides, start, end});
            return;
        }
        sort();
        for (std::size_t i = 0; i < m_toggles.size();) {
            const auto feature = m_toggles[i].feature;
            std::uint32_t state = 0;
            for (; i < m_toggles.size() && m_toggles[i].feature == feature; ++i) {
                const auto from = m_toggles[i].at;
                state ^= m_toggles[i].sides;
                const bool last = i + 1 == m_toggles.size() || m_toggles[i + 1].feature != feature;
                const auto to = last ? end : m_toggles[i + 1].at;
                if (state != 0 && holds(feature, state) && (last || compare(from, to) < 0))
                    found.push_back({feature, state, from, to});
            }
        }
    }

  private:
    bool meets_index(GridEdge edge) const {
        GridBox box;
        box.add(edge.from);
        box.add(edge.to);
        return box.meets(m_other.box());
    }

    // Both places at the start of an edge and the reference point of its cell.
    struct StartFinder {
        StartFinder(GridEdge edge, const EdgeIndex::Leaf& leaf)
            : from(reference_of(leaf.low, leaf.shift_x, leaf.shift_y)), left(edge, Side::left),
              right(edge, Side::right), upright(edge.from.x == edge.to.x) {}
        HalfPoint from;
        StartPlace left;
        StartPlace right;
        bool upright;
    };

    // The polygons at the start: those at the cell's reference point, toggled along a path.
    [[gnu::always_inline]] void find_start(const StartFinder& start, GridEdge f, std::uint32_t e) {
        bool touched = start.upright;
        std::uint32_t sides = start.left.crosses_path(f, start.from, touched) ? both_bits : 0;
        if (touched && m_sides == both_bits)
            sides = (sides & left_bit) |
                    (start.right.crosses_path(f, start.from, touched) ? right_bit : 0);
        if (sides & m_sides) m_toggles.push_back({m_other.owner(e), sides & m_sides, {}});
    }

    [[gnu::always_inline]] void cross(GridEdge edge, GridEdge f, std::uint32_t e) {
        if (!boxes_meet(edge, f)) return;
        const auto crossing = crossing_of(edge, f);
        const auto sides =
            ((crossing.left ? left_bit : 0) | (crossing.right ? right_bit : 0)) & m_sides;
        if (sides) m_toggles.push_back({m_other.owner(e), sides, crossing.at});
        if (m_contacts && m_other.owner(e) != m_own) note(edge, f, crossing);
    }

    // Edges whose boxes meet. The far end of `f` is the start of another edge and noted with that.
    void note(GridEdge edge, GridEdge f, const Crossing& crossing) {
        if (on_segment(f.from, f.to, edge.from)) m_contacts->at_start = true;
        if (f.from != edge.from && f.from != edge.to && on_segment(edge.from, edge.to, f.from))
            m_contacts->vertices.push_back(f.from);
        if (crossing.left && crossing.right)
            m_contacts->crossings.push_back(rounded(edge, crossing.at));
    }

    void sort() {
        if (m_toggles.size() < 2) return;
        std::sort(m_toggles.begin(), m_toggles.end(), [](const Toggle& p, const Toggle& q) {
            return p.feature != q.feature ? p.feature < q.feature : compare(p.at, q.at) < 0;
        });
    }

    const EdgeIndex& m_other;
    std::uint32_t m_sides;
    Features m_covering;
    std::vector<std::uint32_t> m_gathered;
    std::vector<Toggle> m_toggles;
    Contacts* m_contacts = nullptr;
    std::uint32_t m_own = UINT32_MAX; ///< feature whose contacts are not noted
};

} // namespace geo
