// SPDX-License-Identifier: Apache-2.0
#include "libgeo/rules/coverage.hpp"

#include <catch2/catch.hpp>

#include <algorithm>
#include <fstream>
#include <sstream>

#include "libgeo/core/error.hpp"

using namespace geo;

namespace {

const City city{"320800", "淮安市"};

std::vector<std::vector<std::string>> read_csv(const std::string& path) {
    std::ifstream stream(path);
    std::vector<std::vector<std::string>> rows;
    std::string line;
    std::getline(stream, line);
    while (std::getline(stream, line)) {
        std::vector<std::string> row;
        std::istringstream fields(line);
        for (std::string field; std::getline(fields, field, ',');) row.push_back(field);
        rows.push_back(row);
    }
    return rows;
}

std::vector<TownshipCode> huaian() {
    std::vector<TownshipCode> list;
    for (const auto& row : read_csv("datasets/huaian/township_codes.csv"))
        list.push_back({row[0], row[1], row[2], row[3], *township_kind_named(row[4]), {}});
    return list;
}

std::vector<Award> huaian_awards() {
    std::vector<Award> list;
    for (const auto& row : read_csv("datasets/huaian/awards.csv"))
        list.push_back({row[0], row[2], row[5], row[4], row[3]});
    return list;
}

/// Five towns of one county, a pseudo-unit beside them.
std::vector<TownshipCode> five_towns() {
    std::vector<TownshipCode> list;
    for (int i = 0; i < 5; ++i)
        list.push_back({"32080310" + std::to_string(i), "镇", "320803", "淮安区",
                        TownshipKind::town, 1000.0 * (i + 1)});
    list.push_back({"320803400", "农场", "320803", "淮安区", TownshipKind::pseudo, 500.0});
    return list;
}

Award award(std::string code, std::string named_on = "2015-06-07") {
    return {std::move(code), "national", "named", std::move(named_on), "第八批"};
}

const CoverageRow& row_of(const Coverage& coverage, const std::string& county,
                          const std::string& title, Denominator denominator) {
    const auto it = std::find_if(coverage.rows.begin(), coverage.rows.end(), [&](const auto& row) {
        return row.county_code == county && row.title == title &&
               row.denominator_kind == denominator;
    });
    REQUIRE(it != coverage.rows.end());
    return *it;
}

Coverage of_five(const std::vector<Award>& awards, const std::string& as_of = "2020-01-01") {
    return coverage_of(five_towns(), awards, as_of, {Denominator::real, Denominator::all_codes},
                       city);
}

} // namespace

TEST_CASE("Digits 7 to 9 of a code say the kind of unit") {
    CHECK(township_kind_of_code("320803001") == TownshipKind::subdistrict);
    CHECK(township_kind_of_code("320803099000") == TownshipKind::subdistrict);
    CHECK(township_kind_of_code("320803100") == TownshipKind::town);
    CHECK(township_kind_of_code("320803199") == TownshipKind::town);
    CHECK(township_kind_of_code("320803200") == TownshipKind::township);
    CHECK(township_kind_of_code("320803399") == TownshipKind::township);
    CHECK(township_kind_of_code("320803400") == TownshipKind::pseudo);
    CHECK_FALSE(township_kind_of_code("320803000"));
    CHECK_FALSE(township_kind_of_code("320803"));
    CHECK_FALSE(township_kind_of_code("320803 1 "));
}

TEST_CASE("Huai'an: 85 national of 95 real units are 89.5 %, of 113 codes 75.2 %") {
    const auto coverage =
        coverage_of(huaian(), huaian_awards(), "2026-11-23",
                    {Denominator::real, Denominator::all_codes, Denominator::towns_only}, city);
    const auto& real = row_of(coverage, "320800", "national", Denominator::real);
    CHECK(real.denominator == 95);
    CHECK(real.named == 85);
    CHECK(fixed(*real.rate_count * 100, 1) == "89.5");
    CHECK(real.still_needed == 0);
    const auto& all = row_of(coverage, "320800", "national", Denominator::all_codes);
    CHECK(all.denominator == 113);
    CHECK(all.named == 85);
    CHECK(fixed(*all.rate_count * 100, 1) == "75.2");
    CHECK(all.still_needed == 6); // ceil(0.8 * 113) = 91
    CHECK(row_of(coverage, "320800", "national", Denominator::towns_only).denominator == 57);
    const auto& provincial = row_of(coverage, "320800", "provincial", Denominator::real);
    CHECK(provincial.named == 15);
    CHECK(provincial.still_needed == 61); // ceil(0.8 * 95) = 76
    CHECK(coverage.problems.empty());
    CHECK(coverage.rows.size() == 2 * 3 * 9);
    CHECK_FALSE(real.area_m2);
}

TEST_CASE("Counties add up to the city in every column") {
    const auto coverage =
        coverage_of(huaian(), huaian_awards(), "2013-06-30", {Denominator::real}, city);
    std::uint64_t named = 0;
    std::uint64_t units = 0;
    for (const auto& row : coverage.rows)
        if (row.title == "national" && row.county_code != city.code)
            named += row.named, units += row.denominator;
    const auto& whole = row_of(coverage, "320800", "national", Denominator::real);
    CHECK(named == whole.named);
    CHECK(units == whole.denominator);
    CHECK(whole.named < 85);
}

TEST_CASE("An award counts from the day it was named") {
    CHECK(of_five({award("320803100")}, "2015-06-06").rows.front().named == 0);
    CHECK(of_five({award("320803100")}, "2015-06-07").rows.front().named == 1);
    CHECK(of_five({award("320803100")}, "2015-06-08").rows.front().named == 1);
}

TEST_CASE("An announced award does not count yet") {
    auto announced = award("320803100");
    announced.status = "announced";
    announced.named_on.clear();
    const auto coverage = of_five({announced});
    CHECK(coverage.rows.front().named == 0);
    CHECK(coverage.problems.empty());
}

TEST_CASE("Four fifths of five towns are four") {
    std::vector<Award> awards{award("320803100"), award("320803101"), award("320803102")};
    CHECK(of_five(awards).rows.front().still_needed == 1);
    awards.push_back(award("320803103"));
    CHECK(of_five(awards).rows.front().still_needed == 0);
    awards.push_back(award("320803104"));
    CHECK(of_five(awards).rows.front().still_needed == 0);
    CHECK(row_of(of_five({}), "320803", "national", Denominator::all_codes).still_needed == 5);
}

TEST_CASE("An award to a pseudo-unit counts only where pseudo-units do") {
    const auto coverage = of_five({award("320803400")});
    CHECK(row_of(coverage, "320803", "national", Denominator::real).named == 0);
    CHECK(row_of(coverage, "320803", "national", Denominator::all_codes).named == 1);
}

TEST_CASE("Coverage by area weighs the townships") {
    const auto row = of_five({award("320803104")}).rows.front();
    CHECK(row.area_m2 == 15000.0);
    CHECK(row.named_area_m2 == 5000.0);
    CHECK(*row.rate_area == Approx(1.0 / 3));
}

TEST_CASE("A sum of areas is unknown as soon as one area is") {
    auto towns = five_towns();
    towns[0].area_m2.reset();
    const auto coverage =
        coverage_of(towns, {award("320803104")}, "2020-01-01", {Denominator::real}, city);
    CHECK_FALSE(coverage.rows.front().area_m2);
    CHECK(coverage.rows.front().named_area_m2 == 5000.0);
    CHECK_FALSE(coverage.rows.front().rate_area);
}

TEST_CASE("The same title twice counts once and is reported") {
    const auto coverage = of_five({award("320803100"), award("320803100", "2012-01-01")});
    CHECK(coverage.rows.front().named == 1);
    REQUIRE(coverage.problems.size() == 1);
    CHECK(coverage.problems[0].code == "duplicate_award");
    CHECK(coverage.problems[0].message.en ==
          "township 320803100 has the title national twice; it counts once. Remove the other "
          "record.");
}

TEST_CASE("Awards that cannot be used are reported, not dropped in silence") {
    auto odd = award("320803100");
    odd.title = "优美乡镇";
    auto misspelt = award("320803102");
    misspelt.status = "nmaed";
    const auto coverage = of_five({award("320803999"), odd, award("320803101", "2015"), misspelt});
    CHECK(coverage.rows.front().named == 0);
    REQUIRE(coverage.problems.size() == 4);
    CHECK(coverage.problems[3].code == "unknown_status");
    CHECK(coverage.problems[0].code == "unknown_township");
    CHECK(coverage.problems[1].code == "unknown_title");
    CHECK(coverage.problems[2].code == "award_without_date");
    CHECK(coverage.problems[0].message.en ==
          "the award to 320803999 names no township of the list and is not counted. Check mergers "
          "and renames.");
}

TEST_CASE("A township that stands twice is used once and reported") {
    auto towns = five_towns();
    towns.push_back(towns.front());
    const auto coverage = coverage_of(towns, {}, "2020-01-01", {Denominator::real}, city);
    CHECK(coverage.rows.front().denominator == 5);
    REQUIRE(coverage.problems.size() == 1);
    CHECK(coverage.problems[0].code == "duplicate_township");
}

TEST_CASE("Without units there is no rate") {
    const auto coverage = coverage_of({}, {}, "2020-01-01", {Denominator::real}, city);
    REQUIRE(coverage.rows.size() == 2);
    CHECK_FALSE(coverage.rows[0].rate_count);
    CHECK(coverage.rows[0].still_needed == 0);
}

TEST_CASE("A date that is none is refused") {
    CHECK_THROWS_AS(of_five({}, "2020"), ConfigError);
}
