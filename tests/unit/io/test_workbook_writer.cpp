// SPDX-License-Identifier: Apache-2.0
#include "libgeo/io/workbook_writer.hpp"

#include <clocale>
#include <csignal>

#include <sys/resource.h>

#include <catch2/catch.hpp>
#include <cpl_vsi.h>

#include "libgeo/io/read_list.hpp"
#include "libgeo/io/staging.hpp"
#include "libgeo/io/workbook_cells.hpp"
#include "unit/io/scratch.hpp"

using namespace geo;
using namespace geo::test;

namespace {

using namespace std::string_literals;

Table enterprises() {
    Table table{"enterprises",
                {text_column("id"), text_column("name"), whole_column("staff"),
                 real_column("area_m2", 4), text_column("since"),
                 real_column("rate", all_decimals)},
                {}};
    table.rows = {
        {"007"s, "淮安一厂"s, std::int64_t{120}, 1234.56789, "2026-02-28"s, 0.1},
        {"0x1F"s, "=1+1"s, Value{}, 0.0, Value{}, 1e-7},
        {"1e5"s, "甲,乙\"丙\""s, std::int64_t{-3}, -2.5, "2026-11-27T08:05:09Z"s, Value{}}};
    return table;
}

TableSheet sheet_of(Table table) {
    TableSheet sheet;
    sheet.name = "清单";
    sheet.columns.resize(table.columns.size());
    sheet.table = std::move(table);
    return sheet;
}

TableSheet dated(TableSheet sheet) {
    sheet.columns[4].kind = CellKind::date;
    return sheet;
}

RawLayer read(const std::string& path, const std::string& sheet) {
    LayerSpec spec;
    spec.path = path;
    spec.layer = sheet;
    return read_list(spec);
}

std::string cell(const RawLayer& raw, const std::string& name, std::size_t row) {
    return to_text(raw.attributes.columns[raw.attributes.find(name).value()][row]);
}

/// One file of the workbook, as it is.
std::string part(const std::string& path, const std::string& name) {
    const auto full = "/vsizip/" + path + "/" + name;
    auto* file = VSIFOpenL(full.c_str(), "rb");
    if (!file) return {};
    std::string text(1 << 22, '\0');
    text.resize(VSIFReadL(text.data(), 1, text.size(), file));
    VSIFCloseL(file);
    return text;
}

bool holds(const std::string& text, std::string_view piece) {
    return text.find(piece) != std::string::npos;
}

std::string sheet_xml(const TableSheet& sheet) {
    const Scratch scratch;
    write_workbook(scratch / "a.xlsx", {sheet});
    return part(scratch / "a.xlsx", "xl/worksheets/sheet1.xml");
}

std::string refusal(const TableSheet& sheet) {
    const Scratch scratch;
    return error_of([&] { write_workbook(scratch / "a.xlsx", {sheet}); }).en;
}

} // namespace

TEST_CASE("A workbook reads back as the table that it was written from") {
    const Scratch scratch;
    const auto path = scratch / "a.xlsx";
    CHECK(write_workbook(path, {dated(sheet_of(enterprises()))}).empty());
    const auto raw = read(path, "清单");
    CHECK(raw.attributes.names ==
          std::vector<std::string>{"id", "name", "staff", "area_m2", "since", "rate"});
    REQUIRE(raw.features() == 3);
    CHECK(cell(raw, "id", 0) == "007");
    CHECK(cell(raw, "id", 1) == "0x1F");
    CHECK(cell(raw, "id", 2) == "1e5");
    CHECK(cell(raw, "name", 1) == "=1+1");
    CHECK(cell(raw, "name", 2) == "甲,乙\"丙\"");
    CHECK(cell(raw, "staff", 0) == "120");
    CHECK(cell(raw, "staff", 1).empty());
    CHECK(to_number(raw.attributes.columns[3][0]) == 1234.5679);
    CHECK(cell(raw, "since", 0) == "2026-02-28");
    CHECK(to_number(raw.attributes.columns[5][1]) == 1e-7);
}

TEST_CASE("Numbers are rounded as in the CSV and days are days of Excel") {
    const auto xml = sheet_xml(dated(sheet_of(enterprises())));
    CHECK(holds(xml, "<v>1234.5679</v>"));
    CHECK(holds(xml, "<v>46081</v>"));             // 2026-02-28, by a spreadsheet
    CHECK(holds(xml, "<v>46353.33690972222</v>")); // 2026-11-27 08:05:09
}

TEST_CASE("No text becomes a formula, whatever it starts with") {
    Table table{"t", {text_column("a")}, {}};
    const std::vector<std::string> starts{"=1+1", "+1",   "-1+2", "@SUM(A1)",
                                          "\t=1", "\r=1", "＝1",  "=HYPERLINK(\"http://a\")",
                                          "{=1}", "'=1"};
    for (const auto& text : starts) table.rows.push_back({text});
    const Scratch scratch;
    CHECK(write_workbook(scratch / "a.xlsx", {sheet_of(table)}).empty());
    const auto xml = part(scratch / "a.xlsx", "xl/worksheets/sheet1.xml");
    CHECK_FALSE(holds(xml, "<f>"));
    CHECK_FALSE(holds(xml, "<hyperlink"));
    const auto raw = read(scratch / "a.xlsx", "清单");
    REQUIRE(raw.features() == starts.size());
    CHECK(cell(raw, "a", 0) == "=1+1");
    CHECK(cell(raw, "a", 7) == starts[7]);
}

TEST_CASE("What a cell cannot hold is changed and said, with its place") {
    Table table{"t", {text_column("a"), whole_column("n")}, {}};
    table.rows = {{"a\x01"s + "b\xFF", std::int64_t{1'234'567'890'123'456'789}},
                  {std::string(40'000, 'x'), "many"s},
                  {std::string(32'767, 'y'), std::int64_t{999'999'999'999'999}}};
    const Scratch scratch;
    const auto said = write_workbook(scratch / "a.xlsx", {sheet_of(table)});
    REQUIRE(said.size() == 4);
    CHECK(said[0].code == "workbook_characters");
    CHECK(said[0].layer == "清单");
    CHECK(said[0].feature_id == "2");
    CHECK(said[0].message.en == "清单!A2: 2 characters that a workbook cannot hold became �.");
    CHECK(said[1].code == "workbook_kind");
    CHECK(said[2].code == "workbook_cut");
    CHECK(said[2].message.zh == "清单!A3：文字有 40000 个字符，单元格最多 32767 个，已截断。");
    CHECK(said[3].message.en == "清单!B3: 'many' cannot be written as a number and stays a text.");
    const auto raw = read(scratch / "a.xlsx", "清单");
    CHECK(cell(raw, "a", 0) == "a�b�");
    CHECK(cell(raw, "n", 0) == "1234567890123456789");
    CHECK(cell(raw, "a", 1) == std::string(32'766, 'x') + "…");
    CHECK(cell(raw, "a", 2) == std::string(32'767, 'y'));
    CHECK(cell(raw, "n", 2) == "999999999999999");
}

TEST_CASE("Headers stay in view, filter, carry unit and note; a title stands above") {
    auto sheet = sheet_of(enterprises());
    sheet.heading = {"企业清单", "2026-11-27"};
    sheet.frozen_columns = 1;
    sheet.columns[3].title = "面积";
    sheet.columns[3].unit = "m²";
    sheet.columns[3].note = "CGCS2000 椭球面积 <&>";
    const Scratch scratch;
    const auto path = scratch / "a.xlsx";
    write_workbook(path, {sheet});
    const auto xml = part(path, "xl/worksheets/sheet1.xml");
    CHECK(holds(xml, "<pane xSplit=\"1\" ySplit=\"4\""));
    CHECK(holds(xml, "<autoFilter ref=\"A4:F7\"/>"));
    CHECK(holds(part(path, "xl/comments1.xml"), "CGCS2000 椭球面积 &lt;&amp;&gt;"));
    const auto raw = read(path, "清单");
    CHECK(raw.attributes.find("面积 (m²)"));
    CHECK(raw.features() == 3);
}

TEST_CASE("Columns are as wide as what they show, Chinese characters counting double") {
    auto sheet = sheet_of({"t", {text_column("a"), text_column("b"), text_column("c")}, {}});
    sheet.table.rows = {{"十个汉字十个汉字十个"s, "twelve chars"s, std::string(500, 'x')}};
    sheet.columns[1].width = 33;
    const auto xml = sheet_xml(sheet);
    CHECK(holds(xml, "<col min=\"1\" max=\"1\" width=\"21.7109375\""));
    CHECK(holds(xml, "<col min=\"2\" max=\"2\" width=\"33.7109375\""));
    CHECK(holds(xml, "<col min=\"3\" max=\"3\" width=\"60.7109375\""));
}

TEST_CASE("Values get the colours of the first rule that holds") {
    auto sheet = sheet_of(enterprises());
    sheet.columns[1].colours = {{"=", "关\"闭"s, 0xC00000, 0xFFFFFF}, {"=", Value{}, 0xEEEEEE}};
    sheet.columns[2].colours = {{">=", std::int64_t{100}, 0xFFC7CE}};
    sheet.spare_rows = 10;
    const auto xml = sheet_xml(sheet);
    CHECK(holds(xml, "<conditionalFormatting sqref=\"B2:B14\">"));
    CHECK(holds(xml, "<formula>\"关\"\"闭\"</formula>"));
    CHECK(holds(xml, "operator=\"greaterThanOrEqual\"><formula>100</formula>"));
    CHECK(holds(xml, "type=\"containsBlanks\""));
    CHECK(holds(xml, "stopIfTrue=\"1\""));
}

TEST_CASE("Short drop-down lists stand in the sheet, long ones and those with commas beside it") {
    auto sheet = sheet_of(enterprises());
    sheet.columns[0].choices = {"甲", "乙"};
    sheet.columns[1].choices = {"a,b", "c"};
    for (int i = 0; i < 100; ++i) sheet.columns[2].choices.push_back("choice " + std::to_string(i));
    const Scratch scratch;
    write_workbook(scratch / "a.xlsx", {sheet});
    const auto xml = part(scratch / "a.xlsx", "xl/worksheets/sheet1.xml");
    CHECK(holds(xml, "sqref=\"A2:A4\"><formula1>\"甲,乙\"</formula1>"));
    CHECK(holds(xml, "<formula1>_lists!$A$1:$A$2</formula1>"));
    CHECK(holds(xml, "<formula1>_lists!$B$1:$B$100</formula1>"));
    CHECK(holds(part(scratch / "a.xlsx", "xl/workbook.xml"),
                "<sheet name=\"_lists\" sheetId=\"2\" state=\"hidden\""));
    CHECK(read(scratch / "a.xlsx", "清单").features() == 3);
}

TEST_CASE("A locked column protects the sheet and leaves the other cells open; it may be hidden") {
    auto sheet = sheet_of(enterprises());
    CHECK_FALSE(holds(sheet_xml(sheet), "<sheetProtection"));
    sheet.columns[0].editing = Editing::locked;
    sheet.columns[0].showing = Showing::hidden;
    sheet.heading = {"标题"};
    const Scratch scratch;
    write_workbook(scratch / "a.xlsx", {sheet});
    const auto xml = part(scratch / "a.xlsx", "xl/worksheets/sheet1.xml");
    CHECK(holds(xml, "<sheetProtection sheet=\"1\""));
    CHECK_FALSE(holds(xml, "password"));
    CHECK(holds(xml, "hidden=\"1\""));
    CHECK(holds(xml, "<c r=\"B1\"")); // the title stands where it is seen
    CHECK(holds(part(scratch / "a.xlsx", "xl/styles.xml"), "<protection locked=\"0\"/>"));
    CHECK(cell(read(scratch / "a.xlsx", "清单"), "id", 0) == "007");
}

TEST_CASE("A column may be locked in the rows of the table and open in the spare ones") {
    auto sheet = sheet_of(enterprises());
    sheet.spare_rows = 5;
    sheet.columns[1].editing = Editing::spare_rows;
    const Scratch scratch;
    write_workbook(scratch / "a.xlsx", {sheet});
    const auto xml = part(scratch / "a.xlsx", "xl/worksheets/sheet1.xml");
    const auto style_at = [&](const std::string& place) {
        const auto at = xml.find(" s=\"", xml.find(place)) + 4;
        return xml.substr(at, xml.find('"', at) - at);
    };
    const auto column = xml.find("<col min=\"2\"");
    const auto column_style = xml.substr(xml.find("style=\"", column) + 7, 1);
    CHECK(holds(xml, "<sheetProtection sheet=\"1\""));
    CHECK(style_at("r=\"B2\"") != column_style); // locked, and grey
    CHECK(style_at("r=\"B2\"") != style_at("r=\"A2\""));
    CHECK(style_at("r=\"A2\"") == column_style); // open
    CHECK(holds(part(scratch / "a.xlsx", "xl/styles.xml"), "FFF0F0F0"));
}

TEST_CASE("A hidden sheet is not seen and is read back with the others") {
    auto second = sheet_of(enterprises());
    second.name = "_exported";
    second.showing = Showing::hidden;
    const Scratch scratch;
    write_workbook(scratch / "a.xlsx", {sheet_of(enterprises()), second});
    CHECK(holds(part(scratch / "a.xlsx", "xl/workbook.xml"),
                "<sheet name=\"_exported\" sheetId=\"2\" state=\"hidden\""));
    const auto sheets = read_workbook(scratch / "a.xlsx");
    REQUIRE(sheets.size() == 2);
    CHECK(sheets[1].name == "_exported");
    CHECK(sheets[1].grid.rows == sheets[0].grid.rows);
    CHECK(sheets[0].grid.rows.size() == 4);
    CHECK(sheets[0].grid.formulas.empty());
}

TEST_CASE(
    "The same input gives the same bytes in every locale; only the given time of creation counts") {
    const Scratch scratch;
    const auto sheet = dated(sheet_of(enterprises()));
    WorkbookProperties properties;
    properties.title = "清单 <1>";
    properties.created = "2026-11-27T08:05:00Z";
    write_workbook(scratch / "a.xlsx", {sheet}, properties);
    if (std::setlocale(LC_ALL, "de_DE.UTF-8") == nullptr) WARN("no locale de_DE.UTF-8: not tried");
    write_workbook(scratch / "b.xlsx", {sheet}, properties);
    std::setlocale(LC_ALL, "C");
    CHECK((bytes_of(scratch / "a.xlsx") == bytes_of(scratch / "b.xlsx")));
    const auto core = part(scratch / "a.xlsx", "docProps/core.xml");
    CHECK(holds(core, ">2026-11-27T08:05:00Z</dcterms:created>"));
    CHECK(holds(core, "清单 &lt;1&gt;"));
    CHECK(scratch.entries() == 2); // no temporary file stays
    properties.created = "1970-01-01";
    write_workbook(scratch / "c.xlsx", {sheet}, properties);
    CHECK(holds(part(scratch / "c.xlsx", "docProps/core.xml"), ">1970-01-01T00:00:01Z<"));
}

TEST_CASE("A long sheet is written row by row and reads back whole") {
    TableSheet sheet =
        sheet_of({"t", {whole_column("n"), text_column("text"), text_column("c")}, {}});
    for (std::int64_t i = 0; i < 90'000; ++i)
        sheet.table.rows.push_back({i, "甲 " + std::to_string(i), Value{}});
    sheet.columns[0].note = "note";
    sheet.columns[1].choices = {"a,b"};
    const Scratch scratch;
    TableSheet second;
    second.name = "second";
    second.table = enterprises();
    CHECK(write_workbook(scratch / "a.xlsx", {sheet, second}).empty());
    const auto raw = read(scratch / "a.xlsx", "清单");
    REQUIRE(raw.features() == 90'000);
    CHECK(cell(raw, "text", 89'999) == "甲 89999");
    CHECK(read(scratch / "a.xlsx", "second").features() == 3);
    CHECK(scratch.entries() == 1);
}

TEST_CASE("A workbook that could not be written whole is an error, never a file cut short") {
    TableSheet sheet = sheet_of({"t", {text_column("text"), whole_column("n")}, {}});
    for (std::int64_t i = 0; i < 130'000; ++i)
        sheet.table.rows.push_back({sha256_of(std::as_bytes(std::span(&i, 1))), i});
    const Scratch scratch;
    const auto full = [&](rlim_t bytes) {
        rlimit before{};
        getrlimit(RLIMIT_FSIZE, &before);
        const auto action = std::signal(SIGXFSZ, SIG_IGN);
        const rlimit small{bytes, before.rlim_max};
        setrlimit(RLIMIT_FSIZE, &small);
        const auto text = error_of([&] { write_workbook(scratch / "a.xlsx", {sheet}); }).en;
        setrlimit(RLIMIT_FSIZE, &before);
        std::signal(SIGXFSZ, action);
        return text;
    };
    CHECK(holds(full(100'000), "a.xlsx: the workbook cannot be written"));
    CHECK(holds(full(7'000'000), "a.xlsx: the workbook cannot be written"));
    CHECK(full(1'000'000'000).empty());
}

TEST_CASE("Names, sizes and folders that cannot be are refused in one sentence") {
    auto sheet = sheet_of(enterprises());
    for (const std::string name :
         {"", "a/b", "a[1]", "'a", "History",
          "一二三四五六七八九十一二三四五六七八九十一二三四五六七八九十一二"}) {
        sheet.name = name;
        CHECK(holds(refusal(sheet), "sheet name '" + name + "'"));
    }
    sheet.name = "A";
    auto other = sheet;
    other.name = "a";
    const Scratch scratch;
    CHECK(holds(error_of([&] { write_workbook(scratch / "a.xlsx", {sheet, other}); }).en, "twice"));
    sheet.spare_rows = 1'048'576;
    CHECK(holds(refusal(sheet), "more than the 1,048,576 rows"));
    sheet.spare_rows = 0;
    WorkbookProperties never;
    never.created = "soon";
    CHECK(holds(error_of([&] { write_workbook(scratch / "a.xlsx", {sheet}, never); }).en,
                "'soon' is no ISO date"));
    CHECK(holds(error_of([&] { write_workbook(scratch / "no/a.xlsx", {sheet}); }).en,
                "the workbook cannot be written"));
    CHECK(scratch.entries() == 0);
}
