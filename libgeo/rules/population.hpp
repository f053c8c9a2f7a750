// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <vector>

#include "libgeo/core/verdict.hpp"
#include "libgeo/rules/pack.hpp"

namespace geo {

/// The measures of a whole population behind the ranks of a pack.
struct Population {
    std::vector<std::vector<double>> measures; ///< by rank of the pack, each rising
    std::vector<std::size_t> unknown = {};     ///< by rank: members whose measure is unknown

    /// True when every member's measure of that rank is known: only then anybody has a standing.
    bool is_complete(std::size_t rank) const {
        return rank >= unknown.size() || unknown[rank] == 0;
    }
};

/// The population of these subjects, which all have the facts of the first, in its order. While
/// the measure of one is unknown nobody has a standing: it may be larger than all others. Cost: n
/// log n.
Population population_of(const Pack& pack, const std::vector<Facts>& subjects);

/// Where a measure stands among the population (`Ranking`); unknown where there is no standing.
/// Shares of a total are rounded to 1e-12, so that a sum that meets a limit on paper meets it here.
Value standing_in(const std::vector<double>& measures, Ranking ranking, const Value& measure);

} // namespace geo
