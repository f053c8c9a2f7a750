// SPDX-License-Identifier: Apache-2.0
#include <random>

#include <catch2/catch.hpp>

#include "libgeo/overlay/locate.hpp"
#include "libgeo/overlay/overlap_areas.hpp"
#include "unit/overlay/exact_reference.hpp"
#include "unit/overlay/generators.hpp"

using namespace geo;

namespace {

double extent(const Polygons& polygons) {
    const auto box = box_of(polygons, 0);
    return static_cast<double>(box.x_max - box.x_min) + static_cast<double>(box.y_max - box.y_min);
}

// Compares the engine with the exact reference; what differs, or nothing.
std::string difference(const Polygons& a, const Polygons& b) {
    const auto truth = exact::overlap_area(a, 0, b, 0).convert_to<double>();
    const EdgeIndex ia(a), ib(b);
    const auto pairs = planar_overlap_areas(ia, ib);
    if (pairs.empty() != (truth == 0)) return "decision";
    if (pairs.empty()) return "";
    // Doubles hold the crossings: relative to the extents, not to a sliver.
    const auto tolerance = 1e-9 * truth + 1e-15 * extent(a) * extent(b) + 1e-5;
    return std::abs(pairs[0].square_units - truth) <= tolerance ? "" : "figure";
}

} // namespace

TEST_CASE("Random pairs of every kind agree with the exact reference") {
    generators::Random random(20240601);
    for (const auto& kind : generators::kinds()) {
        for (int n = 0; n < 16; ++n) {
            const auto [a, b] = kind.make(random);
            INFO(kind.name << " " << n);
            CHECK(difference(a, b) == "");
        }
    }
}
