// SPDX-License-Identifier: Apache-2.0
#include "libgeo/rules/decide.hpp"

#include <algorithm>

#include "libgeo/rules/evaluator.hpp"
#include "libgeo/rules/least_change.hpp"
#include "libgeo/rules/units.hpp"

namespace geo {

namespace {

void append(Text& list, const Text& separator, const Text& item) {
    list.zh += (list.zh.empty() ? "" : separator.zh) + item.zh;
    list.en += (list.en.empty() ? "" : separator.en) + item.en;
}

std::string joined(const std::vector<std::string>& names) {
    std::string text;
    for (const auto& name : names) text += (text.empty() ? "" : ", ") + name;
    return text;
}

Text plainly(const CriterionResult& line) {
    const auto value = quantity(line.value, line.unit);
    const auto limit = quantity(line.limit, line.unit);
    const auto measured =
        line.status == CriterionStatus::unknown || line.op.empty()
            ? Text{}
            : Text{"（" + value.zh + "，要求 " + line.op + " " + limit.zh + "）",
                   " (" + value.en + ", required " + line.op + " " + limit.en + ")"};
    return {line.id + " " + line.title.zh + measured.zh,
            line.id + " " + line.title.en + measured.en};
}

/// "credit colour: green (row 1 of credit_colour)".
Text result_words(const TableResult& table) {
    const auto value = table.text.en.empty() ? quantity(table.value, table.unit) : table.text;
    if (table.row == 0) return {table.title.zh, table.title.en};
    const auto row = std::to_string(table.row);
    return {table.title.zh + "：" + value.zh + "（" + table.id + " 第 " + row + " 行）",
            table.title.en + ": " + value.en + " (row " + row + " of " + table.id + ")"};
}

/// What to collect so that a table has an answer.
Text gap_words(const Pack& pack, const TableResult& table) {
    const auto* source = find_table(pack, table.id);
    if (!source->enabled)
        return {"启用决策表 " + table.id + "（依据未核实）",
                "switch the table " + table.id + " on (its source is not verified)"};
    if (table.missing.empty())
        return {"改正超出范围的事实：" + joined(table.facts),
                "correct the facts outside their range: " + joined(table.facts)};
    return {"补充：" + joined(table.missing), "collect " + joined(table.missing)};
}

std::vector<std::string> names_of(const Facts& facts) {
    std::vector<std::string> names;
    for (const auto& fact : facts.list) names.push_back(fact.name);
    return names;
}

} // namespace

struct Decider::Implementation {
    Evaluator evaluator;
    const Pack& pack;
    const Facts* facts = nullptr;

    Implementation(const Pack& from, std::span<const std::string> fact_names)
        : evaluator(from, fact_names), pack(evaluator.pack()) {}

    CriterionResult judge_one(std::size_t index) const {
        const auto& criterion = pack.criteria[index];
        if (!criterion.enabled) return describe_disabled(criterion);
        const auto measured = evaluator.measured(index);
        auto read = evaluator.facts_of(index);
        auto missing = evaluator.missing_of(read);
        auto line = describe(criterion, measured, std::move(read), std::move(missing));
        add_evidence(line);
        return line;
    }

    void add_evidence(CriterionResult& line) const {
        for (const auto& name : line.facts) {
            const auto* fact = facts->find(name);
            if (fact == nullptr || fact->evidence.empty()) continue;
            auto& list = line.evidence;
            if (std::find(list.begin(), list.end(), fact->evidence) == list.end())
                list.push_back(fact->evidence);
        }
    }

    TableResult table_result(std::size_t index) const {
        const auto& table = pack.tables[index];
        TableResult result{table.id,   table.title,    {}, table.unit, 0, {}, to_text(table.source),
                           table.mark, table.verified, {}, {}};
        if (!table.basis.document.empty()) result.source += "; " + to_text(table.basis);
        if (!table.enabled) return result;
        result.facts = evaluator.facts_of_table(index);
        const auto row = evaluator.table_row(index);
        if (!row) {
            result.missing = evaluator.missing_of(result.facts);
            return result;
        }
        result.row = *row + 1;
        result.value = table.rows[*row].then;
        result.text = table.rows[*row].text;
        return result;
    }

    void list_criteria(Verdict& verdict) const {
        for (const auto& line : verdict.trace) {
            const bool is_score = line.kind == CriterionKind::score;
            const bool counts = line.kind != CriterionKind::finding;
            const bool is_failed = line.status == CriterionStatus::failed;
            if (is_failed && line.kind == CriterionKind::veto) verdict.vetoes.push_back(line.id);
            if (is_failed && line.kind == CriterionKind::hard) verdict.failed.push_back(line.id);
            if (counts && line.status == CriterionStatus::unknown)
                verdict.unknown.push_back(line.id);
            if (counts && !is_score && line.status == CriterionStatus::review)
                verdict.review.push_back(line.id);
            if (is_score && line.points && *line.points < line.weight)
                verdict.upgrades.push_back(line.id);
        }
    }

    void add_score(Verdict& verdict) const {
        const auto score = score_of(pack.decision, judged_of(verdict.trace));
        verdict.max_score = score.scale;
        if (score.scale == 0) return;
        verdict.score = score.given;
        verdict.score_possible = score.possible;
        for (const auto& one : pack.decision.classes)
            if (score.given >= one.from) verdict.score_class = one.id;
    }

    Text causes(const Answer& answer, const Verdict& verdict) const {
        Text list;
        for (const auto* line : causes_of(answer, verdict.trace))
            append(list, {"；", "; "}, plainly(*line));
        return list;
    }

    Text score_words(const Verdict& verdict) const {
        if (!verdict.score) return {"不计分", "nothing is scored"};
        const auto given = fixed(*verdict.score, 1);
        const auto line = fixed(pack.decision.score_line, 1);
        const auto open = *verdict.score_possible > *verdict.score
                              ? "–" + fixed(*verdict.score_possible, 1)
                              : std::string();
        return {"得分 " + given + open + "，线 " + line,
                "score " + given + open + ", line " + line};
    }

    Text reason(const Answer& answer, const Verdict& verdict) const {
        const auto list = causes(answer, verdict);
        switch (answer.step) {
        case DecisionStep::veto:
            return {"一票否决：" + list.zh + "。", "veto: " + list.en + "."};
        case DecisionStep::hard:
            return {"硬性条件不符：" + list.zh + "。", "hard criteria failed: " + list.en + "."};
        case DecisionStep::review:
            return {"待核查：" + list.zh + "。", "under review: " + list.en + "."};
        case DecisionStep::unknown:
            return {"资料不足：" + list.zh + "。", "unknown: " + list.en + "."};
        default:
            break;
        }
        const auto score = score_words(verdict);
        if (list.en.empty() || answer.outcome == Outcome::support_upgrade)
            return {"无否决项和硬性不符项；" + score.zh + "。",
                    "no veto and no hard criterion failed; " + score.en + "."};
        return {score.zh + "：" + list.zh + "。", score.en + ": " + list.en + "."};
    }

    Text exit_words(std::size_t row) const {
        const auto n = std::to_string(row + 1);
        const auto title = title_of(pack.decision.exit[row].outcome);
        return {"第 " + n + " 行（" + title.zh + "）", "row " + n + " (" + title.en + ")"};
    }

    void take_exit(Verdict& verdict) const {
        const auto route = evaluator.exit_route();
        verdict.outcome = route.outcome;
        if (route.open.empty())
            return append(verdict.reason, {"", " "}, pack.decision.exit[route.row].text);
        Text open;
        std::vector<std::string> missing;
        for (const auto row : route.open) {
            append(open, {"、", ", "}, exit_words(row));
            for (auto& name : evaluator.missing_of(evaluator.facts_of_exit(row)))
                if (std::find(missing.begin(), missing.end(), name) == missing.end())
                    missing.push_back(std::move(name));
        }
        const auto otherwise = exit_words(route.row);
        const auto collect = in_words(pack, missing);
        append(verdict.reason, {"", " "},
               {"出口路线未定：" + open.zh + "取决于未知事实，否则为" + otherwise.zh + "。补充：" +
                    collect.zh + "。",
                "The exit route is open: " + open.en + " hangs on unknown facts, otherwise " +
                    otherwise.en + ". Collect " + collect.en + "."});
    }

    /// The result of the pack's table, when nothing else stands against it.
    void take_result(Verdict& verdict) const {
        const auto at =
            static_cast<std::size_t>(find_table(pack, pack.decision.result) - pack.tables.data());
        const auto& table = verdict.tables[at];
        const auto words = result_words(table);
        if (table.row == 0) {
            verdict.outcome = Outcome::insufficient_data;
            verdict.reason = {"资料不足：" + words.zh + "。", "unknown: " + words.en + "."};
            const auto gap = gap_words(pack, table);
            verdict.least_change = {gap.zh + "。", gap.en + "."};
            return;
        }
        verdict.result = to_text(table.value);
        verdict.result_text = table.text;
        verdict.outcome = pack.tables[at].rows[table.row - 1].outcome.value_or(Outcome::classified);
        verdict.reason = {words.zh + "。", words.en + "."};
    }

    Verdict decide(const Facts& subject) {
        facts = &subject;
        evaluator.load(subject);
        Verdict verdict;
        verdict.subject_id = subject.subject_id;
        verdict.subject_name = subject.subject_name;
        verdict.pack = pack.id;
        verdict.pack_version = pack.version;
        for (std::size_t i = 0; i < pack.tables.size(); ++i)
            verdict.tables.push_back(table_result(i));
        for (std::size_t i = 0; i < pack.criteria.size(); ++i)
            verdict.trace.push_back(judge_one(i));
        list_criteria(verdict);
        add_score(verdict);
        const auto answer = answer_of(pack.decision, judged_of(verdict.trace));
        verdict.outcome = answer.outcome;
        verdict.reason = reason(answer, verdict);
        if (answer.step == DecisionStep::veto) take_exit(verdict);
        verdict.least_change = least_change_of(pack, answer, verdict.trace);
        if (answer.outcome == Outcome::support_upgrade && !pack.decision.result.empty())
            take_result(verdict);
        return verdict;
    }
};

Decider::Decider(const Pack& pack, std::span<const std::string> fact_names)
    : m(std::make_unique<Implementation>(pack, fact_names)) {}
Decider::~Decider() = default;
Decider::Decider(Decider&&) noexcept = default;
Decider& Decider::operator=(Decider&&) noexcept = default;

Verdict Decider::decide(const Facts& facts) {
    return m->decide(facts);
}

void Decider::use(Population population) {
    m->evaluator.use(std::move(population));
}

std::vector<Verdict> decide_all(const Pack& pack, const std::vector<Facts>& subjects) {
    std::vector<Verdict> verdicts;
    if (subjects.empty()) return verdicts;
    const auto names = names_of(subjects.front());
    Decider decider(pack, names);
    decider.use(population_of(pack, subjects));
    verdicts.reserve(subjects.size());
    for (const auto& subject : subjects) verdicts.push_back(decider.decide(subject));
    return verdicts;
}

Verdict decide(const Pack& pack, const Facts& facts) {
    return Decider(pack, names_of(facts)).decide(facts);
}

} // namespace geo
