// SPDX-License-Identifier: Apache-2.0
#include "libgeo/ledger/townships.hpp"

#include <catch2/catch.hpp>

#include "libgeo/core/error.hpp"
#include "libgeo/ledger/views.hpp"
#include "unit/ledger/stores.hpp"

using namespace geo;
using namespace geo::ledger;
using geo::ledger::test::FreshLedger;

namespace {

Submission event(const std::string& kind, const std::string& case_id, const std::string& on,
                 Payload payload = {}, const std::string& reason = {}) {
    auto one = geo::ledger::test::service(kind, case_id, std::move(payload), on);
    one.programme = "townships";
    one.payload["document"] = std::string("示例 " + on);
    one.reason = reason;
    one.at.clear();
    return one;
}

Submission opening(const std::string& kind, const std::string& case_id, const std::string& on,
                   const std::string& code = "320804117") {
    auto one = event(kind, case_id, on, {{"code", code}, {"title", "national"}});
    if (kind == "apply") one.role = "officer";
    return one;
}

Submission recode(const std::string& change, std::vector<std::string> before,
                  std::vector<std::string> after) {
    auto one = event("recode", "BG1", "2025-03-01");
    one.payload["change"] = change;
    one.payload["old_names"] = before;
    one.payload["new_names"] = after;
    one.payload["old_codes"] = std::move(before);
    one.payload["new_codes"] = std::move(after);
    return one;
}

/// The status of a case on a day.
std::string status_on(const Ledger& ledger, const std::string& day) {
    for (const auto& view : views_of("townships")) {
        if (view.name != "titles") continue;
        const auto table = view.make(ledger, {*day_of_iso_date(day), {}, nullptr});
        return table.rows.empty() ? "" : text_cell(table, 0, "status");
    }
    return "no view";
}

} // namespace

TEST_CASE("a title goes from the application to the withdrawal, and stood so on each day") {
    const FreshLedger fresh;
    Ledger ledger(fresh.location);
    auto pass = event("pass", "CJ1", "2025-01-20");
    (void)ledger.append(opening("apply", "CJ1", "2025-01-08"));
    (void)ledger.append(pass);
    (void)ledger.append(event("announce", "CJ1", "2025-02-01"));
    (void)ledger.append(event("name", "CJ1", "2025-03-01"));
    (void)ledger.append(event("recheck", "CJ1", "2025-03-02", {{"result", "kept"}}));
    (void)ledger.append(event("withdraw", "CJ1", "2025-03-09", {}, "污染事件"));
    const std::vector<std::pair<std::string, std::string>> days{
        {"2025-01-07", ""},          {"2025-01-08", "applied"},  {"2025-01-20", "passed"},
        {"2025-02-28", "announced"}, {"2025-03-01", "named"},    {"2025-03-08", "named"},
        {"2025-03-09", "withdrawn"}, {"2026-01-01", "withdrawn"}};
    for (const auto& [day, status] : days) {
        CAPTURE(day);
        CHECK(status_on(ledger, day) == status);
    }
    CHECK(ledger.verify().is_sound());
}

TEST_CASE("a title that was named before the ledger began is entered with its day") {
    const FreshLedger fresh;
    Ledger ledger(fresh.location);
    (void)ledger.append(opening("name", "CJ1", "2015-06-07"));
    CHECK(status_on(ledger, "2015-06-07") == "named");
    CHECK_THROWS_AS(ledger.append(event("name", "CJ1", "2025-06-07")), InputError);
}

TEST_CASE("the steps of a title cannot be taken out of their order") {
    const FreshLedger fresh;
    Ledger ledger(fresh.location);
    CHECK_THROWS_AS(ledger.append(event("name", "CJ1", "2025-03-01")), InputError); // no unit
    CHECK_THROWS_AS(ledger.append(event("withdraw", "CJ1", "2025-03-01", {}, "x")), InputError);
    (void)ledger.append(opening("announce", "CJ1", "2025-01-08"));
    CHECK_THROWS_AS(ledger.append(event("recheck", "CJ1", "2025-03-01", {{"result", "kept"}})),
                    InputError);
    CHECK_THROWS_WITH(ledger.append(event("reject", "CJ1", "2025-03-01")),
                      Catch::Contains("--reason"));
    CHECK_THROWS_AS(ledger.append(event("name", "CJ1", "2025-01-07")), InputError); // earlier
    CHECK_THROWS_WITH(ledger.append(opening("name", "CJ1", "2025-03-01", "320804118")),
                      Catch::Contains("320804117")); // another unit
    (void)ledger.append(event("name", "CJ1", "2025-03-01"));
    CHECK_THROWS_AS(ledger.append(event("recheck", "CJ1", "2025-03-02", {{"result", "correct"}})),
                    InputError); // until when?
}

TEST_CASE("a title of a unit has one case, and a unit a code") {
    const FreshLedger fresh;
    Ledger ledger(fresh.location);
    (void)ledger.append(opening("apply", "CJ1", "2025-01-08"));
    CHECK_THROWS_WITH(ledger.append(opening("apply", "CJ2", "2025-01-09")), Catch::Contains("CJ1"));
    auto provincial = opening("apply", "CJ2", "2025-01-09");
    provincial.payload["title"] = std::string("provincial");
    (void)ledger.append(provincial);
    for (const char* code : {"32080411", "32080411X", "3208041170000"})
        CHECK_THROWS_AS(ledger.append(opening("apply", "CJ3", "2025-01-09", code)), InputError);
}

TEST_CASE("a change of codes is one to one, several to one, or one to several") {
    const FreshLedger fresh;
    Ledger ledger(fresh.location);
    const std::string a = "320803101", b = "320803102", c = "320803103";
    CHECK_THROWS_AS(ledger.append(recode("renamed", {a, b}, {c})), InputError);
    CHECK_THROWS_AS(ledger.append(recode("merged", {a}, {c})), InputError);
    CHECK_THROWS_AS(ledger.append(recode("merged", {a, a}, {c})), InputError);
    CHECK_THROWS_AS(ledger.append(recode("split", {a}, {c})), InputError);
    CHECK_THROWS_AS(ledger.append(recode("renamed", {"A"}, {c})), InputError);
    auto unnamed = recode("merged", {a, b}, {c});
    unnamed.payload["old_names"] = std::vector<std::string>{"甲"};
    CHECK_THROWS_WITH(ledger.append(unnamed), Catch::Contains("names"));
    (void)ledger.append(recode("merged", {a, b}, {a}));
    CHECK_THROWS_AS(ledger.append(event("recheck", "BG1", "2025-03-02", {{"result", "kept"}})),
                    InputError);
}
