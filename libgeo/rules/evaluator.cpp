// SPDX-License-Identifier: Apache-2.0
#include "libgeo/rules/evaluator.hpp"

#include <algorithm>

#include "libgeo/core/error.hpp"
#include "libgeo/rules/units.hpp"

namespace geo {

namespace {

constexpr SandboxLimits with_tables_inside{1U << 18U, 65536, 100000};

[[noreturn]] void fail_same_name(const Pack& pack, const Text& what, const std::string& id) {
    throw ConfigError({"规则包 " + pack.id + "，" + what.zh + " " + id + "：与事实同名。请改" +
                           what.zh + "的 id。",
                       "policy pack " + pack.id + ", " + what.en + " '" + id +
                           "': a fact has the same name. Rename the " + what.en + "."});
}

std::vector<std::string> columns_of(const Pack& pack, std::span<const std::string> fact_names) {
    std::vector<std::string> columns(fact_names.begin(), fact_names.end());
    const auto is_fact = [&](const std::string& id) {
        return std::find(fact_names.begin(), fact_names.end(), id) != fact_names.end();
    };
    for (const auto& table : pack.tables)
        if (is_fact(table.id)) fail_same_name(pack, {"决策表", "decision table"}, table.id);
    for (const auto& parameter : pack.parameters) {
        if (is_fact(parameter.id)) fail_same_name(pack, {"参数", "parameter"}, parameter.id);
        columns.push_back(parameter.id);
    }
    for (const auto& rank : pack.ranks) {
        if (is_fact(rank.id)) fail_same_name(pack, {"排名", "rank"}, rank.id);
        columns.push_back(rank.id);
    }
    return columns;
}

/// True when the value is of the type that the unit of its fact declares as it stands.
bool has_type(const Value& value, std::string_view unit) {
    return unit.empty() || is_unknown(value) ||
           (!is_text_unit(unit) && !std::holds_alternative<std::string>(value));
}

/// Yes and no as lists write them.
std::optional<double> yes_or_no(const Value& value) {
    const auto word = ascii_lower(trim(to_text(value)));
    for (const auto* yes : {"是", "有", "yes", "true"})
        if (word == yes) return 1;
    for (const auto* no : {"否", "无", "no", "false"})
        if (word == no) return 0;
    return {};
}

/// The value in the type that the unit of the fact declares, unknown when it is none.
Value typed(const Value& value, std::string_view unit) {
    if (unit == "date") {
        const auto* text = std::get_if<std::string>(&value);
        if (text == nullptr) return {};
        auto day = text->substr(0, text->find('T')); // some formats know only days with a time
        return days_of_iso_date(day) ? Value(std::move(day)) : Value{};
    }
    if (is_text_unit(unit)) {
        const auto text = to_text(value);
        const auto words = trim(text);
        return words.empty() ? Value{} : Value{std::string(words)};
    }
    auto number = to_number(value);
    if (!number && unit == "bool") number = yes_or_no(value);
    return number ? Value{*number} : Value{};
}

/// A text that is not among those there are says nothing.
bool is_among(const Value& value, const std::vector<std::string>& allowed) {
    const auto* text = std::get_if<std::string>(&value);
    return text == nullptr || allowed.empty() ||
           std::find(allowed.begin(), allowed.end(), *text) != allowed.end();
}

void assign(Value& to, const Value& value, const FactSpec& fact) {
    if (has_type(value, fact.unit))
        to = value;
    else
        to = typed(value, fact.unit);
    if (!is_among(to, fact.values)) to = Value{};
}

} // namespace

Evaluator::Evaluator(const Pack& pack, std::span<const std::string> fact_names)
    : m_pack(pack), m_columns(columns_of(pack, fact_names)), m_facts(fact_names.size()),
      m_sandbox(m_columns, with_tables_inside), m_row(m_columns.size()) {
    for (std::size_t i = 0; i < m_facts.size(); ++i)
        for (const auto& fact : pack.facts)
            if (fact.name == m_columns[i]) m_facts[i] = fact;
    for (std::size_t i = 0; i < pack.parameters.size(); ++i)
        m_row[m_facts.size() + i] = pack.parameters[i].value;
    for (const auto& rank : pack.ranks) m_ranks.push_back(compile(rank.of));
    for (std::size_t i = 0; i < pack.tables.size(); ++i) {
        const auto& table = pack.tables[i];
        const std::vector<DecisionTable> earlier(pack.tables.begin(),
                                                 pack.tables.begin() + static_cast<long>(i));
        const Text where{"规则包 " + pack.id + "，决策表 " + table.id,
                         "policy pack " + pack.id + ", decision table '" + table.id + "'"};
        m_tables.push_back(table.enabled
                               ? m_sandbox.compile({with_tables(to_row_sql(table), earlier), where})
                               : none);
    }
    for (const auto& c : pack.criteria)
        m_criteria.push_back(c.enabled ? Compiled{compile(c.measure), compile(c.doubt),
                                                  compile(c.remedy), compile(c.applies)}
                                       : Compiled{});
    for (const auto& exit : pack.decision.exit) m_exits.push_back(compile(exit.when));
}

std::size_t Evaluator::compile(const Expression& expression) {
    if (expression.empty()) return none;
    return m_sandbox.compile({with_tables(expression.sql, m_pack.tables), expression.where});
}

void Evaluator::take(const Facts& facts) {
    for (std::size_t i = 0; i < m_facts.size(); ++i) {
        const bool is_in_order = i < facts.list.size() && facts.list[i].name == m_columns[i];
        const auto* fact = is_in_order ? &facts.list[i] : facts.find(m_columns[i]);
        if (fact == nullptr)
            m_row[i] = Value{};
        else
            assign(m_row[i], fact->value, m_facts[i]);
    }
}

void Evaluator::load(const Facts& facts) {
    take(facts);
    evaluate();
}

std::vector<Value> Evaluator::rank_measures(const Facts& facts) {
    take(facts);
    m_sandbox.load(m_row);
    std::vector<Value> measures;
    for (const auto rank : m_ranks) measures.push_back(m_sandbox.evaluate(rank));
    return measures;
}

void Evaluator::load(std::span<const Value> values) {
    for (std::size_t i = 0; i < m_facts.size(); ++i) assign(m_row[i], values[i], m_facts[i]);
    evaluate();
}

void Evaluator::evaluate() {
    m_sandbox.load(m_row);
    const auto first = m_row.size() - m_ranks.size();
    for (std::size_t i = 0; i < m_ranks.size(); ++i)
        m_row[first + i] = m_population.measures.empty() || !m_population.is_complete(i)
                               ? Value{}
                               : standing_in(m_population.measures[i], m_pack.ranks[i].ranking,
                                             m_sandbox.evaluate(m_ranks[i]));
    if (!m_ranks.empty()) m_sandbox.load(m_row);
    m_sandbox.evaluate_all(m_values);
}

std::optional<bool> Evaluator::truth(std::size_t compiled, bool when_absent) const {
    return compiled == none ? std::optional(when_absent) : truth_of(m_values[compiled]);
}

Measured Evaluator::measured(std::size_t criterion) const {
    const auto& compiled = m_criteria[criterion];
    Measured measured;
    measured.applies = truth(compiled.applies, true);
    measured.measure = m_values[compiled.measure];
    measured.doubt = truth(compiled.doubt, false);
    if (compiled.remedy != none) measured.remedy = m_values[compiled.remedy];
    return measured;
}

std::optional<std::size_t> Evaluator::table_row(std::size_t table) const {
    if (m_tables[table] == none) return {};
    const auto row = to_number(m_values[m_tables[table]]);
    return row ? std::optional(static_cast<std::size_t>(*row)) : std::nullopt;
}

ExitRoute Evaluator::exit_route() const {
    const auto& rows = m_pack.decision.exit;
    std::vector<std::size_t> unknown;
    ExitRoute route;
    for (; route.row + 1 < rows.size(); ++route.row) {
        const auto holds = truth(m_exits[route.row], true);
        if (holds && *holds) break;
        if (!holds) unknown.push_back(route.row);
    }
    for (const auto row : unknown)
        if (rows[row].outcome != rows[route.row].outcome) route.open.push_back(row);
    route.outcome = route.open.empty() ? rows[route.row].outcome : Outcome::insufficient_data;
    return route;
}

void Evaluator::add_facts(std::size_t compiled, std::vector<std::string>& into) const {
    if (compiled == none) return;
    for (const auto& name : m_sandbox.columns_read(compiled)) {
        if (std::find(into.begin(), into.end(), name) != into.end()) continue;
        into.push_back(name);
        for (std::size_t i = 0; i < m_ranks.size(); ++i)
            if (m_pack.ranks[i].id == name) add_facts(m_ranks[i], into);
    }
}

std::vector<std::string> Evaluator::facts_of(std::size_t criterion) const {
    std::vector<std::string> facts;
    const auto& compiled = m_criteria[criterion];
    for (const auto expression : {compiled.applies, compiled.measure, compiled.doubt})
        add_facts(expression, facts);
    return facts;
}

std::vector<std::string> Evaluator::facts_of_table(std::size_t table) const {
    std::vector<std::string> facts;
    add_facts(m_tables[table], facts);
    return facts;
}

std::vector<std::string> Evaluator::facts_of_exit(std::size_t row) const {
    std::vector<std::string> facts;
    add_facts(m_exits[row], facts);
    return facts;
}

std::vector<std::string> Evaluator::missing_of(const std::vector<std::string>& facts) const {
    std::vector<std::string> missing;
    for (const auto& name : facts) {
        const auto at = std::find(m_columns.begin(), m_columns.end(), name) - m_columns.begin();
        if (is_unknown(m_row[static_cast<std::size_t>(at)])) missing.push_back(name);
    }
    return missing;
}

} // namespace geo
