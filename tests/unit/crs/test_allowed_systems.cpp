// SPDX-License-Identifier: Apache-2.0
#include <catch2/catch.hpp>

#include <cmath>

#include "libgeo/core/error.hpp"
#include "libgeo/crs/geodesic.hpp"
#include "libgeo/crs/to_grid.hpp"

using namespace geo;

namespace {

ToGrid open(const std::string& crs) {
    return ToGrid(crs, Datum::cgcs2000, "parks.shp");
}

Text refusal_of(const std::string& crs) {
    try {
        open(crs);
    } catch (const InputError& error) {
        return error.text();
    }
    return {};
}

} // namespace

TEST_CASE("Frames coincident with CGCS2000 are taken as they are, under a named policy") {
    struct Frame {
        const char* crs;
        double within_m;
    };
    for (const auto& [crs, within_m] :
         {Frame{"EPSG:4326", 1}, Frame{"EPSG:4979", 1}, Frame{"OGC:CRS84", 1},
          Frame{"EPSG:9057", 1}, Frame{"EPSG:4258", 1}, Frame{"EPSG:4269", 2}}) {
        const auto to_grid = open(crs);
        INFO(crs);
        CHECK(to_grid.operation().policy == "coincident-itrf");
        CHECK(to_grid.operation().accuracy_m == within_m);
        CHECK(to_grid.operation().operation == "none");
    }
}

TEST_CASE("CGCS2000 needs no policy") {
    for (const char* crs : {"EPSG:4490", "EPSG:4527", "EPSG:4528", "EPSG:4549", "EPSG:4498"}) {
        const auto to_grid = open(crs);
        INFO(crs);
        CHECK(to_grid.operation().policy.empty());
        CHECK(to_grid.operation().accuracy_m == 0);
    }
}

// correctness.md 0.6: PROJ would move these by 0.00 m and call it the best available.
TEST_CASE("Beijing 1954, Xian 1980 and New Beijing are refused without parameters") {
    for (const char* crs : {"EPSG:4214", "EPSG:4610", "EPSG:4555", "EPSG:2437", "EPSG:2416",
                            "EPSG:2415", "EPSG:2364", "EPSG:2363", "EPSG:2385", "EPSG:2384"}) {
        INFO(crs);
        CHECK(refusal_of(crs).en.find("has no transformation to CGCS2000 of known accuracy") !=
              std::string::npos);
    }
}

TEST_CASE("The refusal of a ballpark shift says what, where, why and how to fix") {
    const auto text = refusal_of("EPSG:2437");
    CHECK(text.en == "parks.shp: Beijing 1954 / 3-degree Gauss-Kruger CM 120E (datum Beijing 1954) "
                     "has no transformation to CGCS2000 of known accuracy, only a ballpark of 0 m, "
                     "which is refused. Give local parameters with --src-crs (+towgs84=… or a "
                     "grid), or transform the data first.");
    CHECK(text.zh ==
          "parks.shp：Beijing 1954 / 3-degree Gauss-Kruger CM 120E（基准 Beijing 1954）到 "
          "CGCS2000 没有已知精度的转换，只有 0 米的近似（ballpark），已拒绝。请用 "
          "--src-crs 给出带参数的坐标系（+towgs84=… 七参数或格网），或先转换数据。");
}

TEST_CASE("Parameters that the user wrote down are used and said") {
    const auto to_grid =
        open("+proj=tmerc +lat_0=0 +lon_0=120 +k=1 +x_0=500000 +y_0=0 +ellps=krass "
             "+towgs84=15.8,-154.4,-82.3,0,0,0,0 +units=m +type=crs");
    const SourcePoint p{407000, 3708650};
    const LonLat place = to_grid.lon_lat(std::span(&p, 1)).front();
    const auto unshifted = open("EPSG:4549").lon_lat(std::span(&p, 1)).front();
    const double moved = geodesic_distance_m(place.lon, place.lat, unshifted.lon, unshifted.lat);
    CHECK(moved > 20);
    CHECK(moved < 400);
    CHECK(to_grid.operation().operation ==
          "parameters given by the user (towgs84=15.8,-154.4,-82.3,0,0,0,0), to WGS 84");
    CHECK(to_grid.operation().accuracy_m == -1);
}

TEST_CASE("A three-parameter shift moves a place as the geocentric formula does") {
    // EPSG:15919, Beijing 1954 to WGS 84 (2); the answer was computed by hand over x, y, z.
    const auto to_grid = open("+proj=longlat +ellps=krass +towgs84=15.53,-113.82,-41.38 +type=crs");
    const SourcePoint p{119.0, 33.5};
    const LonLat place = to_grid.lon_lat(std::span(&p, 1)).front();
    CHECK(place.lon == Approx(119.00044766666514).margin(1e-10));
    CHECK(place.lat == Approx(33.5002441566729).margin(1e-10));
}

TEST_CASE("A grid that the user names moves a place by what it says, and only inside of it") {
    // 3 seconds north, 2 seconds east (tests/cases/door/door_cases_attributes.py writes it).
    const auto to_grid = open("+proj=longlat +a=6378140 +rf=298.257 "
                              "+nadgrids=tests/cases/door/shift.gsb +type=crs");
    const SourcePoint inside{119.0, 33.5}, outside{125.0, 33.5};
    const LonLat place = to_grid.lon_lat(inside);
    CHECK(place.lon == Approx(119.0 + 2.0 / 3600).margin(1e-9));
    CHECK(place.lat == Approx(33.5 + 3.0 / 3600).margin(1e-9));
    CHECK(std::isnan(to_grid.lon_lat(outside).lon));
}

TEST_CASE("A shift of 0 m is refused however it is written") {
    const std::string base = "+proj=longlat +a=6378140 +rf=298.257 +type=crs ";
    CHECK(refusal_of(base + "+towgs84=0,0,0").en ==
          "parks.shp: the parameters of +towgs84=0,0,0 are all 0, which is a ballpark of 0 m and "
          "refused. Write the real parameters, or a grid.");
    for (const char* shift :
         {"+nadgrids=@a.gsb", "+nadgrids=a.gsb,null", "+nadgrids=a.gsb,@null"}) {
        INFO(shift);
        CHECK(refusal_of(base + shift).en.find("shifts by 0 m where there is no grid") !=
              std::string::npos);
    }
    CHECK_FALSE(open(base + "+towgs84=0,0,0.01").operation().operation.empty());
}

TEST_CASE("A grid that does not exist is no transformation") {
    const auto text = refusal_of("+proj=longlat +ellps=krass +nadgrids=nobody.gsb +type=crs");
    CHECK(text.en == "parks.shp: the grid or the parameters given with unknown cannot be used. "
                     "Install the grid, or give +towgs84=… instead.");
    CHECK(text.zh == "parks.shp：unknown 指定的转换格网或参数无法使用。请安装该格网，或改用 "
                     "+towgs84=… 参数。");
}

TEST_CASE("Parameters of a small region are never used for a CRS that reaches beyond it") {
    // Beijing 1954 has parameters of 1 m for the Tarim basin and Ordos, ED50 and NAD27 for islands.
    for (const char* crs : {"EPSG:4214", "EPSG:4230", "EPSG:4267", "EPSG:2433", "EPSG:21418"}) {
        INFO(crs);
        CHECK_FALSE(refusal_of(crs).en.empty());
    }
}

TEST_CASE("A transformation of known accuracy over the whole of its CRS is used") {
    const auto to_grid = open("EPSG:28992");
    CHECK(to_grid.operation().accuracy_m <= 1);
    const SourcePoint tower{155000, 463000}; // the origin of the Dutch system, in Amersfoort
    const LonLat place = to_grid.lon_lat(std::span(&tower, 1)).front();
    CHECK(place.lon == Approx(5.387206).margin(2e-5));
    CHECK(place.lat == Approx(52.155174).margin(2e-5));
}

TEST_CASE("An unknown CRS is refused by name, and nothing is guessed") {
    const auto text = refusal_of("EPSG:999999");
    CHECK(text.en == "parks.shp: the CRS 'EPSG:999999' is not known. Give an EPSG code, for "
                     "example EPSG:4490.");
    CHECK(text.zh == "parks.shp：坐标系 'EPSG:999999' 无法识别。请写 EPSG 代码，例如 "
                     "EPSG:4490。");
    CHECK_FALSE(refusal_of("x").en.empty());
    CHECK_FALSE(refusal_of("").en.empty());
    CHECK_FALSE(refusal_of("EPSG:15919").en.empty()); // an operation, not a CRS
}

TEST_CASE("Longitudes that do not count from Greenwich are never read as if they did") {
    // NTF (Paris) counts from Paris and in grads; a WGS 84 with another meridian counts from there.
    const SourcePoint p{1.0, 45.0};
    for (const char* crs : {"+proj=longlat +datum=WGS84 +pm=paris +type=crs",
                            "+proj=longlat +datum=WGS84 +pm=10 +type=crs"}) {
        INFO(crs);
        try {
            const LonLat place = open(crs).lon_lat(std::span(&p, 1)).front();
            CHECK(place.lon > 3.0);
        } catch (const InputError&) {
            SUCCEED("refused");
        }
    }
}

TEST_CASE("Heights and geocentric axes are no place on a map") {
    CHECK(
        refusal_of("EPSG:4978").en ==
        "parks.shp: the CRS 'WGS 84' gives neither longitudes and latitudes nor plane coordinates "
        "(it is geocentric, vertical or of a rotated pole). Transform the data, or give the right "
        "CRS with --src-crs.");
    CHECK_FALSE(refusal_of("EPSG:5737").en.empty());
}

TEST_CASE("Longitudes of a rotated pole are never read as if they were true") {
    const char* rotated = "+proj=ob_tran +o_proj=longlat +o_lon_p=0 +o_lat_p=39.25 +lon_0=18 "
                          "+datum=WGS84 +type=crs";
    const SourcePoint p{1.0, 2.0};
    try {
        const LonLat place = open(rotated).lon_lat(std::span(&p, 1)).front();
        CHECK(std::abs(place.lat - 2.0) > 1);
    } catch (const InputError&) {
        SUCCEED("refused");
    }
}
