// SPDX-License-Identifier: Apache-2.0
#include "libgeo/overlay/outline_defects.hpp"

#include <catch2/catch.hpp>

#include "libgeo/overlay/local_metric.hpp"

using namespace geo;

namespace {

/// A polygon of one ring from metres east and north of 119° E, 33.5° N, counter-clockwise.
Polygons outline(const std::vector<std::pair<double, double>>& metres) {
    const GridPoint origin{119'000'000'000, 33'500'000'000};
    const LocalMetric metric(origin);
    Polygons polygons;
    for (const auto& [x, y] : metres)
        polygons.add_point({origin.x + std::llround(x / metric.metres_east()),
                            origin.y + std::llround(y / metric.metres_north())});
    polygons.end_ring();
    polygons.end_part();
    polygons.end_feature();
    return polygons;
}

std::vector<OutlineDefect> defects(const std::vector<std::pair<double, double>>& metres) {
    return outline_defects(outline(metres), 0);
}

/// A staircase of `teeth` steps on top of a block.
std::vector<std::pair<double, double>> staircase(int steps) {
    std::vector<std::pair<double, double>> ring{{0, -50}, {10.0 * steps, -50}};
    for (int i = steps; i > 0; --i) {
        ring.emplace_back(10.0 * i, 10.0 * i);
        ring.emplace_back(10.0 * (i - 1), 10.0 * i);
    }
    ring.emplace_back(0, 0);
    return ring;
}

} // namespace

TEST_CASE("An ordinary outline has no defect, whatever its corners") {
    CHECK(defects({{0, 0}, {100, 0}, {100, 80}, {0, 80}}).empty());
    CHECK(defects({{0, 0}, {100, 0}, {50, 8}}).empty()); // angles of 9 degrees
}

TEST_CASE("A spike is a vertex below five degrees, outside or inside, at its place") {
    const auto out =
        outline({{0, 0}, {100, 0}, {100, 50}, {200, 52}, {100, 54}, {100, 100}, {0, 100}});
    const auto found = outline_defects(out, 0);
    REQUIRE(found.size() == 1);
    CHECK(found[0].kind == OutlineDefectKind::spike);
    CHECK(found[0].place == out.points[3]);
    CHECK(found[0].worst == Approx(2.2906).epsilon(0.01));
    CHECK(found[0].count == 1);
    const auto in =
        defects({{0, 0}, {100, 0}, {100, 50}, {20, 52}, {100, 54}, {100, 100}, {0, 100}});
    REQUIRE(in.size() == 1);
    CHECK(in[0].kind == OutlineDefectKind::spike);
    // 100 m long and 10 m wide at the foot: 5.7 degrees are no spike.
    CHECK(
        defects({{0, 0}, {100, 0}, {100, 45}, {200, 50}, {100, 55}, {100, 100}, {0, 100}}).empty());
}

TEST_CASE("A neck is where the inside is narrow and wide on both sides") {
    const auto dumbbell = [](double width) {
        const double h = width / 2;
        return defects({{0, -50},
                        {100, -50},
                        {100, -h},
                        {110, -h},
                        {110, -50},
                        {200, -50},
                        {200, 50},
                        {110, 50},
                        {110, h},
                        {100, h},
                        {100, 50},
                        {0, 50}});
    };
    const auto found = dumbbell(0.4);
    REQUIRE(found.size() == 1);
    CHECK(found[0].kind == OutlineDefectKind::narrow_neck);
    CHECK(found[0].worst == Approx(0.4).epsilon(0.01));
    CHECK(found[0].count == 4);
    CHECK(dumbbell(1.5).empty());
    // The same cut from outside, an inlet, leaves the inside wide.
    CHECK(defects({{0, 0},
                   {200, 0},
                   {200, 100},
                   {100.2, 100},
                   {100.2, 20},
                   {99.8, 20},
                   {99.8, 100},
                   {0, 100}})
              .empty());
}

TEST_CASE("A neck is found by the index of a large part as by comparing all edges") {
    std::vector<std::pair<double, double>> ring;
    for (int i = 0; i <= 40; ++i)
        ring.emplace_back(5.0 * i, -100 - 3.0 * (i % 2)); // 41 points below
    ring.insert(ring.end(), {{200, -0.2},
                             {300, -0.2},
                             {300, -100},
                             {400, -100},
                             {400, 100},
                             {300, 100},
                             {300, 0.2},
                             {200, 0.2},
                             {200, 100},
                             {0, 100}});
    const auto found = defects(ring);
    const auto neck = std::find_if(found.begin(), found.end(), [](const auto& d) {
        return d.kind == OutlineDefectKind::narrow_neck;
    });
    REQUIRE(neck != found.end());
    CHECK(neck->worst == Approx(0.4).epsilon(0.01));
}

TEST_CASE("Saw teeth are at least eight vertices that turn left and right by turns") {
    const auto found = defects(staircase(6));
    REQUIRE(found.size() == 1);
    CHECK(found[0].kind == OutlineDefectKind::saw_tooth);
    CHECK(found[0].count == 1);
    CHECK(found[0].worst >= 8);
    CHECK(defects(staircase(3)).empty());
}

TEST_CASE("A sliver is a part whose mean width 2A/P is below a metre") {
    const auto found = defects({{0, 0}, {500, 0}, {500, 0.8}, {0, 0.8}});
    REQUIRE(found.size() == 1);
    CHECK(found[0].kind == OutlineDefectKind::sliver);
    CHECK(found[0].worst == Approx(2 * 400 / 1001.6).epsilon(0.01));
    CHECK(defects({{0, 0}, {500, 0}, {500, 1.2}, {0, 1.2}}).empty());
}

TEST_CASE("Defects do not depend on the start of a ring") {
    std::vector<std::pair<double, double>> ring = staircase(6);
    ring[1] = {60, -50};
    const auto first = outline_defects(outline(ring), 0);
    for (std::size_t shift = 1; shift < ring.size(); ++shift) {
        auto turned = ring;
        std::rotate(turned.begin(), turned.begin() + static_cast<std::ptrdiff_t>(shift),
                    turned.end());
        const auto found = outline_defects(outline(turned), 0);
        REQUIRE(found.size() == first.size());
        CHECK(found[0].worst == first[0].worst);
        CHECK(found[0].count == first[0].count);
    }
}
