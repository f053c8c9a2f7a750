// SPDX-License-Identifier: Apache-2.0
#include "libgeo/core/text.hpp"

#include <catch2/catch.hpp>

#include <array>
#include <cmath>
#include <cstdio>
#include <limits>
#include <random>
#include <string>
#include <vector>

using namespace geo;

TEST_CASE("Fixed digits are those of the C library, for any number and any digits") {
    std::mt19937_64 random(3);
    const auto by_printf = [](double value, int decimals) {
        std::array<char, 400> buffer{};
        std::snprintf(buffer.data(), buffer.size(), "%.*f", decimals, value);
        std::string text = buffer.data();
        return text.find_first_of("123456789") == std::string::npos && text[0] == '-'
                   ? text.substr(1)
                   : text;
    };
    const auto agrees = [&](double value, int decimals) {
        return fixed(value, decimals) == by_printf(value, decimals);
    };
    std::size_t wrong = 0;
    for (int round = 0; round < 200000; ++round) {
        const int decimals = static_cast<int>(random() % 11);
        const int exponent = static_cast<int>(random() % 70) - 40;
        const double value = std::ldexp(static_cast<double>(random() % 2000001) - 1e6, exponent);
        if (!agrees(value, decimals)) ++wrong;
        // Middles between two texts, and their neighbours.
        const double middle =
            (static_cast<double>(random() % 2000000) + 0.5) / std::pow(10, decimals);
        for (const double near : {middle, std::nextafter(middle, 0), std::nextafter(middle, 1e9)})
            if (!agrees(near, decimals) || !agrees(-near, decimals)) ++wrong;
    }
    CHECK(wrong == 0);
    for (const double value : {0.0, -0.0, 1e300, -1e300, 5e-324, 999999.9999999999, 1e15, 1e22})
        for (int decimals = 0; decimals < 12; ++decimals) CHECK(agrees(value, decimals));
}

TEST_CASE("A number is written with a point, fixed digits and no negative zero") {
    CHECK(fixed(1234.5, 4) == "1234.5000");
    CHECK(fixed(-0.00001, 2) == "0.00");
    CHECK(fixed(-1.5, 0) == "-2");
    CHECK(fixed(std::numeric_limits<double>::quiet_NaN(), 3).empty());
    CHECK(shortest(0.1) == "0.1");
}

TEST_CASE("A number is read only when all of the text spells it") {
    CHECK(parse_number(" 12.5 ") == 12.5);
    CHECK(parse_number("+3") == 3.0);
    CHECK_FALSE(parse_number("12,5"));
    CHECK_FALSE(parse_number("12m"));
    CHECK_FALSE(parse_number("1e999"));
    CHECK_FALSE(parse_number("nan"));
    CHECK_FALSE(parse_number(""));
}

TEST_CASE("Ids sort by number, then by bytes") {
    CHECK(id_less("2", "10"));
    CHECK(id_less("10", "a"));
    CHECK(id_less("P10", "P2"));
    CHECK(id_less("07", "7"));
    CHECK_FALSE(id_less("7", "7"));
}

TEST_CASE("UTF-8 is told from GB18030 bytes") {
    CHECK(is_utf8("淮安市"));
    CHECK_FALSE(is_utf8("\xBB\xB4\xB0\xB2")); // 淮安 in GB18030
    CHECK_FALSE(is_utf8("\xED\xA0\x80"));     // a surrogate
}

TEST_CASE("A misspelt word finds its neighbour") {
    const std::vector<std::string> fields{"min_area_m2", "name", "class"};
    CHECK(nearest_word("min_area", fields) == "min_area_m2");
    CHECK(nearest_word("zzz", fields).empty());
}

TEST_CASE("Blanks of both scripts are trimmed") {
    CHECK(trim(" \t\xE3\x80\x80名称\xE3\x80\x80 \r\n") == "名称");
}
