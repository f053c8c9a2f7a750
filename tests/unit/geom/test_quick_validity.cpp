// SPDX-License-Identifier: Apache-2.0
#include "libgeo/geom/quick_validity.hpp"

#include <catch2/catch.hpp>

#include <random>

#include "libgeo/geom/shapes.hpp"

using namespace geo;

namespace {

using Ring = std::vector<GridPoint>;

void add_ring(Polygons& p, Ring ring, bool is_shell) {
    if ((twice_signed_area(ring) > 0) != is_shell) std::reverse(ring.begin(), ring.end());
    for (const auto q : ring) p.add_point(q);
    p.end_ring();
}

Polygons feature(const std::vector<std::vector<Ring>>& parts) {
    Polygons p;
    for (const auto& part : parts) {
        for (std::size_t r = 0; r < part.size(); ++r) add_ring(p, part[r], r == 0);
        p.end_part();
    }
    p.end_feature();
    return p;
}

Ring square(std::int64_t x, std::int64_t y, std::int64_t side) {
    return {{x, y}, {x + side, y}, {x + side, y + side}, {x, y + side}};
}

bool surely(const std::vector<std::vector<Ring>>& parts) {
    return is_surely_valid(feature(parts), 0);
}

} // namespace

TEST_CASE("Simple rings, holes in their shell and islands in holes are surely valid") {
    CHECK(surely({{square(0, 0, 100)}}));
    CHECK(surely({{square(0, 0, 100), square(10, 10, 30), square(50, 50, 30)}}));
    CHECK(
        surely({{square(0, 0, 100), square(10, 10, 80)}, {square(20, 20, 20), square(25, 25, 5)}}));
    CHECK(surely({{square(0, 0, 10)}, {square(100, 0, 10)}}));
}

TEST_CASE("Nothing invalid is ever surely valid") {
    CHECK_FALSE(surely({{{{0, 0}, {10, 10}, {10, 0}, {0, 10}}}}));   // bow-tie
    CHECK_FALSE(surely({{square(0, 0, 100), square(200, 0, 10)}}));  // hole outside
    CHECK_FALSE(surely({{square(0, 0, 100), square(50, 50, 100)}})); // hole crosses
    CHECK_FALSE(
        surely({{square(0, 0, 100), square(10, 10, 50), square(20, 20, 10)}})); // nested holes
    CHECK_FALSE(surely({{square(0, 0, 100)}, {square(10, 10, 10)}}));           // part in part
    CHECK_FALSE(surely({{square(0, 0, 100)}, {square(50, 50, 100)}}));          // parts overlap
    CHECK_FALSE(surely({{square(0, 0, 100)}, {square(0, 0, 100)}}));            // same part twice
    CHECK_FALSE(surely(
        {{{{0, 0}, {100, 0}, {100, 100}, {50, 100}, {50, 200}, {50, 100}, {0, 100}}}})); // spike
    // A hole of the other part.
    CHECK_FALSE(surely({{square(0, 0, 100)}, {square(200, 0, 100), square(10, 10, 10)}}));
}

TEST_CASE("On random star polygons with noise the quick test never accepts what GEOS refuses") {
    std::mt19937_64 random(42);
    std::size_t accepted = 0;
    for (int round = 0; round < 4000; ++round) {
        const std::int64_t size = round % 3 == 0 ? 20 : 2000;
        std::uniform_int_distribution<std::int64_t> place(0, size);
        std::uniform_int_distribution<int> count(3, 9);
        std::vector<std::vector<Ring>> parts(1 + random() % 2);
        for (auto& part : parts)
            for (std::size_t rings = 1 + random() % 2; rings > 0; --rings) {
                Ring ring;
                for (int n = count(random); n > 0; --n)
                    ring.push_back({place(random), place(random)});
                ring.erase(std::unique(ring.begin(), ring.end()), ring.end());
                while (ring.size() > 1 && ring.front() == ring.back()) ring.pop_back();
                if (ring.size() < 3) ring = square(1, 1, 3);
                part.push_back(ring);
            }
        const auto shape = feature(parts);
        if (!is_surely_valid(shape, 0)) continue;
        ++accepted;
        CHECK(check_validity(shape, 0).valid);
    }
    CHECK(accepted > 100);
}
