// SPDX-License-Identifier: Apache-2.0
#include "libgeo/core/table.hpp"

#include <catch2/catch.hpp>

#include "libgeo/core/error.hpp"
#include "libgeo/core/xml_text.hpp"

using namespace geo;

TEST_CASE("A table that was written as CSV reads back with the same texts") {
    Table table{"t", {text_column("a"), text_column("b")}, {}};
    for (const char* text : {"plain", "=cmd|'x'!A0", "@SUM(1+1)", "＝1+1", "a,b", "say \"no\"",
                             "two\nlines", "-5", "'quoted'", "<b>", "长江"})
        table.rows.push_back({std::string(text), Value()});
    const auto back = table_from_csv(to_csv(table), "t.csv");
    REQUIRE(back.columns.size() == 2);
    CHECK(back.columns[1].name == "b");
    CHECK(back.rows == table.rows);
}

TEST_CASE("Text that parkline did not write is refused with its line") {
    const std::string mark = "\xEF\xBB\xBF";
    for (const auto& text :
         {std::string("a,b\n1,2\n"), mark + "a,b\n1\n", mark + "a,b\n1,2", mark + "a,b\n\"1,2\n"}) {
        CAPTURE(text);
        CHECK_THROWS_AS(table_from_csv(text, "t.csv"), InputError);
    }
    try {
        table_from_csv(mark + "a,b\n1,2\n3\n", "t.csv");
    } catch (const InputError& error) {
        CHECK(std::string(error.what()).starts_with("t.csv, line 3: "));
    }
}

TEST_CASE("Escaped text has no markup left, in elements and in attributes") {
    CHECK(xml_escaped("<a & \"b\" 'c'>\x01\n") == "&lt;a &amp; &quot;b&quot; &apos;c&apos;&gt;\n");
    CHECK(xml_escaped("𠮷\u202E") == "𠮷\u202E");
}
