// SPDX-License-Identifier: Apache-2.0
#include <catch2/catch.hpp>

#include <array>
#include <cmath>
#include <limits>

#include "libgeo/core/error.hpp"
#include "libgeo/crs/to_grid.hpp"

using namespace geo;

namespace {

LonLat from(const std::string& crs, SourcePoint p) {
    return ToGrid(crs, Datum::cgcs2000, "parks.shp").lon_lat(std::span(&p, 1)).front();
}

SourcePoint back(const std::string& crs, LonLat place) {
    return FromGrid(crs).points(std::span(&place, 1)).front();
}

} // namespace

// K12 of correctness.md 2.0.
TEST_CASE("119 E 33.5 N stands in zone 40 where the tables say, with and without prefix") {
    const SourcePoint prefixed = back("EPSG:4528", {119.0, 33.5});
    CHECK(prefixed.x == Approx(40407075.5977).margin(5e-5));
    CHECK(prefixed.y == Approx(3708650.1047).margin(5e-5));
    const SourcePoint bare = back("EPSG:4549", {119.0, 33.5});
    CHECK(bare.x == Approx(407075.5977).margin(5e-5));
    CHECK(bare.y == Approx(3708650.1047).margin(5e-5));
    for (const LonLat place : {from("EPSG:4528", prefixed), from("EPSG:4549", bare)}) {
        CHECK(place.lon == Approx(119.0).margin(1e-12));
        CHECK(place.lat == Approx(33.5).margin(1e-12));
    }
}

// domain.md 10.3.
TEST_CASE("One place has its published coordinates in both zones of the city") {
    for (const auto& [crs, p] :
         {std::pair<const char*, SourcePoint>{"EPSG:4527", {39687502.601, 3721123.491}},
          {"EPSG:4528", {40409039.020, 3719724.443}},
          {"EPSG:4548", {687502.601, 3721123.491}},
          {"EPSG:4549", {409039.020, 3719724.443}}}) {
        const LonLat place = from(crs, p);
        INFO(crs);
        CHECK(place.lon == Approx(119.02).margin(1e-8));
        CHECK(place.lat == Approx(33.60).margin(1e-8));
    }
}

TEST_CASE("Whatever order a CRS prescribes, x is east and y is north") {
    for (const char* crs : {"EPSG:4490", "EPSG:4326", "EPSG:4979", "OGC:CRS84", "EPSG:4258"}) {
        const LonLat place = from(crs, {119.0, 33.5});
        INFO(crs);
        CHECK(place.lon == 119.0);
        CHECK(place.lat == 33.5);
    }
    const LonLat northing_first = from("EPSG:4528", {40407075.5977, 3708650.1047});
    CHECK(northing_first.lon == Approx(119.0).margin(1e-8));
}

TEST_CASE("There and back in a projected CRS loses less than a hundredth of a grid unit") {
    for (const char* crs : {"EPSG:4527", "EPSG:4528", "EPSG:4549"})
        for (double lon = 118.0; lon < 120.0; lon += 0.21) {
            const LonLat again = from(crs, back(crs, {lon, 33.3}));
            INFO(crs << " " << lon);
            CHECK(std::abs(again.lon - lon) < 1e-11);
            CHECK(std::abs(again.lat - 33.3) < 1e-11);
        }
}

TEST_CASE("There and back over another datum stays within a millimetre") {
    // Seven parameters without heights do not invert exactly: 0.4 mm in the Dutch system.
    const LonLat again = from("EPSG:28992", back("EPSG:28992", {5.3, 52.1}));
    CHECK(std::abs(again.lon - 5.3) < 1e-8);
    CHECK(std::abs(again.lat - 52.1) < 1e-8);
}

TEST_CASE("A place that the projection cannot hold is not a number, never a wrong place") {
    CHECK(std::isnan(from("EPSG:4549", {40407075.5977, 3708650.1047}).lon));
    const double infinite = std::numeric_limits<double>::infinity();
    CHECK(std::isnan(from("EPSG:4490", {infinite, 33}).lon));
    CHECK(std::isnan(from("EPSG:4528", {std::nan(""), 3708650}).lat));
}

TEST_CASE("False eastings tell prefixed zones from bare ones") {
    const auto easting = [](const char* crs) {
        return ToGrid(crs, Datum::cgcs2000, "parks.shp").false_easting();
    };
    CHECK(easting("EPSG:4528") == 40500000.0);
    CHECK(easting("EPSG:4549") == 500000.0);
    CHECK_FALSE(easting("EPSG:4490"));
}

TEST_CASE("A web-map datum on a projected CRS is refused") {
    try {
        const ToGrid to_grid("EPSG:4528", Datum::gcj02, "parks.shp");
        FAIL("accepted");
    } catch (const ConfigError& error) {
        CHECK(error.text().en ==
              "parks.shp: the datum is declared as gcj02 but the CRS is projected. Web-map "
              "coordinates are longitude and latitude; correct datum or src_crs.");
        CHECK(error.text().zh ==
              "parks.shp：datum 声明为 gcj02，但坐标系是投影坐标。网络地图坐标只有经纬度；请改正 "
              "datum 或 src_crs。");
    }
}

TEST_CASE("The compound of a map and a height system counts as the map") {
    const LonLat place = from("EPSG:4528+5737", {40407075.5977, 3708650.1047});
    CHECK(place.lon == Approx(119.0).margin(1e-8));
}

TEST_CASE("A CRS for results that nobody knows is refused by name") {
    for (const std::string crs : {"EPSG:999999", "EPSG:2437", "EPSG:4978"}) try {
            const FromGrid from_grid(crs);
            FAIL("accepted " << crs);
        } catch (const ConfigError& error) {
            CHECK(error.text().en ==
                  "results cannot be written in the CRS '" + crs +
                      "': it is not known, or has no transformation of known accuracy from "
                      "CGCS2000. Give an EPSG code with --dst-crs, for example EPSG:4490.");
            CHECK(error.text().zh == "结果不能写成坐标系 '" + crs +
                                         "'：无法识别，或与 CGCS2000 之间没有已知精度的转换。请用 "
                                         "--dst-crs 给出 EPSG 代码，例如 EPSG:4490。");
        }
}
