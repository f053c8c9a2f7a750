// SPDX-License-Identifier: Apache-2.0
#include "libgeo/rules/pack.hpp"

#include <algorithm>
#include <set>

#include "libgeo/core/error.hpp"
#include "libgeo/rules/pack_reading.hpp"
#include "libgeo/rules/units.hpp"

namespace geo {

namespace {

const std::vector<std::string> step_names{"veto", "hard", "review", "unknown", "score"};
const std::vector<std::string> subject_names{"park", "enterprise", "project"};
const std::vector<std::string> exit_outcomes{"close", "withdraw", "convert", "adjust_boundary"};

void read_metadata(const toml::table& node, Pack& pack) {
    TomlTable table(node, {"规则包", "pack"});
    pack.id = table.string("id");
    pack.title = table.text("title");
    if (table.find("subject") != nullptr) {
        const auto word = table.choice("subject", subject_names);
        const auto at = std::find(subject_names.begin(), subject_names.end(), word);
        pack.subject = static_cast<Subject>(at - subject_names.begin());
    }
    pack.topic = table.string_or("topic", pack.id);
    pack.jurisdiction = table.string("jurisdiction");
    pack.issuer = table.string("issuer");
    pack.document = table.string("document");
    pack.version = table.string("version");
    pack.valid_from = table.date("valid_from");
    pack.valid_to = table.date_or("valid_to");
    pack.notes = table.text_or("notes");
    if (!pack.valid_to.empty() && pack.valid_to < pack.valid_from)
        table.fail("valid_to", {"valid_to（" + pack.valid_to + "）早于 valid_from（" +
                                    pack.valid_from + "）。请改正。",
                                "valid_to (" + pack.valid_to + ") is before valid_from (" +
                                    pack.valid_from + "). Correct one of them."});
    table.finish();
}

/// The texts that a fact can be; any other is unknown.
std::vector<std::string> read_fact_values(TomlTable& table, const FactSpec& fact) {
    auto values = read_values(table);
    if (!values.empty() && (!is_text_unit(fact.unit) || fact.unit == "date"))
        table.fail("values", {"values 只用于文本或等级。请删去，或改单位。",
                              "'values' is for texts and grades only. Remove it, or change the "
                              "unit."});
    return values;
}

std::vector<FactSpec> read_facts(TomlTable& root) {
    std::vector<FactSpec> facts;
    const auto* table = root.table_or_null("facts");
    if (table == nullptr) return facts;
    for (const auto& [key, node] : *table) {
        const std::string name(key.str());
        const Text subject{"事实 " + name, "fact '" + name + "'"};
        const auto* one = node.as_table();
        if (one == nullptr)
            fail_at(
                node, subject,
                {"应为 { unit, title }。请改正。", "it has to be { unit, title }. Correct it."});
        TomlTable reader(*one, subject);
        FactSpec fact{name, reader.choice("unit", unit_names()), reader.text("title"), {}, {}};
        fact.values = read_fact_values(reader, fact);
        if (const auto* measured = reader.table_or_null("measured"))
            fact.measured = read_measurement(*measured, fact, subject);
        reader.finish();
        facts.push_back(std::move(fact));
    }
    return facts;
}

Parameter read_parameter(const toml::table& node) {
    TomlTable table(node, {"参数", "parameter"});
    Parameter p;
    p.id = table.string("id");
    table.rename({"参数 " + p.id, "parameter '" + p.id + "'"});
    p.title = table.text("title");
    p.value = value_of(table.need("value"), table.subject());
    p.unit = table.choice("unit", unit_names());
    if (std::holds_alternative<std::string>(p.value) != is_text_unit(p.unit))
        table.fail("value",
                   {"value 的类型与单位“" + p.unit + "”不符。请改其一。",
                    "the value does not fit the unit '" + p.unit + "'. Change one of them."});
    p.source = read_citation(table, "source");
    p.basis = read_citation_or(table, "basis");
    table.finish();
    return p;
}

template <typename Item>
void add_unique(std::vector<Item>& list, Item item, const toml::table& node, const Text& what) {
    const auto same = [&](const Item& other) { return other.id == item.id; };
    if (std::any_of(list.begin(), list.end(), same))
        fail_at(node, {},
                {what.zh + " " + item.id + " 出现两次。请改其中一个的 id。",
                 what.en + " '" + item.id + "' stands twice. Give one another id."});
    list.push_back(std::move(item));
}

std::vector<DecisionStep> read_order(TomlTable& table) {
    const auto bad = [&] {
        table.fail("order", {"order 须列出 veto, hard, review, unknown, score 各一次，veto 在首位。"
                             "请改正。",
                             "'order' has to list veto, hard, review, unknown and score once each, "
                             "veto first. Correct it."});
    };
    const auto* node = table.find("order");
    if (node == nullptr)
        return {DecisionStep::veto, DecisionStep::hard, DecisionStep::review, DecisionStep::unknown,
                DecisionStep::score};
    const auto* array = node->as_array();
    if (array == nullptr || array->size() != step_names.size()) bad();
    std::vector<DecisionStep> order;
    for (const auto& element : *array) {
        const auto word = element.value<std::string>().value_or("");
        const auto at = std::find(step_names.begin(), step_names.end(), word);
        if (at == step_names.end()) bad();
        order.push_back(static_cast<DecisionStep>(at - step_names.begin()));
    }
    if (std::set<DecisionStep>(order.begin(), order.end()).size() != order.size() ||
        order.front() != DecisionStep::veto)
        bad();
    return order;
}

ScoreClass read_class(const toml::table& node) {
    TomlTable table(node, {"得分等级", "score class"});
    ScoreClass one{table.number("from"), table.string("id"), table.text("title")};
    table.finish();
    return one;
}

void read_score(TomlTable& decision, Decision& into) {
    const auto* node = decision.table_or_null("score");
    if (node == nullptr) return;
    TomlTable table(*node, {"计分", "score"});
    into.score_line = table.number("line");
    into.score_scale = table.number_or("scale", 100);
    into.score_source = read_citation(table, "source");
    for (const auto* one : tables_of(table, "class"))
        add_unique(into.classes, read_class(*one), *one, {"得分等级", "score class"});
    table.finish();
    if (!(into.score_scale > 0 && into.score_line >= 0 && into.score_line <= into.score_scale))
        table.fail("line", {"line 须在 0 与 scale 之间。请改正。",
                            "'line' has to lie between 0 and 'scale'. Correct it."});
    for (std::size_t i = 1; i < into.classes.size(); ++i)
        if (!(into.classes[i - 1].from < into.classes[i].from))
            table.fail("class", {"等级的 from 须递增。请排序。",
                                 "'from' of the classes has to rise. Put them in order."});
}

ExitRow read_exit(const toml::table& node, std::size_t number) {
    const auto n = std::to_string(number);
    TomlTable table(node, {"出口路线第 " + n + " 行", "exit row " + n});
    ExitRow row;
    row.when = read_expression(table, "when");
    row.outcome = *outcome_named(table.choice("outcome", exit_outcomes));
    row.text = table.text("text");
    table.finish();
    return row;
}

void read_exits(TomlTable& decision, Decision& into) {
    const auto rows = tables_of(decision, "exit");
    for (const auto* row : rows) {
        if (!into.exit.empty() && into.exit.back().when.empty())
            fail_at(*row, {},
                    {"前一行没有 when，本行永远到不了。请调整顺序。",
                     "the exit row before has no 'when', so this one is never reached. "
                     "Change the order."});
        into.exit.push_back(read_exit(*row, into.exit.size() + 1));
    }
    if (!rows.empty() && !into.exit.back().when.empty())
        decision.fail("exit", {"出口路线的最后一行不能有 when。请补一行兜底。",
                               "the last exit row must have no 'when'. Add one that always "
                               "holds."});
}

Decision read_decision(TomlTable& root) {
    root.need("decision");
    TomlTable table(*root.table_or_null("decision"), {"决策", "decision"});
    Decision decision;
    decision.order = read_order(table);
    decision.source = read_citation(table, "source");
    decision.result = table.string_or("result", {});
    read_score(table, decision);
    read_exits(table, decision);
    table.finish();
    return decision;
}

Rank read_rank(const toml::table& node) {
    const std::vector<std::string> names{"high", "low", "share_above"};
    TomlTable table(node, {"排名", "rank"});
    Rank rank;
    rank.id = table.string("id");
    table.rename({"排名 " + rank.id, "rank '" + rank.id + "'"});
    rank.title = table.text("title");
    table.need("of");
    rank.of = read_expression(table, "of");
    const auto at = std::find(names.begin(), names.end(), table.choice("ranking", names));
    rank.ranking = static_cast<Ranking>(at - names.begin());
    table.finish();
    return rank;
}

void read_tables(TomlTable& root, Pack& pack) {
    for (const auto* one : tables_of(root, "table")) {
        const auto names = readable_names(pack);
        auto table = read_decision_table(*one, names);
        for (const auto& name : names)
            if (name.name == table.id)
                fail_at(*one, {},
                        {"决策表 " + table.id + " 与事实、参数或另一决策表同名。请改 id。",
                         "decision table '" + table.id +
                             "' has the name of a fact, a parameter or another table. Give it "
                             "another id."});
        pack.tables.push_back(std::move(table));
    }
}

/// What must be there for the decision to have an answer.
void check_answers(const Pack& pack, const toml::table& node) {
    if (pack.criteria.empty() && pack.decision.result.empty())
        fail_at(node, {},
                {"没有准则。请至少写一个 [[criterion]]。",
                 "there is no criterion. Write at least one [[criterion]]."});
    const auto& decision = *node.get("decision");
    const auto is_veto = [](const Criterion& c) { return c.kind == CriterionKind::veto; };
    if (pack.decision.exit.empty() &&
        (pack.decision.result.empty() ||
         std::any_of(pack.criteria.begin(), pack.criteria.end(), is_veto)))
        fail_at(decision, {"决策", "decision"},
                {"出口路线的最后一行不能有 when。请补一行兜底。",
                 "the last exit row must have no 'when'. Add one that always holds."});
    if (!pack.decision.result.empty() && find_table(pack, pack.decision.result) == nullptr)
        fail_at(decision, {"决策", "decision"},
                {"没有决策表“" + pack.decision.result + "”。请检查 result。",
                 "there is no decision table '" + pack.decision.result + "'. Check 'result'."});
}

} // namespace

std::string to_text(const Citation& citation) {
    if (citation.article.empty()) return citation.document;
    return citation.document + " " + citation.article;
}

std::string_view name_of(Subject subject) {
    return subject_names.at(static_cast<std::size_t>(subject));
}

Pack parse_pack(std::string_view text, const std::string& name) {
    Pack pack;
    const auto node = read_merged(text, name, pack.files);
    TomlTable root(node, {});
    root.need("pack");
    read_metadata(*root.table_or_null("pack"), pack);
    pack.facts = read_facts(root);
    for (const auto* one : tables_of(root, "parameter"))
        add_unique(pack.parameters, read_parameter(*one), *one, {"参数", "parameter"});
    for (const auto* one : tables_of(root, "rank"))
        add_unique(pack.ranks, read_rank(*one), *one, {"排名", "rank"});
    read_tables(root, pack);
    for (const auto* one : tables_of(root, "criterion"))
        add_unique(pack.criteria, read_criterion(*one), *one, {"准则", "criterion"});
    pack.decision = read_decision(root);
    root.finish();
    check_answers(pack, node);
    check_expressions(pack);
    return pack;
}

void require_about(const Pack& pack, Subject subject) {
    if (pack.subject == subject) return;
    const std::string has(name_of(pack.subject)), wanted(name_of(subject));
    throw ConfigError(
        {"规则包 " + pack.id + " 的对象是 " + has + "，这里需要 " + wanted + "。请换规则包。",
         "policy pack " + pack.id + " is about the subject '" + has + "', but '" + wanted +
             "' is needed here. Choose another pack."});
}

std::vector<Measurement> measurements_of(const Pack& pack) {
    std::vector<Measurement> list;
    for (const auto& fact : pack.facts)
        if (fact.measured) list.push_back(*fact.measured);
    return list;
}

bool is_valid_on(const Pack& pack, std::string_view date) {
    return pack.valid_from <= date && (pack.valid_to.empty() || date <= pack.valid_to);
}

void require_valid_on(const Pack& pack, std::string_view date) {
    if (is_valid_on(pack, date)) return;
    const std::string day(date);
    const auto to = pack.valid_to.empty() ? std::string("...") : pack.valid_to;
    throw ConfigError({"规则包 " + pack.id + " 在 " + day + " 无效（有效期 " + pack.valid_from +
                           " 至 " + to + "）。请换规则包，或用 --as-of 指定日期。",
                       "policy pack " + pack.id + " is not in force on " + day + " (it is from " +
                           pack.valid_from + " to " + to +
                           "). Choose another pack, or a date with --as-of."});
}

const Criterion* find(const Pack& pack, std::string_view criterion_id) {
    for (const auto& criterion : pack.criteria)
        if (criterion.id == criterion_id) return &criterion;
    return nullptr;
}

const DecisionTable* find_table(const Pack& pack, std::string_view id) {
    for (const auto& table : pack.tables)
        if (table.id == id) return &table;
    return nullptr;
}

} // namespace geo
