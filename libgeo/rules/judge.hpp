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
};

/// How one criterion came out, without any words.
struct Judged {
    CriterionKind kind = CriterionKind::finding;
    CriterionStatus status = CriterionStatus::disabled;
    double weight = 0;
    std::optional<double> points; ///< rounded to 1e-9; nothing unless a score that is judged
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

/// How an enabled criterion comes out.
Judged judge(const Criterion& criterion, const Measured& measured);

/// The trace line of an enabled criterion; `facts` are what it reads, `missing` the unknown ones.
CriterionResult describe(const Criterion& criterion, const Measured& measured,
                         std::vector<std::string> facts, std::vector<std::string> missing);

/// The trace line of a criterion that is switched off.
CriterionResult describe_disabled(const Criterion& criterion);

/// A trace without its words.
std::vector<Judged> judged_of(const std::vector<CriterionResult>& trace);

} // namespace geo
