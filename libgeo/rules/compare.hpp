// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "libgeo/core/verdict.hpp"

namespace geo {

/// A criterion that came out differently; nothing on the side where the pack has no such criterion.
struct StatusChange {
    std::string criterion;
    std::optional<CriterionStatus> before;
    std::optional<CriterionStatus> after;
};

/// What became of one subject between two decisions; nothing on the side where it is missing.
struct VerdictChange {
    std::string subject_id;
    std::string subject_name;
    std::optional<Outcome> before;
    std::optional<Outcome> after;
    std::string result_before; ///< of a pack that sorts into classes
    std::string result_after;
    std::vector<StatusChange> changes; ///< in the order of the second pack, then of the first

    bool is_flip() const { return before != after || result_before != result_after; }
};

/// Two lists of verdicts side by side, by subject id (`id_less`). Criteria are matched by their id.
std::vector<VerdictChange> compare(const std::vector<Verdict>& before,
                                   const std::vector<Verdict>& after);

} // namespace geo
