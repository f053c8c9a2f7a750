// SPDX-License-Identifier: Apache-2.0
#include <catch2/catch.hpp>

#include "libgeo/overlay/overlap_areas.hpp"
#include "libgeo/overlay/shards.hpp"
#include "unit/overlay/generators.hpp"

using namespace geo;
using namespace geo::generators;

TEST_CASE("Shards add up to the bits of the whole, in any order") {
    const auto stars = crowd(61, 150), others = crowd(62, 120);
    const auto towns = coverage(63, 9, 20'000'003, {118'910'000'000, 33'410'000'000});
    for (const auto& [a, b] :
         {std::pair(stars, others), std::pair(towns, towns), std::pair(towns, stars)}) {
        const auto whole = overlap_areas(a, b);
        REQUIRE(whole.size() > 80);
        for (const std::uint32_t shards : {1U, 2U, 7U, 40U}) {
            const ShardPlan plan(a, b, shards);
            std::vector<PairPart> parts;
            std::size_t with_parts = 0;
            for (auto shard = shards; shard-- > 0;) {
                const auto more = shard_parts(a, b, plan, shard);
                parts.insert(parts.end(), more.begin(), more.end());
                with_parts += !more.empty();
            }
            CHECK(with_parts > shards / 2);
            CHECK(areas_of(parts) == whole);
            CHECK(overlap_areas_in_shards(a, b, shards) == whole);
        }
    }
}

TEST_CASE("Every place lies in one shard, and the shards are of a size") {
    const auto a = crowd(71, 200), b = crowd(72, 200);
    const ShardPlan plan(a, b, 8);
    std::vector<std::size_t> vertices(8);
    for (const auto* layer : {&a, &b})
        for (const auto p : layer->points) ++vertices.at(plan.shard_of(p));
    const auto mean = (a.points.size() + b.points.size()) / 8;
    for (const auto n : vertices) {
        CHECK(n > mean / 2);
        CHECK(n < mean * 2);
    }
}

TEST_CASE("Shards of nothing are nothing") {
    const auto a = crowd(81, 5);
    CHECK(overlap_areas_in_shards(a, Polygons{}, 3).empty());
    CHECK(overlap_areas_in_shards(Polygons{}, Polygons{}, 3).empty());
}
