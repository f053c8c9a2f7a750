// SPDX-License-Identifier: Apache-2.0
#include "libgeo/io/read_list.hpp"

#include <catch2/catch.hpp>

#include "unit/io/scratch.hpp"

using namespace geo;
using namespace geo::test;

namespace {

RawLayer read(const std::string& text, const std::string& where = {}) {
    const Scratch scratch;
    LayerSpec spec;
    spec.path = scratch.write("list.csv", text);
    spec.where = where;
    return read_list(spec);
}

std::string refusal(const std::string& text) {
    return error_of([&] { read(text); }).en;
}

std::vector<std::string> codes(const RawLayer& raw) {
    std::vector<std::string> all;
    for (const auto& note : raw.notes) all.push_back(note.code);
    return all;
}

std::string cell(const RawLayer& raw, const std::string& name, std::size_t row) {
    return to_text(raw.attributes.columns[raw.attributes.find(name).value()][row]);
}

using Names = std::vector<std::string>;

} // namespace

TEST_CASE("A plain list has a header, running numbers and texts as they are") {
    const auto raw = read("id,name,n\n007,\"a, \"\"b\"\"\",1.50\n8,淮安,\n");
    CHECK(raw.attributes.names == Names{"id", "name", "n"});
    CHECK(raw.feature_ids == Names{"1", "2"});
    CHECK(cell(raw, "id", 0) == "007");
    CHECK(cell(raw, "name", 0) == "a, \"b\"");
    CHECK(cell(raw, "n", 0) == "1.50");
    CHECK(is_unknown(raw.attributes.columns[2][1]));
    CHECK(codes(raw).empty());
}

TEST_CASE("The header is found under titles and remarks") {
    const auto raw = read("淮安市化工企业清单,,,\n填报单位：示例,,日期：2026年1月,\n,,,\n"
                          "序号,企业名称,经度,纬度\n1,甲,119.0,33.5\n2,乙,119.1,33.6\n");
    CHECK(raw.attributes.names == Names{"序号", "企业名称", "经度", "纬度"});
    CHECK(raw.features() == 2);
    CHECK(codes(raw) == Names{"header_row_found"});
    CHECK(raw.notes[0].message.en == "the header stands in row 4.");
}

TEST_CASE("A header of two rows gives the names of the lower one, with the group where needed") {
    const auto raw =
        read("名称,坐标,,面积,\n,经度,纬度,规划,建成\n甲,119.0,33.5,1,2\n乙,1,2,3,4\n");
    CHECK(raw.attributes.names == Names{"名称", "经度", "纬度", "规划", "建成"});
    CHECK(raw.features() == 2);
    const auto twice =
        read("名称,中心,,大门,\n,经度,纬度,经度,纬度\n甲,119.0,33.5,1,2\n乙,1,2,3,4\n");
    CHECK(twice.attributes.names ==
          Names{"名称", "中心_经度", "中心_纬度", "大门_经度", "大门_纬度"});
}

TEST_CASE("Sums, remarks and empty rows are no records, and are said") {
    const auto raw = read("名称,数\n甲,1\n,\n乙,2\n合 计,3\n注：含在建,\n");
    CHECK(raw.features() == 2);
    CHECK(codes(raw) == Names{"list_row_left_out", "list_row_left_out"});
    CHECK(raw.notes[0].message.en == "row 5 is a sum or a remark and no record: 合 计 | 3");
}

TEST_CASE("Names that occur twice stay apart; a list without header gets numbered names") {
    CHECK(read("a,b,a\n1,2,3\n").attributes.names == Names{"a", "b", "a_2"});
    const auto raw = read("1,119.0,33.5\n2,119.1,33.6\n");
    CHECK(raw.attributes.names == Names{"field_1", "field_2", "field_3"});
    CHECK(raw.features() == 2);
    CHECK(codes(raw) == Names{"no_header_row"});
}

TEST_CASE("Line breaks, tabs, semicolons and days are understood") {
    CHECK(read("a\tb\n1\t2\n").attributes.names == Names{"a", "b"});
    CHECK(read("a;b\r\n1;2\r\n").features() == 1);
    CHECK(read("\"企业\n名称\",b\rx,2026年3月1日\r").attributes.names == Names{"企业名称", "b"});
    CHECK(cell(read("a,b\nx,2026/3/1\n"), "b", 0) == "2026-03-01");
}

TEST_CASE("UTF-8 with mark, UTF-16 and GB18030 give the same list") {
    const auto utf16 = read(std::string("\xFF\xFE"
                                        "a\0,\0b\0\n\0"
                                        "1\0,\0\xEE\x6D\n\0",
                                        18));
    CHECK(cell(utf16, "b", 0) == "淮");
    CHECK(codes(utf16) == Names{"encoding_found"});
    CHECK(cell(read("\xEF\xBB\xBF"
                    "a,b\n1,淮\n"),
               "b", 0) == "淮");
    CHECK(cell(read("a,b\n1,\xBB\xB4\n"), "b", 0) == "淮");
}

TEST_CASE("A row that is longer than the header, a loose quote and a zero byte are refused") {
    CHECK(refusal("id,name\n1,a\n2,b,c\n") ==
          "list.csv, layer 'list', row 3: it has 3 cells and the header names 2, so the row may be "
          "shifted. Correct it (a cell with a comma needs quotes).");
    CHECK(refusal("id,name\n1,\"a\n2,b\n").find("line 2: a quote is never closed") !=
          std::string::npos);
    CHECK(refusal("id,name\n1,\"a\"b\n").find("text after a closing quote") != std::string::npos);
    CHECK(refusal(std::string("id,n\0me\n1,a\n", 12)).find("zero bytes") != std::string::npos);
    CHECK(refusal("id,name\n1,\xFF\n").find("neither UTF-8 nor GB18030") != std::string::npos);
}

TEST_CASE("A list takes a filter, and a wrong one is refused") {
    const std::string text = "id,name\n1,甲\n2,乙\n";
    const auto raw = read(text, "name = '乙'");
    CHECK(raw.features() == 1);
    CHECK(raw.feature_ids == Names{"2"});
    CHECK(error_of([&] {
              read(text, "nobody = 1");
          }).en.find("the filter 'nobody = 1' is not valid") != std::string::npos);
}

TEST_CASE("A web page or a text that is called a workbook is refused") {
    const Scratch scratch;
    for (const char* name : {"page.xls", "page.xlsx", "page.ods"}) {
        LayerSpec spec;
        spec.path = scratch.write(name, "<html><table><tr><td>1</td></tr></table></html>");
        CHECK(error_of([&] {
                  read_list(spec);
              }).en.find("its content is no Excel or ODS workbook") != std::string::npos);
        spec.path = scratch.write(name, "PK\3\4 and nothing else");
        CHECK(error_of([&] { read_list(spec); }).en.find("truncated or damaged") !=
              std::string::npos);
    }
}
