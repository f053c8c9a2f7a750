// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <map>
#include <string>
#include <vector>

namespace geo {

/// A park, township or enterprise by its name. With a place (code or name of its county) it is only
/// compared with those of the same place and those without one.
struct NamedRow {
    std::string id;
    std::string name;
    std::string place;
};

/// Names that mean the same, by somebody's list: each name with the others of its group.
using NameAliases = std::map<std::string, std::vector<std::string>>;

/// How sure a match is. Only `exact` and `alias` may be used without a person's decision.
enum class MatchKind {
    exact,     ///< the same name as written, and only one has it
    alias,     ///< by the list of aliases, or the same in the words of the register; only one
    fuzzy,     ///< a proposal: nobody has that name, but some are like it or have the same code
    ambiguous, ///< several have that name, or several rows claim the same one
    none       ///< nothing is like it
};

std::string_view name_of(MatchKind kind);

/// What was found for one row.
struct NameMatch {
    MatchKind kind = MatchKind::none;
    std::string how; ///< name, aliases, standard form, same stem, same code, similar; or empty
    std::vector<std::size_t> candidates; ///< rows of the other list, the likeliest first, at most 5
    double similarity = 0;               ///< of the first candidate's standard name, 0 to 1
};

/// Matches each row of `left` to rows of `right`: first by the written name, then by `aliases`,
/// then by the standard form, each only when one row has it; what is left gets proposals (same
/// stem, same id, at least 0.5 alike). Where several rows of `left` claim the same row, the exact
/// claim stands if it is the only one, and the others are ambiguous. The result depends on nothing
/// but the rows. Cost: linear, and for proposals the rows that share two letters.
std::vector<NameMatch> match_names(const std::vector<NamedRow>& left,
                                   const std::vector<NamedRow>& right, const NameAliases& aliases);

} // namespace geo
