// SPDX-License-Identifier: Apache-2.0
#include "libgeo/overlay/edge_index.hpp"

#include <algorithm>

namespace geo {

EdgeIndex::Leaf EdgeIndex::leaf_at(GridPoint p) const {
    const auto ix = m_root.column(p.x), iy = m_root.row(p.y);
    if (ix < 0 || ix >= m_root.nx || iy < 0 || iy >= m_root.ny) return {};
    const auto* cell = &m_cells[static_cast<std::size_t>(iy * m_root.nx + ix)];
    const auto x = p.x - m_root.x, y = p.y - m_root.y;
    int sx = m_root.shift_x, sy = m_root.shift_y;
    while (is_child(*cell)) {
        const auto& node = m_nodes[cell->tag & ~kind_mask];
        sx -= node.mx;
        sy -= node.my;
        const auto jx = (x >> sx) & ((std::int64_t{1} << node.mx) - 1);
        const auto jy = (y >> sy) & ((std::int64_t{1} << node.my) - 1);
        cell = &m_cells[node.first + static_cast<std::size_t>((jy << node.mx) + jx)];
    }
    return {cell, {m_root.x + (x >> sx << sx), m_root.y + (y >> sy << sy)}, sx, sy};
}

std::uint32_t EdgeIndex::ring_start(std::uint32_t point) const {
    const auto first = m_polygons->ring_begin.begin();
    const auto feature = m_owner[point];
    const auto from = first + static_cast<std::ptrdiff_t>(m_polygons->first_ring(feature));
    const auto to = first + static_cast<std::ptrdiff_t>(m_polygons->last_ring(feature));
    return *(std::upper_bound(from, to, point) - 1);
}

void EdgeIndex::gather_in(const GridFrame& frame, std::size_t first, GridEdge edge,
                          std::vector<std::uint32_t>& found) const {
    for_cells(frame, edge.from, edge.to, [&](std::int64_t ix, std::int64_t iy) {
        const auto& cell = m_cells[first + static_cast<std::size_t>(iy * frame.nx + ix)];
        if (is_child(cell)) {
            const auto& child = node(cell.tag);
            gather_in(frame.inside(ix, iy, child.mx, child.my), child.first, edge, found);
        } else {
            const auto edges = edges_in(cell);
            found.insert(found.end(), edges.begin(), edges.end());
        }
    });
}

void EdgeIndex::gather(GridEdge edge, std::vector<std::uint32_t>& found) const {
    found.clear();
    gather_in(m_root, 0, edge, found);
    std::sort(found.begin(), found.end());
    found.erase(std::unique(found.begin(), found.end()), found.end());
}

EdgeIndex::EdgeIndex(const Polygons& polygons, const Arrays& arrays)
    : m_polygons(&polygons), m_points(polygons.points), m_features(polygons.features()),
      m_box(arrays.box), m_root(arrays.root), m_owner(arrays.owner), m_low(arrays.low),
      m_last(arrays.last), m_cells(arrays.cells), m_nodes(arrays.nodes), m_entries(arrays.entries),
      m_sets(arrays.sets) {}

EdgeIndex::Arrays EdgeIndex::arrays() const {
    return {m_box, m_root, m_owner, m_low, m_last, m_cells, m_nodes, m_entries, m_sets};
}

void EdgeIndex::refer_to_store() {
    m_owner = m_store.owner;
    m_low = m_store.low;
    m_last = m_store.last;
    m_cells = m_store.cells;
    m_nodes = m_store.nodes;
    m_entries = m_store.entries;
    m_sets = m_store.sets;
}

std::size_t EdgeIndex::memory_bytes() const {
    return m_points.size_bytes() + m_owner.size_bytes() + m_last.size_bytes() +
           m_cells.size_bytes() + m_nodes.size_bytes() + m_entries.size_bytes() +
           m_sets.size_bytes() + m_low.size_bytes();
}

} // namespace geo
