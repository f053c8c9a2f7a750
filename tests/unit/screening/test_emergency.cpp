// SPDX-License-Identifier: Apache-2.0
#include "libgeo/emergency.hpp"

#include <catch2/catch.hpp>

#include "libgeo/core/error.hpp"
#include "unit/io/scratch.hpp"
#include "unit/screening/emergency_list.hpp"

using namespace geo;
using namespace geo::test;

namespace {

/// A: exempt by grade; B: exempt by group, up to orange; C: too low a grade; D: group not read;
/// E: not graded.
struct Firms {
    Scratch scratch;
    EmergencyRegister reg;

    explicit Firms(const std::string& changes = "") {
        const auto list =
            scratch.write("firms.csv", head + "A,甲,1,其他,引领性,1,1,1,1,0,0,red," + plans +
                                           "B,乙,0,保障类,B,1,1,1,1,0,0,orange," + plans +
                                           "C,丙,1,其他,C,1,1,1,1,0,0,red," + plans +
                                           "D,丁,0,其他,B,1,1,1,1,0,0,red," + plans +
                                           "E,戊,1,其他,,1,1,1,1,0,0,red," + plans);
        const auto more =
            changes.empty()
                ? std::string()
                : scratch.write("changes.csv", "id,date,fact,value,document\n" + changes);
        reg = read_emergency_register(list, more, pack());
    }

    std::string list(const std::string& as_of) const {
        std::string text;
        for (const auto& entry : exemption_list(reg, pack(), as_of))
            text += (text.empty() ? "" : " ") + reg.firms[entry.firm].subject_id + ":" +
                    std::string(name_of(entry.status));
        return text;
    }

    std::string measures(const std::string& level, const std::string& as_of) const {
        std::string text;
        for (const auto& one : emergency_measures(reg, pack(), level, as_of))
            text += (text.empty() ? "" : " ") + reg.firms[one.firm].subject_id + ":" +
                    (one.measure.empty() ? "?" : one.measure);
        return text;
    }
};

} // namespace

TEST_CASE("the list follows the rule, and what is not known is neither in nor out") {
    const Firms firms;
    CHECK(firms.list("2026-11-23") == "A:exempt B:exempt C:not_exempt D:open E:unknown");
    const auto list = exemption_list(firms.reg, pack(), "2026-11-23");
    CHECK(list[0].clause.en ==
          "one of the 39 industries with grade A or leading; the four basic conditions are met");
    CHECK(list[0].source.find("苏大气办〔2019〕1号") != std::string::npos);
    CHECK(list[1].up_to == "orange");
    CHECK(list[4].missing == std::vector<std::string>{"performance_grade"});
}

TEST_CASE("a penalty removes at once and until the year ends") {
    const Firms firms("A,2026-05-18,penalties,1,罚1\nC,2026-05-18,penalties,1,罚2\n");
    CHECK(firms.list("2026-05-17").starts_with("A:exempt"));
    CHECK(
        firms.list("2026-05-18").starts_with("A:removed B:exempt C:not_exempt")); // C never was in
    CHECK(firms.list("2026-12-31").starts_with("A:removed"));
    CHECK(firms.list("2027-01-01").starts_with("A:exempt"));
    const auto list = exemption_list(firms.reg, pack(), "2026-11-23");
    CHECK(list[0].since == "2026-05-18");
    CHECK(list[0].document == "罚1");
    CHECK(exemption_list(firms.reg, pack(), "2027-02-01")[0].since == "2027-01-01");
}

TEST_CASE("fraud bars this year and the next") {
    const Firms firms("B,2025-11-20,fraud,1,查1\n");
    CHECK(firms.list("2025-11-19").find("B:exempt") != std::string::npos);
    CHECK(firms.list("2026-12-31").find("B:removed") != std::string::npos);
    CHECK(firms.list("2027-01-01").find("B:exempt") != std::string::npos);
}

TEST_CASE("a new grade counts from its day") {
    const Firms firms("C,2026-12-10,performance_grade,A,评1\n");
    CHECK(firms.list("2026-12-09").find("C:not_exempt") != std::string::npos);
    CHECK(firms.list("2026-12-10").find("C:exempt") != std::string::npos);
    CHECK(exemption_list(firms.reg, pack(), "2026-12-31")[2].since == "2026-12-10");
}

TEST_CASE("measures follow the level, and an exemption its reach") {
    const Firms firms;
    CHECK(firms.measures("orange", "2026-11-23") == "A:ratio B:ratio C:ratio D:open E:?");
    CHECK(firms.measures("red", "2026-11-23") == "A:lowest_ratio B:stop C:stop D:open E:?");
    const auto red = emergency_measures(firms.reg, pack(), "red", "2026-11-23");
    CHECK(*red[0].ratio == Approx(0.1));
    CHECK(*red[1].ratio == 1);
    CHECK(red[1].clause.en == "exempt up to orange only; stop");
    CHECK_FALSE(red[3].ratio);
}

TEST_CASE("the cut is told against its base, and what is not known could only add to it") {
    const Firms firms;
    const auto reduction = read_pack("datasets/policies/emergency-reduction.toml");
    const auto status = [&](double all, const std::string& level) {
        const auto base =
            firms.scratch.write("base" + shortest(all) + ".csv",
                                "pollutant,all_kg_day,base\nso2," + shortest(all) + ",全社会\n");
        const auto found =
            city_reductions(firms.reg, emergency_measures(firms.reg, pack(), level, "2026-11-23"),
                            base, reduction, level);
        return found.at(0);
    };
    // Red: A 10, B and C 100 each; D and E are not known.
    CHECK(status(500, "red").cut_kg_day == Approx(210));
    CHECK(status(500, "red").open_kg_day == Approx(200));
    CHECK(status(500, "red").required == Approx(0.3));
    CHECK(status(700, "red").status == Reduction::Status::met); // 210 of 700 are 30 %
    CHECK(status(701, "red").status == Reduction::Status::unknown);
    CHECK(status(1366, "red").status == Reduction::Status::unknown); // 410 of 1366 are 30.01 %
    CHECK(status(1367, "red").status == Reduction::Status::not_met);
    CHECK_THROWS_AS(status(0, "red"), InputError);
}

TEST_CASE("lists that are wrong are refused with their place") {
    const Scratch scratch;
    const auto row = "A,甲,1,其他,A,1,1,1,1,0,0,red," + plans;
    const auto list = scratch.write("firms.csv", head + row);
    CHECK_THROWS_WITH(
        read_emergency_register(scratch.write("twice.csv", head + row + row), "", pack()),
        Catch::Contains("'A' stands twice"));
    CHECK_THROWS_WITH(
        read_emergency_register(scratch.write("short.csv", "id,name\nA,甲\n"), "", pack()),
        Catch::Contains("has no column 'credit_ok'"));
    const auto change = [&](const std::string& line) {
        return scratch.write("c.csv", "id,date,fact,value\n" + line);
    };
    CHECK_THROWS_WITH(read_emergency_register(list, change("X,2026-01-01,fraud,1\n"), pack()),
                      Catch::Contains("'X' is not in the list"));
    CHECK_THROWS_WITH(read_emergency_register(list, change("A,2026-01-01,luck,1\n"), pack()),
                      Catch::Contains("'luck' is no fact"));
    CHECK_THROWS_WITH(read_emergency_register(list, change("A,2026-13-01,fraud,1\n"), pack()),
                      Catch::Contains("'2026-13-01' is no date"));
    CHECK_THROWS_AS(exemption_list(read_emergency_register(list, "", pack()), pack(), "2018-01-01"),
                    ConfigError); // before the rule
}

TEST_CASE("the level of a forecast counts runs of hours across midnight") {
    const Scratch scratch;
    std::string rows = "date,hour,aqi\n";
    for (int h = 0; h < 60; ++h) {
        const auto day = std::to_string(5 + h / 24);
        rows += "2019-12-0" + day + "," + std::to_string(h % 24) + "," +
                std::string(h >= 6 && h < 54 ? "230"
                            : h == 55        ? "260"
                                             : "90") +
                "\n";
    }
    const auto hours = forecast_hours(scratch.write("aqi.csv", rows));
    CHECK(*hours.above_200 == 48);
    CHECK(*hours.above_300 == 0);
    const auto level_in = [&](const char* year) {
        return warning_level(
                   read_pack("datasets/policies/emergency-level-" + std::string(year) + ".toml"),
                   hours)
            .level;
    };
    CHECK(level_in("2018") == "yellow");
    CHECK(level_in("2024").empty()); // its figures are not verified
    CHECK_THROWS_AS(forecast_hours(scratch.write(
                        "gap.csv", "date,hour,aqi\n2019-12-05,0,90\n2019-12-05,2,90\n")),
                    InputError);
}

TEST_CASE("a warning is lifted when the forecast stays below yellow for 36 hours from now on") {
    const Scratch scratch;
    const auto forecast = [&](int below) {
        std::string rows = "date,hour,aqi\n";
        for (int h = 0; h < 60; ++h)
            rows += "2026-12-0" + std::to_string(5 + h / 24) + "," + std::to_string(h % 24) + "," +
                    (h < below    ? "150"
                     : h == below ? "151"
                                  : "90") +
                    "\n";
        return scratch.write("below" + std::to_string(below) + ".csv", rows);
    };
    const auto pack = read_pack("datasets/policies/emergency-release.toml");
    CHECK(hours_below(forecast(35), 150) == 35);
    CHECK(hours_below(forecast(0), 150) == 0);
    CHECK(hours_below(forecast(99), 150) == 60); // no more than the forecast shows
    CHECK(warning_release(pack, hours_below(forecast(35), 150)).level == "keep");
    CHECK(warning_release(pack, hours_below(forecast(36), 150)).level == "lift");
    CHECK(warning_release(pack, {}).level.empty());
    CHECK(warning_release(pack, 36).verified);
}
