// SPDX-License-Identifier: Apache-2.0
#include "unit/rules/case_file.hpp"

#include <catch2/catch.hpp>

#include <filesystem>
#include <map>
#include <set>
#include <sstream>

using namespace geo;

TEST_CASE("Every case file holds") {
    std::size_t count = 0;
    std::map<std::string, int> outcomes;
    for (const auto& path : cases::case_files()) {
        const auto file = cases::read_cases(path);
        cases::Runner runner(read_pack(file.pack));
        for (const auto& one : file.cases) {
            ++count;
            INFO(path << ", line " << one.line << ": " << one.title << " [" << one.source << "]");
            CHECK_FALSE(one.source.empty());
            CHECK_FALSE(one.expect.empty());
            const auto verdict = runner.verdict_on(file, one);
            ++outcomes[std::string(name_of(verdict.outcome))];
            for (const auto& [what, expected] : one.expect) {
                const auto actual = runner.actual(verdict, what);
                INFO(what << ": expected '" << expected << "', is '" << actual << "'");
                CHECK(cases::agrees(what, expected, actual));
            }
        }
    }
    CHECK(count >= 25);
    CHECK(outcomes.size() == outcome_names().size());
}

TEST_CASE("Every criterion and every table of every pack has at least three cases") {
    std::map<std::string, std::map<std::string, int>> count;
    std::map<std::string, Pack> packs;
    for (const auto& path : cases::case_files()) {
        const auto file = cases::read_cases(path);
        auto& of_pack = count[file.pack];
        packs.emplace(file.pack, read_pack(file.pack));
        for (const auto& one : file.cases) {
            std::set<std::string> named;
            for (const auto& [what, expected] : one.expect) {
                named.insert(what.substr(what.find(' ') + 1));
                std::istringstream words(what.find(' ') == std::string::npos ? expected : "");
                for (std::string word; words >> word;) named.insert(word);
            }
            for (const auto& name : named) ++of_pack[name];
        }
    }
    for (const auto& [path, pack] : packs) {
        for (const auto& criterion : pack.criteria) {
            INFO(path << ": " << criterion.id << " has " << count[path][criterion.id] << " cases");
            const bool is_base = criterion.basis.document.empty() && pack.files.size() > 1;
            CHECK((is_base || count[path][criterion.id] >= 3)); // a base pack has its own cases
        }
        for (const auto& table : pack.tables) {
            const auto cases = count[path][table.id == pack.decision.result ? "result" : table.id];
            INFO(path << ": " << table.id << " has " << cases << " cases");
            CHECK(cases >= std::max<int>(3, static_cast<int>(table.rows.size())));
        }
    }
}

namespace {

bool is_bound(Comparison op) {
    return op == Comparison::at_most || op == Comparison::at_least || op == Comparison::below ||
           op == Comparison::above;
}

/// True when the measure can lie inside the limit without lying at it: there is no area below 0 m2,
/// and nothing between no and yes.
bool has_an_inside(const Requirement& require) {
    const bool is_zero =
        require.op == Comparison::at_most && to_number(require.limit.front()) == 0.0;
    return !is_zero && require.unit != "bool";
}

} // namespace

TEST_CASE("Every limit that is a number has cases on its wrong side, at it and inside") {
    std::map<std::string, std::set<int>> sides; // of pack and criterion: the signs of the margins
    std::map<std::string, bool> is_number;
    std::map<std::string, bool> wants_inside;
    for (const auto& path : cases::case_files()) {
        const auto file = cases::read_cases(path);
        const auto pack = read_pack(file.pack);
        for (const auto& one : pack.criteria)
            if (one.basis.document.empty() && pack.files.size() == 1 && one.require) {
                const auto name = file.pack + ": " + one.id;
                is_number[name] = is_bound(one.require->op) && one.require->unit != "date";
                wants_inside[name] = has_an_inside(*one.require);
            }
        cases::Runner runner(pack);
        for (const auto& one : file.cases)
            for (const auto& line : runner.verdict_on(file, one).trace)
                if (line.margin)
                    sides[file.pack + ": " + line.id].insert((*line.margin > 0) -
                                                             (*line.margin < 0));
    }
    for (const auto& [criterion, is_measured] : is_number) {
        if (!is_measured) continue;
        INFO(criterion);
        CHECK(sides[criterion].count(-1) == 1);
        CHECK(sides[criterion].count(0) == 1);
        CHECK((!wants_inside[criterion] || sides[criterion].count(1) == 1));
    }
}

TEST_CASE("Every pack has cases") {
    std::set<std::string> covered;
    for (const auto& path : cases::case_files()) covered.insert(cases::read_cases(path).pack);
    for (const auto& entry : std::filesystem::directory_iterator("datasets/policies")) {
        if (entry.path().extension() != ".toml") continue;
        INFO(entry.path());
        CHECK(covered.count(entry.path().string()) == 1);
    }
}
