// SPDX-License-Identifier: Apache-2.0
#include "libgeo/ledger/permit_limits.hpp"

#include <catch2/catch.hpp>

#include "libgeo/core/error.hpp"
#include "unit/ledger/days.hpp"

using namespace geo;

namespace {

std::vector<std::string> due(const std::string& eia_class, const std::string& received,
                             const std::string& as_of, const std::vector<ClockStop>& stops = {}) {
    const auto table =
        due_table(WorkingCalendar::builtin(), eia_class, day(received), stops, day(as_of));
    std::vector<std::string> found;
    for (const auto& row : table.rows) found.push_back(to_text(row[3]) + " " + to_text(row[6]));
    return found;
}

} // namespace

TEST_CASE("the promise stands beside the statutory limit") {
    // The vectors of domain 5.3: 5 and 60 days from 2026-02-13, 3 and 30 from 2026-04-30.
    CHECK(due("report", "2026-02-13", "2026-02-28") ==
          std::vector<std::string>{"2026-02-27 overdue", "2026-05-19 running"});
    CHECK(due("form", "2026-04-30", "2026-05-06") ==
          std::vector<std::string>{"2026-05-08 running", "2026-06-15 running"});
    CHECK(due("registration", "2026-09-30", "2026-10-08") ==
          std::vector<std::string>{"2026-10-08 running", " none"});
    CHECK_THROWS_AS(due("none", "2026-09-30", "2026-10-08"), ConfigError);
}

TEST_CASE(
    "a promise that ends in a published year is told even when the statutory limit does not") {
    CHECK(due("report", "2026-11-20", "2026-11-20") ==
          std::vector<std::string>{"2026-11-27 running", " running"});
    const auto table =
        due_table(WorkingCalendar::builtin(), "report", day("2026-11-20"), {}, day("2026-11-20"));
    CHECK(to_text(table.rows[0][11]).empty());
    CHECK(to_text(table.rows[1][11]) == "no_calendar_2027");
    CHECK_THROWS_AS(due("registration", "2026-12-31", "2026-12-31"), ConfigError);
}

TEST_CASE("a stop moves both limits") {
    const auto stop = clock_stop_from("expert_review:2026-05-06:2026-05-09"); // 4 working days
    CHECK(due("form", "2026-04-30", "2026-05-07", {stop}) ==
          std::vector<std::string>{"2026-05-13 stopped", "2026-06-22 stopped"});
}

TEST_CASE("a stop is written as reason, first and last day") {
    const auto stop = clock_stop_from("hearing:2026-05-06:2026-05-07");
    CHECK(stop.reason == StopReason::hearing);
    CHECK(stop.from == day("2026-05-06"));
    CHECK(*stop.to == day("2026-05-07"));
    CHECK_FALSE(clock_stop_from("hearing:2026-05-06").to);
    for (const auto* wrong : {"hearing", "holiday:2026-05-06", "hearing:2026-05-32",
                              "hearing:2026-05-06:", "hearing:2026-05-06:tomorrow"})
        CHECK_THROWS_AS(clock_stop_from(wrong), ConfigError);
}
