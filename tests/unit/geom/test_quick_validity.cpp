// SPDX-License-Identifier: Apache-2.0
#include "libgeo/geom/quick_validity.hpp"

#include <catch2/catch.hpp>

#include <cmath>
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

TEST_CASE("Long rough rings are told apart as GEOS does, also when one vertex crosses over") {
    std::mt19937_64 random(7);
    std::size_t accepted = 0;
    std::size_t refused = 0;
    for (const int vertices : {15, 16, 17, 255, 256, 257, 5000})
        for (int round = 0; round < 12; ++round) {
            std::uniform_real_distribution<double> rough(0.8, 1.0);
            const auto star = [&](double radius) {
                Ring ring;
                for (int i = 0; i < vertices; ++i) {
                    const double angle = 2 * 3.14159265358979 * i / vertices;
                    const double r = radius * rough(random);
                    ring.push_back({119'000'000'000 + std::llround(r * std::cos(angle)),
                                    33'000'000'000 + std::llround(r * std::sin(angle))});
                }
                return ring;
            };
            Ring shell = star(4e9); // also wider than 32 bits
            const Ring hole = star(3e9);
            if (round % 3 == 1)
                std::swap(shell[random() % shell.size()], shell[random() % shell.size()]);
            auto shape = round % 2 ? feature({{shell}}) : feature({{shell, hole}, {star(2e9)}});
            const bool is_sure = is_surely_valid(shape, 0);
            CHECK(is_sure == check_validity(shape, 0).valid);
            ++(is_sure ? accepted : refused);
        }
    CHECK(accepted > 40);
    CHECK(refused > 15);
}

TEST_CASE("Thousands of parts and holes are sorted out, and a hole too many is found") {
    std::vector<std::vector<Ring>> parts;
    for (std::int64_t i = 0; i < 50; ++i)
        for (std::int64_t j = 0; j < 50; ++j)
            parts.push_back({square(i * 100, j * 100, 90), square(i * 100 + 10, j * 100 + 10, 20),
                             square(i * 100 + 40, j * 100 + 40, 20)});
    CHECK(surely(parts));
    parts[1234].push_back(square(parts[99][0][0].x + 70, parts[99][0][0].y + 70, 5));
    CHECK_FALSE(surely(parts)); // it lies in another part
}
