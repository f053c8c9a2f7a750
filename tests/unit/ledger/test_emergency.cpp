// SPDX-License-Identifier: Apache-2.0
#include "libgeo/ledger/emergency.hpp"

#include <catch2/catch.hpp>

#include "libgeo/core/error.hpp"
#include "libgeo/ledger/views.hpp"
#include "unit/ledger/stores.hpp"

using namespace geo;
using namespace geo::ledger;
using geo::ledger::test::FreshLedger;

namespace {

Submission event(const std::string& kind, const std::string& case_id, const std::string& on,
                 Payload payload = {}) {
    auto one = geo::ledger::test::service(kind, case_id, std::move(payload), on);
    one.programme = "emergency";
    one.at.clear();
    if (kind == "confirm") one.role = "inspector";
    if (kind != "assign" && kind != "confirm") one.payload["document"] = std::string("示例 " + on);
    return one;
}

Submission declared(const std::string& on, const std::string& from_day = {}) {
    auto one = event("declare", "YJ1", on, {{"level", "orange"}});
    if (!from_day.empty()) one.payload["from_day"] = from_day;
    return one;
}

Submission assigned(const std::string& measure, const std::string& on, std::int64_t percent = -1) {
    auto one = event("assign", "YJ1", on,
                     {{"enterprise", "QY1"}, {"measure", measure}, {"clause", "减排清单"}});
    if (percent >= 0) one.payload["percent"] = percent;
    return one;
}

Submission confirmed(const std::string& on, std::int64_t done) {
    return event("confirm", "YJ1", on, {{"enterprise", "QY1"}, {"done", done}, {"note", "已看"}});
}

Submission exempted(const std::string& case_id, const std::string& on) {
    return event("exempt", case_id, on, {{"enterprise", "QY1"}, {"clause", "第二条"}});
}

/// A cell of the first row of a view on a day; "" when it has no row.
std::string first(const Ledger& ledger, const std::string& name, const std::string& column,
                  const std::string& day) {
    for (const auto& view : views_of("emergency")) {
        if (view.name != name) continue;
        const auto table = view.make(ledger, {*day_of_iso_date(day), {}, nullptr});
        return table.rows.empty() ? "" : text_cell(table, 0, column);
    }
    return "no view";
}

} // namespace

TEST_CASE("a warning is declared, holds, changes and is lifted, each on its day") {
    const FreshLedger fresh;
    Ledger ledger(fresh.location);
    (void)ledger.append(declared("2025-01-03", "2025-01-04"));
    (void)ledger.append(event("change", "YJ1", "2025-01-05", {{"level", "red"}}));
    (void)ledger.append(event("change", "YJ1", "2025-01-06", {{"level", "yellow"}}));
    (void)ledger.append(event("lift", "YJ1", "2025-01-08"));
    const auto standing = [&](const char* day) {
        return first(ledger, "warnings", "standing", day);
    };
    const auto level = [&](const char* day) { return first(ledger, "warnings", "level", day); };
    CHECK(standing("2025-01-02").empty());
    CHECK(standing("2025-01-03") == "declared");
    CHECK(standing("2025-01-04") == "in_force");
    CHECK(level("2025-01-04") == "orange");
    CHECK(level("2025-01-05") == "red");
    CHECK(level("2025-01-07") == "yellow");
    CHECK(first(ledger, "warnings", "highest", "2025-01-07") == "red");
    CHECK(standing("2025-01-08") == "lifted");
    CHECK_THROWS_AS(ledger.append(event("lift", "YJ1", "2025-01-09")), InputError);
    CHECK_THROWS_AS(ledger.append(assigned("stop", "2025-01-09")), InputError);
    CHECK(ledger.verify().is_sound());
}

TEST_CASE("a measure is assigned, seen on the spot, and outdated by another level") {
    const FreshLedger fresh;
    Ledger ledger(fresh.location);
    (void)ledger.append(declared("2025-01-03"));
    CHECK_THROWS_AS(ledger.append(confirmed("2025-01-03", 1)), InputError); // nothing to confirm
    (void)ledger.append(assigned("ratio", "2025-01-03", 40));
    (void)ledger.append(confirmed("2025-01-04", 0));
    (void)ledger.append(confirmed("2025-01-05", 1));
    (void)ledger.append(event("change", "YJ1", "2025-01-06", {{"level", "red"}}));
    (void)ledger.append(assigned("stop", "2025-01-07"));
    (void)ledger.append(event("lift", "YJ1", "2025-01-08"));
    (void)ledger.append(confirmed("2025-01-09", 1)); // evaluated afterwards
    const std::vector<std::pair<const char*, const char*>> days{
        {"2025-01-03", "open"},     {"2025-01-04", "not_done"}, {"2025-01-05", "confirmed"},
        {"2025-01-06", "outdated"}, {"2025-01-07", "open"},     {"2025-01-09", "confirmed"}};
    for (const auto& [day, state] : days) {
        CAPTURE(day);
        CHECK(first(ledger, "assigned", "state", day) == state);
    }
    CHECK(first(ledger, "warnings", "confirmed", "2025-01-05") == "1");
    CHECK(first(ledger, "warnings", "confirmed", "2025-01-07") == "0");
    CHECK(first(ledger, "assigned", "percent", "2025-01-07").empty());
}

TEST_CASE("a measure by ratio has its percent and no other has one") {
    const FreshLedger fresh;
    Ledger ledger(fresh.location);
    (void)ledger.append(declared("2025-01-03"));
    CHECK_THROWS_AS(ledger.append(assigned("ratio", "2025-01-03")), InputError);
    CHECK_THROWS_AS(ledger.append(assigned("stop", "2025-01-03", 50)), InputError);
    CHECK_THROWS_AS(ledger.append(assigned("ratio", "2025-01-03", 101)), InputError);
    CHECK_THROWS_AS(ledger.append(declared("2025-01-05", "2025-01-04")), InputError);
    CHECK_THROWS_AS(ledger.append(event("change", "YJ1", "2025-01-04", {{"level", "orange"}})),
                    InputError); // it is orange
}

TEST_CASE("an enterprise has one entry, which goes off the list and on again") {
    const FreshLedger fresh;
    Ledger ledger(fresh.location);
    (void)ledger.append(exempted("HM1", "2025-01-10"));
    CHECK_THROWS_WITH(ledger.append(exempted("HM2", "2025-01-11")), Catch::Contains("HM1"));
    CHECK_THROWS_AS(ledger.append(event("remove", "HM1", "2025-02-01")), InputError); // no clause
    (void)ledger.append(event("remove", "HM1", "2025-02-01", {{"clause", "第六条"}}));
    CHECK_THROWS_AS(ledger.append(event("remove", "HM1", "2025-02-02", {{"clause", "第六条"}})),
                    InputError);
    (void)ledger.append(event("restore", "HM1", "2025-03-01", {{"clause", "第七条"}}));
    const auto status = [&](const char* day) { return first(ledger, "entries", "status", day); };
    CHECK(status("2025-01-31") == "exempt");
    CHECK(status("2025-02-28") == "removed");
    CHECK(first(ledger, "entries", "clause", "2025-02-28") == "第六条");
    CHECK(status("2025-03-01") == "exempt");
    CHECK(first(ledger, "entries", "up_to", "2025-03-01") == "red");
    CHECK_THROWS_AS(ledger.append(event("lift", "HM1", "2025-03-02")), InputError); // no warning
}
