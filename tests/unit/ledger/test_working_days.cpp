// SPDX-License-Identifier: Apache-2.0
#include "libgeo/ledger/working_days.hpp"

#include <catch2/catch.hpp>

#include <fstream>
#include <sstream>

#include "libgeo/core/error.hpp"
#include "unit/ledger/days.hpp"

using namespace geo;

namespace {

const WorkingCalendar& calendar() {
    return WorkingCalendar::builtin();
}

std::string due(const std::string& received, int count, std::vector<DaysOut> out = {}) {
    const auto found = calendar().due(day(received), count, out);
    return found ? iso_date(found->day) : "stopped";
}

std::string message_of(std::vector<CalendarFile> files) {
    try {
        WorkingCalendar made(files);
    } catch (const ConfigError& error) {
        return error.what();
    }
    return "";
}

std::string notice(int year, const std::string& days) {
    return "{\"year\":" + std::to_string(year) + ",\"papers\":[\"notice\"],\"days\":[" + days +
           "]}";
}

std::string entry(const std::string& date, const char* is_off) {
    return "{\"name\":\"x\",\"date\":\"" + date + "\",\"isOffDay\":" + is_off + "}";
}

} // namespace

TEST_CASE("the day of receipt is day 0 and make-up days count") {
    // Computed independently of this program: domain 5.3.
    CHECK(due("2020-01-20", 5) == "2020-02-04"); // the holiday was extended after its first notice
    CHECK(due("2024-09-30", 5) == "2024-10-12"); // a Saturday that works
    CHECK(due("2024-10-11", 1) == "2024-10-12");
    CHECK(due("2026-02-13", 5) == "2026-02-27");
    CHECK(due("2026-02-13", 60) == "2026-05-19");
    CHECK(due("2026-04-30", 30) == "2026-06-15");
    CHECK(due("2026-04-30", 0) == "2026-04-30");
}

TEST_CASE("the samples of 2026 follow the notice, not Monday to Friday") {
    struct Sample {
        const char* received;
        const char* one;
        const char* three;
        const char* five;
    };
    // From the State Council's notice for 2026 (Xinhua, 2025-11-04): correctness 3.
    for (const auto& s : {Sample{"2026-09-30", "2026-10-08", "2026-10-10", "2026-10-13"},
                          Sample{"2026-02-13", "2026-02-14", "2026-02-25", "2026-02-27"},
                          Sample{"2026-09-18", "2026-09-20", "2026-09-22", "2026-09-24"},
                          Sample{"2026-04-30", "2026-05-06", "2026-05-08", "2026-05-11"},
                          Sample{"2026-06-18", "2026-06-22", "2026-06-24", "2026-06-26"}}) {
        CAPTURE(s.received);
        CHECK(due(s.received, 1) == s.one);
        CHECK(due(s.received, 3) == s.three);
        CHECK(due(s.received, 5) == s.five);
    }
}

TEST_CASE("2026 has 248 working days") {
    CHECK(calendar().count(day("2025-12-31"), day("2026-12-31")) == 248);
}

TEST_CASE("every day of 2020 to 2026 agrees with an independent package") {
    std::ifstream stream("tests/answers/working_days.csv");
    std::string line;
    std::getline(stream, line);
    REQUIRE(line == "received,is_working,due_1,due_3,due_5");
    int days = 0;
    while (std::getline(stream, line)) {
        std::istringstream fields(line + ",");
        std::vector<std::string> row;
        for (std::string field; std::getline(fields, field, ',');) row.push_back(field);
        CAPTURE(line);
        REQUIRE(row.size() >= 2);
        row.resize(5);
        REQUIRE(calendar().is_working(day(row[0])) == (row[1] == "1"));
        int column = 2;
        for (const int count : {1, 3, 5}) {
            const auto& answer = row[static_cast<std::size_t>(column++)];
            if (answer.empty())
                REQUIRE_THROWS_AS(due(row[0], count), ConfigError); // reaches into 2027
            else
                REQUIRE(due(row[0], count) == answer);
        }
        ++days;
    }
    CHECK(days == 2557);
}

TEST_CASE("counting is the inverse of the due day") {
    for (const int count : {1, 3, 5, 10, 20, 30, 60})
        for (Day received = day("2024-01-01"); received < day("2025-01-01");
             received += std::chrono::days(1)) {
            const auto found = calendar().due(received, count);
            REQUIRE(found);
            REQUIRE(calendar().count(received, found->day) == count);
            REQUIRE(calendar().is_working(found->day));
        }
}

TEST_CASE("days of December come from the next year's notice") {
    CHECK(calendar().is_working(day("2018-12-29")));       // a Saturday: notice for 2019
    CHECK_FALSE(calendar().is_working(day("2018-12-31"))); // a Monday
    CHECK(calendar().is_working(day("2011-12-31")));       // a Saturday: notice for 2012
    CHECK_FALSE(calendar().is_working(day("2007-12-31"))); // a Monday: notice for 2008
}

TEST_CASE("a year without a published notice is refused and never guessed") {
    CHECK(calendar().first_year() == 2007);
    CHECK(calendar().last_year() == 2026); // the file of 2027 is empty
    CHECK_THROWS_AS(calendar().is_working(day("2027-01-04")), ConfigError);
    CHECK_THROWS_AS(due("2026-12-31", 1), ConfigError);
    CHECK_THROWS_AS(due("2027-01-04", 0), ConfigError);
    CHECK_THROWS_AS(due("2006-12-30", 1), ConfigError);
    CHECK_THROWS_WITH(
        due("2026-12-31", 1),
        Catch::StartsWith("2027: its holiday notice is not in the calendar (2007 to 2026)"));
}

TEST_CASE("a due day in the last week of the last year is not settled") {
    CHECK(calendar().due(day("2026-12-18"), 4)->is_settled);       // 24 December
    CHECK_FALSE(calendar().due(day("2026-12-18"), 5)->is_settled); // 25 December
    CHECK(calendar().due(day("2025-12-29"), 2)->is_settled);
}

TEST_CASE("days out are not counted, and overlapping ones are left out once") {
    // Received Wed 2026-07-01; without days out five working days end on Wed 8 July.
    CHECK(due("2026-07-01", 5) == "2026-07-08");
    CHECK(due("2026-07-01", 5, {{day("2026-07-02"), day("2026-07-03")}}) == "2026-07-10");
    CHECK(due("2026-07-01", 5,
              {{day("2026-07-02"), day("2026-07-03")}, {day("2026-07-03"), day("2026-07-06")}}) ==
          "2026-07-13");
    CHECK(due("2026-07-01", 5, {{day("2026-07-04"), day("2026-07-05")}}) == "2026-07-08");
    CHECK(due("2026-07-01", 5, {{day("2026-07-08"), {}}}) == "stopped");
    CHECK(due("2026-07-01", 5, {{day("2026-07-09"), {}}}) == "2026-07-08");
}

TEST_CASE("a calendar file that is none is refused with its name") {
    CHECK(message_of({{"a.json", "{"}}) ==
          "a.json: is no calendar of holidays. Check it or take the publisher's calendar file.");
    CHECK(message_of({{"a.json", notice(2025, entry("2025-13-01", "true"))}})
              .starts_with("a.json: has '2025-13-01', no day of its year"));
    CHECK(message_of({{"a.json", notice(2025, entry("2026-01-01", "true"))}})
              .starts_with("a.json: has '2026-01-01', no day of its year"));
    CHECK(message_of({{"a.json", notice(2025, entry("2025-01-01", "true") + "," +
                                                  entry("2025-01-01", "true"))}})
              .starts_with("a.json: has 2025-01-01 twice"));
    CHECK(message_of({{"a.json", notice(2025, entry("2025-01-01", "1"))}})
              .starts_with("a.json: has a day without a date or a kind"));
}

TEST_CASE("two notices that disagree are refused") {
    CHECK(message_of({{"a.json", notice(2024, entry("2024-12-31", "true"))},
                      {"b.json", notice(2025, entry("2024-12-31", "false"))}})
              .starts_with("b.json: contradicts another year's notice on 2024-12-31"));
    CHECK(message_of({{"a.json", notice(2024, entry("2024-01-01", "true"))},
                      {"b.json", notice(2024, entry("2024-01-01", "true"))}})
              .starts_with("b.json: is of a year that stands twice"));
}

TEST_CASE("a calendar with no published year is refused") {
    CHECK(message_of({{"2027.json", "{\"year\":2027,\"papers\":[],\"days\":[]}"}})
              .starts_with("datasets/calendars: no year of it has been published"));
}

TEST_CASE("a folder of calendars gives the same days as the built-in ones") {
    const auto folder = WorkingCalendar::read("datasets/calendars");
    for (Day d = day("2007-01-01"); d <= day("2026-12-31"); d += std::chrono::days(1))
        REQUIRE(folder.is_working(d) == calendar().is_working(d));
    CHECK_THROWS_AS(WorkingCalendar::read("datasets/nowhere"), ConfigError);
}
