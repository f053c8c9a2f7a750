// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <atomic>
#include <numeric>
#include <stdexcept>

#include <tbb/parallel_for.h>

#include "libgeo/core/give_up.hpp"
#include "libgeo/geom/green.hpp"
#include "libgeo/overlay/edge_index_builder.hpp"

namespace geo {

using namespace index_build;

void EdgeIndexBuilder::make_room() {
    const auto points = m_index.m_points.size();
    m_index.m_store.owner.resize(points);
    m_index.m_store.last.resize(points / 64 + 1);
    m_index.refer_to_store();
}

void EdgeIndexBuilder::set_owners(std::span<const std::uint32_t> path_begin, std::size_t feature,
                                  std::size_t first, std::size_t last) {
    auto& owner = m_index.m_store.owner;
    for (auto r = first; r < last; ++r) {
        if (path_begin[r] == path_begin[r + 1]) continue;
        for (auto p = path_begin[r]; p < path_begin[r + 1]; ++p)
            owner[p] = static_cast<std::uint32_t>(feature);
        const auto end = path_begin[r + 1] - 1;
        m_index.m_store.last[end / 64] |= std::uint64_t{1} << (end % 64);
    }
}

void EdgeIndexBuilder::choose_root() {
    auto& root = m_index.m_root;
    // A margin of two units, so that nothing lies outside or on the rim of the grid.
    const auto box = m_index.m_box.grown(2);
    root.x = box.x_min;
    root.y = box.y_min;
    const auto width = box.x_max - box.x_min, height = box.y_max - box.y_min;
    const double wanted =
        std::max(1.0, static_cast<double>(m_index.m_points.size() / edges_per_root_cell) * 1.4);
    const auto count = [&] {
        root.nx = (width >> root.shift_x) + 1;
        root.ny = (height >> root.shift_y) + 1;
        return static_cast<double>(root.nx) * static_cast<double>(root.ny);
    };
    while (count() > wanted) ++(root.shift_x > root.shift_y ? root.shift_y : root.shift_x);
}

// Root cells of a chunk of edges. Most edges lie within the cell of the one before, well off its
// rim, and need no more than that test.
std::vector<Stint> EdgeIndexBuilder::stints_of(std::size_t begin, std::size_t end) const {
    const auto& root = m_index.m_root;
    std::vector<Stint> stints;
    GridBox within; // the inner part of the last stint's cell; empty: none
    for (auto p = begin; p < end; ++p) {
        const auto e = static_cast<std::uint32_t>(p);
        if (!m_index.starts_edge(e)) continue;
        const auto edge = m_index.edge(e);
        const auto is_within = [&](GridPoint q) {
            return within.x_min <= q.x && q.x <= within.x_max && within.y_min <= q.y &&
                   q.y <= within.y_max;
        };
        if (is_within(edge.from) && is_within(edge.to) &&
            stints.back().first + stints.back().count == e) {
            ++stints.back().count;
            continue;
        }
        for_cells(root, edge.from, edge.to, [&](std::int64_t ix, std::int64_t iy) {
            stints.push_back({static_cast<std::uint32_t>(iy * root.nx + ix), e, 1});
        });
        const auto ix = root.column(edge.to.x), iy = root.row(edge.to.y);
        const auto low = low_of(root, ix, iy);
        within = {};
        if (stints.back().cell == static_cast<std::uint32_t>(iy * root.nx + ix))
            within = {low.x + 2, low.y + 2, low.x + (std::int64_t{1} << root.shift_x) - 3,
                      low.y + (std::int64_t{1} << root.shift_y) - 3};
    }
    return stints;
}

void EdgeIndexBuilder::list_root() {
    const auto points = m_index.m_points.size();
    std::vector<std::vector<Stint>> chunks((points + points_per_chunk - 1) / points_per_chunk);
    std::vector<std::uint32_t> cursor(cells_of(m_index.m_root) + 1);
    tbb::parallel_for(std::size_t{0}, chunks.size(), [&](std::size_t k) {
        const auto begin = k * points_per_chunk;
        chunks[k] = stints_of(begin, std::min(points, begin + points_per_chunk));
        for (const auto& stint : chunks[k])
            std::atomic_ref(cursor[stint.cell]).fetch_add(stint.count, std::memory_order_relaxed);
    });
    std::uint64_t total = 0;
    for (auto& c : cursor) c = static_cast<std::uint32_t>(std::exchange(total, total + c));
    if (total > UINT32_MAX) throw std::length_error("EdgeIndex: more than 2^32 entries");
    m_lists.begin = cursor;
    m_lists.edges.resize(total);
    tbb::parallel_for(std::size_t{0}, chunks.size(), [&](std::size_t k) {
        for (const auto& stint : chunks[k]) {
            const auto place = std::atomic_ref(cursor[stint.cell])
                                   .fetch_add(stint.count, std::memory_order_relaxed);
            std::iota(m_lists.edges.begin() + place, m_lists.edges.begin() + place + stint.count,
                      stint.first);
        }
        give_up(chunks[k]);
    });
}

// Lays the root's leaves and all runs one after another and corrects their places.
void EdgeIndexBuilder::join(std::vector<Run>& runs, std::int64_t rows_per_run) {
    auto& index = m_index;
    const auto roots = cells_of(index.m_root);
    std::uint64_t entries = 0;
    for (std::size_t i = 0; i < roots; ++i) {
        index.m_store.cells[i].begin = static_cast<std::uint32_t>(entries);
        if (!EdgeIndex::is_child(index.m_store.cells[i])) entries += m_lists.of(i).size();
    }
    std::vector<Bases> bases;
    Bases next{roots, entries, 0, 0};
    for (const auto& run : runs) {
        bases.push_back(next);
        next.cells += run.cells.size();
        next.entries += run.entries.size();
        next.nodes += run.nodes.size();
        next.sets += run.sets.size();
    }
    if (std::max(next.cells, next.entries) >= UINT32_MAX ||
        std::max(next.nodes, next.sets) >= EdgeIndex::tag_none)
        throw std::length_error("EdgeIndex: the layer has too many edges for one index");
    index.m_store.cells.resize(next.cells + 1);
    index.m_store.cells.back() = {static_cast<std::uint32_t>(next.entries), EdgeIndex::tag_none};
    index.m_store.entries.resize(next.entries);
    index.m_store.nodes.resize(next.nodes);
    index.m_store.sets.resize(next.sets);
    const auto row = static_cast<std::size_t>(index.m_root.nx);
    const auto span = static_cast<std::size_t>(rows_per_run) * row;
    tbb::parallel_for(std::size_t{0}, runs.size(), [&](std::size_t r) {
        place_leaves(r * span, std::min((r + 1) * span, roots), bases[r]);
        place_run(runs[r], bases[r]);
        runs[r] = {};
    });
}

void EdgeIndexBuilder::place_leaves(std::size_t begin, std::size_t end, const Bases& bases) {
    for (auto i = begin; i < end; ++i) {
        auto& cell = m_index.m_store.cells[i];
        cell.tag = moved(cell.tag, bases);
        if (EdgeIndex::is_child(cell)) continue;
        std::ranges::copy(m_lists.of(i), m_index.m_store.entries.begin() + cell.begin);
    }
}

void EdgeIndexBuilder::place_run(const Run& run, const Bases& bases) {
    for (std::size_t k = 0; k < run.cells.size(); ++k)
        m_index.m_store.cells[bases.cells + k] = {run.cells[k].begin +
                                                      static_cast<std::uint32_t>(bases.entries),
                                                  moved(run.cells[k].tag, bases)};
    for (std::size_t k = 0; k < run.nodes.size(); ++k) {
        auto node = run.nodes[k];
        node.first += static_cast<std::uint32_t>(bases.cells);
        m_index.m_store.nodes[bases.nodes + k] = node;
    }
    std::ranges::copy(run.entries, m_index.m_store.entries.data() + bases.entries);
    std::ranges::copy(run.sets, m_index.m_store.sets.data() + bases.sets);
}

void EdgeIndexBuilder::build() {
    m_index.m_box = box_of(m_index.m_points);
    if (m_index.m_features > EdgeIndex::tag_none)
        throw std::length_error("EdgeIndex: more than 2^30 features");
    if (m_index.m_points.empty()) {
        m_index.m_store.cells.resize(1);
        return;
    }
    choose_root();
    list_root();
    const auto& root = m_index.m_root;
    m_index.m_store.cells.resize(cells_of(root));
    const auto rows = std::max<std::int64_t>(1, cells_per_run / root.nx);
    std::vector<Run> runs(static_cast<std::size_t>((root.ny + rows - 1) / rows));
    tbb::parallel_for(std::size_t{0}, runs.size(), [&](std::size_t r) {
        const auto from = static_cast<std::int64_t>(r) * rows;
        fill_rows(from, std::min(from + rows, root.ny), runs[r]);
    });
    join(runs, rows);
}

EdgeIndex::EdgeIndex(const Polygons& polygons)
    : m_polygons(&polygons), m_points(polygons.points), m_features(polygons.features()) {
    EdgeIndexBuilder builder(*this);
    builder.make_room();
    m_store.low.resize(m_features);
    for (std::size_t f = 0; f < m_features; ++f) {
        m_store.low[f] = reference_of(polygons, f);
        builder.set_owners(polygons.ring_begin, f, polygons.first_ring(f), polygons.last_ring(f));
    }
    builder.build();
    refer_to_store();
}

EdgeIndex::EdgeIndex(const Lines& lines)
    : m_lines(&lines), m_points(lines.points), m_features(lines.features()) {
    EdgeIndexBuilder builder(*this);
    builder.make_room();
    for (std::size_t f = 0; f < m_features; ++f)
        builder.set_owners(lines.path_begin, f, lines.feature_begin[f], lines.feature_begin[f + 1]);
    builder.build();
    refer_to_store();
}

} // namespace geo
