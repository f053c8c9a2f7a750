// SPDX-License-Identifier: Apache-2.0
// Areas of land survey: plane figures whose area on the ellipsoid is known (domain.md 10.4, K11).
#include <catch2/catch.hpp>

#include <cmath>

#include "libgeo/crs/to_grid.hpp"
#include "libgeo/geom/area.hpp"

using namespace geo;

namespace {

Area area_in(const char* crs, std::vector<SourcePoint> ring) {
    ring.push_back(ring.front());
    const auto places = ToGrid(crs, Datum::cgcs2000, "plot").densified(ring);
    Polygons plot;
    for (std::size_t i = 0; i + 1 < places.size(); ++i)
        plot.add_point({std::llround(places[i].lon * units_per_degree),
                        std::llround(places[i].lat * units_per_degree)});
    plot.end_ring();
    plot.end_part();
    plot.end_feature();
    return area_of(plot, 0);
}

} // namespace

TEST_CASE("V1: 2 km square, zone 40 without prefix") {
    const auto area = area_in(
        "EPSG:4549", {{409000, 3719000}, {411000, 3719000}, {411000, 3721000}, {409000, 3721000}});
    CHECK(area.m2 == Approx(3999201.54).margin(0.05));
}

TEST_CASE("V2: the same square with the prefix 40 has the same area") {
    const auto area = area_in(
        "EPSG:4528",
        {{40409000, 3719000}, {40411000, 3719000}, {40411000, 3721000}, {40409000, 3721000}});
    CHECK(area.m2 == Approx(3999201.54).margin(0.05));
}

TEST_CASE("V3: a triangle of oblique edges, where leaving out the densifying costs 98 ppm") {
    const auto area =
        area_in("EPSG:4548", {{640000, 3650000}, {643000, 3650500}, {641200, 3653100}});
    CHECK(area.m2 == Approx(4347856.64).margin(0.05));
}

TEST_CASE("K11: squares of 1 km at growing distance from the central meridian") {
    struct Square {
        double east;
        double true_m2;
    };
    for (const auto& [east, true_m2] : {Square{500000, 999999.99}, Square{450000, 999939.61},
                                        Square{407000, 999789.15}, Square{360000, 999520.52}}) {
        const double north = 3709000;
        const auto area = area_in("EPSG:4549", {{east, north},
                                                {east + 1000, north},
                                                {east + 1000, north + 1000},
                                                {east, north + 1000}});
        INFO(east);
        CHECK(area.m2 == Approx(true_m2).margin(0.05));
        CHECK(std::abs(area.m2 - true_m2) <= area.bound_m2 + 0.01);
    }
}
