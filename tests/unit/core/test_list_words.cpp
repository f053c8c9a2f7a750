// SPDX-License-Identifier: Apache-2.0
// Numbers, angles, areas and days as people write them in lists.
#include <catch2/catch.hpp>

#include "libgeo/core/angle.hpp"
#include "libgeo/core/area_text.hpp"
#include "libgeo/core/loose_number.hpp"

using namespace geo;

TEST_CASE("Full-width text becomes ASCII, Chinese stays") {
    CHECK(half_width("１２３．５　亩（ＡＢ）") == "123.5 亩(AB)");
    CHECK(half_width("淮安\xEF") == "淮安\xEF"); // a cut character is left alone
}

TEST_CASE("Numbers with thousands separators or full-width digits are numbers, others are not") {
    for (const char* good : {"1234.5", " 1,234.5 ", "１２３４．５", "1，234.5", "+1,234.5"}) {
        INFO(good);
        CHECK(parse_loose_number(good) == 1234.5);
    }
    CHECK(parse_loose_number("-1,234,567") == -1234567.0);
    for (const char* bad : {"", "1,23", "12,34,567", "1234,567", ",123", "1,234,", "三", "12亩",
                            "1,2345", "1 234", "***", "1e999"}) {
        INFO(bad);
        CHECK_FALSE(parse_loose_number(bad));
    }
}

TEST_CASE("Days in usual spellings become ISO 8601; days that do not exist are texts") {
    for (const char* good : {"2026-11-03", "2026/11/3", "2026.11.03", "2026年11月3日",
                             "２０２６/11/3", "2026/11/03 00:00:00", "2026-11-03T08:00"}) {
        INFO(good);
        CHECK(iso_date(good) == "2026-11-03");
    }
    CHECK(iso_date("2024-02-29") == "2024-02-29");
    for (const char* bad : {"2026-02-29", "2026-13-01", "2026年11月", "20261103", "3/11/2026",
                            "2026-11-3x", "1026-11-03", "2026-1/2", "2.0.1"}) {
        INFO(bad);
        CHECK_FALSE(iso_date(bad));
    }
}

TEST_CASE("Every usual spelling of degrees, minutes and seconds is the same angle") {
    for (const char* good :
         {"119.02", "119.02°", "119°01′12″", "119°1'12\"", "119°1’12”", "119度1分12秒",
          "119d01m12s", "119:01:12", "119 1 12", "119-01-12", "E119°01′12″", "119°01′12″E",
          "东经119°1′12″", "经度119度1.2分", "１１９°０１′１２″", "119° 01' 12.00''",
          "119°01′12.0″东", "119.02e"}) {
        INFO(good);
        const auto angle = parse_angle(good);
        REQUIRE(angle);
        CHECK(angle->degrees == Approx(119.02).epsilon(1e-12));
    }
    CHECK(parse_angle("33°30′S")->degrees == -33.5);
    CHECK(parse_angle("-33°30′")->degrees == -33.5);
    CHECK(parse_angle("北纬33.5")->hemisphere == 'N');
}

TEST_CASE("What is no angle is not guessed at") {
    for (const char* bad :
         {"", "119°60′", "119°01′60″", "119.5°30′", "119°12″", "119,02", "E119°E", "-119°W",
          "119 1 12 5", "洪泽湖", "°", "119°x", "1.2.3", "119:01:", "N", "119°01′12″13"}) {
        INFO(bad);
        const auto angle = parse_angle(bad);
        CHECK_FALSE(angle);
    }
}

TEST_CASE("Areas are read in every unit, a unit beside the number wins") {
    CHECK(parse_area_m2("15亩", "") == Approx(10000));
    CHECK(parse_area_m2("1.5万亩", "") == Approx(1e7));
    CHECK(parse_area_m2("1,234.5 公顷", "") == Approx(12345000));
    CHECK(parse_area_m2("3.2平方公里", "") == Approx(3.2e6));
    CHECK(parse_area_m2("3.2km²", "亩") == Approx(3.2e6));
    CHECK(parse_area_m2("２㎡", "") == Approx(2));
    CHECK(parse_area_m2("2万平方米", "") == Approx(20000));
    CHECK(parse_area_m2("12", "ha") == Approx(120000));
    for (const char* bad : {"12", "约5亩", "10-20亩", "-3亩", "三亩", "12 m", "", "亩"}) {
        INFO(bad);
        CHECK_FALSE(parse_area_m2(bad, ""));
    }
}

TEST_CASE("A column's name states its unit in brackets, after a slash or a colon") {
    CHECK(unit_in_name("占地面积（亩）") == "亩");
    CHECK(unit_in_name("面积/公顷") == "公顷");
    CHECK(unit_in_name("面积(单位:万亩)") == "万亩");
    CHECK(unit_in_name("area_ha") == "ha");
    CHECK(unit_in_name("面积（km²）") == "km²");
    CHECK(unit_in_name("面积").empty());
    CHECK(unit_in_name("面积（估）").empty());
}
