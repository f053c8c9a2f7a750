// SPDX-License-Identifier: Apache-2.0
#include "libgeo/township_ledger.hpp"

#include <catch2/catch.hpp>

#include <algorithm>

#include "libgeo/core/error.hpp"
#include "unit/ledger/stores.hpp"

using namespace geo;
using geo::ledger::Ledger;
using geo::ledger::Payload;
using geo::ledger::Submission;
using geo::ledger::test::FreshLedger;

namespace {

const std::string a = "320803101", b = "320803102", c = "320803103";

TownshipCode town(const std::string& code, double area_m2) {
    TownshipCode one{code,    "镇" + code,    "320803", "淮安区", TownshipKind::town,
                     area_m2, area_m2 / 1000, true};
    return one;
}

/// Three towns of 1, 2 and 4 km² with a tenth of each in the red line; A was named by the list.
TownshipHistory three_towns() {
    TownshipHistory history;
    history.codes = {town(a, 1e6), town(b, 2e6), town(c, 4e6)};
    for (const auto& unit : history.codes) history.redline_m2[unit.code] = *unit.area_m2 / 10;
    history.awards = {{a, "national", "named", "2012-05-24", "", "awards.csv, row 1"}};
    return history;
}

class Book {
  public:
    Book() : m_ledger(m_fresh.location) {}

    void add(const std::string& kind, const std::string& case_id, const std::string& on,
             Payload payload = {}) {
        auto one = geo::ledger::test::service(kind, case_id, std::move(payload), on);
        one.programme = "townships";
        one.payload["document"] = std::string("示例 " + on);
        one.reason = "示例";
        one.at.clear();
        (void)m_ledger.append(one);
    }

    void name(const std::string& case_id, const std::string& code, const std::string& on) {
        add("name", case_id, on, {{"code", code}, {"title", "national"}});
    }

    void recode(const std::string& change, const std::vector<std::string>& before,
                const std::vector<std::string>& after, const std::string& on) {
        add("recode", "BG" + on, on,
            {{"change", change},
             {"old_codes", before},
             {"old_names", before},
             {"new_codes", after},
             {"new_names", after}});
    }

    TownshipHistory with(TownshipHistory history) const {
        add_recorded(history, m_ledger);
        return history;
    }

  private:
    FreshLedger m_fresh{"geopackage"};
    Ledger m_ledger;
};

HistoryRow city(const TownshipHistory& history, const std::string& as_of) {
    const auto coverage =
        history_of(history, as_of, {Denominator::real}, {"320800", "淮安市"}, Rounding::plain);
    const auto found =
        std::find_if(coverage.rows.begin(), coverage.rows.end(), [](const auto& row) {
            return row.county_code == "320800" && row.title == "national";
        });
    REQUIRE(found != coverage.rows.end());
    return *found;
}

} // namespace

TEST_CASE("titles of the ledger add to those of the list, each unit once, from their days on") {
    Book book;
    book.name("CJ1", b, "2025-03-01");
    book.name("CJ2", a, "2012-05-24"); // the list has it too
    const auto history = book.with(three_towns());
    CHECK(city(history, "2025-02-28").named == 1);
    CHECK(city(history, "2025-03-01").named == 2);
    CHECK(city(history, "2025-03-01").still_needed == 1); // ceil(0.8 * 3) - 2
    CHECK(history.awards.front().source == "awards.csv, row 1");
    CHECK(history.awards[1].source == "ledger CJ1: event 1");
    CHECK(history.awards[1].document == "示例 2025-03-01");
}

TEST_CASE("publicised is not named, rejected stands for nothing, withdrawn is named no more") {
    Book book;
    book.add("announce", "CJ1", "2025-01-10", {{"code", b}, {"title", "national"}});
    book.add("announce", "CJ2", "2025-01-11", {{"code", c}, {"title", "national"}});
    book.add("reject", "CJ2", "2025-02-01");
    book.add("name", "CJ1", "2025-02-01");
    book.add("withdraw", "CJ1", "2025-03-01");
    const auto history = book.with(three_towns());
    CHECK(city(history, "2025-01-31").named == 1);
    CHECK(city(history, "2025-01-31").announced == 2);
    CHECK(city(history, "2025-02-01").named == 2);
    CHECK(city(history, "2025-02-01").announced == 0);
    CHECK(city(history, "2025-03-01").named == 1);
}

TEST_CASE("a merger takes old units out and brings them back for old dates, areas add up") {
    Book book;
    book.name("CJ1", b, "2025-01-01");
    book.recode("merged", {a, b}, {a}, "2025-03-01");
    const auto history = book.with(three_towns());
    CHECK(city(history, "2025-02-28").denominator == 3);
    CHECK(city(history, "2025-02-28").named == 2);
    CHECK(!city(history, "2025-02-28").area_m2); // of merged units nobody knows it any more
    CHECK(city(history, "2025-03-01").denominator == 2);
    CHECK(city(history, "2025-03-01").named == 1); // both had it, so the new one has it
    CHECK(*city(history, "2025-03-01").named_area_m2 == 3e6);
    CHECK(*city(history, "2025-03-01").named_population == 3000);
    CHECK(*city(history, "2025-03-01").named_redline_share == Approx(0.1));
}

TEST_CASE("a renamed unit keeps all it has, and a later withdrawal finds it by its case") {
    Book book;
    book.name("CJ1", b, "2025-01-01");
    book.recode("renamed", {b}, {"320803104"}, "2025-02-01");
    book.add("withdraw", "CJ1", "2025-03-01");
    const auto history = book.with(three_towns());
    CHECK(city(history, "2025-02-28").named == 2);
    CHECK(*city(history, "2025-02-28").named_area_m2 == 3e6);
    CHECK(city(history, "2025-03-01").named == 1);
}

TEST_CASE("parts of a split unit have its title and no area") {
    Book book;
    book.recode("split", {a}, {"320803104", "320803105"}, "2025-02-01");
    const auto history = book.with(three_towns());
    CHECK(city(history, "2025-02-01").denominator == 4);
    CHECK(city(history, "2025-02-01").named == 2);
    CHECK(!city(history, "2025-02-01").named_area_m2);
}

TEST_CASE("a change that the list has already is not carried out twice") {
    Book book;
    book.recode("merged", {"320803190", b}, {b}, "2025-02-01");
    auto history = three_towns();
    history.lineage = {{"320803190", "老乡", "merged", "2025-02-01", b, ""},
                       {b, "镇" + b, "merged", "2025-02-01", b, ""}};
    history = book.with(history);
    CHECK(history.lineage.size() == 2);
    CHECK(city(history, "2025-01-31").denominator == 4);
    CHECK(city(history, "2025-02-01").denominator == 3);
}

TEST_CASE("a change onto the code of a unit that lives on is refused, not carried over it") {
    Book merged;
    merged.recode("merged", {a, b}, {c}, "2025-02-01");
    CHECK_THROWS_WITH(merged.with(three_towns()),
                      Catch::Contains(c) && Catch::Contains("another unit already"));
    Book renamed;
    renamed.recode("renamed", {a}, {b}, "2025-02-01");
    CHECK_THROWS_AS(renamed.with(three_towns()), InputError);
    Book takes_in;
    takes_in.recode("merged", {a, b, c}, {c}, "2025-02-01");
    CHECK(city(takes_in.with(three_towns()), "2025-01-31").denominator == 3);
    CHECK(city(takes_in.with(three_towns()), "2025-02-01").denominator == 1);
}

TEST_CASE("a change of a unit that is not in the list is refused") {
    Book book;
    book.recode("renamed", {"320803199"}, {"320803198"}, "2025-02-01");
    CHECK_THROWS_WITH(book.with(three_towns()), Catch::Contains("320803199"));
}
