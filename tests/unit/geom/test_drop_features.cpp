// SPDX-License-Identifier: Apache-2.0
#include <catch2/catch.hpp>

#include <algorithm>

#include "libgeo/geom/polygons.hpp"

using namespace geo;

namespace {

/// Features 0, 1, 2 … of as many parts as their number modulo 3, and one; the first part has a
/// hole.
Polygons sample(std::size_t features) {
    Polygons all;
    for (std::size_t f = 0; f < features; ++f) {
        for (std::size_t part = 0; part <= f % 3; ++part) {
            for (std::size_t ring = 0; ring < (part == 0 ? 2U : 1U); ++ring) {
                const auto x = static_cast<std::int64_t>(100 * f + 10 * part + ring);
                for (std::int64_t k = 0; k < 3 + static_cast<std::int64_t>(f % 4); ++k)
                    all.add_point({x + k, k * k});
                all.end_ring();
            }
            all.end_part();
        }
        all.end_feature();
    }
    return all;
}

bool same(const Polygons& a, const Polygons& b) {
    return a.points == b.points && a.ring_begin == b.ring_begin && a.part_begin == b.part_begin &&
           a.feature_begin == b.feature_begin;
}

} // namespace

TEST_CASE("Taking features out leaves what copying the others gives") {
    const std::size_t features = 10;
    const auto all = sample(features);
    for (unsigned mask = 0; mask < 1U << features; ++mask) {
        std::vector<std::size_t> gone;
        Polygons others;
        for (std::size_t f = 0; f < features; ++f)
            if ((mask >> f & 1U) != 0)
                gone.push_back(f);
            else
                append_feature(others, all, f);
        auto rest = all;
        drop_features(rest, gone);
        REQUIRE(same(rest, others));
    }
}
