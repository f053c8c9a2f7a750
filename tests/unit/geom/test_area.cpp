// SPDX-License-Identifier: Apache-2.0
#include <catch2/catch.hpp>

#include "libgeo/geom/area.hpp"
#include "libgeo/geom/green.hpp"
#include "unit/geom/area_reference.hpp"
#include "unit/overlay/generators.hpp"

using namespace geo;
using namespace geo::shapes;

namespace {

// A star of a few metres to a few hundred kilometres anywhere but at the poles.
Polygons random_polygon(generators::Random& random) {
    const double radius = 3e4 * std::pow(10.0, 5.0 * random.real());
    const auto ring = generators::star(random, random.between(3, 12), radius);
    const GridPoint shift{random.between(-179, 170) * 1'000'000'000 + random.between(0, 999999999),
                          random.between(-80, 70) * 1'000'000'000 + random.between(0, 999999999)};
    return polygon({generators::scaled(ring, 1, shift)});
}

} // namespace

TEST_CASE("Areas of random polygons agree with the closed form to 1e-10") {
    generators::Random random(1);
    for (int n = 0; n < 2000; ++n) {
        const auto p = random_polygon(random);
        const double truth = reference::closed_form_area(p, 0);
        INFO(n << ": " << truth);
        CHECK(area_of(p, 0).m2 ==
              Approx(truth).epsilon(1e-10).margin(1e-6 + 1e-8 * perimeter_of(p, 0)));
    }
}

TEST_CASE("Areas of random polygons agree with PROJ's geodesics to 1e-9") {
    generators::Random random(2);
    for (int n = 0; n < 300; ++n) {
        const auto p = random_polygon(random);
        const double truth = reference::geodesic_area(p, 0);
        INFO(n << ": " << truth);
        // PROJ promises 0.1 m2 a vertex at worst; the closed form checks small polygons better.
        CHECK(area_of(p, 0).m2 == Approx(truth).epsilon(1e-9).margin(0.2));
    }
}

TEST_CASE("A ring taken whole has the bits of its edges taken one by one") {
    generators::Random random(3);
    for (int n = 0; n < 60; ++n) {
        const double radius = 3e4 * std::pow(10.0, 6.0 * random.real()); // some reach other bands
        const auto ring = generators::scaled(
            generators::star(random, random.between(3, 400), radius), 1,
            {random.between(-170, 170) * 1'000'000'000, random.between(-80, 80) * 1'000'000'000});
        const GreenFrame frame(ring.front());
        AreaSum one_by_one, whole;
        for (std::size_t i = 0; i < ring.size(); ++i)
            frame.add(one_by_one, ring[i], ring[(i + 1) % ring.size()], 0, 1);
        frame.add_ring(whole, ring);
        INFO(n << ": " << ring.size() << " edges, radius " << radius);
        CHECK(whole == one_by_one);
    }
}

TEST_CASE("Holes are subtracted, parts are added") {
    Polygons layer;
    add_ring(layer, box_degrees(119, 33, 119.1, 33.1));
    add_ring(layer, box_degrees(119.02, 33.02, 119.03, 33.03), true);
    layer.end_part();
    add_ring(layer, box_degrees(119.2, 33, 119.3, 33.1));
    layer.end_part();
    layer.end_feature();
    const auto alone = area_of(polygon({box_degrees(119, 33, 119.1, 33.1)}), 0).m2;
    const auto hole = area_of(polygon({box_degrees(119.02, 33.02, 119.03, 33.03)}), 0).m2;
    CHECK(area_of(layer, 0).m2 == Approx(2 * alone - hole).epsilon(1e-13));
    CHECK(perimeter_of(layer, 0) ==
          Approx(2 * perimeter_of(polygon({box_degrees(119, 33, 119.1, 33.1)}), 0) +
                 perimeter_of(polygon({box_degrees(119.02, 33.02, 119.03, 33.03)}), 0))
              .epsilon(1e-9));
}

TEST_CASE("The bound covers the arithmetic and the rounding of the vertices") {
    const auto p = polygon({box_degrees(119, 33.5, 119.01, 33.51)});
    const auto area = area_of(p, 0);
    CHECK(area.bound_m2 == Approx(1e-9 * area.m2 + 0.079e-3 * perimeter_of(p, 0)));
    CHECK(area.bound_m2 == Approx(0.3231).epsilon(1e-2));
}

TEST_CASE("A square metre keeps ten digits anywhere") {
    for (const double lat : {-89.9, -45.0, 0.0, 33.25, 60.0, 89.9}) {
        const auto p = polygon({box_degrees(119, lat, 119 + 1e-5, lat + 1e-5)});
        CHECK(area_of(p, 0).m2 ==
              Approx(reference::closed_form_area(p, 0)).epsilon(1e-9).margin(1e-10));
    }
}

TEST_CASE("Exact comparison of fractions") {
    const auto big = static_cast<Int128>(1) << 70;
    CHECK(compare(Ratio(1, 3), Ratio(2, 6)) == 0);
    CHECK(compare(Ratio(big, 3 * big), Ratio(1, 3)) == 0);
    CHECK(compare(Ratio(big + 1, 3 * big), Ratio(1, 3)) == 1);
    CHECK(compare(Ratio(big - 1, 3 * big), Ratio(1, 3)) == -1);
    CHECK(compare(Ratio(1, 2), Ratio(1, 3)) == 1);
}
