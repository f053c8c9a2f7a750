// SPDX-License-Identifier: Apache-2.0
#include <catch2/catch.hpp>

#include <cmath>

#include "libgeo/crs/geodesic.hpp"
#include "libgeo/crs/to_grid.hpp"
#include "libgeo/crs/web_map_datum.hpp"

using namespace geo;

// Vectors: domain.md 10.6, public algorithm of Chinese web maps.
TEST_CASE("The published place is shifted to GCJ-02 and BD-09 as the maps do") {
    const LonLat gcj = to_gcj02({119.02, 33.60});
    CHECK(gcj.lon == Approx(119.025473).margin(6e-7));
    CHECK(gcj.lat == Approx(33.598615).margin(6e-7));
    const LonLat bd = gcj02_to_bd09(gcj);
    CHECK(bd.lon == Approx(119.031899).margin(6e-7));
    CHECK(bd.lat == Approx(33.604873).margin(6e-7));
    CHECK(geodesic_distance_m(119.02, 33.60, gcj.lon, gcj.lat) == Approx(530).margin(1));
    CHECK(geodesic_distance_m(119.02, 33.60, bd.lon, bd.lat) == Approx(1229).margin(1));
}

// Vector: correctness.md 2.1 row 6.
TEST_CASE("A place south of the first is shifted by the published amount") {
    const LonLat gcj = to_gcj02({119.02, 33.61});
    CHECK(gcj.lon - 119.02 == Approx(0.005474).margin(6e-7));
    CHECK(gcj.lat - 33.61 == Approx(-0.001381).margin(6e-7));
}

TEST_CASE("Undoing GCJ-02 gives the true place back to 1e-11 degree, all over the country") {
    double worst = 0;
    for (double lon = 73; lon < 137; lon += 1.37)
        for (double lat = 3; lat < 54; lat += 0.93) {
            const LonLat back = from_gcj02(to_gcj02({lon, lat}));
            worst = std::max({worst, std::abs(back.lon - lon), std::abs(back.lat - lat)});
        }
    CHECK(worst < 1e-11);
}

TEST_CASE("Undoing BD-09 gives the true place back to 1e-11 degree, all over the city") {
    double worst = 0;
    for (double lon = 117.9; lon < 120.1; lon += 0.0137)
        for (double lat = 32.5; lat < 34.5; lat += 0.0193) {
            const LonLat back = from_gcj02(bd09_to_gcj02(gcj02_to_bd09(to_gcj02({lon, lat}))));
            worst = std::max({worst, std::abs(back.lon - lon), std::abs(back.lat - lat)});
        }
    CHECK(worst < 1e-11);
}

TEST_CASE("Places abroad are not shifted") {
    const LonLat amsterdam{4.9, 52.37};
    CHECK(to_gcj02(amsterdam).lon == amsterdam.lon);
    CHECK(to_gcj02(amsterdam).lat == amsterdam.lat);
    CHECK(from_gcj02(amsterdam).lon == amsterdam.lon);
}

TEST_CASE("A layer that declares its web-map datum comes to the true place") {
    const SourcePoint gcj{119.025473, 33.598615};
    const SourcePoint bd{119.031899, 33.604873};
    const auto from = [](SourcePoint p, Datum datum) {
        return ToGrid("EPSG:4490", datum, "list.xlsx").lon_lat(std::span(&p, 1)).front();
    };
    for (const LonLat place : {from(gcj, Datum::gcj02), from(bd, Datum::bd09)}) {
        CHECK(place.lon == Approx(119.02).margin(1e-6));
        CHECK(place.lat == Approx(33.60).margin(1e-6));
    }
    const ToGrid to_grid("EPSG:4490", Datum::gcj02, "list.xlsx");
    CHECK(to_grid.operation().operation == "inverse of GCJ-02");
    CHECK(to_grid.operation().policy == "declared-web-map-datum");
    CHECK(to_grid.operation().accuracy_m == 5);
}
