// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <map>
#include <optional>

#include "libgeo/match.hpp"
#include "libgeo/match_names.hpp"

namespace geo {

/// The signed rows of a review that was filled in. Throws ConfigError for a decision without
/// signature or day, an unknown word, or `other` without an id.
std::vector<MatchDecision> read_match_decisions(const std::string& path);

/// A decision as it applies now.
struct RowDecision {
    std::optional<std::size_t> right; ///< row of the right list; nothing for `none`
    MatchDecision signed_by;
};

/// Decisions by row of the left list.
using DecisionsByRow = std::map<std::size_t, RowDecision>;

/// Finds the rows that the decisions were made on; one that fits no row is a note. Throws
/// InputError when a name has changed since, or the id decided for is not in the right list.
DecisionsByRow decisions_on(const NameLists& lists, const std::vector<MatchDecision>& decisions,
                            const std::string& path, Problems& notes);

} // namespace geo
