// SPDX-License-Identifier: Apache-2.0
#include <catch2/catch.hpp>

#include <limits>

#include "libgeo/core/doubt_limits.hpp"
#include "libgeo/core/error.hpp"

using namespace geo;

TEST_CASE("Every limit of doubts is set by its name, and by no other") {
    DoubtLimits limits;
    for (const char* name : {"gap_m2", "neck_m", "overlap_m2", "sliver_m", "spike_deg", "teeth",
                             "tooth_deg", "tooth_lengths"})
        set_doubt(limits, name, 3);
    CHECK(limits == DoubtLimits{3, 3, 3, 3, 3, 3, 3, 3});
    CHECK_THROWS_AS(set_doubt(limits, "neck", 1), ConfigError);
}

TEST_CASE("A limit of doubts is a finite number that is not negative, and teeth are whole") {
    DoubtLimits limits;
    CHECK_THROWS_AS(set_doubt(limits, "neck_m", -1), ConfigError);
    CHECK_THROWS_AS(set_doubt(limits, "neck_m", std::numeric_limits<double>::infinity()),
                    ConfigError);
    CHECK_THROWS_AS(set_doubt(limits, "teeth", 2.5), ConfigError);
    CHECK(limits == DoubtLimits());
}
