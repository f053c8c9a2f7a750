// SPDX-License-Identifier: Apache-2.0
#include "libgeo/ledger/views.hpp"

#include <catch2/catch.hpp>

#include <algorithm>
#include <set>

#include "libgeo/ledger/written.hpp"
#include "unit/ledger/stores.hpp"

using namespace geo;
using namespace geo::ledger;
using geo::ledger::test::contact;
using geo::ledger::test::enrol;
using geo::ledger::test::FreshLedger;
using geo::ledger::test::service;

namespace {

using Rows = std::vector<std::vector<Value>>;

/// All views of a programme on a day, grouped in every way they can be.
std::vector<Rows> views_on(const Ledger& ledger, const std::string& programme, Day day) {
    std::vector<Rows> all;
    for (const auto& view : views_of(programme)) {
        auto groups = view.groups;
        groups.emplace_back();
        for (const auto& by : groups)
            all.push_back(view.make(ledger, {day, by, &WorkingCalendar::builtin()}).rows);
    }
    return all;
}

/// The records of the demo city in the order of their days.
std::vector<Submission> in_order_of_days(const std::string& programme) {
    auto events =
        read_written_events("datasets/huaian/ledger/" + programme + ".csv", {}).submissions;
    std::stable_sort(events.begin(), events.end(),
                     [](const auto& a, const auto& b) { return a.happened_on < b.happened_on; });
    return events;
}

Value indicator(const Ledger& ledger, const std::string& day, const std::string& column) {
    for (const auto& view : views_of("service"))
        if (view.name == "indicators") {
            const auto table =
                view.make(ledger, {*day_of_iso_date(day), {}, &WorkingCalendar::builtin()});
            return cell(table, 0, column);
        }
    return {};
}

std::int64_t whole(const Value& value) {
    return std::get<std::int64_t>(value);
}

Submission problem(const std::string& id, const std::string& on) {
    return service("collect", id,
                   {{"enterprise", "E1"},
                    {"problem", "许可办理慢"},
                    {"category", "permit"},
                    {"source", "visit"}},
                   on);
}

} // namespace

TEST_CASE("every view of a past day is what it was on that day") {
    for (const char* name : {"service", "enforce", "fund", "support", "townships", "emergency"}) {
        CAPTURE(name);
        const FreshLedger fresh;
        Ledger ledger(fresh.location);
        std::map<std::string, std::vector<Rows>> as_they_were;
        for (const auto& event : in_order_of_days(name)) {
            (void)ledger.append(event);
            as_they_were[event.happened_on] =
                views_on(ledger, name, *day_of_iso_date(event.happened_on));
        }
        REQUIRE(as_they_were.size() > 2);
        for (const auto& [day, rows] : as_they_were) {
            CAPTURE(day);
            CHECK(views_on(ledger, name, *day_of_iso_date(day)) == rows);
        }
    }
}

TEST_CASE("an event that is recorded late counts from the day on which it happened") {
    const FreshLedger fresh;
    Ledger ledger(fresh.location);
    auto early = enrol("E1", "2025-03-01");
    early.at.clear();
    (void)ledger.append(early);
    for (const auto& [id, day] : {std::pair{"W1", "2025-03-10"}, {"W2", "2025-03-04"}}) {
        auto one = problem(id, day);
        one.at.clear();
        (void)ledger.append(one);
    }
    CHECK(whole(indicator(ledger, "2025-03-03", "collected")) == 0);
    CHECK(whole(indicator(ledger, "2025-03-04", "collected")) == 1); // recorded after W1
    CHECK(whole(indicator(ledger, "2025-03-10", "collected")) == 2);
}

TEST_CASE("before an enterprise was enrolled, views know neither its contacts nor its officer") {
    const FreshLedger fresh;
    Ledger ledger(fresh.location);
    auto late = enrol("E1", "2025-03-10");
    auto call = contact("E1", "旧电话", "2025-03-02"); // may be recorded afterwards
    auto found = problem("W1", "2025-03-03");
    for (auto* one : {&late, &call, &found}) {
        one->at.clear();
        (void)ledger.append(*one);
    }
    const auto day = *day_of_iso_date("2025-03-05");
    CHECK_NOTHROW(views_on(ledger, "service", day));
    CHECK(whole(indicator(ledger, "2025-03-05", "collected")) == 1);
    CHECK(ledger.state_on("service_enterprise", "2025-03-05").rows.empty());
    CHECK(ledger.state_on("service_enterprise", "2025-03-10").rows ==
          ledger.state("service_enterprise").rows);
}
