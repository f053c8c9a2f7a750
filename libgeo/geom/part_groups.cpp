// SPDX-License-Identifier: Apache-2.0
#include "libgeo/geom/part_groups.hpp"

#include <algorithm>
#include <numeric>

namespace geo {

namespace {

/// Union-find over parts; the smallest part of a group is its name.
class Groups {
  public:
    explicit Groups(std::size_t n) : m_parent(n) {
        std::iota(m_parent.begin(), m_parent.end(), std::size_t{0});
    }
    std::size_t find(std::size_t i) {
        while (m_parent[i] != i) i = m_parent[i] = m_parent[m_parent[i]];
        return i;
    }
    void join(std::size_t a, std::size_t b) {
        a = find(a);
        b = find(b);
        m_parent[std::max(a, b)] = std::min(a, b);
    }

  private:
    std::vector<std::size_t> m_parent;
};

GridBox box_of_part(const Polygons& p, std::size_t part) {
    GridBox box;
    for (auto r = p.part_begin[part]; r < p.part_begin[part + 1]; ++r) box.add(box_of(p.ring(r)));
    return box;
}

/// Joins all parts whose boxes meet, sweeping along x.
void join_meeting(const std::vector<GridBox>& boxes, Groups& groups) {
    std::vector<std::size_t> order(boxes.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    std::sort(order.begin(), order.end(), [&](auto a, auto b) {
        return boxes[a].x_min != boxes[b].x_min ? boxes[a].x_min < boxes[b].x_min : a < b;
    });
    std::vector<std::size_t> open;
    for (const auto i : order) {
        std::erase_if(open, [&](auto k) { return boxes[k].x_max < boxes[i].x_min; });
        for (const auto k : open)
            if (boxes[k].meets(boxes[i])) groups.join(k, i);
        open.push_back(i);
    }
}

} // namespace

std::vector<Polygons> part_groups(const Polygons& polygons, std::size_t feature) {
    const std::size_t first = polygons.feature_begin[feature];
    const std::size_t n = polygons.feature_begin[feature + 1] - first;
    std::vector<GridBox> boxes;
    for (std::size_t i = 0; i < n; ++i) boxes.push_back(box_of_part(polygons, first + i));
    Groups groups(n);
    join_meeting(boxes, groups);
    std::vector<Polygons> columns;
    std::vector<std::size_t> column_of(n, SIZE_MAX);
    for (std::size_t i = 0; i < n; ++i) {
        const auto name = groups.find(i);
        if (column_of[name] == SIZE_MAX) {
            column_of[name] = columns.size();
            columns.emplace_back();
        }
        append_part(columns[column_of[name]], polygons, first + i);
    }
    for (auto& column : columns) column.end_feature();
    return columns;
}

} // namespace geo
