// SPDX-License-Identifier: Apache-2.0
#include "libgeo/overlay/nearest.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <utility>

#include <tbb/enumerable_thread_specific.h>
#include <tbb/parallel_for.h>

#include "libgeo/overlay/edge_search.hpp"
#include "libgeo/overlay/locate.hpp"
#include "libgeo/overlay/point_order.hpp"

namespace geo {

namespace {

constexpr std::int64_t full_turn = 360'000'000'000;
constexpr double slack_m = 1e-5; // covers the arithmetic of plane distances
constexpr double equally_near_m = 1e-6;
constexpr double earth_radius = 6335000.0;

// Finds the nearest feature of one point after another, each search bounded by the last answer.
class NearestFinder {
  public:
    NearestFinder(const EdgeIndex& index, const Occupancy& occupancy, const NearestOptions& options)
        : m_index(index), m_options(options), m_search(index, occupancy) {}

    Nearest find(GridPoint p) {
        if (m_options.inside == Inside::zero && m_index.polygons()) {
            find_standing(p, m_index, m_standing);
            for (const auto feature : m_standing.inside)
                if (takes_part(feature)) return {feature, 0, p};
        }
        m_candidates.clear();
        const LocalMetric metric(p);
        m_limit = plane_limit(metric, m_options.reach_m);
        if (m_last != UINT32_MAX)
            tighten(metric, std::sqrt(metric.squared_to(m_index.edge(m_last))));
        for (const auto shift : {std::int64_t{0}, full_turn, -full_turn})
            search(metric.moved(shift), shift);
        const auto best = choose(p);
        return pole_is_near(p, best) ? try_all(p) : best;
    }

  private:
    struct Candidate {
        double squared;
        std::uint32_t edge;
        std::int64_t shift;
    };

    bool takes_part(std::uint32_t feature) const {
        return m_options.features.empty() || m_options.features[feature] != 0;
    }

    // The plane distance below which everything within `distance_m` is found.
    static double plane_limit(const LocalMetric& metric, double distance_m) {
        return distance_m * (1 + metric.error(distance_m)) + slack_m;
    }

    // An edge at plane distance d is at most d / (1 - e) away, so no edge beyond
    // d (1 + e) / (1 - e) in the plane can be nearer.
    void tighten(const LocalMetric& metric, double plane_m) {
        const double e = metric.error(plane_m * 1.1 + slack_m);
        if (e > 0.05) return;
        m_limit = std::min(m_limit, plane_m * (1 + e) / (1 - e) * (1 + e * e) + slack_m);
    }

    void search(const LocalMetric& metric, std::int64_t shift) {
        m_search.edges_near(metric, m_limit, [&](std::uint32_t e) {
            if (!takes_part(m_index.owner(e))) return m_limit;
            const double squared = metric.squared_to(m_index.edge(e));
            if (squared <= m_limit * m_limit) {
                m_candidates.push_back({squared, e, shift});
                tighten(metric, std::sqrt(squared));
            }
            return m_limit;
        });
    }

    // The exact figures of the candidates decide.
    Nearest choose(GridPoint p) {
        std::erase_if(m_candidates, [&](const auto& c) { return c.squared > m_limit * m_limit; });
        std::sort(m_candidates.begin(), m_candidates.end(), [](const auto& c, const auto& d) {
            return c.edge != d.edge ? c.edge < d.edge : c.shift < d.shift;
        });
        Nearest best;
        best.distance_m = std::numeric_limits<double>::infinity();
        EdgePlace last{0, std::numeric_limits<double>::infinity(), 0};
        std::uint32_t last_edge = UINT32_MAX;
        for (const auto& c : m_candidates) {
            if (c.edge == std::exchange(last_edge, c.edge)) continue;
            // Neighbouring edges have their common vertex measured once.
            const auto edge = m_index.edge(c.edge);
            const GridPoint from{p.x + c.shift, p.y};
            auto place = nearest_place_on(edge, from);
            if (place.x == last.x && place.y == last.y)
                place.distance_m = last.distance_m;
            else
                place = measured(place, edge, from);
            last = place;
            take(best, place, c.edge);
        }
        return finish(best);
    }

    // Edges come in ascending order, so the first of equally near features stays.
    void take(Nearest& best, const EdgePlace& place, std::uint32_t edge) {
        if (place.distance_m > m_options.reach_m) return;
        const auto feature = m_index.owner(edge);
        const double gain = best.distance_m - place.distance_m;
        if (!(gain > equally_near_m) && !(gain > 0 && feature <= best.feature)) return;
        best = {feature, place.distance_m, {std::llround(place.x), std::llround(place.y)}};
        m_last = edge;
    }

    static Nearest finish(Nearest best) {
        if (best.feature == no_feature) return {};
        return best;
    }

    bool pole_is_near(GridPoint p, const Nearest& best) const {
        const double reach = best.feature == no_feature ? m_options.reach_m : best.distance_m;
        const double latitude = std::abs(static_cast<double>(p.y)) * 1.7453292519943295e-11;
        return latitude + reach / earth_radius > 1.45;
    }

    Nearest try_all(GridPoint p) {
        Nearest best;
        best.distance_m = std::numeric_limits<double>::infinity();
        for (std::uint32_t e = 0; e < m_index.points().size(); ++e)
            if (m_index.starts_edge(e) && takes_part(m_index.owner(e)))
                take(best, nearest_on_any(m_index.edge(e), p), e);
        return finish(best);
    }

    const EdgeIndex& m_index;
    const NearestOptions& m_options;
    EdgeSearch m_search;
    std::vector<Candidate> m_candidates;
    Standing m_standing;
    double m_limit = 0;
    std::uint32_t m_last = UINT32_MAX;
};

} // namespace

std::vector<Nearest> nearest(std::span<const GridPoint> points, const EdgeIndex& index,
                             const NearestOptions& options) {
    const Occupancy occupancy(index);
    const auto order = by_place(points, index);
    std::vector<Nearest> found(points.size());
    tbb::enumerable_thread_specific<NearestFinder> finders(
        [&] { return NearestFinder(index, occupancy, options); });
    tbb::parallel_for(tbb::blocked_range<std::size_t>(0, order.size(), 1024),
                      [&](const auto& part) {
                          auto& finder = finders.local();
                          for (auto i = part.begin(); i < part.end(); ++i)
                              found[order[i]] = finder.find(points[order[i]]);
                      });
    return found;
}

} // namespace geo
