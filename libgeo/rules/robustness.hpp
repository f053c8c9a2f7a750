// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <utility>
#include <vector>

#include "libgeo/core/verdict.hpp"
#include "libgeo/rules/pack.hpp"

namespace geo {

/// How weights are varied: each is multiplied by a number of its own between 1 - spread and
/// 1 + spread.
struct WeightTrial {
    std::size_t samples = 1000;
    std::uint64_t seed = 1; ///< the same seed gives the same shares, on every machine
    double spread = 0.5;    ///< 0 to 1
};

/// How firm a verdict is.
struct Robustness {
    std::vector<std::pair<Outcome, double>> by_weights; ///< share of the samples, largest first
    Outcome with_certain_areas = Outcome::review;       ///< every overlap as small as it can be
    Outcome with_possible_areas = Outcome::review;      ///< every overlap as large as it can be
};

/// Decides the subject again with varied weights, and with the certain and the possible areas in
/// place of the measured ones. What is left of the park outside the red line stays as measured.
/// `verdict` is the one on `facts` under `pack`.
Robustness robustness_of(const Pack& pack, const Facts& facts, const Verdict& verdict,
                         const WeightTrial& trial = {});

} // namespace geo
