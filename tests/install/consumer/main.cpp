// SPDX-License-Identifier: Apache-2.0
// Uses the installed library as its reader would: two squares of 0.02 degrees near Huai'an that
// overlap by a quarter.
#include <cmath>
#include <iostream>

#include <libgeo/overlay/overlap_areas.hpp>
#include <libgeo/screening.hpp>
#include <libgeo/version.hpp>

namespace {

/// A square of 0.02 degrees whose lower left corner is given in units of the grid.
geo::Polygons square(std::int64_t x, std::int64_t y) {
    const std::int64_t side = 20'000'000;
    geo::Polygons polygons;
    for (const auto& corner : {geo::GridPoint{x, y}, geo::GridPoint{x + side, y},
                               geo::GridPoint{x + side, y + side}, geo::GridPoint{x, y + side}})
        polygons.add_point(corner);
    polygons.end_ring();
    polygons.end_part();
    polygons.end_feature();
    return polygons;
}

} // namespace

int main() {
    const auto park = square(119'000'000'000, 33'500'000'000);
    const auto zone = square(119'010'000'000, 33'510'000'000);
    const auto pairs = geo::overlap_areas(park, zone);
    const double expected_m2 = 1030460.1177;
    if (pairs.size() != 1 || std::abs(pairs[0].area.m2 - expected_m2) > 1e-3) {
        std::cerr << "wrong overlap\n";
        return 1;
    }
    std::cout << "libgeo " << geo::versions().parkline << ": overlap of " << pairs[0].area.m2
              << " m2\n";
    return 0;
}
