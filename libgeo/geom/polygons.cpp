// SPDX-License-Identifier: Apache-2.0
#include "libgeo/geom/polygons.hpp"

#include <algorithm>

namespace geo {

void GridBox::add(GridPoint p) {
    x_min = std::min(x_min, p.x);
    y_min = std::min(y_min, p.y);
    x_max = std::max(x_max, p.x);
    y_max = std::max(y_max, p.y);
}

void GridBox::add(const GridBox& other) {
    if (other.empty()) return;
    add(GridPoint{other.x_min, other.y_min});
    add(GridPoint{other.x_max, other.y_max});
}

bool GridBox::meets(const GridBox& other) const {
    return x_min <= other.x_max && other.x_min <= x_max && y_min <= other.y_max &&
           other.y_min <= y_max;
}

GridBox GridBox::grown(std::int64_t units) const {
    if (empty()) return *this;
    return {x_min - units, y_min - units, x_max + units, y_max + units};
}

GridBox box_of(std::span<const GridPoint> points) {
    GridBox box;
    for (const auto& p : points) box.add(p);
    return box;
}

GridBox box_of(const Polygons& polygons, std::size_t feature) {
    GridBox box;
    for (auto p = polygons.feature_begin[feature]; p < polygons.feature_begin[feature + 1]; ++p)
        if (polygons.part_begin[p] < polygons.part_begin[p + 1])
            box.add(box_of(polygons.ring(polygons.part_begin[p])));
    return box;
}

Int128 twice_signed_area(std::span<const GridPoint> ring) {
    Int128 sum = 0;
    for (std::size_t i = 1; i + 1 < ring.size(); ++i) {
        const auto ux = ring[i].x - ring[0].x;
        const auto uy = ring[i].y - ring[0].y;
        const auto vx = ring[i + 1].x - ring[0].x;
        const auto vy = ring[i + 1].y - ring[0].y;
        sum += static_cast<Int128>(ux) * vy - static_cast<Int128>(uy) * vx;
    }
    return sum;
}

void append_feature(Lines& to, const Lines& from, std::size_t feature) {
    for (auto p = from.feature_begin[feature]; p < from.feature_begin[feature + 1]; ++p) {
        const auto path = from.path(p);
        to.points.insert(to.points.end(), path.begin(), path.end());
        to.path_begin.push_back(static_cast<std::uint32_t>(to.points.size()));
    }
    to.feature_begin.push_back(static_cast<std::uint32_t>(to.paths()));
}

void append_part(Polygons& to, const Polygons& from, std::size_t part) {
    for (auto r = from.part_begin[part]; r < from.part_begin[part + 1]; ++r) {
        const auto ring = from.ring(r);
        to.points.insert(to.points.end(), ring.begin(), ring.end());
        to.end_ring();
    }
    to.end_part();
}

void append_parts(Polygons& to, const Polygons& from) {
    for (std::size_t part = 0; part < from.parts(); ++part) append_part(to, from, part);
}

void append_feature(Polygons& to, const Polygons& from, std::size_t feature) {
    for (auto p = from.feature_begin[feature]; p < from.feature_begin[feature + 1]; ++p)
        append_part(to, from, p);
    to.end_feature();
}

void append_all(Polygons& to, const Polygons& more) {
    const auto shift = [](std::vector<std::uint32_t>& begins, const std::vector<std::uint32_t>& m) {
        const auto base = begins.back();
        for (std::size_t i = 1; i < m.size(); ++i) begins.push_back(base + m[i]);
    };
    to.points.insert(to.points.end(), more.points.begin(), more.points.end());
    shift(to.ring_begin, more.ring_begin);
    shift(to.part_begin, more.part_begin);
    shift(to.feature_begin, more.feature_begin);
}

namespace {

/// Moves the features that stay to the front.
class Compaction {
  public:
    explicit Compaction(Polygons& polygons) : m_all(polygons) {}

    void keep(std::size_t feature) {
        // The beginnings behind `feature` are not yet written over: nothing grows.
        const auto last_part = m_all.feature_begin[feature + 1];
        for (; m_part_from < last_part; ++m_part_from) {
            const auto last_ring = m_all.part_begin[m_part_from + 1];
            for (; m_ring_from < last_ring; ++m_ring_from) keep_ring();
            m_all.part_begin[++m_part] = static_cast<std::uint32_t>(m_ring);
        }
        m_all.feature_begin[++m_feature] = static_cast<std::uint32_t>(m_part);
    }

    void skip(std::size_t feature) {
        m_part_from = m_all.feature_begin[feature + 1];
        m_ring_from = m_all.part_begin[m_part_from];
        m_point_from = m_all.ring_begin[m_ring_from];
    }

    void finish() {
        m_all.points.resize(m_point);
        m_all.ring_begin.resize(m_ring + 1);
        m_all.part_begin.resize(m_part + 1);
        m_all.feature_begin.resize(m_feature + 1);
    }

  private:
    void keep_ring() {
        const auto last = m_all.ring_begin[m_ring_from + 1];
        for (; m_point_from < last; ++m_point_from)
            m_all.points[m_point++] = m_all.points[m_point_from];
        m_all.ring_begin[++m_ring] = static_cast<std::uint32_t>(m_point);
    }

    Polygons& m_all;
    std::size_t m_feature = 0, m_part = 0, m_ring = 0, m_point = 0; ///< what is kept so far
    std::size_t m_part_from = 0, m_ring_from = 0, m_point_from = 0; ///< what was read so far
};

} // namespace

void drop_features(Polygons& polygons, const std::vector<std::size_t>& gone) {
    if (gone.empty()) return;
    Compaction compaction(polygons);
    const std::size_t features = polygons.features();
    auto next = gone.begin();
    for (std::size_t f = 0; f < features; ++f) {
        if (next == gone.end() || *next != f) {
            compaction.keep(f);
            continue;
        }
        compaction.skip(f);
        ++next;
    }
    compaction.finish();
}

Polygons single(const Polygons& from, std::size_t feature) {
    Polygons one;
    append_feature(one, from, feature);
    return one;
}

} // namespace geo
