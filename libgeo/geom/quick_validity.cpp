// SPDX-License-Identifier: Apache-2.0
#include "libgeo/geom/quick_validity.hpp"

#include "libgeo/geom/edge_tree.hpp"

namespace geo {

namespace {

/// Number of rings that hold the first point of a ring, and whether a certain one does.
struct Nesting {
    std::size_t shells = 0;
    std::size_t holes = 0;
    bool in_own_shell = false;
};

/// Every ring has enough points, and there is one.
bool has_area(const Polygons& p, std::size_t feature) {
    for (std::size_t r = p.first_ring(feature); r < p.last_ring(feature); ++r)
        if (p.ring(r).size() < 3) return false;
    return p.first_ring(feature) < p.last_ring(feature);
}

Nesting nesting_of(const EdgeTree& tree, GridPoint p, std::size_t own, std::size_t shell,
                   const std::vector<char>& is_shell) {
    std::vector<std::size_t> around;
    tree.rings_around(p, own, around);
    Nesting found;
    for (const auto r : around) {
        ++(is_shell[r] ? found.shells : found.holes);
        if (r == shell) found.in_own_shell = true;
    }
    return found;
}

} // namespace

bool is_surely_valid(const Polygons& p, std::size_t feature) {
    if (!has_area(p, feature)) return false;
    thread_local EdgeTree tree; // keeps its memory from one feature to the next
    tree.build(p, feature);
    if (tree.has_contact()) return false;
    const std::size_t first = p.first_ring(feature);
    std::vector<char> is_shell(p.last_ring(feature) - first);
    for (auto part = p.feature_begin[feature]; part < p.feature_begin[feature + 1]; ++part)
        is_shell[p.part_begin[part] - first] = 1;
    if (is_shell.size() == 1) return true;
    for (auto part = p.feature_begin[feature]; part < p.feature_begin[feature + 1]; ++part) {
        const std::size_t shell = p.part_begin[part];
        const auto nesting = [&](std::size_t r) {
            return nesting_of(tree, p.ring(r)[0], r - first, shell - first, is_shell);
        };
        const auto outer = nesting(shell);
        if (outer.shells != outer.holes) return false;
        for (auto hole = shell + 1; hole < p.part_begin[part + 1]; ++hole) {
            const auto inner = nesting(hole);
            if (!inner.in_own_shell || inner.shells + inner.holes != outer.shells + outer.holes + 1)
                return false;
        }
    }
    return true;
}

} // namespace geo
