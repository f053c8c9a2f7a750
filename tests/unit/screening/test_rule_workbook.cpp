// SPDX-License-Identifier: Apache-2.0
#include "libgeo/rule_workbook.hpp"

#include <catch2/catch.hpp>

#include "unit/io/scratch.hpp"

using namespace geo;
using namespace geo::test;
using namespace std::string_literals;

namespace {

/// A copy of the pack of credit colours and its workbook, which may be edited before it is written.
class Desk {
  public:
    Desk()
        : pack_path(m_scratch.write("pack.toml",
                                    bytes_of("datasets/policies/jiangsu-credit-colours.toml"))),
          sheets(decision_table_sheets(read_pack(pack_path))) {}

    std::string compiled() {
        write_workbook(book(), sheets);
        return compiled_pack(pack_path, book());
    }
    Text refusal() {
        return error_of([&] { compiled(); });
    }
    std::string book() const { return m_scratch / "tables.xlsx"; }
    Table& table() { return sheets.at(1).table; }
    const Scratch& scratch() const { return m_scratch; }

  private:
    Scratch m_scratch;

  public:
    std::string pack_path;
    std::vector<TableSheet> sheets;
};

bool holds(const std::string& text, std::string_view piece) {
    return text.find(piece) != std::string::npos;
}

} // namespace

TEST_CASE("Tables that nobody changed compile to the very bytes of the pack") {
    for (const std::string name :
         {"jiangsu-credit-colours", "enterprise-route", "eia-class", "jiangsu-emergency-measures",
          "suqian-grand-canal", "taihu-strips", "national-redline-activity"}) {
        INFO(name);
        const auto path = "datasets/policies/" + name + ".toml";
        const Scratch scratch;
        const auto book = scratch / "tables.xlsx";
        CHECK(write_workbook(book, decision_table_sheets(read_pack(path))).empty());
        CHECK((compiled_pack(path, book) == bytes_of(path)));
    }
}

TEST_CASE("An edited row goes into the pack and nothing else changes") {
    Desk desk;
    REQUIRE(to_text(desk.table().rows[0][0]) == ">= 11");
    desk.table().rows[0][0] = ">= 10"s;
    desk.table().rows[1][0] = "[6, 10)"s;
    const auto text = desk.compiled();
    const auto pack = parse_pack(text, desk.pack_path);
    CHECK(pack.tables[0].rows[0].when[0].text == ">= 10");
    CHECK(pack.tables[0].rows[0].then == Value("green"s));
    const auto before = bytes_of(desk.pack_path);
    const auto rows_at = before.find("[[table.row]]");
    CHECK(text.substr(0, rows_at) == before.substr(0, rows_at));
    CHECK(text.substr(text.find("[decision]")) == before.substr(before.find("[decision]")));
}

TEST_CASE("Every flaw is said with sheet and cell, all at once, and nothing is given back") {
    Desk desk;
    desk.table().rows[0][0] = "about 11"s;
    desk.table().rows[1][0] = Value();
    desk.table().rows[2][1] = Value();
    desk.table().rows[3][2] = Value();
    desk.table().rows[4][4] = "shut"s;
    const auto text = desk.refusal();
    CHECK(holds(text.en, "tables.xlsx, sheet credit_colour, A6: 'about 11' cannot be understood"));
    CHECK(holds(text.en, "credit_colour, A7: the cell is empty. Write * for anything."));
    CHECK(holds(text.en, "credit_colour, B8: there is no result."));
    CHECK(holds(text.en, "credit_colour, C9: give the words in both languages or in none."));
    CHECK(holds(text.en, "credit_colour, E10: there is no outcome 'shut'."));
    CHECK(holds(text.zh, "工作表 credit_colour，A7：空单元格。任意值请写 *。"));
}

TEST_CASE("Missing and overlapping rows of a sheet are found before any data are read") {
    Desk gap;
    gap.table().rows.erase(gap.table().rows.begin() + 2);
    CHECK(holds(gap.refusal().en, "credit_colour, A5: a row is missing: none holds for"));
    Desk overlap;
    overlap.table().rows[0][0] = ">= 10"s;
    CHECK(holds(overlap.refusal().en, "rows 1 and 2 overlap"));
    CHECK(holds(overlap.refusal().en, "(Row 1 of the table is row 6 of the sheet.)"));
}

TEST_CASE("A workbook of another state of the pack is refused") {
    Desk desk;
    desk.scratch().write("pack.toml", bytes_of(desk.pack_path) + "# later\n");
    CHECK(holds(desk.refusal().en, "not the same state of the pack. Export again, then edit."));
}

TEST_CASE(
    "A column that somebody took away is refused, and a pack without tables exports nothing") {
    Desk desk;
    desk.table().columns[1].name = "result";
    CHECK(holds(desk.refusal().en, "there is no column 'then'"));
    const auto text =
        error_of([] { decision_table_sheets(read_pack("datasets/policies/henan-park.toml")); });
    CHECK(holds(text.en, "no decision table to export"));
}
