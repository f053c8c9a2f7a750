// SPDX-License-Identifier: Apache-2.0
#include "libgeo/core/error.hpp"
#include "libgeo/rules/expression_check.hpp"
#include "libgeo/rules/expression_units.hpp"
#include "libgeo/rules/pack_reading.hpp"

namespace geo {

namespace {

/// Every expression of the pack with the unit its value has to have; empty: any.
template <typename Visit> void each_expression(const Pack& pack, Visit&& visit) {
    for (const auto& c : pack.criteria) {
        const auto unit = c.require ? c.require->unit : std::string();
        visit(c.measure, unit);
        visit(c.remedy, unit);
        visit(c.doubt, "bool");
        visit(c.applies, "bool");
    }
    for (const auto& rank : pack.ranks) visit(rank.of, "");
    for (const auto& row : pack.decision.exit) visit(row.when, "bool");
}

} // namespace

std::vector<FactSpec> readable_names(const Pack& pack) {
    auto names = pack.facts;
    for (const auto& parameter : pack.parameters)
        names.push_back({parameter.id, parameter.unit, parameter.title, {}, {}});
    for (const auto& rank : pack.ranks) names.push_back({rank.id, "share", rank.title, {}, {}});
    for (const auto& table : pack.tables)
        names.push_back({table.id, table.unit, table.title, {}, {}});
    return names;
}

void check_expressions(const Pack& pack) {
    if (pack.facts.empty()) return;
    const auto known = readable_names(pack);
    std::vector<std::string> names;
    for (const auto& one : known) names.push_back(one.name);
    Sandbox sandbox(names);
    for (const auto& table : pack.tables)
        for (const auto& input : table.inputs) {
            const Text where{"规则包 " + pack.id + "，决策表 " + table.id,
                             "policy pack " + pack.id + ", decision table '" + table.id + "'"};
            sandbox.compile({input.fact, where});
        }
    each_expression(pack, [&](const Expression& expression, std::string_view unit) {
        if (expression.empty()) return;
        sandbox.compile(expression);
        if (const auto flaw = find_unit_flaw(expression.sql, known, unit))
            throw ConfigError({expression.where.zh + "：" + flaw->zh + "表达式：" +
                                   shown_expression(expression.sql),
                               expression.where.en + ": " + flaw->en +
                                   " Expression: " + shown_expression(expression.sql)});
    });
}

} // namespace geo
