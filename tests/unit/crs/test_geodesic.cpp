// SPDX-License-Identifier: Apache-2.0
#include <cmath>
#include <random>

#include <catch2/catch.hpp>

#include "libgeo/crs/geodesic.hpp"

using namespace geo;

TEST_CASE("Known geodesic distances") {
    CHECK(geodesic_distance_m(119, 33.5, 119, 33.5) == 0);
    CHECK(geodesic_distance_m(0, 0, 1, 0) == Approx(111319.4907932264).epsilon(1e-12));
    CHECK(geodesic_distance_m(179.5, 10, -179.5, 10) ==
          Approx(geodesic_distance_m(0, 10, 1, 10)).epsilon(1e-12));
}

TEST_CASE("Short lines in closed form agree with the geodesic to 0.1 micrometre") {
    std::mt19937_64 engine(3);
    const auto real = [&] { return static_cast<double>(engine() >> 11) * 0x1p-53; };
    const double radians = std::acos(-1.0) / 180;
    double worst = 0;
    for (int n = 0; n < 20000; ++n) {
        const double lat = 176 * real() - 88, lon = 360 * real() - 180;
        const double size = 0.09 * std::pow(10, -5 * real()), turn = 360 * radians * real();
        const double lat2 = lat + size * std::sin(turn);
        const double lon2 = lon + size * std::cos(turn) / std::cos(lat * radians);
        const double exact = geodesic_distance_m(lon, lat, lon2, lat2);
        const double closed =
            short_geodesic_m(lat * radians, lat2 * radians, (lon2 - lon) * radians);
        if (exact < 10e3) worst = std::max(worst, std::abs(exact - closed));
    }
    INFO(worst);
    CHECK(worst < 1e-7);
}
