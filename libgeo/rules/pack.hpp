// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "libgeo/core/measurement.hpp"
#include "libgeo/core/text.hpp"
#include "libgeo/core/value.hpp"
#include "libgeo/core/verdict.hpp"
#include "libgeo/rules/citation.hpp"
#include "libgeo/rules/decision_table.hpp"
#include "libgeo/rules/expression.hpp"

namespace geo {

/// How a measure is compared with its limit.
enum class Comparison { at_most, below, at_least, above, equal, not_equal, in, not_in };

/// The sign of the comparison as it stands in a pack: "<=", "in".
std::string_view sign_of(Comparison comparison);

/// What a measure has to meet. The limit itself meets "<=", ">=", "=" and "in".
struct Requirement {
    Comparison op = Comparison::at_most;
    std::vector<Value> limit; ///< one value; one or more for `in` and `not_in`; never unknown
    std::string unit;
};

/// From the measure to the share of the weight that is given, 0 to 1.
struct PointsRule {
    enum class Shape { none, steps, linear };
    Shape shape = Shape::none;
    /// (measure, share), measures rising. Steps: the share of the last step at or below the
    /// measure, 0 below the first. Linear: straight between the points, constant outside them.
    std::vector<std::pair<double, double>> table;
};

/// One line of a pack: what is measured, what it has to meet, and where that is written.
struct Criterion {
    std::string id; ///< unique in the pack
    Text title;
    CriterionKind kind = CriterionKind::finding;
    Expression measure;
    Expression doubt; ///< true: a measure that meets the requirement is `review`; may be empty
    Expression
        remedy; ///< how much has to change to meet the requirement beyond doubt; may be empty
    Expression applies; ///< false: not applicable; may be empty (always applies)
    std::optional<Requirement> require;
    double weight = 0; ///< most points; score criteria only
    PointsRule points; ///< none: full weight when the requirement is met, else nothing
    Citation source;
    Citation basis; ///< why a pack that extends another changed this line; else empty
    bool verified = false;
    std::string mark; ///< L law text read, V web page read, P provincial copy, C computed, M memory
    bool enabled = true;
    Text change; ///< sentence with {value} {limit} {gap}; empty: made from the title
    Text note;   ///< remarks for the reader; may be empty
};

/// A number of the pack that expressions use by its id, e.g. the largest share of a park that a
/// boundary adjustment may give up.
struct Parameter {
    std::string id;
    Text title;
    Value value;
    std::string unit;
    Citation source;
    Citation basis;
};

/// A fact that the expressions of the pack may read.
struct FactSpec {
    std::string name;
    std::string unit; ///< decides the type: "text", "date", "grade" are text, the others numbers
    Text title;
    std::vector<std::string> values;     ///< of text or grade, all there are; empty: anything
    std::optional<Measurement> measured; ///< how it is measured from lines or residents, if it is
};

/// One row of the exit route table, taken in order; the last row has no condition.
struct ExitRow {
    Expression when; ///< empty: always
    Outcome outcome = Outcome::close;
    Text text;
};

/// A named range of the score: from `from` (inclusive) up to the next class.
struct ScoreClass {
    double from = 0;
    std::string id;
    Text title;
};

/// The questions of a decision. The first one that answers gives the outcome.
enum class DecisionStep { veto, hard, review, unknown, score };

/// How the criteria make an outcome.
struct Decision {
    std::vector<DecisionStep> order; ///< all five, `veto` first
    double score_line = 0;           ///< at or above it: support_upgrade; below: rectify
    double score_scale = 100;        ///< the score when every point is given
    Citation score_source;
    std::vector<ScoreClass> classes; ///< `from` rising; may be empty
    std::vector<ExitRow> exit;       ///< at least one when there is a veto
    std::string result; ///< id of the table that gives the result when nothing else stands against
                        ///< it; empty: support_upgrade
    Citation source;
};

/// How a subject stands among the whole population.
enum class Ranking {
    high,       ///< (n - rank) / n where the highest has rank 1 and equal ones share the best rank
    low,        ///< the same where the lowest has rank 1
    share_above ///< share of the population's total that the strictly higher ones have together
};

/// A number that a subject has only among all others; expressions use it by its id. Unknown for a
/// subject judged alone, for an unknown or (share_above) negative measure, and, unless share_above,
/// in a population of one.
struct Rank {
    std::string id;
    Text title;
    Expression of; ///< over facts and parameters
    Ranking ranking = Ranking::high;
};

/// What the facts of a pack are about.
enum class Subject { park, enterprise, project };

/// Stable ASCII name, e.g. "park".
std::string_view name_of(Subject subject);

/// A policy pack: metadata, criteria and decision table of one jurisdiction and period.
struct Pack {
    std::string id;
    Text title;
    Subject subject = Subject::park;
    std::string topic;        ///< what it decides, e.g. "park-screening"; packs are chosen by it
    std::string jurisdiction; ///< a code such as CN-JS-0800, a blank, and words
    std::string issuer;
    std::string document;
    std::string version;
    std::string valid_from; ///< ISO date, inclusive
    std::string valid_to;   ///< ISO date, inclusive; empty: open
    Text notes;
    std::vector<FactSpec> facts; ///< empty: any fact may be read
    std::vector<Parameter> parameters;
    std::vector<Rank> ranks;
    std::vector<DecisionTable> tables; ///< in the order of the pack; later ones may read earlier
    std::vector<Criterion> criteria;
    Decision decision;
    std::vector<std::string> files; ///< the pack's file, then the ones it extends
};

/// Reads and checks a pack. Throws ConfigError with file, line, column and criterion when anything
/// is missing, misspelt, of the wrong type or contradictory; nothing is guessed.
Pack read_pack(const std::string& path);

/// The same for a text in memory; `name` stands for the path in messages and `extends` is resolved
/// beside it.
Pack parse_pack(std::string_view toml, const std::string& name);

/// True when the pack is in force on the ISO date, both ends inclusive.
bool is_valid_on(const Pack& pack, std::string_view date);

/// Throws ConfigError when the pack is not in force on the ISO date.
void require_valid_on(const Pack& pack, std::string_view date);

/// Throws ConfigError when the facts of the pack are about something else.
void require_about(const Pack& pack, Subject subject);

/// How the facts that the pack wants measured are measured, in its order.
std::vector<Measurement> measurements_of(const Pack& pack);

/// The criterion, or the decision table, of that id, or nullptr.
const Criterion* find(const Pack& pack, std::string_view criterion_id);
const DecisionTable* find_table(const Pack& pack, std::string_view id);

} // namespace geo
