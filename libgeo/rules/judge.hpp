// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "libgeo/core/verdict.hpp"
#include "libgeo/rules/pack.hpp"

namespace geo {

/// What the sandbox gave for one criterion; unknown where the expression is empty.
struct Measured {
    Value measure;
    std::optional<bool> applies; ///< nothing: unknown
    std::optional<bool> doubt;   ///< nothing: unknown
    Value remedy;
    std::vector<std::string> facts;
    std::vector<std::string> missing;
};

/// Truth of a value in three-valued logic: numbers other than 0 are true, unknown is nothing, and
/// so is a text that spells no number.
std::optional<bool> truth_of(const Value& value);

/// Whether `value` meets the requirement; nothing when it is unknown or of the wrong type.
std::optional<bool> meets(const Value& value, const Requirement& require);

/// Distance of a numeric value from its limit, negative on the wrong side; nothing for texts and
/// lists. For "=" and "!=" it is minus, or plus, the distance.
std::optional<double> margin_of(const Value& value, const Requirement& require);

/// Share of the weight for a measure, 0 to 1. The rule must have a table.
double share_of(const PointsRule& rule, double measure);

/// The trace line of an enabled criterion.
CriterionResult judge(const Criterion& criterion, Measured measured);

/// The trace line of a criterion that is switched off.
CriterionResult describe_disabled(const Criterion& criterion);

} // namespace geo
