// SPDX-License-Identifier: Apache-2.0
#include "libgeo/rules/least_change.hpp"

#include <algorithm>
#include <cmath>

#include "libgeo/rules/units.hpp"

namespace geo {

namespace {

template <typename Line> bool decides(const Line& line) {
    return line.kind == CriterionKind::veto || line.kind == CriterionKind::hard;
}

template <typename Line> bool is_scored(const Line& line) {
    return line.kind == CriterionKind::score && line.status != CriterionStatus::disabled &&
           line.status != CriterionStatus::not_applicable;
}

/// Whether the line answers the question of a step (all but the score).
template <typename Line> bool answers(const Line& line, DecisionStep step) {
    switch (step) {
    case DecisionStep::veto:
        return line.kind == CriterionKind::veto && line.status == CriterionStatus::failed;
    case DecisionStep::hard:
        return line.kind == CriterionKind::hard && line.status == CriterionStatus::failed;
    case DecisionStep::review:
        return decides(line) && line.status == CriterionStatus::review;
    case DecisionStep::unknown:
        return decides(line) && line.status == CriterionStatus::unknown;
    default:
        return false;
    }
}

Outcome outcome_of(DecisionStep step) {
    switch (step) {
    case DecisionStep::veto:
        return Outcome::close;
    case DecisionStep::hard:
        return Outcome::rectify;
    case DecisionStep::review:
        return Outcome::review;
    default:
        return Outcome::insufficient_data;
    }
}

double missing_points(const CriterionResult& line) {
    return line.weight - line.points.value_or(0);
}

double rounded(double score) {
    return std::round(score * 1e6) / 1e6;
}

Outcome outcome_of_score(const Decision& decision, const std::vector<Judged>& lines) {
    const auto score = score_of(decision, lines);
    if (score.scale == 0 || score.given >= decision.score_line) return Outcome::support_upgrade;
    return score.possible >= decision.score_line ? Outcome::insufficient_data : Outcome::rectify;
}

/// What the line says once its change is made. A change that only meets the requirement leaves the
/// doubt; one that the pack states as a remedy goes beyond it.
void mend(CriterionResult& line) {
    const bool leaves_doubt =
        line.status == CriterionStatus::failed && line.is_doubtful && !line.remedy;
    line.status = leaves_doubt ? CriterionStatus::review : CriterionStatus::passed;
    if (line.kind == CriterionKind::score) line.points = line.weight;
}

Text sentence_for(const Pack& pack, const CriterionResult& line) {
    if (!line.change.en.empty()) return line.change;
    if (line.status == CriterionStatus::review)
        return {"核实“" + line.title.zh + "”", "settle '" + line.title.en + "'"};
    auto names = in_words(pack, line.missing);
    if (names.en.empty()) names = line.title;
    return {"补充：" + names.zh, "collect " + names.en};
}

Text listed(const Pack& pack, const std::vector<const CriterionResult*>& lines) {
    Text all;
    for (const auto* line : lines) {
        const auto one = sentence_for(pack, *line);
        all.zh += (all.zh.empty() ? "" : "；") + line->id + " " + one.zh;
        all.en += (all.en.empty() ? "" : "; ") + line->id + " " + one.en;
    }
    if (lines.size() < 2) return all;
    return {"须同时：" + all.zh, "all of these: " + all.en};
}

/// The fewest items whose missing points reach `needed`: one if one is enough (the smallest such),
/// else the largest ones first. `items` come most missing points first.
std::vector<const CriterionResult*> enough(const std::vector<const CriterionResult*>& items,
                                           double needed) {
    std::vector<const CriterionResult*> chosen;
    double sum = 0;
    for (const auto* item : items) {
        if (rounded(sum) >= rounded(needed)) break;
        chosen.push_back(item);
        sum += missing_points(*item);
    }
    if (chosen.empty()) return chosen;
    const double rest = needed - (sum - missing_points(*chosen.back()));
    for (const auto* item : items)
        if (rounded(missing_points(*item)) >= rounded(rest) &&
            std::find(chosen.begin(), chosen.end() - 1, item) == chosen.end() - 1)
            chosen.back() = item;
    return chosen;
}

Text shortfall(const Decision& decision, const Score& score) {
    const auto points = quantity(rounded(decision.score_line - score.given), "points");
    const auto line = quantity(decision.score_line, "points");
    return {"距 " + line.zh + "线还差 " + points.zh + "。",
            points.en + " short of the line of " + line.en + ". "};
}

} // namespace

Text in_words(const Pack& pack, const std::vector<std::string>& facts) {
    Text names;
    for (const auto& name : facts) {
        Text title{name, name};
        for (const auto& fact : pack.facts)
            if (fact.name == name) title = {fact.title.zh + " " + name, fact.title.en + " " + name};
        names.zh += (names.zh.empty() ? "" : "、") + title.zh;
        names.en += (names.en.empty() ? "" : ", ") + title.en;
    }
    return names;
}

Score score_of(const Decision& decision, const std::vector<Judged>& lines) {
    double given = 0;
    double open = 0;
    double weights = 0;
    for (const auto& line : lines) {
        if (!is_scored(line)) continue;
        weights += line.weight;
        if (line.points)
            given += *line.points;
        else
            open += line.weight;
    }
    if (weights == 0) return {};
    const double scale = decision.score_scale;
    return {rounded(scale * given / weights), rounded(scale * (given + open) / weights), scale,
            weights};
}

Answer answer_of(const Decision& decision, const std::vector<Judged>& lines) {
    for (const auto step : decision.order) {
        if (step == DecisionStep::score) {
            const auto outcome = outcome_of_score(decision, lines);
            if (outcome != Outcome::support_upgrade) return {step, outcome};
            continue;
        }
        const auto asked = [&](const Judged& line) { return answers(line, step); };
        if (std::any_of(lines.begin(), lines.end(), asked)) return {step, outcome_of(step)};
    }
    return {DecisionStep::score, Outcome::support_upgrade};
}

std::vector<const CriterionResult*> causes_of(const Answer& answer,
                                              const std::vector<CriterionResult>& trace) {
    std::vector<const CriterionResult*> lines;
    const bool is_gap = answer.outcome == Outcome::insufficient_data;
    for (const auto& line : trace) {
        const bool is_item =
            is_scored(line) && line.points.has_value() != is_gap && missing_points(line) > 0;
        if (answer.step == DecisionStep::score ? is_item : answers(line, answer.step))
            lines.push_back(&line);
    }
    if (answer.step == DecisionStep::score)
        std::stable_sort(lines.begin(), lines.end(), [](const auto* a, const auto* b) {
            return missing_points(*a) > missing_points(*b);
        });
    return lines;
}

namespace {

/// What has to change for one answer: the lines, and how far the score is from its line.
struct Step {
    std::vector<const CriterionResult*> causes;
    Text head;
};

Step step_of(const Pack& pack, const Answer& answer, const std::vector<CriterionResult>& trace) {
    Step step{causes_of(answer, trace), {}};
    if (answer.step != DecisionStep::score) return step;
    const auto score = score_of(pack.decision, judged_of(trace));
    step.head = shortfall(pack.decision, score);
    step.causes =
        enough(step.causes, (pack.decision.score_line - score.given) * score.weights / score.scale);
    return step;
}

} // namespace

Text least_change_of(const Pack& pack, const Answer& answer, std::vector<CriterionResult> trace) {
    if (answer.outcome == Outcome::support_upgrade) return {};
    const auto before = trace;
    std::vector<const CriterionResult*> changed; // as they were before any change
    Text head;
    auto now = answer;
    // One question after the other has to be answered otherwise until the outcome is another one.
    while (now.outcome == answer.outcome && changed.size() < trace.size()) {
        const auto step = step_of(pack, now, trace);
        if (step.causes.empty()) break;
        if (!step.head.en.empty()) head = step.head;
        for (const auto* cause : step.causes) {
            const auto place = cause - trace.data();
            changed.push_back(&before[static_cast<std::size_t>(place)]);
            mend(trace[static_cast<std::size_t>(place)]);
        }
        now = answer_of(pack.decision, judged_of(trace));
    }
    if (now.outcome == Outcome::support_upgrade && !pack.decision.result.empty())
        now.outcome = Outcome::classified;
    const auto what = listed(pack, changed);
    const auto then = title_of(now.outcome);
    return {head.zh + what.zh + "。之后的结论：" + then.zh + "。",
            head.en + what.en + ". The outcome is then: " + then.en + "."};
}

} // namespace geo
