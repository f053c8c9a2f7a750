// SPDX-License-Identifier: Apache-2.0
#include "libgeo/core/packed_values.hpp"

#include <catch2/catch.hpp>

#include <cstdint>
#include <limits>

using namespace geo;

namespace {

std::vector<Value> every_kind() {
    return {Value(),
            std::int64_t{0},
            std::numeric_limits<std::int64_t>::min(),
            -0.0,
            std::numeric_limits<double>::denorm_min(),
            std::string(),
            std::string("化工园区"),
            std::string("a\0b", 3),
            std::string(70'000, 'x'),
            Value()};
}

} // namespace

TEST_CASE("Packed values come out as they went in, whichever rows are asked for") {
    const auto values = every_kind();
    const PackedValues packed{values};
    REQUIRE(packed.size() == values.size());
    for (std::size_t mask = 0; mask < std::size_t{1} << values.size(); ++mask) {
        std::vector<std::size_t> rows;
        std::vector<Value> expected;
        for (std::size_t i = 0; i < values.size(); ++i) {
            if (!(mask >> i & 1U)) continue;
            rows.push_back(i);
            expected.push_back(values[i]);
        }
        if (packed.rows(rows) != expected) FAIL("rows of mask " << mask);
    }
    const auto zero = packed.rows({3});
    CHECK(std::signbit(std::get<double>(zero[0])));
}

TEST_CASE("A packed column without values has no rows") {
    CHECK(PackedValues().size() == 0);
    CHECK(PackedValues(std::vector<Value>{}).rows({}).empty());
}
