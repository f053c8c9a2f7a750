// SPDX-License-Identifier: Apache-2.0
#include <catch2/catch.hpp>

#include "libgeo/overlay/overlap_areas.hpp"
#include "libgeo/overlay/union_areas.hpp"
#include "unit/overlay/exact_reference.hpp"
#include "unit/overlay/generators.hpp"

using namespace geo;
using namespace geo::shapes;

namespace {

const double park = 1030460.1177; // K5 of the known answers

// Several zones of one kind of generator, drawn near each other so that they overlap.
Polygons zones(generators::Random& random, const generators::Kind& kind, Polygons& a) {
    auto [first, second] = kind.make(random);
    a = first;
    Polygons all = second;
    append_feature(all, first, 0);
    for (int n = 0; n < 2; ++n) {
        const auto more = kind.make(random);
        append_feature(all, more.a, 0);
        append_feature(all, more.b, 0);
    }
    append_feature(all, second, 0);
    return all;
}

} // namespace

TEST_CASE("K8: a zone given twice, or as overlapping halves, counts once") {
    const auto p = polygon({box_degrees(119, 33.5, 119.02, 33.52)});
    Polygons twice, halves;
    for (int n = 0; n < 2; ++n) add_feature(twice, {box_degrees(119.01, 33.51, 119.03, 33.53)});
    add_feature(halves, {box_degrees(119.01, 33.51, 119.018, 33.53)});
    add_feature(halves, {box_degrees(119.014, 33.51, 119.03, 33.53)});
    const auto exact = overlap_areas(p, polygon({box_degrees(119.01, 33.51, 119.03, 33.53)}));
    CHECK(exact[0].area.m2 == Approx(park).margin(1e-3));
    CHECK(union_areas(p, twice)[0].m2 == Approx(exact[0].area.m2).epsilon(1e-14));
    CHECK(union_areas(p, halves)[0].m2 == Approx(exact[0].area.m2).epsilon(1e-12));
}

TEST_CASE("Only the zones that take part are counted") {
    const auto p = polygon({box(0, 0, 1000000, 1000000)});
    Polygons zones;
    add_feature(zones, {box(-5, -5, 500000, 1000005)});
    add_feature(zones, {box(250000, -5, 1000005, 1000005)});
    const std::uint8_t first[] = {1, 0}, none[] = {0, 0};
    CHECK(union_areas(p, zones, first)[0].m2 == Approx(area_of(p, 0).m2 / 2).epsilon(1e-6));
    CHECK(union_areas(p, zones)[0].m2 == area_of(p, 0).m2);
    CHECK(union_areas(p, zones, none)[0].m2 == 0);
}

TEST_CASE("A coverage overlaid with itself has the area of each of its polygons") {
    Polygons grid;
    for (int j = 0; j < 8; ++j)
        for (int i = 0; i < 8; ++i)
            add_feature(grid, {box(i * 1000003, j * 999983, (i + 1) * 1000003, (j + 1) * 999983)});
    const auto areas = union_areas(grid, grid);
    for (std::uint32_t f = 0; f < areas.size(); ++f)
        CHECK(areas[f].m2 == Approx(area_of(grid, f).m2).epsilon(1e-14));
}

TEST_CASE("Random unions agree with the exact reference") {
    generators::Random random(77);
    for (const auto& kind : generators::kinds()) {
        if (kind.name == "big stars") continue;
        for (int n = 0; n < 3; ++n) {
            Polygons a;
            const auto b = zones(random, kind, a);
            const auto truth = exact::union_area(a, 0, b).convert_to<double>();
            const auto found = planar_union_areas(EdgeIndex(a), EdgeIndex(b))[0];
            auto box = box_of(a, 0);
            for (std::size_t f = 0; f < b.features(); ++f) box.add(box_of(b, f));
            const auto extent = static_cast<double>(box.x_max - box.x_min) +
                                static_cast<double>(box.y_max - box.y_min);
            INFO(kind.name << " " << n << ": " << truth << " " << found);
            CHECK((found == 0) == (truth == 0));
            CHECK(std::abs(found - truth) <= 1e-9 * truth + 1e-15 * extent * extent + 1e-5);
        }
    }
}
