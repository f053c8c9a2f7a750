// SPDX-License-Identifier: Apache-2.0
#include "libgeo/rules/decide.hpp"

#include <catch2/catch.hpp>

#include "libgeo/core/error.hpp"
#include "libgeo/rules/judge.hpp"
#include "libgeo/rules/units.hpp"

using namespace geo;

namespace {

Requirement require(Comparison op, std::vector<Value> limit, std::string unit) {
    return {op, std::move(limit), std::move(unit)};
}

const Pack& screening() {
    static const Pack pack = read_pack("datasets/policies/jiangsu-park-screening.toml");
    return pack;
}

Facts unknown_park() {
    Facts facts{"HG01", "园区", {}};
    for (const auto& fact : screening().facts) facts.set(fact.name, {});
    return facts;
}

} // namespace

TEST_CASE("A limit meets <=, >= and = and fails <, > and !=") {
    const Value five = std::int64_t{5};
    CHECK(meets(five, require(Comparison::at_most, {five}, "count")) == true);
    CHECK(meets(five, require(Comparison::at_least, {five}, "count")) == true);
    CHECK(meets(five, require(Comparison::equal, {five}, "count")) == true);
    CHECK(meets(five, require(Comparison::below, {five}, "count")) == false);
    CHECK(meets(five, require(Comparison::above, {five}, "count")) == false);
    CHECK(meets(five, require(Comparison::not_equal, {five}, "count")) == false);
    CHECK(meets(4.999999, require(Comparison::below, {five}, "count")) == true);
    CHECK(meets(5.000001, require(Comparison::above, {five}, "count")) == true);
}

TEST_CASE("An unknown measure neither meets nor fails") {
    for (const auto op :
         {Comparison::at_most, Comparison::not_equal, Comparison::in, Comparison::not_in})
        CHECK_FALSE(meets({}, require(op, {std::int64_t{5}}, "count")));
    CHECK_FALSE(meets(std::string("many"), require(Comparison::at_most, {5.0}, "count")));
}

TEST_CASE("Texts are compared whole") {
    const std::vector<Value> grades{std::string("C"), std::string("D")};
    CHECK(meets(std::string("C"), require(Comparison::in, grades, "grade")) == true);
    CHECK(meets(std::string("CD"), require(Comparison::in, grades, "grade")) == false);
    CHECK(meets(std::string("B"), require(Comparison::not_in, grades, "grade")) == true);
    CHECK(meets(std::string("2026-03-01"),
                require(Comparison::at_least, {std::string("2026-03-01")}, "date")) == true);
}

TEST_CASE("The margin is negative on the wrong side of the limit") {
    CHECK(margin_of(7.0, require(Comparison::at_most, {5.0}, "m2")) == -2.0);
    CHECK(margin_of(3.0, require(Comparison::at_most, {5.0}, "m2")) == 2.0);
    CHECK(margin_of(7.0, require(Comparison::at_least, {5.0}, "m2")) == 2.0);
    CHECK(margin_of(7.0, require(Comparison::equal, {5.0}, "m2")) == -2.0);
    CHECK_FALSE(margin_of(std::string("C"), require(Comparison::in, {std::string("C")}, "grade")));
}

TEST_CASE("Quantities read as people write them") {
    CHECK(quantity(12345.67, "m2").en == "12,345.67 m²");
    CHECK(quantity(0.0001, "m2").en == "0.0001 m²");
    CHECK(quantity(std::int64_t{-1234567}, "count").en == "-1,234,567");
    CHECK(quantity(0.125, "share").zh == "12.5 %");
    CHECK(quantity(std::int64_t{1}, "bool").zh == "是");
    CHECK(quantity({}, "m2").en == "unknown");
    CHECK(quantity(std::string("2026-01-01"), "date").en == "2026-01-01");
}

TEST_CASE("A park of which nothing is known lacks data, and is told which") {
    const auto verdict = decide(screening(), unknown_park());
    CHECK(verdict.outcome == Outcome::insufficient_data);
    CHECK(verdict.vetoes.empty());
    CHECK(verdict.unknown == std::vector<std::string>{"P1", "P2", "P3a", "P3b", "P3c", "P3d", "P9",
                                                      "P12", "P14", "P15a", "P15b", "P15c",
                                                      "P15d"});
    CHECK(verdict.score == 0.0);
    CHECK(verdict.score_possible == 100.0);
    CHECK(verdict.least_change.zh.find("补充：园内居民数 residents_inside") != std::string::npos);
    CHECK(verdict.trace.size() == screening().criteria.size());
    CHECK(verdict.pack == "jiangsu-park-screening");
}

TEST_CASE("Yes and no count as lists write them, any other word is unknown") {
    const auto status = [&](const Value& body) {
        auto park = unknown_park();
        park.set("management_body", body, "bool");
        const auto verdict = decide(screening(), park);
        const auto line = std::find_if(verdict.trace.begin(), verdict.trace.end(),
                                       [](const auto& one) { return one.id == "P14"; });
        return line->status;
    };
    for (const auto* yes : {"是", "有", " Yes ", "true", "1"})
        CHECK(status(std::string(yes)) == CriterionStatus::passed);
    for (const auto* no : {"否", "无", "no", "FALSE", "0"})
        CHECK(status(std::string(no)) == CriterionStatus::failed);
    for (const auto* other : {"不详", "是的", "-", ""})
        CHECK(status(std::string(other)) == CriterionStatus::unknown);
}

TEST_CASE("The trace shows value, limit, margin, source, facts and evidence") {
    auto facts = unknown_park();
    facts.set("residents_inside", std::int64_t{3}, "count", "R1;R2");
    const auto verdict = decide(screening(), facts);
    const auto* line = find(verdict, "P9");
    REQUIRE(line != nullptr);
    CHECK(line->status == CriterionStatus::failed);
    CHECK(line->value == Value{std::int64_t{3}});
    CHECK(line->op == "<=");
    CHECK(line->limit == Value{std::int64_t{0}});
    CHECK(line->margin == -3.0);
    CHECK(line->source == "工信部联原〔2021〕220号 第七条 (N5)");
    CHECK(line->mark == "P");
    CHECK(line->facts == std::vector<std::string>{"residents_inside"});
    CHECK(line->evidence == std::vector<std::string>{"R1;R2"});
    CHECK(verdict.reason.en == "hard criteria failed: P9 no residents inside (3, required <= 0).");
    CHECK(verdict.least_change.en ==
          "P9 resettle 3 residents. The outcome is then: insufficient data.");
}

TEST_CASE("A number written as text counts as the number it spells, other text as unknown") {
    auto facts = unknown_park();
    facts.set("residents_inside", std::string("3"));
    CHECK(find(decide(screening(), facts), "P9")->status == CriterionStatus::failed);
    facts.set("residents_inside", std::string("三户"));
    CHECK(find(decide(screening(), facts), "P9")->status == CriterionStatus::unknown);
}

TEST_CASE("One decider judges parks one after another as if each were alone") {
    std::vector<std::string> names;
    for (const auto& fact : screening().facts) names.push_back(fact.name);
    Decider decider(screening(), names);
    auto bad = unknown_park();
    bad.set("redline_national_certain_m2", 5.0);
    CHECK(decider.decide(bad).vetoes == std::vector<std::string>{"P1"});
    CHECK(decider.decide(unknown_park()).vetoes.empty());
    auto mixed = unknown_park();
    std::swap(mixed.list.front(), mixed.list.back()); // order of facts does not matter
    mixed.set("residents_inside", std::int64_t{1});
    CHECK(decider.decide(mixed).failed == std::vector<std::string>{"P9"});
}

TEST_CASE("A fact that the pack needs and nobody supplies is named") {
    Facts facts{"1", "", {}};
    facts.set("redline_national_m", 0.0);
    CHECK_THROWS_AS(decide(screening(), facts), ConfigError);
    CHECK_THROWS_WITH(decide(screening(), facts),
                      Catch::Contains("criterion 'P1', measure: byte 0: there is no fact "
                                      "'redline_national_certain_m2'. There are: "
                                      "redline_national_m, "));
}

TEST_CASE("A parameter cannot hide a fact") {
    Facts facts = unknown_park();
    facts.set("adjust_max_share", 1.0);
    CHECK_THROWS_WITH(
        decide(screening(), facts),
        "policy pack jiangsu-park-screening, parameter 'adjust_max_share': a fact has "
        "the same name. Rename the parameter.");
}

TEST_CASE("The demo pack switches the safety grade on and says on what basis") {
    const auto pack = read_pack("datasets/policies/huaian-demo.toml");
    auto facts = unknown_park();
    facts.set("risk_grade", std::string("B"));
    const auto verdict = decide(pack, facts);
    CHECK(verdict.failed == std::vector<std::string>{"P13"});
    CHECK(find(verdict, "P13")->source.find("假设 assumption") != std::string::npos);
    CHECK_FALSE(find(verdict, "P13")->verified);
    CHECK(decide(screening(), facts).failed.empty());
}

TEST_CASE("Every outcome has a name, a title and finds its way back") {
    for (const auto& name : outcome_names()) {
        const auto outcome = outcome_named(name);
        REQUIRE(outcome);
        CHECK(name_of(*outcome) == name);
        CHECK_FALSE(title_of(*outcome).zh.empty());
    }
    CHECK_FALSE(outcome_named("maybe"));
}

TEST_CASE("A change that only meets the limit leaves the doubt, a remedy removes it") {
    auto pack = screening();
    for (auto& one : pack.criteria)
        if (one.id != "P1") one.enabled = false;
    auto facts = unknown_park();
    facts.set("redline_national_m2", 7.0);
    facts.set("redline_national_certain_m2", 5.0);
    CHECK(decide(pack, facts).least_change.en ==
          "P1 remove 7 m² of overlap with the national ecological red line. The outcome is then: "
          "support and upgrade.");
    pack.criteria.front().remedy = {};
    CHECK(decide(pack, facts).least_change.en ==
          "P1 remove 5 m² of overlap with the national ecological red line. The outcome is then: "
          "review.");
}
