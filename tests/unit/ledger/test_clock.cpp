// SPDX-License-Identifier: Apache-2.0
#include "libgeo/ledger/clock.hpp"

#include <catch2/catch.hpp>

#include "libgeo/core/error.hpp"
#include "unit/ledger/days.hpp"

using namespace geo;

namespace {

/// Received on Wed 2026-07-01 with a limit of 5: due on Wed 2026-07-08. July has no holidays.
Clock five_days() {
    return {day("2026-07-01"), 5, {}, {}};
}

ClockReading reading(const Clock& clock, const std::string& as_of) {
    return read_clock(WorkingCalendar::builtin(), clock, day(as_of));
}

std::string state(const Clock& clock, const std::string& as_of) {
    return std::string(name_of(reading(clock, as_of).state));
}

ClockStop stop(const std::string& from, const std::string& to) {
    ClockStop made{StopReason::expert_review, day(from), {}, "NOTICE-1"};
    if (!to.empty()) made.to = day(to);
    return made;
}

} // namespace

TEST_CASE("a clock runs until its due day and is overdue the day after") {
    const auto clock = five_days();
    CHECK(state(clock, "2026-07-01") == "running");
    CHECK(reading(clock, "2026-07-01").left == 5);
    CHECK(state(clock, "2026-07-08") == "running");
    CHECK(reading(clock, "2026-07-08").left == 0);
    CHECK(state(clock, "2026-07-09") == "overdue");
    CHECK(reading(clock, "2026-07-09").over == 1);
    CHECK(reading(clock, "2026-07-12").over == 2); // Sunday: Thursday and Friday have passed
}

TEST_CASE("a decision on the due day is on time and a day later it is late") {
    auto clock = five_days();
    clock.finished = day("2026-07-08");
    CHECK(state(clock, "2026-08-01") == "on_time");
    CHECK(reading(clock, "2026-08-01").used == 5);
    clock.finished = day("2026-07-09");
    CHECK(state(clock, "2026-08-01") == "late");
    CHECK(reading(clock, "2026-08-01").over == 1);
    CHECK(state(clock, "2026-07-07") == "running"); // not decided yet on that day
}

TEST_CASE("a stop moves the due day by its working days") {
    auto clock = five_days();
    clock.stops = {stop("2026-07-03", "2026-07-07")}; // Fri to Tue: three working days
    CHECK(iso_date(reading(clock, "2026-07-06").due->day) == "2026-07-13");
    CHECK(state(clock, "2026-07-02") == "running");
    CHECK(state(clock, "2026-07-03") == "stopped");
    CHECK(state(clock, "2026-07-07") == "stopped");
    CHECK(state(clock, "2026-07-08") == "running");
    CHECK(reading(clock, "2026-07-08").used == 2);
    CHECK(state(clock, "2026-07-13") == "running");
    CHECK(state(clock, "2026-07-14") == "overdue");
}

TEST_CASE("a stop that is not known yet does not move the due day") {
    auto clock = five_days();
    clock.stops = {stop("2026-07-03", "2026-07-07")};
    CHECK(iso_date(reading(clock, "2026-07-02").due->day) == "2026-07-08");
}

TEST_CASE("a stop without an end leaves the due day unknown") {
    auto clock = five_days();
    clock.stops = {stop("2026-07-03", "")};
    CHECK(state(clock, "2026-09-01") == "stopped");
    CHECK_FALSE(reading(clock, "2026-09-01").due);
    CHECK(reading(clock, "2026-09-01").left == 4);
}

TEST_CASE("a stop after the due day cannot heal an overdue clock") {
    auto clock = five_days();
    clock.stops = {stop("2026-07-09", "")};
    CHECK(state(clock, "2026-07-10") == "overdue");
    CHECK(iso_date(reading(clock, "2026-07-10").due->day) == "2026-07-08");
}

TEST_CASE("corrections asked for within five working days stop the clock, later ones are told") {
    auto clock = five_days();
    clock.limit = 60;
    clock.stops = {{StopReason::correction, day("2026-07-08"), day("2026-07-14"), "NOTICE-1"}};
    CHECK_FALSE(reading(clock, "2026-07-20").has_late_correction); // the fifth working day
    CHECK(state(clock, "2026-07-10") == "stopped");
    CHECK(reading(clock, "2026-07-20").used == 8); // of 13, five stood still
    clock.stops.front().from = day("2026-07-09");  // the sixth
    CHECK(reading(clock, "2026-07-20").has_late_correction);
    CHECK(flags_of(reading(clock, "2026-07-20")) == std::vector<std::string>{"late_correction"});
    CHECK(state(clock, "2026-07-10") == "running"); // it counts as accepted on the day of receipt
    CHECK(reading(clock, "2026-07-20").used == 13);
    CHECK_FALSE(reading(clock, "2026-07-08").has_late_correction); // not known yet
    clock.stops.front().reason = StopReason::expert_review;
    CHECK_FALSE(reading(clock, "2026-07-20").has_late_correction);
}

TEST_CASE("overlapping stops count once") {
    auto clock = five_days();
    clock.stops = {stop("2026-07-03", "2026-07-07"), stop("2026-07-06", "2026-07-07")};
    CHECK(iso_date(reading(clock, "2026-07-20").due->day) == "2026-07-13");
}

TEST_CASE("a matter without a limit has no clock") {
    auto clock = five_days();
    clock.limit.reset();
    CHECK(state(clock, "2026-12-01") == "none");
}

TEST_CASE("a due day past the published calendar is unknown, and what is used and left stands") {
    Clock clock{day("2026-11-20"), 60, {}, {}};
    const auto found = reading(clock, "2026-11-27");
    CHECK_FALSE(found.due);
    CHECK(found.lacks_year == 2027);
    CHECK(found.state == ClockState::running);
    CHECK(found.used == 5);
    CHECK(found.left == 55);
    CHECK(flags_of(found) == std::vector<std::string>{"no_calendar_2027"});
    clock.finished = day("2026-12-31");
    CHECK(reading(clock, "2026-12-31").state == ClockState::on_time);
    CHECK_THROWS_AS(reading(Clock{day("2026-12-31"), 1, {}, {}}, "2027-01-04"), ConfigError);
    const ClockStop review{StopReason::expert_review, day("2026-11-23"), {}, "1"};
    const auto stopped = reading(Clock{day("2026-11-20"), 60, {review}, {}}, "2026-11-27");
    CHECK(stopped.state == ClockState::stopped); // until it ends nobody knows which year
    CHECK_FALSE(stopped.lacks_year);
}

TEST_CASE("dates in the wrong order are refused") {
    auto clock = five_days();
    CHECK_THROWS_AS(reading(clock, "2026-06-30"), InputError);
    clock.finished = day("2026-06-30");
    CHECK_THROWS_WITH(reading(clock, "2026-07-02"), Catch::StartsWith("decided before received"));
    clock = five_days();
    clock.stops = {stop("2026-07-07", "2026-07-03")};
    CHECK_THROWS_WITH(reading(clock, "2026-07-02"),
                      Catch::StartsWith("a stop ends before it begins"));
}

TEST_CASE("reasons of stops have stable names") {
    for (const auto reason :
         {StopReason::correction, StopReason::expert_review, StopReason::public_notice,
          StopReason::hearing, StopReason::inspection})
        CHECK(stop_reason_named(name_of(reason)) == reason);
    CHECK_FALSE(stop_reason_named("holiday"));
}
