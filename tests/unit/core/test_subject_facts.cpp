// SPDX-License-Identifier: Apache-2.0
#include "libgeo/core/subject_facts.hpp"

#include <catch2/catch.hpp>

using namespace geo;
using namespace std::string_literals;

namespace {

Fact fact(const std::string& name, const Value& value, const std::string& method) {
    return {name, value, "count", {}, method, {}, {}};
}

std::vector<Facts> two_parks() {
    std::vector<Facts> parks(2);
    parks[0].subject_id = "A";
    parks[1].subject_id = "B";
    for (auto& park : parks) {
        park.list.push_back(fact("residents_inside", std::int64_t{3}, attribute_method));
        park.list.push_back(fact("area_m2", 100.0, "boundary"));
        park.list.push_back(fact("fire_station", {}, attribute_method));
    }
    return parks;
}

const Value& value(const Facts& facts, const char* name) {
    return facts.find(name)->value;
}

} // namespace

TEST_CASE("A listed fact fills what is unknown, replaces a field, and may be new") {
    auto parks = two_parks();
    auto support = fact("support_measures", std::int64_t{2}, "ledger");
    support.evidence = "case 17";
    const auto problems = merge_facts(parks,
                                      {{"A", fact("fire_station", std::int64_t{1}, "ledger")},
                                       {"A", fact("residents_inside", std::int64_t{0}, "ledger")},
                                       {"A", support}},
                                      "ledger");
    CHECK(problems.empty());
    CHECK(to_text(value(parks[0], "fire_station")) == "1");
    CHECK(to_text(value(parks[0], "residents_inside")) == "0");
    CHECK(parks[0].find("support_measures")->evidence == "case 17");
    CHECK(parks[0].find("support_measures")->method == "ledger");
    REQUIRE(parks[1].find("support_measures")); // every subject has every fact
    CHECK(is_unknown(value(parks[1], "support_measures")));
    CHECK(to_text(value(parks[1], "residents_inside")) == "3");
}

TEST_CASE("A listed fact that contradicts what was measured makes it unknown, and is said") {
    auto parks = two_parks();
    const auto problems = merge_facts(
        parks, {{"A", fact("area_m2", 100.0, "list")}, {"B", fact("area_m2", 101.0, "list")}},
        "facts");
    CHECK(to_text(value(parks[0], "area_m2")) == "100");
    CHECK(is_unknown(value(parks[1], "area_m2")));
    REQUIRE(problems.size() == 1);
    CHECK(problems[0].code == "fact_contradicted");
    CHECK(problems[0].feature_id == "B");
    CHECK(problems[0].message.en ==
          "the fact area_m2 has two values, 100 (boundary) and 101 (list); neither is taken, it is "
          "unknown. Verify and correct one.");
}

TEST_CASE("Two lists that disagree leave the fact unknown in either order; agreeing ones do not") {
    for (const auto& order : {std::vector<std::int64_t>{1, 0, 0}, {0, 1, 1}, {0, 0, 1}}) {
        auto parks = two_parks();
        std::vector<SubjectFact> list;
        for (const auto n : order) list.push_back({"A", fact("fire_station", n, "list")});
        CHECK_FALSE(merge_facts(parks, list, "facts").empty());
        CHECK(is_unknown(value(parks[0], "fire_station")));
    }
    auto parks = two_parks();
    CHECK(merge_facts(parks,
                      {{"A", fact("fire_station", std::int64_t{1}, "list")},
                       {"A", fact("fire_station", 1.0, "ledger")}},
                      "facts")
              .empty());
    CHECK(to_number(value(parks[0], "fire_station")) == 1);
}

TEST_CASE("A fact about nobody is said, not lost") {
    auto parks = two_parks();
    const auto problems = merge_facts(parks, {{"C", fact("fire_station", {}, "list")}}, "facts");
    REQUIRE(problems.size() == 1);
    CHECK(problems[0].code == "fact_without_subject");
    CHECK(problems[0].feature_id == "C");
}

TEST_CASE("A measured fact is contradicted by a field that says something else") {
    auto parks = two_parks();
    Problems problems;
    take_measured(parks[0], fact("residents_inside", 3.0, "inside the park edge"), "parks",
                  problems);
    CHECK(problems.empty());
    CHECK(parks[0].find("residents_inside")->method == "inside the park edge");
    take_measured(parks[1], fact("residents_inside", 0.0, "inside the park edge"), "parks",
                  problems);
    REQUIRE(problems.size() == 1);
    CHECK(is_unknown(value(parks[1], "residents_inside")));
    take_measured(parks[0], fact("area_m2", {}, "no such layer"), "parks", problems);
    CHECK(to_text(value(parks[0], "area_m2")) == "100");
    take_measured(parks[0], fact("bank_distance_m", {}, "no such layer"), "parks", problems);
    CHECK(parks[0].find("bank_distance_m")->method == "no such layer");
}
