// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vector>

#include "libgeo/core/verdict.hpp"
#include "libgeo/rules/judge.hpp"
#include "libgeo/rules/pack.hpp"

namespace geo {

/// The score. Shares of the scale, rounded to 1e-6 so that a sum of points that meets
/// the line on paper meets it here.
struct Score {
    double given = 0;    ///< unknown items and items under review give no points
    double possible = 0; ///< they give all their points
    double scale = 0;    ///< 0 when nothing is scored
    double weights = 0;  ///< sum of the weights behind the scale
};

Score score_of(const Decision& decision, const std::vector<Judged>& lines);

/// Names of facts with their titles, as a list to collect.
Text in_words(const Pack& pack, const std::vector<std::string>& facts);

/// The step of the decision that answers, and the outcome; `close` stands for any exit route.
struct Answer {
    DecisionStep step = DecisionStep::score;
    Outcome outcome = Outcome::support_upgrade;
};

/// Asks the questions of the decision in order.
Answer answer_of(const Decision& decision, const std::vector<Judged>& lines);

/// The lines of the trace that make the answer: failed vetoes, failed hard criteria, the ones under
/// review or unknown; for the score the items below full points, most missing points first.
std::vector<const CriterionResult*> causes_of(const Answer& answer,
                                              const std::vector<CriterionResult>& trace);

/// The smallest change that makes another outcome, and which outcome that is; empty when the answer
/// is support_upgrade. Exact for vetoes, hard criteria, doubts and gaps: all causes of the answer
/// must go, and no others. For the score: the one item that is enough with the fewest points, else
/// the fewest items. Where that leads to the same outcome by another question (hard criteria
/// mended, and the score is still short), what that question asks is a part of the change.
Text least_change_of(const Pack& pack, const Answer& answer, std::vector<CriterionResult> trace);

} // namespace geo
