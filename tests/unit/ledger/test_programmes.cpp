// SPDX-License-Identifier: Apache-2.0
#include <catch2/catch.hpp>

#include <set>

#include "libgeo/core/error.hpp"
#include "libgeo/ledger/steps.hpp"
#include "libgeo/ledger/tables.hpp"
#include "libgeo/ledger/views.hpp"
#include "libgeo/ledger/written.hpp"
#include "unit/ledger/demo.hpp"
#include "unit/ledger/stores.hpp"

using namespace geo;
using namespace geo::ledger;
using geo::ledger::test::demo_events;
using geo::ledger::test::FreshLedger;
using geo::ledger::test::recorded_programmes;

namespace {

std::vector<std::vector<std::vector<Value>>> all_rows(const Ledger& ledger) {
    std::vector<std::vector<std::vector<Value>>> rows;
    for (const auto* table : state_tables()) rows.push_back(ledger.state(table->name).rows);
    return rows;
}

WrittenEvent written(const std::string& kind, std::map<std::string, std::string> fields) {
    WrittenEvent event;
    event.head = geo::ledger::test::service(kind, "E1", {});
    event.head.role = "officer";
    event.fields = std::move(fields);
    return event;
}

} // namespace

TEST_CASE("all programmes share one chain whose state is what the events make") {
    const FreshLedger fresh;
    Ledger ledger(fresh.location);
    for (const auto& name : recorded_programmes) (void)ledger.append_all(demo_events(name));
    CHECK(ledger.verify().is_sound());
    const auto before = all_rows(ledger);
    ledger.rebuild();
    CHECK(all_rows(ledger) == before);
}

TEST_CASE("a batch and single events give the same state") {
    const FreshLedger batch;
    const FreshLedger single;
    Ledger one(batch.location);
    Ledger other(single.location);
    for (const auto& name : recorded_programmes) {
        const auto events = demo_events(name);
        (void)one.append_all(events);
        for (const auto& event : events) (void)other.append(event);
    }
    CHECK(all_rows(one) == all_rows(other));
}

TEST_CASE("every view can be made of an empty ledger and of a full one") {
    const FreshLedger fresh;
    Ledger ledger(fresh.location);
    const ViewQuestion question{*day_of_iso_date("2025-03-21"), {}, &WorkingCalendar::builtin()};
    for (const auto* one : programmes())
        for (const auto& view : views_of(one->name))
            for (const auto& row : view.make(ledger, question).rows)
                CHECK(to_text(row.front()) == "all"); // sums of nothing
    for (const auto& name : recorded_programmes) (void)ledger.append_all(demo_events(name));
    for (const auto& name : recorded_programmes)
        for (const auto& view : views_of(name)) {
            const auto table = view.make(ledger, question);
            CAPTURE(view.name);
            CHECK(!table.rows.empty());
            for (const auto& row : table.rows) CHECK(row.size() == table.columns.size());
        }
}

TEST_CASE("programmes are declared so that an option, a column and a status mean one thing") {
    std::set<std::string> tables;
    for (const auto* one : programmes()) {
        std::set<std::string> kinds;
        std::map<std::string, FieldType> types;
        for (const auto& kind : one->kinds) {
            CHECK(kinds.insert(kind.name).second);
            CHECK(!kind.roles.empty());
            for (const auto& field : kind.fields) {
                const auto known = types.emplace(field.name, field.type).first;
                CHECK(known->second == field.type);
                CHECK((field.type == FieldType::choice) == !field.choices.empty());
            }
        }
        for (const auto& table : one->tables) CHECK(tables.insert(table.name).second);
        for (const auto& view : views_of(one->name)) CHECK(kinds.insert(view.name).second);
    }
}

TEST_CASE("written fields are read by their declaration") {
    const auto event = submission_from(written("enrol", {{"name", "甲"},
                                                         {"officer", "王强"},
                                                         {"contact_days", " 30 "},
                                                         {"county", "淮阴区"},
                                                         {"park_id", "  "}}));
    CHECK(whole_of(event.payload, "contact_days") == 30);
    CHECK(!has(event.payload, "park_id"));
    const auto solved =
        submission_from(written("solve", {{"action", "a;b"}, {"present", "甲；乙;"}}));
    CHECK(text_of(solved.payload, "action") == "a;b");
    CHECK(list_of(solved.payload, "present") == std::vector<std::string>{"甲", "乙"});
}

TEST_CASE("a number that is none and an unknown field are refused") {
    const std::map<std::string, std::string> good{
        {"name", "甲"}, {"officer", "王强"}, {"contact_days", "30"}, {"county", "淮阴区"}};
    for (const char* days : {"3.5", "30 days", "1e3", "99999999999999999999"}) {
        auto fields = good;
        fields["contact_days"] = days;
        CHECK_THROWS_AS((void)submission_from(written("enrol", fields)), InputError);
    }
    auto fields = good;
    fields["colour"] = "red";
    CHECK_THROWS_AS((void)submission_from(written("enrol", fields)), InputError);
    CHECK_THROWS_AS((void)submission_from(written("melt", good)), InputError);
}

TEST_CASE("a step that cannot be taken names those that can") {
    const std::vector<Step> steps{{"fix", {"ordered"}, "fixed"},
                                  {"help", {"ordered", "fixed"}, ""}};
    CHECK(!wrong_step(steps, "fix", "ordered"));
    CHECK(!wrong_step(steps, "opens", ""));
    const auto why = wrong_step(steps, "fix", "fixed");
    REQUIRE(why);
    CHECK(why->en == "its status is fixed, so it cannot fix now. It can: help.");
    CHECK(wrong_step(steps, "help", "closed")->en.ends_with("It can: nothing."));
}
