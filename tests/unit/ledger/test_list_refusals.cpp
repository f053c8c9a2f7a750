// SPDX-License-Identifier: Apache-2.0
#include <catch2/catch.hpp>

#include <future>

#include "libgeo/core/error.hpp"
#include "libgeo/ledger/list_reading.hpp"
#include "libgeo/ledger/views.hpp"
#include "unit/ledger/list_edit.hpp"

using namespace geo;
using namespace geo::ledger;
using geo::ledger::test::by;
using geo::ledger::test::DemoLedger;
using geo::ledger::test::DeskList;
using geo::ledger::test::Edits;

namespace {

/// What is filled in and cannot be, and words of the reason.
struct Wrong {
    std::string table, id;
    Edits edits;
    std::string why;
};

const std::vector<Wrong>& wrong_rows() {
    static const std::vector<Wrong> all{
        {"service_item",
         "WT06",
         {{"status", "closed"}},
         "status (status) cannot be changed here: it was exported as 'assigned', the sheet has "
         "'closed'"},
        {"service_item", "WT06", {{"problem", "另一个问题"}}, "cannot be changed here"},
        {"service_item", "WT06", {{"id", "WT99"}}, "id (id) cannot be changed here"},
        {"service_item", "WT06", {{"due", ""}}, "was cleared: the ledger takes nothing back"},
        {"service_item", "WT06", {{"row_key", "WT06@1:000000000000"}}, "row key"},
        {"service_item", "WT05", {{"due", "2025-07-01"}}, "assign also needs analysis, assignee"},
        {"service_item", "WT05", {{"event_reason", "只写了理由"}}, "there is no event"},
        {"service_item",
         "WT06",
         {{"event", "close"}, {"action", "换阀"}},
         "the event close has no use for: action"},
        {"service_item", "WT06", {{"event", "collect"}}, "'collect' is no event of this row"},
        {"service_item", "WT06", {{"event", "resume"}}, "There are: assign, solve, close"},
        {"service_item",
         "WT04",
         {{"check", "回访"}, {"satisfaction", "happy"}, {"event_role", "clerk"}},
         "cannot be 'happy'. It is one of: satisfied, partly, dissatisfied"},
        {"service_item",
         "WT05",
         {{"analysis", "a"}, {"assignee", "吴迪"}, {"due", "2025-02-30"}},
         "due"},
        {"service_item",
         "WT06",
         {{"action", "换阀"}, {"present", "吴迪"}, {"event_on", "昨天"}},
         "'昨天' is no day"},
        {"service_item",
         "WT06",
         {{"action", "换阀"}, {"present", "吴迪"}, {"event_on", "2025-01-01"}},
         "is before the last event"},
        {"service_item",
         "WT06",
         {{"action", "换阀"}, {"present", "吴迪"}, {"event_role", "clerk"}},
         "may not do this"},
        {"service_item",
         "WT07",
         {{"action", "换阀"}, {"present", "吴迪"}},
         "its status is collected, so it cannot solve now"},
        {"service_enterprise", "QY0001", {{"contact_days", "三十"}}, "Whole numbers are digits"},
        {"service_enterprise", "QY0001", {{"contact_days", "30.5"}}, "Whole numbers are digits"},
        {"fund_allocation",
         "ZJ24W/XM03",
         {{"event_amount", "100"}, {"voucher", "a"}},
         "is no amount. Give a number and its unit"},
        {"fund_allocation",
         "ZJ24W/XM03",
         {{"event_amount", "100万元/50元"}, {"voucher", "a"}},
         "is no amount"},
        {"fund_allocation",
         "ZJ24W/XM03",
         {{"event_amount", "5万元"}},
         "fit several events: allocate, give_back. Choose in the column event"},
        {"fund_allocation",
         "ZJ24W/XM03",
         {{"event_amount", "9亿元"}, {"voucher", "a"}},
         "more than the"},
        {"permit_stop", "PJ01/1", {{"cause", "hearing"}}, "cannot be changed here"},
        {"ledger_case", "WT01", {{"status", "open"}}, "cannot be changed here"}};
    return all;
}

const std::vector<Wrong>& wrong_new_rows() {
    static const std::vector<Wrong> all{
        {"service_enterprise",
         "",
         {{"name", "甲"}, {"officer", "乙"}, {"contact_days", "30"}, {"county", "丙"}},
         "the new row has no id"},
        {"service_enterprise",
         "QY9",
         {{"id", "QY9"}, {"name", "甲"}},
         "enrol also needs officer, contact_days, county"},
        {"service_enterprise",
         "QY0001",
         {{"id", "QY0001"},
          {"name", "甲"},
          {"officer", "乙"},
          {"contact_days", "30"},
          {"county", "丙"}},
         "the ledger has this id already"},
        {"service_enterprise",
         "QY9",
         {{"id", "QY9"}, {"open_items", "3"}},
         "is computed by the ledger; a new row leaves it empty"},
        {"service_item",
         "WT9",
         {{"id", "WT9"},
          {"enterprise", "QY9"},
          {"problem", "p"},
          {"category", "other"},
          {"source", "visit"}},
         "not enrolled"},
        {"fund_allocation",
         "ZJ25S/XM01",
         {{"grant_id", "ZJ25S"}, {"project", "XM01"}, {"event_amount", "1元"}, {"voucher", "v"}},
         "nothing of this grant is allocated to that project"},
        {"fund_allocation",
         "ZJ24W/XM03",
         {{"grant_id", "ZJ24W"},
          {"project", "XM03"},
          {"recipient", "QY0004"},
          {"year", "2024"},
          {"event_amount", "1元"}},
         "the ledger has this id already"},
        {"support_measure",
         "FC9",
         {{"id", "FC9"},
          {"park_id", "HG03"},
          {"title", "t"},
          {"due", "2025-12-01"},
          {"amount", "1万元"}},
         "fit several events: guide, renovate"}};
    return all;
}

std::string role_for(const std::string& table) {
    return table.starts_with("fund")       ? "finance"
           : table == "service_enterprise" ? "approver"
                                           : "officer";
}

void check_refused(DemoLedger& demo, const DeskList& desk, const Wrong& wrong) {
    INFO(wrong.table << " " << wrong.id << ", expected: " << wrong.why);
    const auto before = demo.events();
    const auto found = demo.import({desk}, by(role_for(wrong.table)));
    REQUIRE(found.rows.size() == 1);
    CHECK(found.rows[0].outcome == RowOutcome::refused);
    INFO(found.rows[0].why.en);
    CHECK(found.rows[0].why.en.find(wrong.why) != std::string::npos);
    CHECK(found.rows[0].why.zh.find("。") != std::string::npos);
    CHECK(demo.events() == before);
}

} // namespace

TEST_CASE("a row that cannot be is refused with its reason, and nothing of it is recorded") {
    DemoLedger demo;
    for (const auto& wrong : wrong_rows()) {
        DeskList desk(demo.ledger, wrong.table);
        desk.edit(wrong.id, wrong.edits);
        check_refused(demo, desk, wrong);
    }
}

TEST_CASE("an added row that lacks something, or is there already, is refused") {
    DemoLedger demo;
    for (const auto& wrong : wrong_new_rows()) {
        DeskList desk(demo.ledger, wrong.table);
        desk.add(wrong.edits);
        check_refused(demo, desk, wrong);
    }
}

TEST_CASE("good rows are recorded beside refused ones, which a workbook of their own keeps") {
    DemoLedger demo;
    DeskList desk(demo.ledger, "service_item");
    desk.edit("WT06", {{"action", "换阀"}, {"present", "吴迪"}})
        .edit("WT04", {{"check", "回访"}, {"satisfaction", "happy"}, {"event_role", "clerk"}});
    auto how = by("officer");
    how.refused_path = demo.path("refused.xlsx");
    how.language = Language::en;
    const auto found = demo.import({desk}, how);
    CHECK(found.recorded == 1);
    CHECK(found.refused == 1);

    Problems notes;
    const auto refused = read_lists(how.refused_path, notes);
    CHECK(notes.empty());
    REQUIRE(refused.size() == 1);
    REQUIRE(refused[0].rows.size() == 1);
    const auto& cells = refused[0].rows[0].cells;
    CHECK(cell_of(cells, "id") == "WT04");
    CHECK(cell_of(cells, "check") == "回访");
    CHECK(cell_of(cells, "refusal").find("cannot be 'happy'") != std::string::npos);

    // Imported as it is, it is refused again; nothing was lost or doubled on the way.
    auto again = by("officer");
    const auto still = import_lists(demo.ledger, demo.path("refused.xlsx"), again);
    CHECK(still.refused == 1);
    CHECK(still.rows[0].why.en == found.rows[0].why.en);
}

TEST_CASE("a record that changed after the export is refused with the values of both sides") {
    DemoLedger demo;
    DeskList desk(demo.ledger, "service_enterprise");
    desk.edit("QY0001", {{"officer", "吴迪"}});
    auto other =
        geo::ledger::test::service("handover", "QY0001", {{"officer", "陈静"}}, "2025-06-01");
    other.at.clear();
    (void)demo.ledger.append(other);
    const auto before = demo.events();
    const auto found = demo.import({desk}, by("approver"));
    REQUIRE(found.rows.size() == 1);
    CHECK(found.rows[0].outcome == RowOutcome::refused);
    const auto& why = found.rows[0].why.en;
    INFO(why);
    CHECK(why.find("it has changed since the export (event " + std::to_string(before)) !=
          std::string::npos);
    CHECK(why.find("officer: exported '王强', now '陈静', in the sheet '吴迪'.") !=
          std::string::npos);
    CHECK(demo.events() == before);
}

TEST_CASE("of several people who change one record at once one is recorded, the others are told") {
    DemoLedger demo;
    const std::vector<std::string> officers{"甲", "乙", "丙", "丁"};
    for (const auto& officer : officers) {
        DeskList desk(demo.ledger, "service_enterprise");
        desk.edit("QY0001", {{"officer", officer}});
        write_workbook(demo.path(officer + ".xlsx"), list_sheets({desk.list}));
    }
    const auto before = demo.events();
    std::vector<std::future<ImportedLists>> imports;
    for (const auto& officer : officers)
        imports.push_back(std::async(std::launch::async, [&demo, officer] {
            Ledger ledger(demo.location());
            return import_lists(ledger, demo.path(officer + ".xlsx"), by("approver"));
        }));
    std::size_t recorded = 0;
    for (auto& one : imports) {
        const auto found = one.get();
        recorded += found.recorded;
        REQUIRE(found.rows.size() == 1);
        if (found.refused == 1)
            CHECK(found.rows[0].why.en.find("officer: exported '王强', now '") !=
                  std::string::npos);
    }
    CHECK(recorded == 1);
    CHECK(demo.events() == before + 1);
    CHECK(demo.ledger.verify().is_sound());
}

TEST_CASE("a workbook of another ledger is not taken for this one's") {
    DemoLedger demo;
    Ledger& ledger = demo.ledger;
    geo::ledger::test::FreshLedger fresh;
    Ledger other(fresh.location);
    // The same cases with the same numbers of events, but not the same events.
    for (const auto& name : geo::ledger::test::recorded_programmes)
        for (auto event : geo::ledger::test::demo_events(name)) {
            event.reason += " ";
            (void)other.append(event);
        }
    DeskList desk(other, "service_enterprise");
    desk.edit("QY0001", {{"officer", "吴迪"}});
    const auto before = ledger.events().size();
    const auto found = demo.import({desk}, by("approver"));
    REQUIRE(found.rows.size() == 1);
    CHECK(found.rows[0].outcome == RowOutcome::refused);
    CHECK(ledger.events().size() == before);
}

TEST_CASE("a record that stands in two rows is refused at the second") {
    DemoLedger demo;
    DeskList desk(demo.ledger, "service_item");
    desk.edit("WT06", {{"action", "换阀"}, {"present", "吴迪"}});
    const auto rows = desk.list.rows.rows;
    for (const auto& row : rows)
        if (to_text(row[1]) == "WT06") desk.list.rows.rows.push_back(row);
    const auto found = demo.import({desk}, by("officer"));
    CHECK(found.recorded == 1);
    REQUIRE(found.refused == 1);
    CHECK(found.rows[1].why.en.find("the same record as row") != std::string::npos);
}

TEST_CASE("rows that are gone from the sheet change nothing and are said") {
    DemoLedger demo;
    DeskList desk(demo.ledger, "service_item");
    desk.list.rows.rows.resize(2);
    const auto found = demo.import({desk}, by("officer"));
    CHECK(found.rows.empty());
    REQUIRE(found.notes.size() == 1);
    CHECK(found.notes[0].code == "list_rows_missing");
    CHECK(found.notes[0].message.en.find("5 exported rows") != std::string::npos);
}

TEST_CASE("a column or a sheet that is gone or renamed is said, never passed over in silence") {
    DemoLedger demo;
    const auto list = filled_list(demo.ledger, state_table("service_item"));
    auto sheets = list_sheets({list});
    for (auto& look : sheets[0].columns)
        if (look.unit == "assignee") look.unit.clear(); // its header is "责任人" now
    write_workbook(demo.path("a.xlsx"), sheets);
    const auto found = import_lists(demo.ledger, demo.path("a.xlsx"), by("officer"));
    REQUIRE(found.notes.size() == 1);
    CHECK(found.notes[0].code == "list_column_missing");
    CHECK(found.notes[0].message.en.find("(assignee)") != std::string::npos);

    sheets = list_sheets({list, filled_list(demo.ledger, state_table("fund_year"))});
    sheets.erase(sheets.begin());
    write_workbook(demo.path("b.xlsx"), sheets);
    const auto gone = import_lists(demo.ledger, demo.path("b.xlsx"), by("officer"));
    REQUIRE(gone.notes.size() == 1);
    CHECK(gone.notes[0].code == "list_sheet_missing");

    sheets = list_sheets({list});
    sheets[0].name = "问题";
    write_workbook(demo.path("c.xlsx"), sheets);
    CHECK_THROWS_WITH(import_lists(demo.ledger, demo.path("c.xlsx"), by("officer")),
                      Catch::Contains("'问题'"));
}

TEST_CASE("texts that look like formulas, numbers or days stay the texts that they are") {
    DemoLedger demo;
    for (const std::string text : {"=HYPERLINK(\"http://x\",\"y\")", "+1", "@SUM(A1)", "-2", "007",
                                   "1e5", "2025-13-45", "<a>&amp;\"'", "两\n行", "𠮷野家"}) {
        INFO(text);
        DeskList desk(demo.ledger, "service_enterprise");
        desk.edit("QY0002", {{"officer", text}});
        const auto found = demo.import({desk}, by("approver"));
        REQUIRE(found.rows.size() == 1);
        INFO(found.rows[0].why.en);
        CHECK(found.recorded == 1);
        CHECK(text_of(demo.ledger.events().back().payload, "officer") == text);
        (void)export_lists(demo.ledger, {{"service_enterprise"}}, demo.path("back.xlsx"),
                           Overwrite::yes);
        CHECK(import_lists(demo.ledger, demo.path("back.xlsx"), by("approver")).rows.empty());
    }
}

TEST_CASE("a file that is no workbook of lists is refused") {
    DemoLedger demo;
    auto sheets = list_sheets({filled_list(demo.ledger, state_table("service_item"))});
    sheets.pop_back(); // the hidden one
    write_workbook(demo.path("a.xlsx"), sheets);
    CHECK_THROWS_AS(import_lists(demo.ledger, demo.path("a.xlsx"), by("officer")), InputError);
    sheets[0].name = "其他";
    write_workbook(demo.path("b.xlsx"), sheets);
    CHECK_THROWS_AS(import_lists(demo.ledger, demo.path("b.xlsx"), by("officer")), InputError);
}
