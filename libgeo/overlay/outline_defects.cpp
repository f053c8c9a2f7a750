// SPDX-License-Identifier: Apache-2.0
#include "libgeo/overlay/outline_defects.hpp"

#include <algorithm>
#include <cmath>
#include <numbers>

#include <tbb/parallel_for.h>

#include "libgeo/overlay/local_metric.hpp"
#include "libgeo/overlay/narrow_necks.hpp"

namespace geo {

namespace {

constexpr double degree = std::numbers::pi / 180;

double cross(PlanePoint u, PlanePoint v) {
    return u.x * v.y - u.y * v.x;
}
double dot(PlanePoint u, PlanePoint v) {
    return u.x * v.x + u.y * v.y;
}

/// The defects of one feature, the worst of each kind.
class Outline {
  public:
    Outline(const Polygons& polygons, std::size_t feature, const DoubtLimits& limits)
        : m_polygons(polygons), m_limits(limits),
          m_metric(polygons.ring(polygons.first_ring(feature))[0]) {
        for (auto part = polygons.feature_begin[feature];
             part < polygons.feature_begin[feature + 1]; ++part)
            look_at_part(part);
    }

    std::vector<OutlineDefect> found() const {
        std::vector<OutlineDefect> all;
        for (const auto& defect : m_worst)
            if (defect.count > 0) all.push_back(defect);
        return all;
    }

  private:
    void look_at_part(std::size_t part) {
        m_rings.clear();
        m_points.clear();
        double area = 0, length = 0;
        for (auto r = m_polygons.part_begin[part]; r < m_polygons.part_begin[part + 1]; ++r) {
            const auto from = m_points.size();
            for (const auto& p : m_polygons.ring(r)) m_points.push_back(on_plane(p));
            m_rings.push_back({from, m_points.size()});
            measure(m_rings.back(), area, length);
            look_at_ring(r);
        }
        const double width = length > 0 ? 2 * area / length : 0;
        const auto first = m_polygons.ring(m_polygons.part_begin[part]);
        if (width < m_limits.sliver_m)
            return note(OutlineDefectKind::sliver, first[0], width, width);
        const auto neck = narrowest_neck(m_points, m_rings, m_limits.neck_m);
        if (neck.vertices == 0) return;
        note(OutlineDefectKind::narrow_neck, point_at(part, neck.vertex), neck.width_m,
             neck.width_m);
        m_worst[static_cast<std::size_t>(OutlineDefectKind::narrow_neck)].count +=
            neck.vertices - 1;
    }

    PlanePoint on_plane(GridPoint p) const {
        return {static_cast<double>(p.x - m_metric.at().x) * m_metric.metres_east(),
                static_cast<double>(p.y - m_metric.at().y) * m_metric.metres_north()};
    }

    GridPoint point_at(std::size_t part, std::size_t vertex) const {
        return m_polygons.points[m_polygons.ring_begin[m_polygons.part_begin[part]] + vertex];
    }

    void measure(PlaneRing ring, double& area, double& length) const {
        for (auto i = ring.first; i < ring.last; ++i) {
            const auto p = m_points[i], q = m_points[i + 1 < ring.last ? i + 1 : ring.first];
            area += cross(p, q) / 2;
            length += std::hypot(q.x - p.x, q.y - p.y);
        }
    }

    void look_at_ring(std::size_t r) {
        const auto ring = m_polygons.ring(r);
        const PlanePoint* p = m_points.data() + m_rings.back().first;
        const std::size_t n = ring.size();
        m_turns.resize(n);
        m_lengths.resize(n);
        for (std::size_t i = 0; i < n; ++i) {
            const auto a = p[i == 0 ? n - 1 : i - 1], b = p[i], c = p[i + 1 < n ? i + 1 : 0];
            const PlanePoint in{b.x - a.x, b.y - a.y}, out{c.x - b.x, c.y - b.y};
            m_lengths[i] = std::hypot(out.x, out.y);
            m_turns[i] = std::atan2(cross(in, out), dot(in, out)) / degree;
            const double angle = 180 - std::abs(m_turns[i]);
            if (angle < m_limits.spike_deg) note(OutlineDefectKind::spike, ring[i], angle, angle);
        }
        look_for_teeth(ring);
    }

    /// Runs are found from the first vertex that cannot be a tooth on, so none is cut in two.
    void look_for_teeth(std::span<const GridPoint> ring) {
        const std::size_t n = ring.size();
        if (n < m_limits.teeth) return;
        std::size_t start = 0;
        while (start < n && follows(start, n)) ++start;
        std::size_t run = 0;
        for (std::size_t k = 0; k <= n; ++k) {
            const auto i = (start + k) % n;
            if (k < n && run > 0 && follows(i, n)) {
                ++run;
                continue;
            }
            if (run >= m_limits.teeth) {
                const auto middle = (start + k + n - run / 2 - 1) % n;
                note(OutlineDefectKind::saw_tooth, ring[middle], static_cast<double>(run),
                     -static_cast<double>(run));
            }
            run = k < n && is_tooth(i) ? 1 : 0;
        }
    }

    bool is_tooth(std::size_t i) const { return std::abs(m_turns[i]) >= m_limits.tooth_deg; }

    /// True when vertex i goes on with the teeth of the vertex before it.
    bool follows(std::size_t i, std::size_t n) const {
        const auto before = i == 0 ? n - 1 : i - 1;
        const auto [low, high] = std::minmax(m_lengths[before], m_lengths[i]);
        return is_tooth(i) && is_tooth(before) && (m_turns[i] > 0) != (m_turns[before] > 0) &&
               high <= m_limits.tooth_lengths * low;
    }

    /// Counts a defect and keeps it when its rank is the least.
    void note(OutlineDefectKind kind, GridPoint place, double worst, double rank) {
        auto& kept = m_worst[static_cast<std::size_t>(kind)];
        auto& best = m_rank[static_cast<std::size_t>(kind)];
        if (kept.count == 0 || rank < best) {
            kept = {kind, place, worst, kept.count};
            best = rank;
        }
        ++kept.count;
    }

    const Polygons& m_polygons;
    const DoubtLimits& m_limits;
    LocalMetric m_metric;
    std::vector<PlanePoint> m_points; ///< of the part
    std::vector<PlaneRing> m_rings;
    std::vector<double> m_turns;   ///< degrees at each vertex of the ring, left positive
    std::vector<double> m_lengths; ///< of the edge from each vertex
    std::array<OutlineDefect, 4> m_worst;
    std::array<double, 4> m_rank{};
};

} // namespace

std::vector<OutlineDefect> outline_defects(const Polygons& polygons, std::size_t feature,
                                           const DoubtLimits& limits) {
    return Outline(polygons, feature, limits).found();
}

std::vector<FeatureDefect> all_outline_defects(const Polygons& polygons,
                                               const DoubtLimits& limits) {
    constexpr std::size_t piece = 1024;
    const auto n = polygons.features();
    std::vector<std::vector<FeatureDefect>> pieces((n + piece - 1) / piece);
    tbb::parallel_for(std::size_t{0}, pieces.size(), [&](std::size_t i) {
        for (auto f = i * piece; f < std::min(n, (i + 1) * piece); ++f)
            for (const auto& defect : outline_defects(polygons, f, limits))
                pieces[i].push_back({f, defect});
    });
    std::vector<FeatureDefect> all;
    for (const auto& found : pieces) all.insert(all.end(), found.begin(), found.end());
    return all;
}

} // namespace geo
