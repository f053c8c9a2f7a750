// SPDX-License-Identifier: Apache-2.0
#include "libgeo/rules/decide.hpp"

#include <algorithm>

#include "libgeo/core/error.hpp"
#include "libgeo/rules/judge.hpp"
#include "libgeo/rules/least_change.hpp"
#include "libgeo/rules/units.hpp"

namespace geo {

namespace {

constexpr std::size_t none = static_cast<std::size_t>(-1);

std::vector<std::string> columns_of(const Pack& pack, std::span<const std::string> fact_names) {
    std::vector<std::string> columns(fact_names.begin(), fact_names.end());
    for (const auto& parameter : pack.parameters) {
        if (std::find(columns.begin(), columns.end(), parameter.id) != columns.end())
            throw ConfigError(
                {"规则包 " + pack.id + "，参数 " + parameter.id + "：与事实同名。请改参数的 id。",
                 "policy pack " + pack.id + ", parameter '" + parameter.id +
                     "': a fact has the same name. Rename the parameter."});
        columns.push_back(parameter.id);
    }
    return columns;
}

/// The value in the type that the unit of the fact declares, unknown when it is none.
Value typed(const Value& value, std::string_view unit) {
    if (unit.empty() || is_unknown(value)) return value;
    if (unit == "date") {
        const auto* text = std::get_if<std::string>(&value);
        return text != nullptr && days_of_iso_date(*text) ? value : Value{};
    }
    if (is_text_unit(unit)) {
        auto text = to_text(value);
        return trim(text).empty() ? Value{} : Value{std::move(text)};
    }
    if (!std::holds_alternative<std::string>(value)) return value;
    const auto number = to_number(value);
    return number ? Value{*number} : Value{};
}

void append(Text& list, const Text& separator, const Text& item) {
    list.zh += (list.zh.empty() ? "" : separator.zh) + item.zh;
    list.en += (list.en.empty() ? "" : separator.en) + item.en;
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

} // namespace

struct Decider::Implementation {
    struct Compiled {
        std::size_t measure = none;
        std::size_t doubt = none;
        std::size_t remedy = none;
        std::size_t applies = none;
    };

    Pack pack;
    std::vector<std::string> columns;
    std::vector<std::string> units; ///< declared unit of each fact column; empty when undeclared
    Sandbox sandbox;
    std::vector<Compiled> criteria;
    std::vector<std::size_t> exits;
    std::vector<Value> row;
    const Facts* facts = nullptr;

    Implementation(const Pack& from, std::span<const std::string> fact_names)
        : pack(from), columns(columns_of(from, fact_names)), units(fact_names.size()),
          sandbox(columns), row(columns.size()) {
        for (std::size_t i = 0; i < units.size(); ++i)
            for (const auto& fact : pack.facts)
                if (fact.name == columns[i]) units[i] = fact.unit;
        for (std::size_t i = 0; i < pack.parameters.size(); ++i)
            row[units.size() + i] = pack.parameters[i].value;
        for (const auto& c : pack.criteria)
            criteria.push_back(c.enabled ? Compiled{compile(c.measure), compile(c.doubt),
                                                    compile(c.remedy), compile(c.applies)}
                                         : Compiled{});
        for (const auto& exit : pack.decision.exit) exits.push_back(compile(exit.when));
    }

    std::size_t compile(const Expression& expression) {
        return expression.empty() ? none : sandbox.compile(expression);
    }

    const Fact* fact_at(std::size_t column) const {
        const bool is_in_order =
            column < facts->list.size() && facts->list[column].name == columns[column];
        return is_in_order ? &facts->list[column] : facts->find(columns[column]);
    }

    void load() {
        for (std::size_t i = 0; i < units.size(); ++i) {
            const auto* fact = fact_at(i);
            row[i] = fact == nullptr ? Value{} : typed(fact->value, units[i]);
        }
        sandbox.load(row);
    }

    /// True when the condition is absent.
    std::optional<bool> truth(std::size_t compiled, bool when_absent) {
        return compiled == none ? std::optional(when_absent) : truth_of(sandbox.evaluate(compiled));
    }

    /// Adds the facts an expression reads to those of a criterion.
    void add_facts(std::size_t compiled, Measured& into) const {
        if (compiled == none) return;
        for (const auto& name : sandbox.columns_read(compiled)) {
            if (std::find(into.facts.begin(), into.facts.end(), name) != into.facts.end()) continue;
            into.facts.push_back(name);
            const auto at = std::find(columns.begin(), columns.end(), name) - columns.begin();
            if (is_unknown(row[static_cast<std::size_t>(at)])) into.missing.push_back(name);
        }
    }

    CriterionResult judge_one(std::size_t index) {
        const auto& criterion = pack.criteria[index];
        if (!criterion.enabled) return describe_disabled(criterion);
        const auto& compiled = criteria[index];
        Measured measured;
        measured.applies = truth(compiled.applies, true);
        measured.measure = sandbox.evaluate(compiled.measure);
        measured.doubt = truth(compiled.doubt, false);
        if (compiled.remedy != none) measured.remedy = sandbox.evaluate(compiled.remedy);
        for (const auto expression : {compiled.applies, compiled.measure, compiled.doubt})
            add_facts(expression, measured);
        auto line = judge(criterion, std::move(measured));
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

    /// The first exit row that holds. A row whose condition is unknown cannot be chosen; it is
    /// named in `skipped`.
    const ExitRow& exit_row(Text& skipped) {
        for (std::size_t i = 0; i + 1 < exits.size(); ++i) {
            const auto holds = truth(exits[i], true);
            if (holds && *holds) return pack.decision.exit[i];
            const auto n = std::to_string(i + 1);
            if (!holds)
                append(skipped, {"、", ", "},
                       {n + "（" + title_of(pack.decision.exit[i].outcome).zh + "）",
                        n + " (" + title_of(pack.decision.exit[i].outcome).en + ")"});
        }
        return pack.decision.exit.back();
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
        const auto score = score_of(pack.decision, verdict.trace);
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

    void take_exit(Verdict& verdict) {
        Text skipped;
        const auto& exit = exit_row(skipped);
        verdict.outcome = exit.outcome;
        append(verdict.reason, {"", " "}, exit.text);
        if (skipped.en.empty()) return;
        append(verdict.reason, {"", " "},
               {"出口路线第 " + skipped.zh + " 行因事实未知未能判断。",
                "Exit rows that could not be judged for unknown facts: " + skipped.en + "."});
    }

    Verdict decide(const Facts& subject) {
        facts = &subject;
        load();
        Verdict verdict;
        verdict.subject_id = subject.subject_id;
        verdict.subject_name = subject.subject_name;
        verdict.pack = pack.id;
        verdict.pack_version = pack.version;
        for (std::size_t i = 0; i < pack.criteria.size(); ++i)
            verdict.trace.push_back(judge_one(i));
        list_criteria(verdict);
        add_score(verdict);
        const auto answer = answer_of(pack.decision, verdict.trace);
        verdict.outcome = answer.outcome;
        verdict.reason = reason(answer, verdict);
        if (answer.step == DecisionStep::veto) take_exit(verdict);
        verdict.least_change = least_change_of(pack, answer, verdict.trace);
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

Verdict decide(const Pack& pack, const Facts& facts) {
    std::vector<std::string> names;
    for (const auto& fact : facts.list) names.push_back(fact.name);
    return Decider(pack, names).decide(facts);
}

} // namespace geo
