// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "libgeo/core/text.hpp"
#include "libgeo/core/verdict.hpp"
#include "libgeo/rules/pack.hpp"

namespace geo {

/// An industry of a project with its row of the classification catalogue (分类管理名录), as the
/// applicant states it: facts of the pack `eia-class`, unknown ones left out.
struct Industry {
    std::string name;
    std::vector<Fact> facts;
};

/// How much of a footprint lies in the sensitive areas of one set of article 3 of the catalogue:
/// (1), (2) or (3). Unknown when the project has no layer of that set.
struct SensitiveGround {
    std::optional<double> certain_m2; ///< measured, when a part of it is certain; else 0
    std::optional<double> measured_m2;
    std::optional<double> possible_m2; ///< measured, or what the accuracy of both leaves possible
};
using SensitiveGrounds = std::array<SensitiveGround, 3>;

/// What one industry alone would need.
struct IndustryClass {
    std::string industry;
    std::string eia_class; ///< "report", "form", "registration", "none"; empty: unknown
    Text title;
    std::vector<std::string> missing; ///< facts that would settle it
};

/// Which document a project needs: 报告书, 报告表, 登记表, or nothing.
struct EiaAnswer {
    std::string eia_class; ///< the highest class of all industries; empty: unknown
    Text title;
    /// False when ground that is only certain, or only possible, would give another class.
    bool is_settled = true;
    Text reason;
    std::vector<IndustryClass> industries; ///< as given
};

/// Judges every industry by the pack (topic "eia-class") and takes the highest single class
/// (catalogue, article 5). An industry that cannot be judged leaves the answer unknown, unless
/// another one needs a report already: nothing is higher. Without industries it is unknown.
/// Throws ConfigError when the pack has another result than these classes.
EiaAnswer eia_class_of(const Pack& pack, std::span<const Industry> industries,
                       const SensitiveGrounds& ground);

/// The class in words: {"报告书", "report"}.
Text title_of_eia_class(const std::string& eia_class);

} // namespace geo
