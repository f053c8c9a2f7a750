// SPDX-License-Identifier: Apache-2.0
#include "libgeo/core/hidden_characters.hpp"

#include <catch2/catch.hpp>

using namespace geo;

TEST_CASE("what nobody sees is told with its length, everything else is 0") {
    CHECK(hidden_character("\x1b[31m") == 1);
    CHECK(hidden_character("\n") == 1);
    CHECK(hidden_character("\x7f") == 1);
    CHECK(hidden_character("\u0085x") == 2);
    CHECK(hidden_character("\u061cx") == 2);
    for (const char* one :
         {"\u200b", "\u200f", "\u2028", "\u202e", "\u2060", "\u2066", "\u2069", "\ufeff"})
        CHECK(hidden_character(one) == 3);
    for (const char* one :
         {"", "a", "é", "中", "—", "“", "…", "〔", "㎡", "𠮷", "\u00a0", "\u3000"})
        CHECK(hidden_character(one) == 0);
}

TEST_CASE("a text for the terminal cannot steer it") {
    CHECK(with_controls_shown("甲\x1b[31m乙\n丙\u202e丁\x7f") == "甲␛[31m乙␊丙�丁␡");
    CHECK(with_controls_shown("淮安·“x”") == "淮安·“x”");
    CHECK(with_controls_shown("👩\u200d👧").size() == std::string("👩\u200d👧").size());
    CHECK(with_controls_shown("").empty());
}
