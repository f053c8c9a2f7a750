// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <bit>
#include <numeric>

#include "libgeo/overlay/edge_index_builder.hpp"

namespace geo {

using namespace index_build;

void EdgeIndexBuilder::walk_upright(Edges edges, HalfPoint from, std::int64_t to_y2,
                                    Cover& cover) const {
    if (m_index.m_lines) return; // lines cover nothing
    for (const auto e : edges) {
        const auto f = m_index.edge(e);
        if (straddles_column(f, from.x2) && is_left(f, from) != is_left(f, {from.x2, to_y2}))
            cover.toggle(m_index.owner(e));
    }
}

// From the left rim of a cell over its reference point, where the tag is taken, to the right rim.
std::uint32_t EdgeIndexBuilder::cross_leaf(Edges edges, GridPoint low, const GridFrame& frame,
                                           Cover& cover, Run& run) const {
    if (edges.empty() || m_index.m_lines) return cover.tag(run);
    const auto middle = reference_of(low, frame.shift_x, frame.shift_y);
    const HalfPoint left{2 * low.x - 1, middle.y2};
    const HalfPoint right{left.x2 + (std::int64_t{2} << frame.shift_x), middle.y2};
    auto& later = run.crossed;
    later.clear();
    for (const auto e : edges) {
        const auto f = m_index.edge(e);
        if (!straddles_row(f, middle.y2)) continue;
        const bool at_middle = is_left(f, middle);
        if (is_left(f, left) != at_middle) cover.toggle(m_index.owner(e));
        if (is_left(f, right) != at_middle) later.push_back(m_index.owner(e));
    }
    const auto tag = cover.tag(run);
    for (const auto feature : later) cover.toggle(feature);
    return tag;
}

// For a divided cell: `cover` goes from the left rim to the right one at the reference's height,
// `start` up or down the left rim to the height of the first row of the child.
void EdgeIndexBuilder::cross_divided(Edges edges, const GridFrame& frame, const GridFrame& child,
                                     Cover& cover, Cover& start) const {
    if (m_index.m_lines) return;
    const GridPoint low{child.x, child.y};
    const HalfPoint left{2 * low.x - 1, reference_of(low, frame.shift_x, frame.shift_y).y2};
    const HalfPoint right{left.x2 + (std::int64_t{2} << frame.shift_x), left.y2};
    const HalfPoint first{left.x2, reference_of(low, child.shift_x, child.shift_y).y2};
    for (const auto e : edges) {
        const auto f = m_index.edge(e);
        const bool row = straddles_row(f, left.y2), column = straddles_column(f, left.x2);
        if (!row && !column) continue;
        const bool at_left = is_left(f, left);
        if (row && is_left(f, right) != at_left) cover.toggle(m_index.owner(e));
        if (column && is_left(f, first) != at_left) start.toggle(m_index.owner(e));
    }
}

bool EdgeIndexBuilder::list_cells(Edges edges, const GridFrame& frame, double copies,
                                  CellLists& lists, Run& run) const {
    auto& cells = run.cells_of_edges;
    cells.clear();
    lists.begin.assign(cells_of(frame) + 2, 0);
    constexpr std::uint32_t end_of_edge = UINT32_MAX;
    for (const auto e : edges) {
        const auto edge = m_index.edge(e);
        for_cells(frame, edge.from, edge.to, [&](std::int64_t ix, std::int64_t iy) {
            const auto cell = static_cast<std::uint32_t>(iy * frame.nx + ix);
            ++lists.begin[cell + 2];
            cells.push_back(cell);
        });
        cells.push_back(end_of_edge);
    }
    const auto total = cells.size() - edges.size();
    if (static_cast<double>(total) > copies * static_cast<double>(edges.size())) return false;
    std::inclusive_scan(lists.begin.begin(), lists.begin.end(), lists.begin.begin());
    lists.edges.resize(total);
    auto cell = cells.begin();
    for (const auto e : edges) {
        for (; *cell != end_of_edge; ++cell) lists.edges[lists.begin[*cell + 1]++] = e;
        ++cell;
    }
    return true;
}

// Plans to divide a crowded cell when that separates its edges at a bearable number of copies.
// `cover` is that of the left rim at the reference's height, and of the right rim when it did.
bool EdgeIndexBuilder::plan(Edges edges, const GridFrame& frame, std::int64_t ix, std::int64_t iy,
                            double copies, Cover& cover, Division& division, Run& run) const {
    division.lists = run.pool.take();
    for (int m = static_cast<int>(std::bit_width(edges.size())) / 2; m > 0; --m) {
        division.mx = std::min(m, frame.shift_x);
        division.my = std::min(m, frame.shift_y);
        if (division.mx + division.my == 0) break;
        auto& child = division.frame = frame.inside(ix, iy, division.mx, division.my);
        if (!list_cells(edges, child, copies, division.lists, run)) continue;
        const auto listed = std::max<std::size_t>(division.lists.edges.size(), 1);
        division.copies = copies * static_cast<double>(edges.size()) / static_cast<double>(listed);
        division.cover = cover;
        cross_divided(edges, frame, child, cover, division.cover);
        return true;
    }
    run.pool.give(std::move(division.lists));
    return false;
}

// Writes the node of a divided cell and returns its tag.
std::uint32_t EdgeIndexBuilder::fill_node(Division& division, Run& run) {
    const auto tag = EdgeIndex::kind_child | static_cast<std::uint32_t>(run.nodes.size());
    run.nodes.push_back({static_cast<std::uint32_t>(run.cells.size()),
                         static_cast<std::uint8_t>(division.mx),
                         static_cast<std::uint8_t>(division.my)});
    fill_cells(division, run);
    run.pool.give(std::move(division.lists));
    return tag;
}

// Up the left rim to the next row: below the border with this row's edges, above it with the next
// row's.
void EdgeIndexBuilder::climb(const Division& division, std::int64_t iy, Cover& cover) const {
    const auto& frame = division.frame;
    const auto low = low_of(frame, 0, iy), next = low_of(frame, 0, iy + 1);
    const auto from = reference_of(low, frame.shift_x, frame.shift_y).y2;
    const auto to = reference_of(next, frame.shift_x, frame.shift_y).y2;
    const auto i = static_cast<std::size_t>(iy * frame.nx);
    const auto border = 2 * next.y - 1, rim = 2 * low.x - 1;
    walk_upright(division.lists.of(i), {rim, from}, border, cover);
    walk_upright(division.lists.of(i + static_cast<std::size_t>(frame.nx)), {rim, border}, to,
                 cover);
}

void EdgeIndexBuilder::fill_cells(Division& division, Run& run) {
    const auto& frame = division.frame;
    struct Crowd {
        std::size_t cell;
        Division division;
    };
    std::vector<Crowd> crowds;
    const auto first = run.cells.size();
    run.cells.resize(first + cells_of(frame));
    for (std::int64_t iy = 0; iy < frame.ny; ++iy) {
        Cover cover = division.cover;
        for (std::int64_t ix = 0; ix < frame.nx; ++ix) {
            const auto i = static_cast<std::size_t>(iy * frame.nx + ix);
            const auto edges = division.lists.of(i);
            const auto low = low_of(frame, ix, iy);
            run.cells[first + i].begin = static_cast<std::uint32_t>(run.entries.size());
            if (edges.size() > crowded && division.copies > least_copies) {
                Division next;
                if (plan(edges, frame, ix, iy, division.copies, cover, next, run)) {
                    crowds.push_back({first + i, std::move(next)});
                    continue;
                }
            }
            run.cells[first + i].tag = cross_leaf(edges, low, frame, cover, run);
            run.entries.insert(run.entries.end(), edges.begin(), edges.end());
        }
        if (iy + 1 < frame.ny) climb(division, iy, division.cover);
    }
    for (auto& crowd : crowds) {
        const auto tag = fill_node(crowd.division, run);
        run.cells[crowd.cell].tag = tag;
    }
}

void EdgeIndexBuilder::fill_rows(std::int64_t row_begin, std::int64_t row_end, Run& run) {
    const auto& root = m_index.m_root;
    for (auto iy = row_begin; iy < row_end; ++iy) {
        Cover cover; // nothing lies to the left of the grid
        for (std::int64_t ix = 0; ix < root.nx; ++ix) {
            const auto i = static_cast<std::size_t>(iy * root.nx + ix);
            const auto begin = m_lists.edges.begin() + m_lists.begin[i];
            const auto end = m_lists.edges.begin() + m_lists.begin[i + 1];
            if (!std::is_sorted(begin, end)) std::sort(begin, end);
            const auto edges = m_lists.of(i);
            const auto low = low_of(root, ix, iy);
            auto& tag = m_index.m_store.cells[i].tag;
            if (edges.size() > crowded) {
                Division division;
                if (plan(edges, root, ix, iy, copies_at_most, cover, division, run)) {
                    tag = fill_node(division, run);
                    continue;
                }
            }
            tag = cross_leaf(edges, low, root, cover, run);
        }
    }
}

} // namespace geo
