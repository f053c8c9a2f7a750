// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "libgeo/core/text.hpp"
#include "libgeo/core/value.hpp"

namespace geo {

/// What should happen to a park, an enterprise or a project.
enum class Outcome {
    support_upgrade,   ///< 扶持提升
    rectify,           ///< 限期整改
    close,             ///< 关闭
    withdraw,          ///< 退出（搬迁入园）
    convert,           ///< 转型（转产）
    adjust_boundary,   ///< 调整边界
    insufficient_data, ///< 资料不足
    review,            ///< 待核查: the conflict lies within the accuracy of the layers
    classified, ///< 已分类: the pack sorts into classes of its own; `Verdict::result` has it
};

/// Stable ASCII name for files, e.g. "adjust_boundary".
std::string_view name_of(Outcome outcome);

/// The outcome of that name, or nothing. Exact match.
std::optional<Outcome> outcome_named(std::string_view name);

/// All names of outcomes in the order of the enumeration.
const std::vector<std::string>& outcome_names();

/// The outcome in words, e.g. {"调整边界", "adjust the boundary"}.
Text title_of(Outcome outcome);

/// One datum about a subject, with where it comes from.
struct Fact {
    std::string name;     ///< unique within its subject, ignoring ASCII case
    Value value;          ///< unknown when missing; a missing datum never passes and never fails
    std::string unit;     ///< a unit of the pack language: "m2", "share", "date"; may be empty
    std::string evidence; ///< ids of the features behind it, ';' joined; may be empty
    std::string method;   ///< how it was come by: "overlay", "attribute", "sites", …
    std::string version;  ///< the data it is from: "parks.gpkg@1a2b3c4d", ';' joined
    std::optional<double> bound; ///< of the error of the value, in its unit; nothing: not known
};

/// The facts about one park, enterprise or project.
struct Facts {
    std::string subject_id;
    std::string subject_name;
    std::vector<Fact> list; ///< in the order they were set

    /// The fact of that name (exact), or nullptr.
    const Fact* find(std::string_view name) const;

    /// Adds the fact, or replaces the one of the same name.
    void set(std::string name, Value value, std::string unit = {}, std::string evidence = {});
};

/// What a criterion does to the verdict. A veto (一票否决) and a score are never averaged.
enum class CriterionKind {
    veto,    ///< failed: the exit route of the pack
    hard,    ///< failed: rectify within a deadline
    score,   ///< gives points
    finding, ///< is reported and decides nothing
};

/// Stable ASCII name, e.g. "veto".
std::string_view name_of(CriterionKind kind);

/// How one criterion came out.
enum class CriterionStatus {
    passed,
    failed,
    unknown,        ///< a datum is missing
    review,         ///< passes on the certain part of an overlap, but there is doubt
    not_applicable, ///< the criterion's own condition excludes this subject
    disabled,       ///< switched off in the pack (unverified, or no such data); shown, not judged
};

/// Stable ASCII name, e.g. "not_applicable".
std::string_view name_of(CriterionStatus status);
/// The status of that name, or nothing.
std::optional<CriterionStatus> criterion_status_named(std::string_view name);

/// The status in words.
Text title_of(CriterionStatus status);

/// One line of the trace: a criterion, what was measured, and how far it is from its limit.
struct CriterionResult {
    std::string id;
    Text title;
    CriterionKind kind = CriterionKind::finding;
    CriterionStatus status = CriterionStatus::unknown;
    Value value;    ///< the measure; unknown when it could not be taken
    std::string op; ///< "<=", "<", ">=", ">", "=", "!=", "in", "not_in"; empty without requirement
    Value limit;    ///< one value, or the members of a list joined by "|"
    std::string unit;             ///< unit of value, limit and margin
    std::optional<double> margin; ///< distance to the limit, negative when the wrong side of it
    std::optional<double> remedy; ///< how much the change is, where it is not just the margin
    bool is_doubtful = false;     ///< the pack's doubt holds, whatever the status
    double weight = 0;            ///< most points the criterion can give
    std::optional<double>
        points;         ///< points given, rounded to 1e-9; nothing unless a score that is judged
    std::string source; ///< document and article
    std::string mark;   ///< L, V, P, C or M: how the source was read
    bool verified = false;
    std::vector<std::string> facts;    ///< facts the measure reads, in order
    std::vector<std::string> missing;  ///< of these, the unknown ones (only when status is unknown)
    std::vector<std::string> evidence; ///< evidence of the facts read, without repetition
    Text note;                         ///< why the status is what it is, where it is not plain
    Text change; ///< the change that would meet the requirement, when it fails
};

/// What a decision table of the pack says about the subject.
struct TableResult {
    std::string id;
    Text title;
    Value value; ///< unknown when an input is missing or the table is switched off
    std::string unit;
    std::size_t row = 0; ///< the row that holds, from 1; 0: none
    Text text;           ///< the result in words, where the row has them
    std::string source;
    std::string mark;
    bool verified = false;
    std::vector<std::string> facts;   ///< what it reads
    std::vector<std::string> missing; ///< of these, the unknown ones (only without a row)
};

/// What should happen to a subject, and all of why.
struct Verdict {
    std::string subject_id;
    std::string subject_name;
    Outcome outcome = Outcome::insufficient_data;
    std::optional<double> score;          ///< unknown items count no points
    std::optional<double> score_possible; ///< unknown items count all their points
    double max_score = 0;                 ///< the scale of both; 0 when nothing is scored
    std::string score_class;              ///< id of the score class; empty when there is none
    std::string result; ///< of the pack's table of results; empty: unknown or no such table
    Text result_text;   ///< the same in words
    std::vector<TableResult> tables;    ///< every decision table of the pack, in pack order
    std::vector<std::string> vetoes;    ///< ids of the failed vetoes, in pack order; so below
    std::vector<std::string> failed;    ///< failed hard criteria
    std::vector<std::string> unknown;   ///< vetoes, hard and score criteria that lack a datum
    std::vector<std::string> review;    ///< vetoes and hard criteria in doubt
    std::vector<std::string> upgrades;  ///< score criteria below full points: upgrades due
    std::vector<CriterionResult> trace; ///< every criterion of the pack, in pack order
    Text reason;
    Text least_change; ///< what would flip the outcome; empty for support_upgrade
    std::string pack;
    std::string pack_version;
};

/// The trace line of a criterion, or nullptr.
const CriterionResult* find(const Verdict& verdict, std::string_view criterion_id);

} // namespace geo
