// SPDX-License-Identifier: Apache-2.0
#include "libgeo/rules/township_history.hpp"

#include <catch2/catch.hpp>

#include <algorithm>

#include "libgeo/core/error.hpp"

using namespace geo;

namespace {

const City city{"320800", "淮安市"};

TownshipCode town(const std::string& code, const std::string& county = "320803",
                  double area_m2 = 1e6) {
    TownshipCode one{code, "镇" + code, county, "县" + county, TownshipKind::town, area_m2, {}, {}};
    one.kind = *township_kind_of_code(code);
    return one;
}

/// Two towns A (101) and B (102) in one county and C (101) in another.
TownshipHistory three_towns() {
    TownshipHistory history;
    history.codes = {town("320803101"), town("320803102", "320803", 3e6),
                     town("320804101", "320804")};
    for (auto& unit : history.codes) unit.population = 1000;
    return history;
}

HistoryRow row(const TownshipHistory& history, const std::string& as_of, const std::string& title,
               const std::string& county = "320800", Rounding rounding = Rounding::plain) {
    const auto coverage = history_of(history, as_of, {Denominator::real}, city, rounding);
    for (const auto& one : coverage.rows)
        if (one.title == title && one.county_code == county) return one;
    throw std::logic_error("no row of " + title + " in " + county);
}

std::string problems(const TownshipHistory& history, const std::string& as_of) {
    std::string codes;
    for (const auto& problem :
         history_of(history, as_of, {Denominator::real}, city, Rounding::plain).problems)
        codes += (codes.empty() ? "" : " ") + problem.code;
    return codes;
}

} // namespace

TEST_CASE("a title counts from its day on") {
    auto history = three_towns();
    history.awards = {{"320803101", "national", "named", "2012-05-24", ""}};
    CHECK(row(history, "2012-05-23", "national").named == 0);
    CHECK(row(history, "2012-05-24", "national").named == 1);
    CHECK(row(history, "2012-05-24", "national").still_needed == 2); // ceil(0.8 * 3) = 3
    CHECK(row(history, "2012-05-24", "national", "320804").still_needed == 1);
}

TEST_CASE("publicised is not named, but takes part") {
    auto history = three_towns();
    history.awards = {{"320803101", "national", "announced", "2012-05-24", ""},
                      {"320803102", "national", "passed", "2012-05-24", ""},
                      {"320804101", "national", "applied", "2012-05-24", ""}};
    const auto found = row(history, "2013-01-01", "national");
    CHECK(found.named == 0);
    CHECK(found.announced == 1);
    CHECK(found.passed == 1);
    CHECK(found.applied == 1);
    CHECK(*found.rate_taking_part == 1); // a step forward never lowers it
    history.awards.push_back({"320803101", "national", "named", "2013-02-01", ""});
    CHECK(row(history, "2013-02-01", "national").announced == 0);
    CHECK(row(history, "2013-02-01", "national").named == 1);
}

TEST_CASE("titles of different names are added up only where counts_as says so") {
    auto history = three_towns();
    history.awards = {{"320803101", "beautiful", "named", "2008-04-28", ""},
                      {"320803102", "national", "named", "2012-05-24", ""},
                      {"320803101", "national", "named", "2014-01-01", ""}};
    history.titles = {{"beautiful", "全国环境优美乡镇", "", "2010-12-31", ""},
                      {"national", "国家级生态乡镇", "", "", ""}};
    CHECK(row(history, "2013-01-01", "beautiful").named == 1);
    CHECK(row(history, "2013-01-01", "national").named == 1);
    history.titles[0].counts_as = "national";
    CHECK(row(history, "2013-01-01", "national").named == 2);
    CHECK(row(history, "2015-01-01", "national").named == 2); // nobody counts twice
    history.titles[0].counts_as = "national eco-township";
    CHECK_THROWS_WITH(row(history, "2013-01-01", "national"),
                      Catch::StartsWith("counts_as 'national eco-township'"));
}

TEST_CASE("a unit with several titles is one of those with any") {
    auto history = three_towns();
    history.awards = {{"320803101", "national", "named", "2012-05-24", ""},
                      {"320803101", "provincial", "named", "2014-05-24", ""},
                      {"320804101", "provincial", "named", "2014-05-24", ""}};
    CHECK(row(history, "2015-01-01", "any").named == 2);
    CHECK(row(history, "2015-01-01", "provincial").named == 2);
}

TEST_CASE("an award outside the period of its title does not count") {
    auto history = three_towns();
    history.titles = {{"demonstration", "示范乡镇", "2018-01-01", "2020-12-31", ""}};
    history.awards = {{"320803101", "demonstration", "named", "2017-12-31", ""},
                      {"320803102", "demonstration", "named", "2018-01-01", ""},
                      {"320804101", "demonstration", "named", "2021-01-01", ""}};
    CHECK(row(history, "2022-01-01", "demonstration").named == 1);
    CHECK(problems(history, "2022-01-01") == "title_out_of_period title_out_of_period");
}

TEST_CASE("a merged unit has a title when everything that went into it had it") {
    auto history = three_towns();
    history.lineage = {{"320803111", "旧甲", "merged", "2020-06-30", "320803101", ""},
                       {"320803112", "旧乙", "merged", "2020-06-30", "320803101", ""}};
    history.awards = {{"320803111", "national", "named", "2012-05-24", ""}};
    CHECK(row(history, "2020-06-29", "national").denominator == 4); // two where one is now
    CHECK(row(history, "2020-06-29", "national").named == 1);
    CHECK(row(history, "2020-06-30", "national").denominator == 3);
    CHECK(row(history, "2020-06-30", "national").named == 0);
    CHECK(problems(history, "2020-06-30") == "title_of_a_part");
    CHECK(problems(history, "2020-06-29").empty());
    history.lineage[0].keeps_titles = "1"; // decided by a paper
    CHECK(row(history, "2020-06-30", "national").named == 1);
    history.lineage[0].keeps_titles = "";
    history.awards.push_back({"320803112", "national", "named", "2013-05-24", ""});
    CHECK(row(history, "2020-06-30", "national").named == 1);
    CHECK(problems(history, "2020-06-30").empty());
    history.lineage[1].keeps_titles = "0";
    CHECK(row(history, "2020-06-30", "national").named == 0);
}

TEST_CASE("a renamed unit and the parts of a split one stand where the old unit stood") {
    auto history = three_towns();
    history.awards = {{"320803111", "national", "announced", "2012-05-24", ""},
                      {"320804111", "national", "applied", "2012-05-24", ""}};
    history.lineage = {{"320803111", "旧甲", "split", "2020-06-30", "320803101", ""},
                       {"320803111", "旧甲", "split", "2020-06-30", "320803102", ""},
                       {"320804111", "旧丙", "renamed", "2020-06-30", "320804101", ""}};
    CHECK(row(history, "2020-06-29", "national").announced == 1);
    CHECK(row(history, "2020-06-29", "national").applied == 1);
    CHECK(row(history, "2020-06-30", "national").announced == 2);
    CHECK(row(history, "2020-06-30", "national").applied == 1);
    history.awards.push_back({"320803101", "national", "named", "2020-07-30", ""});
    CHECK(row(history, "2020-07-30", "national").announced == 1);
    CHECK(row(history, "2020-07-30", "national").named == 1);
    history.lineage[2].keeps_titles = "0"; // decided by a paper
    CHECK(row(history, "2020-06-30", "national").applied == 0);
    CHECK(problems(history, "2020-06-30").empty());
}

TEST_CASE("a merged unit stands where the least of its parts stood") {
    auto history = three_towns();
    history.lineage = {{"320803101", "", "merged", "2020-06-30", "320803101", ""},
                       {"320803111", "旧甲", "merged", "2020-06-30", "320803101", ""}};
    history.awards = {{"320803101", "national", "announced", "2020-01-01", ""},
                      {"320803111", "national", "passed", "2020-01-01", ""}};
    CHECK(row(history, "2020-06-30", "national").passed == 1);
    CHECK(row(history, "2020-06-30", "national").announced == 0);
    CHECK(problems(history, "2020-06-30").empty());
    history.awards[1].status = "named";
    CHECK(row(history, "2020-06-30", "national").named == 0);
    CHECK(row(history, "2020-06-30", "national").announced == 1);
    CHECK(problems(history, "2020-06-30") == "title_of_a_part");
}

TEST_CASE(
    "an application of one part of a merged unit goes over only by decision, and it is said") {
    auto history = three_towns();
    history.lineage = {{"320803101", "", "merged", "2020-06-30", "320803101", ""},
                       {"320803111", "旧甲", "merged", "2020-06-30", "320803101", ""}};
    history.awards = {{"320803101", "national", "announced", "2020-01-01", ""}};
    CHECK(row(history, "2020-06-29", "national").announced == 1);
    CHECK(row(history, "2020-06-30", "national").announced == 0);
    CHECK(problems(history, "2020-06-30") == "application_of_a_part");
    history.lineage[0].keeps_titles = "1";
    CHECK(row(history, "2020-06-30", "national").announced == 1);
    CHECK(problems(history, "2020-06-30").empty());
    history.lineage[0].keeps_titles = "0";
    CHECK(row(history, "2020-06-30", "national").announced == 0);
    CHECK(problems(history, "2020-06-30").empty());
    history.awards[0].status = "revoked";
    history.lineage[0].keeps_titles = "1";
    CHECK(row(history, "2020-06-30", "national").announced == 0);
}

TEST_CASE("a unit that takes in another lives on") {
    auto history = three_towns();
    history.lineage = {{"320803101", "", "merged", "2020-06-30", "320803101", ""},
                       {"320803111", "旧甲", "merged", "2020-06-30", "320803101", ""}};
    history.awards = {{"320803101", "national", "named", "2012-05-24", ""},
                      {"320803111", "national", "named", "2012-05-24", ""}};
    CHECK(row(history, "2020-06-29", "national").named == 2);
    CHECK(row(history, "2020-06-30", "national").named == 1);
    CHECK_FALSE(row(history, "2020-06-29", "national").area_m2); // its old extent is not known
    CHECK(row(history, "2020-06-30", "national").area_m2);
}

TEST_CASE("each part of a split unit keeps its titles") {
    auto history = three_towns();
    history.lineage = {{"320803111", "旧甲", "split", "2021-01-15", "320803101", ""},
                       {"320803111", "旧甲", "split", "2021-01-15", "320803102", ""}};
    history.awards = {{"320803111", "national", "named", "2012-05-24", ""}};
    CHECK(row(history, "2021-01-14", "national").denominator == 2);
    CHECK(row(history, "2021-01-14", "national").named == 1);
    CHECK(row(history, "2021-01-15", "national").denominator == 3);
    CHECK(row(history, "2021-01-15", "national").named == 2);
    history.lineage[1].keeps_titles = "0";
    CHECK(row(history, "2021-01-15", "national").named == 1);
}

TEST_CASE("a renamed unit keeps its titles and its ground") {
    auto history = three_towns();
    history.lineage = {{"320803111", "旧名", "renamed", "2018-04-01", "320803101", ""}};
    history.awards = {{"320803111", "national", "named", "2011-06-05", ""}};
    CHECK(row(history, "2017-01-01", "national").named_area_m2 == 1e6);
    CHECK(row(history, "2019-01-01", "national").named_area_m2 == 1e6);
    history.awards = {{"320803101", "national", "named", "2011-06-05", ""}};
    CHECK(problems(history, "2019-01-01") == "unknown_township"); // that code did not exist then
}

TEST_CASE("a chain of changes is followed step by step") {
    auto history = three_towns();
    history.lineage = {{"320803111", "甲", "renamed", "2016-01-01", "320803112", ""},
                       {"320803112", "乙", "renamed", "2018-01-01", "320803101", ""}};
    history.awards = {{"320803111", "national", "named", "2012-05-24", ""}};
    for (const auto* date : {"2015-12-31", "2016-01-01", "2017-12-31", "2018-01-01"})
        CHECK(row(history, date, "national").named == 1);
    CHECK(row(history, "2015-12-31", "national").denominator == 3);
}

TEST_CASE("a revoked title ends on its day") {
    auto history = three_towns();
    history.awards = {{"320803101", "national", "named", "2012-05-24", ""},
                      {"320803101", "national", "revoked", "2019-03-01", ""}};
    CHECK(row(history, "2019-02-28", "national").named == 1);
    CHECK(row(history, "2019-03-01", "national").named == 0);
}

TEST_CASE("coverage by area, population and red line needs every part") {
    auto history = three_towns();
    history.awards = {{"320803102", "national", "named", "2012-05-24", ""}};
    history.redline_m2 = {{"320803101", 2e5}, {"320803102", 6e5}, {"320804101", 0}};
    const auto found = row(history, "2013-01-01", "national");
    CHECK(*found.rate_area == Approx(0.6));
    CHECK(*found.rate_population == Approx(1.0 / 3));
    CHECK(*found.named_redline_share == Approx(0.2));
    CHECK(*found.redline_m2 == Approx(8e5));
    history.codes[0].population.reset();
    CHECK_FALSE(row(history, "2013-01-01", "national").rate_population);
    history.redline_m2.erase("320803102");
    CHECK_FALSE(row(history, "2013-01-01", "national").named_redline_share);
}

TEST_CASE("agricultural units are a denominator only where the list says which they are") {
    auto history = three_towns();
    for (auto& unit : history.codes) unit.is_agricultural = unit.code != "320804101";
    const auto coverage =
        history_of(history, "2013-01-01", {Denominator::agricultural}, city, Rounding::plain);
    CHECK(coverage.rows.back().denominator == 2);
    history.codes[0].is_agricultural.reset();
    CHECK_THROWS_AS(
        history_of(history, "2013-01-01", {Denominator::agricultural}, city, Rounding::plain),
        ConfigError);
}

TEST_CASE("shares are rounded as it was asked") {
    const std::vector<std::uint64_t> thirds{1, 1, 1};
    CHECK(rounded_shares(thirds, Rounding::plain) == std::vector<double>{33.3, 33.3, 33.3});
    CHECK(rounded_shares(thirds, Rounding::largest_remainder) ==
          std::vector<double>{33.4, 33.3, 33.3});
    CHECK(rounded_shares({1, 5, 0}, Rounding::plain) == std::vector<double>{16.7, 83.3, 0});
    CHECK(rounded_shares({0, 0}, Rounding::largest_remainder) == std::vector<double>{0, 0});
    for (std::uint64_t seed = 1; seed < 300; ++seed) {
        const std::vector<std::uint64_t> parts{seed % 7, seed % 11, seed % 13, seed % 3, 1};
        double sum = 0;
        for (const double share : rounded_shares(parts, Rounding::largest_remainder)) sum += share;
        CHECK(sum == Approx(100).margin(1e-9));
    }
}

TEST_CASE("a lineage that does not fit the list is refused") {
    auto history = three_towns();
    history.lineage = {{"320803111", "甲", "renamed", "2016-01-01", "320803999", ""}};
    CHECK_THROWS_WITH(row(history, "2015-01-01", "national"), Catch::Contains("not in force"));
    history.lineage = {{"320803111", "甲", "renamed", "2016", "320803101", ""}};
    CHECK_THROWS_WITH(row(history, "2015-01-01", "national"), Catch::Contains("no date"));
    CHECK_THROWS_AS(row(three_towns(), "2015", "national"), ConfigError);
}
