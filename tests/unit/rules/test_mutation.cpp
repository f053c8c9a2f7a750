// SPDX-License-Identifier: Apache-2.0
#include "unit/rules/case_file.hpp"

#include <catch2/catch.hpp>

#include <algorithm>
#include <cmath>
#include <iostream>
#include <map>
#include <set>

#include "libgeo/core/error.hpp"
#include "libgeo/rules/expression_check.hpp"

using namespace geo;

namespace {

struct Mutant {
    std::string what;
    Pack pack;
};

/// Operators that differ from the right one at the limit, or everywhere.
Comparison other(Comparison op) {
    switch (op) {
    case Comparison::at_most:
        return Comparison::below;
    case Comparison::at_least:
        return Comparison::above;
    case Comparison::equal:
        return Comparison::not_equal;
    case Comparison::in:
        return Comparison::not_in;
    default:
        return Comparison::equal;
    }
}

Value shifted(const Value& value, double by) {
    return to_number(value).value_or(0) + by;
}

void mutate(const Pack& pack, std::size_t index, std::vector<Mutant>& mutants) {
    const auto& original = pack.criteria[index];
    const auto add = [&](const std::string& what) -> Criterion& {
        mutants.push_back({original.id + ": " + what, pack});
        return mutants.back().pack.criteria[index];
    };
    if (!original.doubt.empty()) add("no doubt").doubt = {};
    if (!original.remedy.empty()) add("no remedy").remedy = {};
    if (original.kind == CriterionKind::veto) add("a hard criterion").kind = CriterionKind::hard;
    if (original.kind == CriterionKind::score) add("another weight").weight += 1;
    for (std::size_t i = 0; i < original.points.table.size(); ++i) {
        add("a later step").points.table[i].first += 1e-4;
        add("an earlier step").points.table[i].first -= 1e-4;
    }
    if (!original.require) return;
    add("another operator").require->op = other(original.require->op);
    if (original.require->op == Comparison::in) {
        add("without the last member").require->limit.pop_back();
        auto& limit = add("without the first member").require->limit;
        limit.erase(limit.begin());
        return;
    }
    const double step = original.require->unit == "share" ? 0.01 : 1;
    auto& more = add("a higher limit").require->limit.front();
    more = shifted(more, step);
    auto& less = add("a lower limit").require->limit.front();
    less = shifted(less, -step);
}

/// The expression with one number moved or one comparison or junction turned round, in every place.
std::vector<std::string> variants_of(const std::string& sql) {
    const std::map<std::string, std::string> turned{{"<", ">="},   {">", "<="},     {"=", "<>"},
                                                    {"AND", "OR"}, {"OR", "AND"},   {"+", "-"},
                                                    {"-", "+"},    {"IN", "NOT IN"}};
    std::vector<std::string> tokens;
    each_token(sql, [&](std::string_view token) { tokens.emplace_back(token); });
    std::vector<std::string> variants;
    const auto add = [&](std::size_t at, const std::string& with) {
        auto changed = tokens;
        changed[at] = with;
        variants.emplace_back();
        for (const auto& token : changed) variants.back() += token;
    };
    for (std::size_t i = 0; i < tokens.size(); ++i) {
        const auto found = turned.find(tokens[i]);
        const bool is_after_not = i >= 2 && tokens[i - 2] == "NOT";
        const bool is_bound = i + 1 < tokens.size() && tokens[i + 1] == "=";
        if (found != turned.end() && !(tokens[i] == "IN" && is_after_not) && !is_bound &&
            !(tokens[i] == "=" && i > 0 && (tokens[i - 1] == "<" || tokens[i - 1] == ">")))
            add(i, found->second);
        if (is_bound && tokens[i] == "<") add(i, ">");
        if (is_bound && tokens[i] == ">") add(i, "<");
        if (tokens[i] == "NOT") add(i, "");
        const auto number = parse_number(tokens[i]);
        const bool is_part =
            (i > 0 && tokens[i - 1] == ".") || (i + 1 < tokens.size() && tokens[i + 1] == ".");
        if (number && !is_part) {
            add(i, shortest(*number + 1));
            add(i, shortest(*number - 1));
        }
    }
    return variants;
}

void mutate_expressions(const Pack& pack, std::vector<Mutant>& mutants) {
    const auto add = [&](const std::string& id, const Expression& expression, auto place) {
        for (const auto& variant : variants_of(expression.sql)) {
            mutants.push_back({id + ": " + variant, pack});
            place(mutants.back().pack).sql = variant;
        }
    };
    for (std::size_t i = 0; i < pack.criteria.size(); ++i) {
        const auto& c = pack.criteria[i];
        add(c.id, c.measure, [i](Pack& p) -> Expression& { return p.criteria[i].measure; });
        add(c.id, c.doubt, [i](Pack& p) -> Expression& { return p.criteria[i].doubt; });
        add(c.id, c.applies, [i](Pack& p) -> Expression& { return p.criteria[i].applies; });
        if (c.applies.empty()) continue;
        mutants.push_back({c.id + ": applies always", pack});
        mutants.back().pack.criteria[i].applies = {};
    }
    for (std::size_t t = 0; t < pack.tables.size(); ++t)
        for (std::size_t i = 0; i < pack.tables[t].inputs.size(); ++i)
            for (const auto& variant : variants_of(pack.tables[t].inputs[i].fact)) {
                mutants.push_back({pack.tables[t].id + ": " + variant, pack});
                mutants.back().pack.tables[t].inputs[i].fact = variant;
            }
    for (std::size_t i = 0; i < pack.decision.exit.size(); ++i)
        add("exit " + std::to_string(i + 1), pack.decision.exit[i].when,
            [i](Pack& p) -> Expression& { return p.decision.exit[i].when; });
}

/// The borders between the rows of a table, moved or given to the other side in all rows at once,
/// so that the rows still fit together; and the results of its rows.
void mutate_table(const Pack& pack, std::size_t index, std::vector<Mutant>& mutants) {
    const auto& original = pack.tables[index];
    const auto add = [&](const std::string& what) -> DecisionTable& {
        mutants.push_back({original.id + ": " + what, pack});
        return mutants.back().pack.tables[index];
    };
    for (std::size_t i = 0; i < original.inputs.size(); ++i) {
        std::set<double> borders;
        for (const auto& row : original.rows)
            for (const auto& end : {row.when[i].low, row.when[i].high})
                if (end) borders.insert(*end);
        for (const double border : borders) {
            const auto move = [&](const std::string& what, double by, bool is_turned) {
                for (auto& row :
                     add(original.inputs[i].fact + " " + shortest(border) + what).rows) {
                    auto& cell = row.when[i];
                    const bool is_point = cell.low == cell.high;
                    if (cell.low == border) cell.low = border + by, cell.has_low ^= is_turned;
                    if (cell.high == border) cell.high = border + by, cell.has_high ^= is_turned;
                    if (is_point && is_turned && by == 0) cell.high = *cell.high + 1;
                }
            };
            const double step =
                original.inputs[i].is_whole ? 1 : std::max(1e-9, 0.01 * std::abs(border));
            move(" higher", step, false);
            move(" lower", -step, false);
            if (!original.inputs[i].is_whole) move(" to the other side", 0, true);
        }
    }
    for (std::size_t r = 0; r < original.rows.size(); ++r) {
        const auto row = "row " + std::to_string(r + 1);
        auto& then = add(row + ", another result").rows[r].then;
        const bool is_text = std::holds_alternative<std::string>(then);
        then = is_text ? Value{std::string("another")} : shifted(then, 1);
        for (std::size_t i = 0; i < original.inputs.size(); ++i)
            for (std::size_t k = 0; k < original.rows[r].when[i].members.size(); ++k) {
                auto& members = add(row + ", without " + original.rows[r].when[i].members[k])
                                    .rows[r]
                                    .when[i]
                                    .members;
                members[k] = "another";
            }
    }
}

/// How facts are measured: another width, line or footprint, or a class of lines forgotten.
void mutate_measurements(const Pack& pack, std::vector<Mutant>& mutants) {
    for (std::size_t i = 0; i < pack.facts.size(); ++i) {
        const auto& original = pack.facts[i].measured;
        if (!original) continue;
        const auto add = [&](const std::string& what) -> Measurement& {
            mutants.push_back({pack.facts[i].name + ": " + what, pack});
            return *mutants.back().pack.facts[i].measured;
        };
        if (original->within_m > 0) {
            add("a wider strip").within_m += 1;
            add("a narrower strip").within_m -= 1;
        }
        const bool is_bank = original->line == ReferenceLine::bank;
        add("another line").line = is_bank ? ReferenceLine::management : ReferenceLine::bank;
        const bool is_whole = original->footprint == Footprint::whole;
        add("another footprint").footprint = is_whole ? Footprint::added : Footprint::whole;
        for (std::size_t k = 0; k < original->from.size(); ++k) {
            auto& from = add("without " + original->from[k]).from;
            from.erase(from.begin() + static_cast<std::ptrdiff_t>(k));
        }
    }
}

/// What a pack takes over unchanged from the one it extends has its cases there.
bool is_inherited(const Pack& pack, const std::string& what) {
    if (pack.files.size() < 2) return false;
    const auto base = read_pack(pack.files[1]);
    const auto id = what.substr(0, what.find_first_of(": "));
    if (const auto* c = find(pack, id))
        return find(base, id) != nullptr && c->basis.document.empty();
    if (const auto* t = find_table(pack, id))
        return find_table(base, id) != nullptr && t->basis.document.empty();
    for (const auto& fact : base.facts)
        if (fact.name == id) return true; // no pack declares a fact of its base anew
    for (const auto& p : pack.parameters)
        if (p.id == id) return p.basis.document.empty();
    return to_text(pack.decision.source) == to_text(base.decision.source);
}

std::vector<Mutant> mutants_of(const Pack& pack) {
    std::vector<Mutant> mutants;
    for (std::size_t i = 0; i < pack.criteria.size(); ++i) mutate(pack, i, mutants);
    for (std::size_t i = 0; i < pack.tables.size(); ++i) mutate_table(pack, i, mutants);
    mutate_expressions(pack, mutants);
    mutate_measurements(pack, mutants);
    for (std::size_t i = 0; i < pack.parameters.size(); ++i) {
        if (std::holds_alternative<std::string>(pack.parameters[i].value)) continue;
        for (const double sign : {-1.0, 1.0}) {
            const auto& unit = pack.parameters[i].unit;
            mutants.push_back({pack.parameters[i].id + (sign < 0 ? " lower" : " higher"), pack});
            auto& value = mutants.back().pack.parameters[i].value;
            value = unit == "years" ? Value{std::get<std::int64_t>(value) + (sign < 0 ? -1 : 1)}
                                    : shifted(value, sign * (unit == "share" ? 0.005 : 1));
        }
    }
    const auto is_score = [](const Criterion& c) { return c.kind == CriterionKind::score; };
    if (std::any_of(pack.criteria.begin(), pack.criteria.end(), is_score))
        for (const double by : {-0.5, 0.5}) {
            mutants.push_back({"the score line", pack});
            mutants.back().pack.decision.score_line += by;
        }
    for (std::size_t i = 0; i + 1 < pack.decision.exit.size(); ++i) {
        mutants.push_back({"without exit row " + std::to_string(i + 1), pack});
        auto& rows = mutants.back().pack.decision.exit;
        rows.erase(rows.begin() + static_cast<std::ptrdiff_t>(i));
    }
    std::erase_if(mutants, [&](const Mutant& one) { return is_inherited(pack, one.what); });
    return mutants;
}

/// Cases that name the criterion in their title are asked first: they are likely to notice.
bool is_noticed(const Mutant& mutant, cases::CaseFile& file) {
    for (const auto& table : mutant.pack.tables)
        if (find_flaw(table)) return true; // such a pack is refused before any case
    const auto id = mutant.what.substr(0, mutant.what.find(':')) + " ";
    std::stable_partition(file.cases.begin(), file.cases.end(),
                          [&](const auto& one) { return one.title.starts_with(id); });
    cases::Runner runner(mutant.pack);
    for (const auto& one : file.cases) {
        const auto verdict = runner.verdict_on(file, one);
        for (const auto& [what, expected] : one.expect)
            if (!cases::agrees(what, expected, runner.actual(verdict, what))) return true;
    }
    return false;
}

/// All case files of one pack as one; facts common to a file go into its cases.
std::map<std::string, cases::CaseFile> cases_by_pack() {
    std::map<std::string, cases::CaseFile> all;
    for (const auto& path : cases::case_files()) {
        const auto file = cases::read_cases(path);
        auto& into = all[file.pack];
        into.pack = file.pack;
        for (auto one : file.cases) {
            one.facts.insert(one.facts.begin(), file.facts.begin(), file.facts.end());
            into.cases.push_back(std::move(one));
        }
    }
    return all;
}

} // namespace

TEST_CASE("Changing any threshold, operator or row of a pack breaks a case", "[mutation]") {
    std::size_t made = 0;
    std::size_t unnoticed = 0;
    for (auto& [path, file] : cases_by_pack()) {
        const auto pack = read_pack(path);
        for (const auto& mutant : mutants_of(pack)) {
            ++made;
            INFO(path << ": " << mutant.what);
            bool noticed = false;
            try {
                noticed = is_noticed(mutant, file);
            } catch (const ConfigError&) {
                noticed = true; // the mutant is no pack at all
            }
            if (!noticed) ++unnoticed;
            CHECK(noticed);
        }
    }
    std::cout << "mutants of all packs: " << made << ", noticed by a case: " << made - unnoticed
              << "\n";
}
