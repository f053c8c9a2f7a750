// SPDX-License-Identifier: Apache-2.0
#include <catch2/catch.hpp>

#include <set>

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

/// A change of one row and the event that it has to make.
struct Change {
    std::string table, id, role;
    Edits edits;
    std::string kind;
    Payload payload;
};

/// For every kind of event that a row of the demo city may have next.
const std::vector<Change>& changes_of_rows() {
    static const std::vector<Change> all{
        {"service_enterprise",
         "QY0001",
         "approver",
         {{"officer", "陈静"}},
         "handover",
         {{"officer", "陈静"}}},
        {"service_enterprise",
         "QY0002",
         "officer",
         {{"method", "phone"}, {"note", "已电话联系"}},
         "contact",
         {{"method", "phone"}, {"note", "已电话联系"}}},
        {"service_item",
         "WT07",
         "approver",
         {{"analysis", "需现场核实"}, {"assignee", "吴迪"}, {"due", "2025-06-20"}},
         "assign",
         {{"analysis", "需现场核实"}, {"assignee", "吴迪"}, {"due", "2025-06-20"}}},
        {"service_item",
         "WT06",
         "officer",
         {{"action", "更换密封"}, {"present", "吴迪；陈静"}},
         "solve",
         {{"action", "更换密封"}, {"present", std::vector<std::string>{"吴迪", "陈静"}}}},
        {"service_item",
         "WT04",
         "clerk",
         {{"check", "回访"}, {"satisfaction", "satisfied"}},
         "close",
         {{"check", "回访"}, {"satisfaction", "satisfied"}}},
        {"service_item",
         "WT01",
         "clerk",
         {{"event", "reopen"}, {"event_reason", "再次反映"}},
         "reopen",
         {}},
        {"permit_case", "PJ01", "officer", {{"event", "resume"}}, "resume", {}},
        {"permit_case",
         "PJ05",
         "approver",
         {{"task", "复核总量"}, {"due", "2025-06-10"}},
         "task",
         {{"task", "复核总量"}, {"due", "2025-06-10"}, {"responsible", "陈静"}}},
        {"enforce_case",
         "JC02",
         "approver",
         {{"inspector", "周洋"}, {"due", "2025-06-12"}},
         "dispatch",
         {{"inspector", "周洋"}, {"due", "2025-06-12"}}},
        {"fund_allocation",
         "ZJ24W/XM03",
         "finance",
         {{"event_amount", "100 万元"}, {"voucher", "PZ-1"}},
         "pay",
         {{"project", "XM03"},
          {"amount", "100 万元"},
          {"amount_yuan", std::int64_t{1'000'000}},
          {"voucher", "PZ-1"}}},
        {"fund_year",
         "ZJ24P/2024",
         "finance",
         {{"amount", "5万元"}},
         "carry",
         {{"year", std::int64_t{2024}},
          {"amount", "5万元"},
          {"amount_yuan", std::int64_t{50'000}}}},
        {"support_measure",
         "FC02",
         "approver",
         {{"result", "partly"}, {"note", "一期完工"}},
         "outcome",
         {{"result", "partly"}, {"note", "一期完工"}}}};
    return all;
}

/// Rows that are added, and the event that each has to make.
const std::vector<Change>& new_rows() {
    static const std::vector<Change> all{
        {"service_enterprise",
         "QY0100",
         "officer",
         {{"id", "QY0100"},
          {"name", "新企业"},
          {"officer", "王强"},
          {"contact_days", "30"},
          {"county", "淮阴区"}},
         "enrol",
         {{"name", "新企业"},
          {"officer", "王强"},
          {"contact_days", std::int64_t{30}},
          {"county", "淮阴区"}}},
        {"service_item",
         "WT100",
         "officer",
         {{"id", "WT100"},
          {"enterprise", "QY0001"},
          {"problem", "用电容量不足"},
          {"category", "other"},
          {"source", "visit"}},
         "collect",
         {{"enterprise", "QY0001"},
          {"problem", "用电容量不足"},
          {"category", "other"},
          {"source", "visit"}}},
        {"permit_case",
         "PJ100",
         "clerk",
         {{"id", "PJ100"}, {"name", "扩建"}, {"applicant", "某厂"}},
         "receive",
         {{"name", "扩建"}, {"applicant", "某厂"}}},
        {"enforce_case",
         "XF100",
         "clerk",
         {{"id", "XF100"},
          {"subject", "QY0001"},
          {"matter", "噪声"},
          {"channel", "letter"},
          {"county", "淮阴区"}},
         "petition",
         {{"subject", "QY0001"}, {"matter", "噪声"}, {"channel", "letter"}, {"county", "淮阴区"}}},
        {"fund_grant",
         "ZJ26",
         "finance",
         {{"id", "ZJ26"},
          {"year", "2025"},
          {"source", "city"},
          {"amount", "70万元"},
          {"document", "示例〔2025〕9号"}},
         "grant",
         {{"year", std::int64_t{2025}},
          {"source", "city"},
          {"amount", "70万元"},
          {"amount_yuan", std::int64_t{700'000}},
          {"document", "示例〔2025〕9号"}}},
        {"fund_allocation",
         "ZJ25S/XM09",
         "finance",
         {{"grant_id", "ZJ25S"},
          {"project", "XM09"},
          {"recipient", "QY0002"},
          {"year", "2025"},
          {"event_amount", "20万元"}},
         "allocate",
         {{"project", "XM09"},
          {"recipient", "QY0002"},
          {"year", std::int64_t{2025}},
          {"amount", "20万元"},
          {"amount_yuan", std::int64_t{200'000}}}},
        {"fund_target",
         "MB2026",
         "finance",
         {{"target_id", "MB2026"}, {"year", "2026"}, {"amount", "6600万元"}, {"document", "计划"}},
         "target",
         {{"year", std::int64_t{2026}},
          {"amount", "6600万元"},
          {"amount_yuan", std::int64_t{66'000'000}},
          {"document", "计划"}}},
        {"fund_printed",
         "HJ26",
         "clerk",
         {{"id", "HJ26"}, {"year", "2025"}, {"amount", "1万元"}, {"document", "季报"}},
         "printed",
         {{"year", std::int64_t{2025}},
          {"amount", "1万元"},
          {"amount_yuan", std::int64_t{10'000}},
          {"document", "季报"}}},
        {"support_measure",
         "FC100",
         "officer",
         {{"id", "FC100"},
          {"park_id", "HG03"},
          {"title", "会诊"},
          {"due", "2025-12-01"},
          {"experts", "甲;乙"}},
         "consult",
         {{"park_id", "HG03"},
          {"title", "会诊"},
          {"due", "2025-12-01"},
          {"experts", std::vector<std::string>{"甲", "乙"}}}},
        {"support_milestone",
         "FC02/方案",
         "officer",
         {{"measure", "FC02"}, {"milestone", "方案"}, {"due", "2025-09-01"}},
         "plan",
         {{"milestone", "方案"}, {"due", "2025-09-01"}}}};
    return all;
}

/// The last event of the ledger.
Event last_of(const DemoLedger& demo) {
    return demo.ledger.events().back();
}

} // namespace

TEST_CASE("every column of every list has a title and a name of its own") {
    for (const auto* table : state_tables()) {
        std::set<std::string> names;
        for (const auto& column : list_form(*table).columns) {
            INFO(table->name << "." << column.name);
            CHECK(names.insert(column.name).second);
            CHECK(column.title.zh != column.name);
            CHECK(column.title.en != "");
        }
    }
}

TEST_CASE("every kind of event can be made in one list, whose columns hold all its fields") {
    for (const auto* owner : programmes())
        for (const auto& kind : owner->kinds) {
            INFO(owner->name << "." << kind.name);
            const auto form = list_form(state_table(kind.table));
            CHECK(form.owner == owner);
            for (const auto& field : kind.fields) {
                const auto* column = form.column(column_for(*form.table, kind, field));
                REQUIRE(column != nullptr);
                CHECK(column->entry != Entry::never);
            }
        }
}

TEST_CASE("a workbook of every list comes back unchanged and records nothing") {
    DemoLedger demo;
    const auto before = demo.events();
    (void)export_lists(demo.ledger, {lists_named("all")}, demo.path("all.xlsx"), Overwrite::no);
    const auto found = import_lists(demo.ledger, demo.path("all.xlsx"), by("officer"));
    std::size_t rows = 0;
    for (const auto& name : lists_named("all")) rows += demo.ledger.state(name).rows.size();
    CHECK(rows > 50);
    CHECK(found.unchanged == rows);
    CHECK(found.rows.empty());
    CHECK(found.notes.empty());
    CHECK(demo.events() == before);
}

TEST_CASE("a changed row becomes the event that its cells say") {
    DemoLedger demo;
    for (const auto& change : changes_of_rows()) {
        INFO(change.table << " " << change.id << " " << change.kind);
        DeskList desk(demo.ledger, change.table);
        desk.edit(change.id, change.edits);
        const auto found = demo.import({desk}, by(change.role));
        REQUIRE(found.rows.size() == 1);
        INFO(found.rows[0].why.en);
        REQUIRE(found.rows[0].outcome == RowOutcome::recorded);
        const auto event = last_of(demo);
        CHECK(event.kind == change.kind);
        CHECK(event.payload == change.payload);
        CHECK(event.actor == "何军");
        CHECK(event.happened_on == "2025-06-02");
        CHECK(found.rows[0].number == event.number);
    }
    CHECK(demo.ledger.verify().is_sound());
}

TEST_CASE("an added row opens a case, or a part of one") {
    DemoLedger demo;
    for (const auto& row : new_rows()) {
        INFO(row.table << " " << row.id);
        DeskList desk(demo.ledger, row.table);
        desk.add(row.edits);
        const auto found = demo.import({desk}, by(row.role));
        REQUIRE(found.rows.size() == 1);
        INFO(found.rows[0].why.en);
        REQUIRE(found.rows[0].outcome == RowOutcome::recorded);
        CHECK(found.rows[0].id == row.id);
        CHECK(last_of(demo).kind == row.kind);
        CHECK(last_of(demo).payload == row.payload);
    }
    CHECK(demo.ledger.verify().is_sound());
}

TEST_CASE("the same workbook again records nothing, on another day too") {
    DemoLedger demo;
    DeskList desk(demo.ledger, "service_item");
    desk.edit("WT06", {{"action", "更换密封"}, {"present", "吴迪"}})
        .add({{"id", "WT100"},
              {"enterprise", "QY0001"},
              {"problem", "用电"},
              {"category", "other"},
              {"source", "visit"}});
    auto how = by("officer", "");
    CHECK(demo.import({desk}, how).recorded == 2);
    const auto events = demo.events();
    const auto again = demo.import({desk}, how);
    CHECK(again.before == 2);
    CHECK(again.recorded + again.refused == 0);
    CHECK(demo.events() == events);
}

TEST_CASE("a trial answers as the import does and records nothing") {
    DemoLedger demo;
    DeskList desk(demo.ledger, "service_enterprise");
    desk.edit("QY0001", {{"officer", "陈静"}}).edit("QY0002", {{"contact_days", "0"}});
    const auto events = demo.events();
    auto how = by("approver");
    how.keep = Keep::nothing;
    const auto trial = demo.import({desk}, how);
    CHECK(demo.events() == events);
    CHECK(text_cell(import_report(trial, Keep::nothing, Language::en), 0, "outcome") ==
          "would_record");
    how.keep = Keep::recorded;
    const auto found = demo.import({desk}, how);
    CHECK(demo.events() == events + 1);
    REQUIRE(found.rows.size() == trial.rows.size());
    for (std::size_t i = 0; i < found.rows.size(); ++i) {
        CHECK(found.rows[i].outcome == trial.rows[i].outcome);
        CHECK(found.rows[i].number == trial.rows[i].number);
        CHECK(found.rows[i].why.en == trial.rows[i].why.en);
    }
}

TEST_CASE("rows of one workbook do not outdate each other, whichever cases they touch") {
    DemoLedger demo;
    DeskList enterprises(demo.ledger, "service_enterprise");
    DeskList items(demo.ledger, "service_item");
    enterprises.edit("QY0003", {{"officer", "王强"}}); // its open items change in the same import
    items.edit("WT04", {{"event", "dismiss"}, {"event_reason", "重复"}});
    DeskList parts(demo.ledger, "fund_allocation");
    parts
        .edit("ZJ24A/XM02", {{"event", "pay"},
                             {"event_amount", "1万元"},
                             {"voucher", "a"},
                             {"event_role", "finance"}})
        .edit("ZJ24A/XM05", {{"event", "pay"},
                             {"event_amount", "2万元"},
                             {"voucher", "b"},
                             {"event_role", "finance"}});
    const auto found = demo.import({items, enterprises, parts}, by("approver"));
    for (const auto& row : found.rows) CHECK(row.why.en == "");
    CHECK(found.recorded == 4);
}

TEST_CASE("only the rows that were asked for are exported, with their drop-downs") {
    DemoLedger demo;
    const auto list = filled_list(demo.ledger, state_table("service_item"), {"officer=王强"});
    REQUIRE_FALSE(list.rows.rows.empty());
    CHECK(list.rows.rows.size() < demo.ledger.state("service_item").rows.size());
    CHECK(list.rows.rows.size() == list.exported.rows.size());
    CHECK(list.form.column("satisfaction")->choices ==
          std::vector<std::string>{"satisfied", "partly", "dissatisfied"});
    CHECK(list.form.column("event")->choices ==
          std::vector<std::string>{"collect", "assign", "solve", "close", "reopen", "dismiss"});
    CHECK_THROWS_AS(lists_named("nothing"), ConfigError);
    CHECK(lists_named("support") ==
          std::vector<std::string>{"support_measure", "support_milestone", "support_fact"});
}
