// SPDX-License-Identifier: Apache-2.0
#include <catch2/catch.hpp>

#include <algorithm>

#include "libgeo/rules/bulk.hpp"
#include "libgeo/rules/compare.hpp"
#include "libgeo/rules/robustness.hpp"
#include "unit/rules/case_file.hpp"

using namespace geo;

namespace {

/// Cases without surroundings of their own, as many times over as fill several batches.
std::vector<cases::Case> plain_cases(const cases::CaseFile& file) {
    std::vector<cases::Case> plain;
    for (const auto& one : file.cases)
        if (one.enable.empty() && one.parameters.empty() && one.of.empty()) plain.push_back(one);
    return plain;
}

} // namespace

TEST_CASE("Judging many gives what deciding one by one gives, in their order") {
    std::size_t compared = 0;
    for (const auto& path : cases::case_files()) {
        const auto file = cases::read_cases(path);
        const auto pack = read_pack(file.pack);
        const auto plain = plain_cases(file);
        if (plain.empty()) continue;
        cases::Runner runner(pack);
        std::vector<Verdict> verdicts;
        for (const auto& one : plain) verdicts.push_back(runner.verdict_on(file, one));
        std::vector<std::string> names;
        for (const auto& fact : pack.facts) names.push_back(fact.name);
        const auto read = [&](std::size_t subject, std::span<Value> row) {
            const auto& one = plain[subject % plain.size()];
            for (const auto* list : {&file.facts, &one.facts})
                for (const auto& [name, value] : *list) {
                    const auto at = std::find(names.begin(), names.end(), name) - names.begin();
                    row[static_cast<std::size_t>(at)] = value;
                }
        };
        std::size_t next = 0;
        judge_many(pack, names, 9000, read, [&](std::size_t subject, const Judgement& judgement) {
            REQUIRE(subject == next++);
            const auto& verdict = verdicts[subject % plain.size()];
            REQUIRE(judgement.outcome == verdict.outcome);
            REQUIRE(judgement.score == verdict.score);
            REQUIRE(judgement.score_possible == verdict.score_possible);
            ++compared;
        });
        CHECK(next == 9000);
    }
    CHECK(compared >= 100000);
}

TEST_CASE("Verdicts are compared by subject, and criteria by id") {
    Verdict before;
    before.subject_id = "10";
    before.outcome = Outcome::rectify;
    CriterionResult line;
    line.id = "C1";
    line.status = CriterionStatus::failed;
    before.trace.push_back(line);
    auto after = before;
    after.outcome = Outcome::support_upgrade;
    after.trace[0].status = CriterionStatus::passed;
    Verdict fresh;
    fresh.subject_id = "9";
    const auto changes = compare({before}, {after, fresh});
    REQUIRE(changes.size() == 2);
    CHECK(changes[0].subject_id == "9");
    CHECK_FALSE(changes[0].before);
    CHECK(changes[0].is_flip());
    CHECK(changes[1].before == Outcome::rectify);
    REQUIRE(changes[1].changes.size() == 1);
    CHECK(changes[1].changes[0].criterion == "C1");
    CHECK(changes[1].changes[0].after == CriterionStatus::passed);
    CHECK_FALSE(compare({before}, {before})[0].is_flip());
}
