// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "libgeo/core/problem.hpp"
#include "libgeo/core/project.hpp"
#include "libgeo/core/table.hpp"
#include "libgeo/io/staging.hpp"

namespace geo {

/// What somebody decided about one row of a review.
struct MatchDecision {
    std::string left_id, left_name;   ///< the row as it was seen
    std::string right_id, right_name; ///< the proposal as it was seen; may be empty
    std::string decision;             ///< `accept` the proposal, an `other` id, or `none`
    std::string decided_id;           ///< of `other`
    std::string decided_by, decided_on;
};

/// Two lists, how to compare them, and what was decided before.
struct MatchTask {
    LayerSpec left;  ///< `fields` may map `id`, `name` and `place`; else usual names are looked for
    LayerSpec right; ///< the register
    std::string aliases;   ///< a list with the columns `name` and `alias`; empty: none
    std::string decisions; ///< a review that was filled in (.xlsx or .csv); empty: none
};

/// The comparison of two lists, row by row.
struct MatchReview {
    Table table;    ///< see docs/cli/match.md; sorted by left id, then the rest of the right list
    Problems notes; ///< which fields were taken, decisions that fit no row
    std::size_t open = 0; ///< rows of `left` that have neither a match nor a decision
};

/// Matches the names of two lists (parks, townships, enterprises). Exact and alias matches are
/// taken, everything else waits for a decision; nothing ambiguous is ever taken. Every row of both
/// lists is in the table.
///
/// Places are compared when both lists have county codes (first six digits), else when both have
/// names of counties, else not at all. Throws ConfigError when a list has no field of names, a
/// decision has no signature or an unknown word; InputError when a decision was made on other names
/// or points to an id that the register has not.
MatchReview match_lists(const MatchTask& task);

/// Writes the review as a workbook with one sheet, `match`: what was found is locked, the columns
/// of the decision are open and `decision` is a list to choose from. `match_lists` reads it back.
void write_match_workbook(const MatchReview& review, const std::string& path, Overwrite overwrite);

} // namespace geo
