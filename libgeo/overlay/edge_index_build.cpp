// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <atomic>
#include <bit>
#include <numeric>
#include <stdexcept>

#include <tbb/parallel_for.h>

#include "libgeo/geom/green.hpp"
#include "libgeo/overlay/edge_index.hpp"
#include "libgeo/overlay/one_sided.hpp"

namespace geo {

namespace {

using Cell = EdgeIndex::Cell;
using Node = EdgeIndex::Node;
using Edges = std::span<const std::uint32_t>;

constexpr std::size_t edges_per_root_cell = 8;
constexpr std::size_t crowded = 12;    // more edges than this divide a cell
constexpr double copies_at_most = 4.0; // entries below a root cell for one entry of it
constexpr std::int64_t cells_per_run = 1024;
constexpr std::size_t points_per_chunk = 8192;

// Lists of edges by cell, of one frame.
struct CellLists {
    std::vector<std::uint32_t> begin;
    std::vector<std::uint32_t> edges;
    Edges of(std::size_t cell) const {
        return {edges.data() + begin[cell], begin[cell + 1] - begin[cell]};
    }
};

// What one run of root rows adds to the index, with places counted from the run's own begin.
struct Run {
    std::vector<Cell> cells;
    std::vector<Node> nodes;
    std::vector<std::uint32_t> entries;
    std::vector<std::uint32_t> sets;
};

// The polygons that cover a moving point.
class Cover {
  public:
    void toggle(std::uint32_t feature) {
        const auto at = std::lower_bound(m_features.begin(), m_features.end(), feature);
        if (at != m_features.end() && *at == feature)
            m_features.erase(at);
        else
            m_features.insert(at, feature);
        m_tag_known = false;
    }
    std::uint32_t tag(Run& run) {
        if (!m_tag_known) m_tag = make_tag(run);
        m_tag_known = true;
        return m_tag;
    }

  private:
    std::uint32_t make_tag(Run& run) const {
        if (m_features.empty()) return EdgeIndex::tag_none;
        if (m_features.size() == 1) return m_features[0];
        const auto place = static_cast<std::uint32_t>(run.sets.size());
        run.sets.push_back(static_cast<std::uint32_t>(m_features.size()));
        run.sets.insert(run.sets.end(), m_features.begin(), m_features.end());
        return EdgeIndex::kind_set | place;
    }

    std::vector<std::uint32_t> m_features;
    std::uint32_t m_tag = 0;
    bool m_tag_known = false;
};

std::size_t cells_of(const GridFrame& frame) {
    return static_cast<std::size_t>(frame.nx * frame.ny);
}

GridPoint low_of(const GridFrame& frame, std::int64_t ix, std::int64_t iy) {
    return {frame.x + (ix << frame.shift_x), frame.y + (iy << frame.shift_y)};
}

// A cell divided again, before it is written.
struct Division {
    GridFrame frame;
    int mx = 0;
    int my = 0;
    CellLists lists;
    double copies = 0; // what is left of the allowance
    Cover cover;       // at the reference point of the divided cell
    std::uint32_t* tag = nullptr;
};

// Where a run's parts begin in the whole index.
struct Bases {
    std::uint64_t cells = 0;
    std::uint64_t entries = 0;
    std::uint64_t nodes = 0;
    std::uint64_t sets = 0;
};

std::uint32_t moved(std::uint32_t tag, const Bases& bases) {
    const auto kind = tag & EdgeIndex::kind_mask;
    if (kind == EdgeIndex::kind_set) return tag + static_cast<std::uint32_t>(bases.sets);
    if (kind == EdgeIndex::kind_child) return tag + static_cast<std::uint32_t>(bases.nodes);
    return tag;
}

} // namespace

/// Fills an index: owners, root lists by two counting passes, then runs of rows on their own.
class EdgeIndexBuilder {
  public:
    explicit EdgeIndexBuilder(EdgeIndex& index) : m_index(index) {}
    void set_owners(std::span<const std::uint32_t> path_begin, std::size_t feature,
                    std::size_t first, std::size_t last);
    void build();

  private:
    void choose_root();
    void list_root();
    void fill_rows(std::int64_t row_begin, std::int64_t row_end, Run& run);
    void move_to_middle(Edges edges, GridPoint low, const GridFrame& frame, Cover& cover) const;
    void move_to_rim(Edges edges, GridPoint low, const GridFrame& frame, Cover& cover) const;
    void walk_level(Edges edges, HalfPoint from, std::int64_t to_x2, Cover& cover) const;
    void walk_upright(Edges edges, HalfPoint from, std::int64_t to_y2, Cover& cover) const;
    bool plan(Edges edges, const GridFrame& frame, std::int64_t ix, std::int64_t iy, double copies,
              Division& division) const;
    bool list_cells(Edges edges, const GridFrame& frame, double copies, CellLists& lists) const;
    void fill_node(Division& division, Edges edges, const GridFrame& frame, GridPoint low,
                   Run& run);
    void fill_cells(Division& division, Run& run);
    void climb(const Division& division, std::int64_t iy, Cover& cover) const;
    void join(std::vector<Run>& runs, std::int64_t rows_per_run);
    void place_leaves(std::size_t begin, std::size_t end, const Bases& bases);
    void place_run(const Run& run, const Bases& bases);

    EdgeIndex& m_index;
    CellLists m_lists;
};

void EdgeIndexBuilder::set_owners(std::span<const std::uint32_t> path_begin, std::size_t feature,
                                  std::size_t first, std::size_t last) {
    auto& owner = m_index.m_owner;
    for (auto r = first; r < last; ++r) {
        if (path_begin[r] == path_begin[r + 1]) continue;
        for (auto p = path_begin[r]; p < path_begin[r + 1]; ++p)
            owner[p] = static_cast<std::uint32_t>(feature);
        const auto end = path_begin[r + 1] - 1;
        m_index.m_last[end / 64] |= std::uint64_t{1} << (end % 64);
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

void EdgeIndexBuilder::list_root() {
    const auto& root = m_index.m_root;
    const auto points = m_index.m_points.size();
    std::vector<std::uint32_t> cursor(cells_of(root) + 1);
    const auto each = [&](auto&& action) {
        const tbb::blocked_range<std::size_t> range(0, points, points_per_chunk);
        tbb::parallel_for(range, [&](const auto& part) {
            for (auto p = part.begin(); p < part.end(); ++p) {
                const auto e = static_cast<std::uint32_t>(p);
                if (!m_index.starts_edge(e)) continue;
                const auto edge = m_index.edge(e);
                for_cells(root, edge.from, edge.to, [&](std::int64_t ix, std::int64_t iy) {
                    const auto cell = static_cast<std::size_t>(iy * root.nx + ix);
                    action(e, std::atomic_ref(cursor[cell])++);
                });
            }
        });
    };
    each([](std::uint32_t, std::uint32_t) {});
    std::uint64_t total = 0;
    for (auto& c : cursor) c = static_cast<std::uint32_t>(std::exchange(total, total + c));
    if (total > UINT32_MAX) throw std::length_error("EdgeIndex: more than 2^32 entries");
    m_lists.begin = cursor;
    m_lists.edges.resize(total);
    each([&](std::uint32_t e, std::uint32_t place) { m_lists.edges[place] = e; });
}

void EdgeIndexBuilder::walk_level(Edges edges, HalfPoint from, std::int64_t to_x2,
                                  Cover& cover) const {
    if (m_index.m_lines) return; // lines cover nothing
    for (const auto e : edges) {
        const auto f = m_index.edge(e);
        if (straddles_row(f, from.y2) && is_left(f, from) != is_left(f, {to_x2, from.y2}))
            cover.toggle(m_index.owner(e));
    }
}

void EdgeIndexBuilder::walk_upright(Edges edges, HalfPoint from, std::int64_t to_y2,
                                    Cover& cover) const {
    if (m_index.m_lines) return; // lines cover nothing
    for (const auto e : edges) {
        const auto f = m_index.edge(e);
        if (straddles_column(f, from.x2) && is_left(f, from) != is_left(f, {from.x2, to_y2}))
            cover.toggle(m_index.owner(e));
    }
}

// From the left rim of a cell to its reference point, at the reference's height.
void EdgeIndexBuilder::move_to_middle(Edges edges, GridPoint low, const GridFrame& frame,
                                      Cover& cover) const {
    const auto middle = reference_of(low, frame.shift_x, frame.shift_y);
    walk_level(edges, {2 * low.x - 1, middle.y2}, middle.x2, cover);
}

// From the reference point of a cell to its right rim.
void EdgeIndexBuilder::move_to_rim(Edges edges, GridPoint low, const GridFrame& frame,
                                   Cover& cover) const {
    const auto right = low.x + (std::int64_t{1} << frame.shift_x);
    walk_level(edges, reference_of(low, frame.shift_x, frame.shift_y), 2 * right - 1, cover);
}

bool EdgeIndexBuilder::list_cells(Edges edges, const GridFrame& frame, double copies,
                                  CellLists& lists) const {
    lists.begin.assign(cells_of(frame) + 1, 0);
    const auto each = [&](auto&& action) {
        for (const auto e : edges) {
            const auto edge = m_index.edge(e);
            for_cells(frame, edge.from, edge.to, [&](std::int64_t ix, std::int64_t iy) {
                action(e, lists.begin[static_cast<std::size_t>(iy * frame.nx + ix)]);
            });
        }
    };
    each([](std::uint32_t, std::uint32_t& count) { ++count; });
    std::exclusive_scan(lists.begin.begin(), lists.begin.end(), lists.begin.begin(), 0U);
    const auto total = lists.begin.back();
    if (static_cast<double>(total) > copies * static_cast<double>(edges.size())) return false;
    lists.edges.resize(total);
    each([&](std::uint32_t e, std::uint32_t& place) { lists.edges[place++] = e; });
    std::shift_right(lists.begin.begin(), lists.begin.end(), 1);
    lists.begin[0] = 0;
    return true;
}

// Plans to divide a crowded cell when that separates its edges at a bearable number of copies.
bool EdgeIndexBuilder::plan(Edges edges, const GridFrame& frame, std::int64_t ix, std::int64_t iy,
                            double copies, Division& division) const {
    if (edges.size() <= crowded || copies < 1.3) return false;
    for (int m = static_cast<int>(std::bit_width(edges.size())) / 2; m > 0; --m) {
        division.mx = std::min(m, frame.shift_x);
        division.my = std::min(m, frame.shift_y);
        if (division.mx + division.my == 0) return false;
        division.frame = frame.inside(ix, iy, division.mx, division.my);
        if (!list_cells(edges, division.frame, copies, division.lists)) continue;
        division.copies =
            copies * static_cast<double>(edges.size()) /
            static_cast<double>(std::max<std::size_t>(division.lists.edges.size(), 1));
        return true;
    }
    return false;
}

// Writes the node of a divided cell whose corner is `low`, from its own edges.
void EdgeIndexBuilder::fill_node(Division& division, Edges edges, const GridFrame& frame,
                                 GridPoint low, Run& run) {
    *division.tag = EdgeIndex::kind_child | static_cast<std::uint32_t>(run.nodes.size());
    run.nodes.push_back({static_cast<std::uint32_t>(run.cells.size()),
                         static_cast<std::uint8_t>(division.mx),
                         static_cast<std::uint8_t>(division.my)});
    // From the cell's reference point to the left rim, at the height of the first row.
    const auto& child = division.frame;
    const auto from = reference_of(low, frame.shift_x, frame.shift_y);
    const auto to = reference_of(low, child.shift_x, child.shift_y);
    const HalfPoint rim{2 * low.x - 1, from.y2};
    walk_level(edges, from, rim.x2, division.cover);
    walk_upright(edges, rim, to.y2, division.cover);
    fill_cells(division, run);
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
        GridPoint low;
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
            move_to_middle(edges, low, frame, cover);
            run.cells[first + i] = {static_cast<std::uint32_t>(run.entries.size()), cover.tag(run)};
            if (Division next; plan(edges, frame, ix, iy, division.copies, next)) {
                next.cover = cover;
                crowds.push_back({i, low, std::move(next)});
            } else {
                run.entries.insert(run.entries.end(), edges.begin(), edges.end());
            }
            move_to_rim(edges, low, frame, cover);
        }
        if (iy + 1 < frame.ny) climb(division, iy, division.cover);
    }
    for (auto& crowd : crowds) {
        std::uint32_t tag = 0;
        crowd.division.tag = &tag;
        fill_node(crowd.division, division.lists.of(crowd.cell), frame, crowd.low, run);
        run.cells[first + crowd.cell].tag = tag;
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
            auto& tag = m_index.m_cells[i].tag;
            move_to_middle(edges, low, root, cover);
            tag = cover.tag(run);
            if (Division next; plan(edges, root, ix, iy, copies_at_most, next)) {
                next.cover = cover;
                next.tag = &tag;
                fill_node(next, edges, root, low, run);
            }
            move_to_rim(edges, low, root, cover);
        }
    }
}

// Lays the root's leaves and all runs one after another and corrects their places.
void EdgeIndexBuilder::join(std::vector<Run>& runs, std::int64_t rows_per_run) {
    auto& index = m_index;
    const auto roots = cells_of(index.m_root);
    std::uint64_t entries = 0;
    for (std::size_t i = 0; i < roots; ++i) {
        index.m_cells[i].begin = static_cast<std::uint32_t>(entries);
        if (!EdgeIndex::is_child(index.m_cells[i])) entries += m_lists.of(i).size();
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
    index.m_cells.resize(next.cells + 1);
    index.m_cells.back() = {static_cast<std::uint32_t>(next.entries), EdgeIndex::tag_none};
    index.m_entries.resize(next.entries);
    index.m_nodes.resize(next.nodes);
    index.m_sets.resize(next.sets);
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
        auto& cell = m_index.m_cells[i];
        cell.tag = moved(cell.tag, bases);
        if (EdgeIndex::is_child(cell)) continue;
        std::ranges::copy(m_lists.of(i), m_index.m_entries.begin() + cell.begin);
    }
}

void EdgeIndexBuilder::place_run(const Run& run, const Bases& bases) {
    for (std::size_t k = 0; k < run.cells.size(); ++k)
        m_index.m_cells[bases.cells + k] = {run.cells[k].begin +
                                                static_cast<std::uint32_t>(bases.entries),
                                            moved(run.cells[k].tag, bases)};
    for (std::size_t k = 0; k < run.nodes.size(); ++k) {
        auto node = run.nodes[k];
        node.first += static_cast<std::uint32_t>(bases.cells);
        m_index.m_nodes[bases.nodes + k] = node;
    }
    std::ranges::copy(run.entries, m_index.m_entries.data() + bases.entries);
    std::ranges::copy(run.sets, m_index.m_sets.data() + bases.sets);
}

void EdgeIndexBuilder::build() {
    m_index.m_box = box_of(m_index.m_points);
    if (m_index.m_features > EdgeIndex::tag_none)
        throw std::length_error("EdgeIndex: more than 2^30 features");
    if (m_index.m_points.empty()) {
        m_index.m_cells.resize(1);
        return;
    }
    choose_root();
    list_root();
    const auto& root = m_index.m_root;
    m_index.m_cells.resize(cells_of(root));
    const auto rows = std::max<std::int64_t>(1, cells_per_run / root.nx);
    std::vector<Run> runs(static_cast<std::size_t>((root.ny + rows - 1) / rows));
    tbb::parallel_for(std::size_t{0}, runs.size(), [&](std::size_t r) {
        const auto from = static_cast<std::int64_t>(r) * rows;
        fill_rows(from, std::min(from + rows, root.ny), runs[r]);
    });
    join(runs, rows);
}

EdgeIndex::EdgeIndex(const Polygons& polygons)
    : m_polygons(&polygons), m_points(polygons.points), m_features(polygons.features()),
      m_owner(polygons.points.size()), m_last(polygons.points.size() / 64 + 1) {
    EdgeIndexBuilder builder(*this);
    m_low.resize(m_features);
    for (std::size_t f = 0; f < m_features; ++f) {
        m_low[f] = reference_of(polygons, f);
        builder.set_owners(polygons.ring_begin, f, polygons.first_ring(f), polygons.last_ring(f));
    }
    builder.build();
}

EdgeIndex::EdgeIndex(const Lines& lines)
    : m_lines(&lines), m_points(lines.points), m_features(lines.features()),
      m_owner(lines.points.size()), m_last(lines.points.size() / 64 + 1) {
    EdgeIndexBuilder builder(*this);
    for (std::size_t f = 0; f < m_features; ++f)
        builder.set_owners(lines.path_begin, f, lines.feature_begin[f], lines.feature_begin[f + 1]);
    builder.build();
}

} // namespace geo
