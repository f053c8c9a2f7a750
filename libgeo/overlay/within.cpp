// SPDX-License-Identifier: Apache-2.0
#include "libgeo/overlay/within.hpp"

#include <cmath>

#include <tbb/enumerable_thread_specific.h>
#include <tbb/parallel_for.h>

#include "libgeo/overlay/edge_search.hpp"
#include "libgeo/overlay/locate.hpp"
#include "libgeo/overlay/nearest.hpp"
#include "libgeo/overlay/point_order.hpp"

namespace geo {

namespace {

constexpr std::int64_t full_turn = 360'000'000'000;
constexpr double slack_m = 1e-5; // covers the arithmetic of plane distances

class WithinFinder {
  public:
    WithinFinder(const EdgeIndex& index, const Occupancy& occupancy, double distance_m,
                 std::span<const std::uint8_t> features)
        : m_index(index), m_search(index, occupancy), m_distance_m(distance_m),
          m_features(features) {}

    bool find(GridPoint p) {
        const LocalMetric metric(p);
        const double error = metric.error(m_distance_m);
        if (error > 0.05) return find_near_pole(p);
        const double sure = m_distance_m * (1 - error) - slack_m;
        const double possible = m_distance_m * (1 + error) + slack_m;
        for (const auto shift : {std::int64_t{0}, full_turn, -full_turn})
            if (search(metric.moved(shift), sure, possible)) return true;
        return is_inside(p);
    }

  private:
    bool takes_part(std::uint32_t feature) const {
        return m_features.empty() || m_features[feature] != 0;
    }

    bool is_inside(GridPoint p) const {
        if (!m_index.polygons()) return false;
        for (const auto feature : standing_of(p, m_index).inside)
            if (takes_part(feature)) return true;
        return false;
    }

    // Edges surely near enough in the plane decide at once; only when there is none, those in the
    // band of the plane's error are measured on the ellipsoid.
    bool search(const LocalMetric& metric, double sure, double possible) {
        bool found = false;
        m_doubtful.clear();
        m_search.edges_near(metric, possible, [&](std::uint32_t e) {
            if (!takes_part(m_index.owner(e))) return possible;
            const double squared = metric.squared_to(m_index.edge(e));
            found = sure > 0 && squared <= sure * sure;
            if (!found && squared <= possible * possible) m_doubtful.push_back(e);
            return found ? -1.0 : possible;
        });
        if (found) return true;
        for (const auto e : m_doubtful)
            if (nearest_on(m_index.edge(e), metric.at()).distance_m <= m_distance_m) return true;
        return false;
    }

    bool find_near_pole(GridPoint p) const {
        NearestOptions options;
        options.reach_m = m_distance_m;
        options.features = m_features;
        return nearest({&p, 1}, m_index, options)[0].feature != no_feature;
    }

    const EdgeIndex& m_index;
    EdgeSearch m_search;
    double m_distance_m;
    std::span<const std::uint8_t> m_features;
    std::vector<std::uint32_t> m_doubtful;
};

} // namespace

std::vector<std::uint8_t> within(std::span<const GridPoint> points, const EdgeIndex& index,
                                 double distance_m, std::span<const std::uint8_t> features) {
    const Occupancy occupancy(index);
    const auto order = by_place(points, index);
    std::vector<std::uint8_t> near(points.size());
    tbb::enumerable_thread_specific<WithinFinder> finders(
        [&] { return WithinFinder(index, occupancy, distance_m, features); });
    tbb::parallel_for(tbb::blocked_range<std::size_t>(0, order.size(), 1024),
                      [&](const auto& part) {
                          auto& finder = finders.local();
                          for (auto i = part.begin(); i < part.end(); ++i)
                              near[order[i]] = finder.find(points[order[i]]) ? 1 : 0;
                      });
    return near;
}

} // namespace geo
