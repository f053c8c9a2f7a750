// SPDX-License-Identifier: Apache-2.0
#include <catch2/catch.hpp>

#include "libgeo/core/error.hpp"
#include "libgeo/rules/decide.hpp"
#include "unit/rules/pack_text.hpp"

using namespace geo;
using namespace geo::test;

namespace {

const std::string head = pack_head + R"([facts]
score = { unit = "points", title = { zh = "分", en = "score" } }
kind = { unit = "text", title = { zh = "类", en = "kind" } }
area_m2 = { unit = "m2", title = { zh = "面积", en = "area" } }
length_m = { unit = "m", title = { zh = "长", en = "length" } }
part = { unit = "share", title = { zh = "占比", en = "share" } }
)";

const std::string table = R"([[table]]
id = "class"
title = { zh = "级", en = "class" }
unit = "text"
source = { document = "law" }
status = "verified"
mark = "L"
input = [{ fact = "score", range = [0, 100] }, { fact = "kind", values = ["a", "b"] }]
[[table.row]]
when = ["< 60", "*"]
then = "low"
[[table.row]]
when = [">= 60", "a"]
then = "high"
[[table.row]]
when = [">= 60", "b"]
then = "other"
[decision]
result = "class"
source = { document = "law" }
)";

const std::string hard = one_criterion + one_decision;

std::string error_with(const std::string& from, const std::string& to) {
    return error_of(replaced(head + table, from, to));
}

std::string unit_error(const std::string& measure, const std::string& unit = "m2") {
    const auto text = replaced(replaced(hard, "\"area_m2\"", "\"" + measure + "\""),
                               "unit = \"m2\"", "unit = \"" + unit + "\"");
    return error_of(head + text);
}

bool has(const std::string& text, const std::string& part) {
    if (text.find(part) != std::string::npos) return true;
    UNSCOPED_INFO(text);
    return false;
}

Verdict verdict_of(const Pack& pack, Value score, Value kind) {
    Facts facts{"1", "one", {}};
    facts.set("score", std::move(score));
    facts.set("kind", std::move(kind));
    facts.set("area_m2", {});
    facts.set("length_m", {});
    facts.set("part", {});
    return decide(pack, facts);
}

} // namespace

TEST_CASE("A decision table classifies, and says by which row") {
    const auto pack = parse_pack(head + table, "p.toml");
    const auto verdict = verdict_of(pack, 60.0, "b");
    CHECK(verdict.outcome == Outcome::classified);
    CHECK(verdict.result == "other");
    CHECK(verdict.reason.en == "class: other (row 3 of class).");
    CHECK(verdict_of(pack, 59.999, Value{}).result == "low"); // what does not matter may be unknown
}

TEST_CASE("A table without an answer says what is missing or out of range") {
    const auto pack = parse_pack(head + table, "p.toml");
    const auto gap = verdict_of(pack, 60.0, Value{});
    CHECK(gap.outcome == Outcome::insufficient_data);
    CHECK(gap.least_change.en == "collect kind.");
    const auto outside = verdict_of(pack, 101.0, "a");
    CHECK(outside.outcome == Outcome::insufficient_data);
    CHECK(outside.least_change.en == "correct the facts outside their range: score, kind.");
}

TEST_CASE("Missing, overlapping and idle rows are found before any data are read") {
    CHECK(has(error_with("\"< 60\"", "\"< 50\""),
              "decision table 'class': a row is missing: none holds for score = 50, kind = a. Add "
              "one."));
    CHECK(has(error_with("\"< 60\"", "\"<= 60\""),
              "rows 1 and 2 overlap: both hold for score = 60, kind = a. Change one of them."));
    CHECK(has(error_with("[\">= 60\", \"b\"]", "[\"> 60\", \"b\"]"),
              "none holds for score = 60, kind = b"));
    CHECK(has(error_with("\"< 60\"", "\"< 0\""), "a row is missing"));
    CHECK(has(error_with("range = [0, 100]", "range = [0, 59]"), "row 2 never holds"));
    CHECK(error_with("\"< 60\"", "\"< 60\"") == "no error");
}

TEST_CASE("Cells that cannot be understood are refused with their place") {
    CHECK(
        has(error_with("\"< 60\"", "\"under 60\""),
            "p.toml, line 24, column 9, decision table 'class', row 1: the cell 'under 60' cannot "
            "be understood."));
    CHECK(has(error_with("\"< 60\"", "\"[60, 50]\""), "cannot be understood"));
    CHECK(has(error_with("\">= 60\", \"a\"", "\">= 60\", \"c\""),
              "'c' is not among the values of the input 'kind'"));
    CHECK(
        has(error_with("[\"< 60\", \"*\"]", "[\"< 60\"]"), "needs one cell for each input, 2 in"));
    CHECK(has(error_with("fact = \"score\"", "fact = \"scor\""),
              "fact: 'scor' is unknown. There are: area_m2, kind, length_m, part, score. Did you "
              "mean 'score'?"));
    CHECK(has(error_with("then = \"low\"", "then = 3"), "'then' does not fit the unit 'text'"));
    CHECK(has(error_with("result = \"class\"", "result = \"klass\""),
              "there is no decision table 'klass'"));
}

TEST_CASE("Cells read as they are written") {
    CHECK(parse_cell("[1, 2)", false)->holds(1.0));
    CHECK_FALSE(parse_cell("[1, 2)", false)->holds(2.0));
    CHECK_FALSE(parse_cell("(1, 2]", false)->holds(1.0));
    CHECK(parse_cell(">= 3", false)->holds(3.0));
    CHECK_FALSE(parse_cell("> 3", false)->holds(3.0));
    CHECK(parse_cell("= 5", false)->holds(std::int64_t{5}));
    CHECK(parse_cell("A | B", true)->holds(std::string("B")));
    CHECK(parse_cell("*", true)->holds(std::string("x")));
    CHECK_FALSE(parse_cell("A||B", true));
    CHECK_FALSE(parse_cell("", false));
    CHECK_FALSE(parse_cell("(1, 1)", false));
}

TEST_CASE("Units that do not match are refused before any data are read") {
    CHECK(has(unit_error("area_m2", "share"),
              "criterion 'C1', measure: units do not match: the expression is in m2, the "
              "requirement in share. Change one of them. Expression: area_m2"));
    CHECK(has(unit_error("area_m2 + length_m"), "m2 and m cannot be added, compared"));
    CHECK(has(unit_error("iif(part > area_m2, 1, 0)", "count"), "number and m2 cannot be added"));
    CHECK(has(unit_error("coalesce(area_m2, part)"), "m2 and number cannot be added"));
    CHECK(unit_error("length_m * length_m") == "no error");
    CHECK(unit_error("area_m2 / area_m2", "share") == "no error");
    CHECK(unit_error("part * area_m2 - 3") == "no error");
    CHECK(unit_error("iif(kind IN ('a', 'b') AND NOT part >= 0.5, area_m2, 0)") == "no error");
}

TEST_CASE("An expression that is too long, or reads another table, is refused") {
    CHECK(has(unit_error(std::string(5000, '1')), "the expression is longer than 4096 bytes"));
    CHECK(has(unit_error("(select 1 from sqlite_master)"), "is not allowed"));
}

TEST_CASE("Ranks put a subject among all others, ties sharing the best place") {
    const std::vector<double> four{10, 20, 20, 40};
    CHECK(standing_in(four, Ranking::high, 40.0) == Value{0.75});
    CHECK(standing_in(four, Ranking::high, 20.0) == Value{0.5});
    CHECK(standing_in(four, Ranking::low, 10.0) == Value{0.75});
    CHECK(standing_in(four, Ranking::share_above, 20.0) == Value{0.444444444444});
    CHECK(is_unknown(standing_in(four, Ranking::high, Value{})));
    CHECK(is_unknown(standing_in({5}, Ranking::high, 5.0)));
    CHECK(is_unknown(standing_in({-1, 5}, Ranking::share_above, 5.0)));
}

TEST_CASE("The top 30 % get all points, the last 30 % none, and one alone is unknown") {
    const auto rank = R"([[rank]]
id = "place"
title = { zh = "名次", en = "place" }
of = "score"
ranking = "high"
)";
    const auto scored = replaced(replaced(hard,
                                          "\"area_m2\"\nrequire = { op = \">=\", limit = 10, "
                                          "unit = \"m2\" }",
                                          "\"place\"\nweight = 10\npoints = { steps = [[0.3, 0.5], "
                                          "[0.7, 1]] }"),
                                 "\"hard\"", "\"score\"");
    const auto pack = parse_pack(head + rank + scored, "p.toml");
    std::vector<Facts> ten;
    for (int i = 1; i <= 10; ++i) {
        ten.push_back({std::to_string(i), "", {}});
        ten.back().set("score", static_cast<double>(i));
        for (const char* name : {"kind", "area_m2", "length_m", "part"}) ten.back().set(name, {});
    }
    const auto verdicts = decide_all(pack, ten);
    std::vector<double> points;
    for (const auto& verdict : verdicts) points.push_back(*verdict.trace[0].points);
    CHECK(points == std::vector<double>{0, 0, 0, 5, 5, 5, 5, 10, 10, 10});
    const auto alone = decide(pack, ten[9]);
    CHECK(alone.trace[0].status == CriterionStatus::unknown);
    CHECK(alone.trace[0].missing == std::vector<std::string>{"place"});
}
