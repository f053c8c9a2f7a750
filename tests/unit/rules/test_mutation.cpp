// SPDX-License-Identifier: Apache-2.0
#include "unit/rules/case_file.hpp"

#include <catch2/catch.hpp>

#include <algorithm>

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

std::vector<Mutant> mutants_of(const Pack& pack) {
    std::vector<Mutant> mutants;
    for (std::size_t i = 0; i < pack.criteria.size(); ++i) mutate(pack, i, mutants);
    for (std::size_t i = 0; i < pack.parameters.size(); ++i)
        for (const double sign : {-1.0, 1.0}) {
            const auto& unit = pack.parameters[i].unit;
            mutants.push_back({pack.parameters[i].id + (sign < 0 ? " lower" : " higher"), pack});
            auto& value = mutants.back().pack.parameters[i].value;
            value = unit == "years" ? Value{std::get<std::int64_t>(value) + (sign < 0 ? -1 : 1)}
                                    : shifted(value, sign * (unit == "share" ? 0.005 : 1));
        }
    for (const double by : {-0.5, 0.5}) {
        mutants.push_back({"the score line", pack});
        mutants.back().pack.decision.score_line += by;
    }
    for (std::size_t i = 0; i + 1 < pack.decision.exit.size(); ++i) {
        mutants.push_back({"without exit row " + std::to_string(i + 1), pack});
        auto& rows = mutants.back().pack.decision.exit;
        rows.erase(rows.begin() + static_cast<std::ptrdiff_t>(i));
    }
    return mutants;
}

/// Cases that name the criterion in their title are asked first: they are likely to notice.
bool is_noticed(const Mutant& mutant, cases::CaseFile& file) {
    const auto id = mutant.what.substr(0, mutant.what.find(':')) + " ";
    std::stable_partition(file.cases.begin(), file.cases.end(),
                          [&](const auto& one) { return one.title.starts_with(id); });
    for (const auto& one : file.cases) {
        const auto verdict = cases::verdict_on(mutant.pack, file, one);
        for (const auto& [what, expected] : one.expect)
            if (!cases::agrees(what, expected, cases::actual(verdict, what))) return true;
    }
    return false;
}

} // namespace

TEST_CASE("Changing any threshold, operator or row of a pack breaks a case") {
    for (const auto& path : cases::case_files()) {
        auto file = cases::read_cases(path);
        const auto pack = read_pack(file.pack);
        for (const auto& mutant : mutants_of(pack)) {
            INFO(path << ": " << mutant.what);
            CHECK(is_noticed(mutant, file));
        }
    }
}
