// SPDX-License-Identifier: Apache-2.0
#include <catch2/catch.hpp>

#include <algorithm>
#include <cmath>
#include <random>

#include <proj.h>

#include "libgeo/crs/geodesic.hpp"
#include "libgeo/crs/to_grid.hpp"
#include "libgeo/geom/polygons.hpp"

using namespace geo;

namespace {

/// PROJ by itself, as the independent reference.
class Reference {
  public:
    explicit Reference(const char* crs)
        : m_context(proj_context_create()),
          m_from(proj_create_crs_to_crs(m_context, crs, "EPSG:4490", nullptr)),
          m_shown(proj_normalize_for_visualization(m_context, m_from)) {}
    ~Reference() {
        proj_destroy(m_shown);
        proj_destroy(m_from);
        proj_context_destroy(m_context);
    }
    Reference(const Reference&) = delete;
    Reference& operator=(const Reference&) = delete;

    LonLat operator()(SourcePoint p) const {
        const auto c = proj_trans(m_shown, PJ_FWD, proj_coord(p.x, p.y, 0, 0));
        return {c.xy.x, c.xy.y};
    }

  private:
    PJ_CONTEXT* m_context;
    PJ* m_from;
    PJ* m_shown;
};

double metres_from_segment(LonLat p, LonLat a, LonLat b) {
    const double x_scale = 111320 * std::cos(p.lat * 3.14159265358979 / 180);
    const double y_scale = 110900;
    const double ax = (a.lon - p.lon) * x_scale, ay = (a.lat - p.lat) * y_scale;
    const double bx = (b.lon - p.lon) * x_scale, by = (b.lat - p.lat) * y_scale;
    const double dx = bx - ax, dy = by - ay;
    const double length2 = dx * dx + dy * dy;
    const double t = length2 > 0 ? std::clamp(-(ax * dx + ay * dy) / length2, 0.0, 1.0) : 0;
    return std::hypot(ax + t * dx, ay + t * dy);
}

LonLat rounded_to_grid(LonLat p) {
    return {std::round(p.lon * units_per_degree) / units_per_degree,
            std::round(p.lat * units_per_degree) / units_per_degree};
}

/// Farthest that any of `samples` places of the straight source edge lies from the densified path
/// as it stands on the grid.
double worst_stray_m(const char* crs, const Reference& reference, SourcePoint a, SourcePoint b,
                     int samples) {
    const ToGrid to_grid(crs, Datum::cgcs2000, "edge");
    const std::array<SourcePoint, 2> edge{a, b};
    auto path = to_grid.densified(edge);
    for (auto& p : path) p = rounded_to_grid(p);
    double worst = 0;
    for (int i = 0; i <= samples; ++i) {
        const double t = static_cast<double>(i) / samples;
        const LonLat p = reference({a.x + (b.x - a.x) * t, a.y + (b.y - a.y) * t});
        double nearest = 1e9;
        for (std::size_t k = 1; k < path.size(); ++k)
            nearest = std::min(nearest, metres_from_segment(p, path[k - 1], path[k]));
        worst = std::max(worst, nearest);
    }
    return worst;
}

} // namespace

TEST_CASE("No edge of a projected polygon strays more than 1 mm from its straight line") {
    struct Frame {
        const char* crs;
        SourcePoint centre;
    };
    std::mt19937_64 random(20261123);
    std::uniform_real_distribution<double> angle(0, 6.283185307179586);
    std::uniform_real_distribution<double> magnitude(1, 4.3); // 10 m to 20 km
    for (const auto& [crs, centre] :
         {Frame{"EPSG:4528", {40409000, 3720000}}, Frame{"EPSG:4527", {39687500, 3721000}},
          Frame{"EPSG:4549", {360000, 3650000}}, Frame{"EPSG:4509", {640000, 3700000}}}) {
        const Reference reference(crs);
        double worst = 0;
        for (int i = 0; i < 60; ++i) {
            const double length = std::pow(10, magnitude(random));
            const double way = angle(random);
            const SourcePoint b{centre.x + length * std::cos(way),
                                centre.y + length * std::sin(way)};
            worst = std::max(worst, worst_stray_m(crs, reference, centre, b, 257));
        }
        INFO(crs << " worst " << worst);
        CHECK(worst <= 1e-3);
    }
}

TEST_CASE("An edge that crosses its own chord is divided too") {
    // Across the central meridian the curve of a due-west line changes its side.
    const Reference reference("EPSG:4549");
    CHECK(worst_stray_m("EPSG:4549", reference, {470000, 3700000}, {530000, 3700100}, 997) <= 1e-3);
    CHECK(worst_stray_m("EPSG:4549", reference, {499000, 3600000}, {501000, 3800000}, 997) <= 1e-3);
}

TEST_CASE("A border shared in opposite directions gets the same points, bit by bit") {
    const ToGrid to_grid("EPSG:4527", Datum::cgcs2000, "zones.shp");
    std::mt19937_64 random(7);
    std::uniform_real_distribution<double> east(39600000, 39750000), north(3620000, 3780000);
    std::size_t added = 0;
    for (int i = 0; i < 300; ++i) {
        std::vector<SourcePoint> path{{east(random), north(random)},
                                      {east(random), north(random)},
                                      {east(random), north(random)}};
        if (i % 10 == 0) path[1].x = path[0].x; // due north, where only y orders the ends
        const auto there = to_grid.densified(path);
        std::reverse(path.begin(), path.end());
        auto back = to_grid.densified(path);
        std::reverse(back.begin(), back.end());
        REQUIRE(there.size() == back.size());
        added += there.size() - path.size();
        const bool same = std::equal(there.begin(), there.end(), back.begin(), [](auto p, auto q) {
            return p.lon == q.lon && p.lat == q.lat;
        });
        REQUIRE(same);
    }
    CHECK(added > 1000);
}

TEST_CASE("Ends of a densified path are the ends of the path") {
    const ToGrid to_grid("EPSG:4528", Datum::cgcs2000, "zones.shp");
    const std::vector<SourcePoint> path{
        {40400000, 3700000}, {40420000, 3715000}, {40420000, 3715001}};
    const auto dense = to_grid.densified(path);
    const auto ends = to_grid.lon_lat(path);
    CHECK(dense.front().lon == ends.front().lon);
    CHECK(dense.back().lat == ends.back().lat);
    CHECK(dense.size() > path.size());
}

TEST_CASE("Longitude and latitude need no points in between") {
    const ToGrid to_grid("EPSG:4326", Datum::wgs84, "areas.gpkg");
    const std::vector<SourcePoint> path{{118.0, 33.0}, {119.0, 34.0}};
    CHECK(to_grid.densified(path).size() == 2);
}

TEST_CASE("A vertex that is not a number is kept and its edges are left alone") {
    const ToGrid to_grid("EPSG:4528", Datum::cgcs2000, "zones.shp");
    const std::vector<SourcePoint> path{
        {40400000, 3700000}, {std::nan(""), 3715000}, {40420000, 3715001}};
    const auto dense = to_grid.densified(path);
    REQUIRE(dense.size() == 3);
    CHECK(std::isnan(dense[1].lon));
}
