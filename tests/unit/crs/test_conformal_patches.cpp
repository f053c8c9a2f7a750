// SPDX-License-Identifier: Apache-2.0
#include "libgeo/crs/conformal_patches.hpp"

#include <catch2/catch.hpp>

#include <cmath>
#include <random>

#include <proj.h>

using namespace geo;

namespace {

/// The inverse of a projection by PROJ, as the reference.
class Reference {
  public:
    Reference(const char* projected, const char* geographic) : m_context(proj_context_create()) {
        PJ* raw = proj_create_crs_to_crs(m_context, projected, geographic, nullptr);
        m_pj = proj_normalize_for_visualization(m_context, raw);
        proj_destroy(raw);
    }
    ~Reference() {
        proj_destroy(m_pj);
        proj_context_destroy(m_context);
    }
    Reference(const Reference&) = delete;
    Reference& operator=(const Reference&) = delete;

    LonLat operator()(double x, double y) const {
        const PJ_COORD out = proj_trans(m_pj, PJ_FWD, proj_coord(x, y, 0, 0));
        return {out.xy.x, out.xy.y};
    }

  private:
    PJ_CONTEXT* m_context;
    PJ* m_pj;
};

constexpr double cgcs2000_eccentricity = 0.0818191910428; // sqrt(f (2 - f)), 1/f = 298.257222101

double worst_mm(const Reference& exact, double x0, double y0) {
    ConformalPatches patches([&](double x, double y) { return exact(x, y); },
                             cgcs2000_eccentricity);
    std::mt19937_64 random(7);
    std::uniform_real_distribution<double> off(-150000, 150000);
    double worst = 0;
    for (int i = 0; i < 20000; ++i) {
        const double x = x0 + off(random), y = y0 + off(random);
        const auto fast = patches.at(x, y);
        const auto slow = exact(x, y);
        CHECK(patches.serves(x, y));
        worst = std::max(worst, std::hypot(fast.lon - slow.lon, fast.lat - slow.lat) * 111.32e6);
    }
    return worst;
}

} // namespace

TEST_CASE(
    "Gauss-Krüger to longitude and latitude agrees with PROJ to a hundredth of a millimetre") {
    CHECK(worst_mm({"EPSG:4527", "EPSG:4490"}, 39500000, 3700000) < 0.01);
    CHECK(worst_mm({"EPSG:4549", "EPSG:4490"}, 500000, 3700000) < 0.01);
    CHECK(worst_mm({"EPSG:4498", "EPSG:4490"}, 20700000, 2500000) < 0.01);
}

TEST_CASE(
    "Longitude and latitude to Gauss-Krüger agrees with PROJ to a hundredth of a millimetre") {
    std::mt19937_64 random(8);
    std::uniform_real_distribution<double> off(-1.6, 1.6);
    struct Map {
        const char* crs;
        LonLat middle;
    };
    for (const auto& [crs, middle] : {Map{"EPSG:4527", {117, 33.5}}, Map{"EPSG:4549", {120, 50.1}},
                                      Map{"EPSG:4498", {117, 20}}}) {
        const Reference exact("EPSG:4490", crs);
        ProjectionPatches patches(
            [&](double lon, double lat) {
                const auto [x, y] = exact(lon, lat);
                return SourcePoint{x, y};
            },
            cgcs2000_eccentricity);
        double worst_m = 0;
        for (int i = 0; i < 20000; ++i) {
            const LonLat at{middle.lon + off(random), middle.lat + off(random)};
            const auto fast = patches.at(at);
            const auto slow = exact(at.lon, at.lat);
            REQUIRE(patches.serves(at));
            worst_m = std::max(worst_m, std::hypot(fast.x - slow.lon, fast.y - slow.lat));
        }
        CHECK(worst_m < 1e-5);
    }
}

TEST_CASE("A map that is not conformal, and the pole, are left to PROJ also on the way back") {
    const Reference exact("EPSG:4326", "EPSG:3857");
    ProjectionPatches patches(
        [&](double lon, double lat) {
            const auto [x, y] = exact(lon, lat);
            return SourcePoint{x, y};
        },
        cgcs2000_eccentricity);
    CHECK_FALSE(patches.serves({119, 33.5}));
    CHECK_FALSE(patches.serves({119, 89.5}));
    CHECK(patches.at({119, 33.5}).x == exact(119, 33.5).lon);
    CHECK_FALSE(std::isfinite(patches.at({NAN, 33}).x));
}

TEST_CASE("A projection that is not conformal is left to PROJ") {
    const Reference exact("EPSG:3857", "EPSG:4326"); // a sphere's formulas on the ellipsoid
    ConformalPatches patches([&](double x, double y) { return exact(x, y); },
                             cgcs2000_eccentricity);
    CHECK_FALSE(patches.serves(13240000, 3980000));
    CHECK(patches.at(13240000, 3980000).lon == exact(13240000, 3980000).lon);
}

TEST_CASE("Places where the projection fails are no places") {
    const Reference exact("EPSG:4527", "EPSG:4490");
    ConformalPatches patches([&](double x, double y) { return exact(x, y); },
                             cgcs2000_eccentricity);
    CHECK_FALSE(std::isfinite(patches.at(1e300, 0).lon));
    CHECK_FALSE(std::isfinite(patches.at(NAN, 0).lon));
}
