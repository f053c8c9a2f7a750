// SPDX-License-Identifier: Apache-2.0
#include <catch2/catch.hpp>

#include "libgeo/core/error.hpp"
#include "libgeo/map/sheet_files.hpp"
#include "libgeo/map/template.hpp"
#include "libgeo/map/text_fields.hpp"
#include "libgeo/map/wrap.hpp"

using namespace geo;
using namespace geo::map;

TEST_CASE("A name is broken between phrases, never inside one") {
    using Lines = std::vector<std::string>;
    CHECK(wrapped_name("维桥化工园(示例)", 8) == Lines{"维桥化工园", "(示例)"});
    CHECK(wrapped_name("桂五新材料园(示例)", 8) == Lines{"桂五新材料园", "(示例)"});
    CHECK(wrapped_name("淮安盐化新材料产业园区运河南片区", 8) ==
          Lines{"淮安盐化新材料", "产业园区运河南片区"});
    CHECK(wrapped_name("淮安区", 8) == Lines{"淮安区"});
    CHECK(wrapped_name("维桥水源涵养区(示例)", 8) == Lines{"维桥水源涵养区", "(示例)"});
    CHECK(wrapped_name("anything long but not to be broken", 0).size() == 1);
    CHECK(wrapped_name("Oude Maas and Haringvliet", 7) == Lines{"Oude Maas and", "Haringvliet"});
}

TEST_CASE("No line of running text starts with a closing mark or ends with an opening one") {
    const std::string text = "来源：甲，乙（丙）。";
    for (const auto place : break_places(text)) {
        const auto after = text.substr(place, 3);
        CHECK((after != "，" && after != "）" && after != "。" && after != "："));
        CHECK(text.substr(place - 3, 3) != "（");
    }
}

TEST_CASE("Fields are filled in with their format, and a missing one is named") {
    const FieldLookup lookup = [](std::string_view name) -> std::optional<std::string> {
        if (name == "area_m2") return "12345678.9";
        if (name == "share") return "0.12345";
        if (name == "empty") return "";
        return {};
    };
    CHECK(filled_in("{area_m2|ha} ha", lookup, "t") == "1,234.57 ha");
    CHECK(filled_in("{area_m2|km2}", lookup, "t") == "12.346");
    CHECK(filled_in("{area_m2|mu}", lookup, "t") == "18,518.5");
    CHECK(filled_in("{share|percent}", lookup, "t") == "12.35 %"); // 12.345 as a double is above
    CHECK(filled_in("{empty}", lookup, "t") == "—");
    CHECK_THROWS_WITH(filled_in("{nam}", lookup, "label"),
                      "label: there is no field 'nam'. Correct {nam}, or use a layer that has it.");
    CHECK(fields_in("{a|ha} und {b}") == std::vector<std::string>{"a", "b"});
    CHECK(grouped(-1234567, 0) == "-1,234,567");
    CHECK(grouped(999, 1) == "999.0");
}

TEST_CASE("File names are safe and tell equal titles apart") {
    const auto name = safe_name("parks", "../a b", "化工园（示例）/x");
    CHECK(name.find('/') == std::string::npos);
    CHECK(name.find("..") == std::string::npos);
    CHECK(name.find(' ') == std::string::npos);
    CHECK(name != safe_name("parks", "a-b", "化工园（示例）/x"));
}

TEST_CASE("The templates that come with parkline can be read, and each block lies on its paper") {
    for (const auto* name : {"park-conflict", "township", "city-overview", "permit", "footprint",
                             "township-coverage"}) {
        const auto sheet = read_template(name);
        CHECK(sheet.id == name);
        for (const auto& block : sheet.blocks)
            CHECK(Frame{0, 0, sheet.width, sheet.height}.contains(block.frame));
    }
    CHECK_THROWS_AS(read_template("park-conflct"), ConfigError);
}
