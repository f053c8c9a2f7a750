// SPDX-License-Identifier: Apache-2.0
#include <catch2/catch.hpp>

#include "libgeo/core/error.hpp"
#include "libgeo/ledger/written.hpp"
#include "unit/ledger/stores.hpp"

using namespace geo::ledger;
using namespace geo::ledger::test;
using Catch::Matchers::Contains;

TEST_CASE("a recorded event has number, time, day and a hash that follows the one before") {
    FreshLedger fresh;
    Ledger ledger(fresh.location);
    const auto first = ledger.append(enrol("E1")).event;
    auto late = contact("E1", "电话");
    late.at = "2025-03-03T16:30:00.000Z"; // after midnight in Asia/Shanghai
    const auto second = ledger.append(late).event;
    CHECK(first.number == 1);
    CHECK(first.previous == first_previous);
    CHECK(first.hash == hash_of(first));
    CHECK(second.number == 2);
    CHECK(second.previous == first.hash);
    CHECK(second.local_date == "2025-03-04");
    const auto read = ledger.events();
    REQUIRE(read.size() == 2);
    CHECK(canonical_text(read[1]) == canonical_text(second));
    const auto verified = ledger.verify();
    INFO((verified.bad ? verified.bad->why.en : ""));
    CHECK(verified.is_sound());
    CHECK(verified.events == 2);
    CHECK(verified.head == second.hash);
}

TEST_CASE("the same submission twice is recorded once") {
    FreshLedger fresh;
    Ledger ledger(fresh.location);
    ledger.append(enrol("E1"));
    const auto first = ledger.append(contact("E1", "电话"));
    auto again = contact("E1", "电话");
    again.at = "2025-03-05T01:00:00.000Z";
    const auto second = ledger.append(again);
    CHECK_FALSE(first.was_there);
    CHECK(second.was_there);
    CHECK(second.event.number == first.event.number);
    CHECK(ledger.events().size() == 2);
}

TEST_CASE("a key that was used with another content is refused") {
    FreshLedger fresh;
    Ledger ledger(fresh.location);
    auto one = enrol("E1");
    one.key = "k";
    ledger.append(one);
    auto other = enrol("E2");
    other.key = "k";
    REQUIRE_THROWS_WITH(ledger.append(other), Contains("event 1"));
    CHECK(ledger.events().size() == 1);
}

TEST_CASE("a batch is recorded whole or not at all") {
    FreshLedger fresh;
    Ledger ledger(fresh.location);
    REQUIRE_THROWS_AS(ledger.append_all({enrol("E1"), contact("E2", "x")}), geo::InputError);
    CHECK(ledger.events().empty());
    CHECK(ledger.state("ledger_case").rows.empty());
    CHECK(ledger.append_all({enrol("E1"), contact("E1", "x")}).size() == 2);
    CHECK(ledger.verify().is_sound());
}

TEST_CASE("a clock that was moved back is refused") {
    FreshLedger fresh;
    Ledger ledger(fresh.location);
    ledger.append(enrol("E1", "2025-03-03"));
    REQUIRE_THROWS_WITH(ledger.append(enrol("E2", "2025-03-02")), Contains("moved back"));
    CHECK(ledger.events().size() == 1);
}

TEST_CASE("an unknown role, actor, kind, field or case is refused and nothing is recorded") {
    FreshLedger fresh;
    Ledger ledger(fresh.location);
    ledger.append(enrol("E1"));
    auto wrong = enrol("E2");
    const auto refused = [&](const char* word) {
        REQUIRE_THROWS_WITH(ledger.append(wrong), Contains(word));
        wrong = enrol("E2");
    };
    wrong.role = "king";
    refused("no role 'king'");
    wrong.role = "finance";
    refused("may not do this");
    wrong.actor = " ";
    refused("nobody acts");
    wrong.kind = "enrole";
    refused("no such kind");
    wrong.programme = "servic";
    refused("no programme");
    wrong.payload.erase("officer");
    refused("officer");
    wrong.payload["colour"] = "red";
    refused("no field colour");
    wrong.payload["contact_days"] = "thirty";
    refused("contact_days");
    wrong.happened_on = "2025-02-30";
    refused("no day");
    wrong.happened_on = "2025-03-04"; // recorded on the 3rd
    refused("after the day of recording");
    wrong.case_id = "E1";
    wrong.payload["name"] = "another";
    refused("opened before");
    wrong = contact("E9", "x");
    refused("no such case");
    CHECK(ledger.events().size() == 1);
    CHECK(ledger.verify().is_sound());
}

TEST_CASE("what looks the same is the same: no hidden characters, no blanks around ids") {
    FreshLedger fresh;
    Ledger ledger(fresh.location);
    for (const char* id :
         {" E1", "E1 ", "E1\u3000", "E\n1", "E\u202e1", "E\u200b1", "\ufeffE1", "E\u00851"})
        CHECK_THROWS_AS(ledger.append(enrol(id)), geo::InputError);
    auto wrong = enrol("E1");
    for (const char* name : {"\x1b[31mred", "a\u202eb", "a\u2066b", "a\u200bb", "a\x7f"}) {
        wrong.payload["name"] = name;
        CHECK_THROWS_WITH(ledger.append(wrong), Contains("nobody sees"));
    }
    wrong.payload["name"] = "两行\n名称·é—“x” 👩\u200d👧"; // a joiner belongs to its text
    ledger.append(wrong);
    CHECK(ledger.events().size() == 1);
    WrittenEvent written{enrol("E2"), {}};
    for (const auto& [name, value] : written.head.payload)
        if (const auto* text = std::get_if<std::string>(&value))
            written.fields[name] = " " + *text + " ";
    written.head.payload.erase("name");
    written.fields["officer"] = "王强 ";
    CHECK(std::get<std::string>(submission_from(written).payload.at("officer")) == "王强");
}

TEST_CASE("a day in a year that cannot be is refused") {
    FreshLedger fresh;
    Ledger ledger(fresh.location);
    for (const char* day : {"0025-03-01", "1025-03-01", "1989-12-31"}) {
        auto wrong = enrol("E1");
        wrong.happened_on = day;
        CHECK_THROWS_WITH(ledger.append(wrong), Contains("not before 1990"));
    }
}

TEST_CASE("events cannot be updated or deleted, whatever way") {
    FreshLedger fresh;
    Ledger ledger(fresh.location);
    ledger.append(enrol("E1"));
    Sql sql(fresh.location);
    std::vector<std::string> attacks{"UPDATE case_event SET actor = 'x'", "DELETE FROM case_event"};
    attacks.emplace_back(sql.dialect() == Dialect::sqlite
                             ? "INSERT OR REPLACE INTO case_event SELECT * FROM case_event"
                             : "TRUNCATE case_event");
    for (const auto& attack : attacks) CHECK_THROWS_WITH(sql.run(attack), Contains("append-only"));
    CHECK(ledger.verify().is_sound());
}

TEST_CASE("state tables rebuilt from the events are identical") {
    FreshLedger fresh;
    Ledger ledger(fresh.location);
    ledger.append_all({enrol("E2"), enrol("E1"), contact("E1", "a"), contact("E2", "b")});
    ledger.append(contact("E1", "c"));
    for (const char* name : {"ledger_case", "service_enterprise"}) {
        const auto before = ledger.state(name).rows;
        REQUIRE(before.size() == 2);
        ledger.rebuild();
        CHECK(ledger.state(name).rows == before);
    }
    CHECK(ledger.state("service_enterprise").rows[0].back() == geo::Value{std::int64_t{5}});
    CHECK(ledger.verify().is_sound());
}

TEST_CASE("a row that was changed behind the ledger's back is found and mended by rebuild") {
    FreshLedger fresh;
    Ledger ledger(fresh.location);
    ledger.append(enrol("E1"));
    Sql(fresh.location).run("UPDATE service_enterprise SET officer = 'x'");
    const auto found = ledger.verify();
    REQUIRE(found.bad);
    CHECK_THAT(found.bad->why.en, Contains("service_enterprise"));
    ledger.rebuild();
    CHECK(ledger.verify().is_sound());
}

TEST_CASE("an exported ledger imported into another store has the same events and tables") {
    FreshLedger source;
    FreshLedger target(GENERATE(std::string("geopackage"), store_kind()));
    Ledger ledger(source.location);
    ledger.append_all({enrol("E1"), contact("E1", "\"引号\"\t\\ 与换行\n"), enrol("E2")});
    const auto file = source.scratch / "ledger.jsonl";
    ledger.export_events(file, geo::Overwrite::no);
    Ledger other(target.location);
    CHECK(other.import_events(file).notes.empty());
    CHECK(other.verify().head == ledger.verify().head);
    CHECK(other.state("service_enterprise").rows == ledger.state("service_enterprise").rows);
    CHECK_THROWS_WITH(other.import_events(file), Contains("not empty"));
}

TEST_CASE("a backup is a whole ledger") {
    FreshLedger fresh("geopackage");
    Ledger ledger(fresh.location);
    ledger.append(enrol("E1"));
    const auto copy = fresh.scratch / "it's a copy.gpkg";
    ledger.backup(copy, geo::Overwrite::no);
    CHECK_THROWS_AS(ledger.backup(copy, geo::Overwrite::no), geo::OutputExists);
    CHECK(Ledger(copy).verify().head == ledger.verify().head);
}

TEST_CASE("a ledger of a newer program is refused, one of an older is brought up after a backup") {
    FreshLedger fresh;
    Ledger(fresh.location).append(enrol("E1"));
    Sql(fresh.location).run("INSERT INTO ledger_schema VALUES (99, 'future')");
    CHECK_THROWS_WITH(Ledger(fresh.location), Contains("newer program"));
    CHECK_THROWS_WITH(migrate(fresh.location), Contains("newer program"));
    Sql(fresh.location).run("DELETE FROM ledger_schema WHERE number > 1");
    Sql(fresh.location).run("DROP TABLE ledger_head");
    CHECK_THROWS_WITH(Ledger(fresh.location), Contains("ledger migrate"));
    if (is_on_postgres()) CHECK_THROWS_WITH(migrate(fresh.location), Contains("--backup"));
    const auto copy =
        migrate(fresh.location, is_on_postgres() ? fresh.scratch / "before.jsonl" : std::string());
    CHECK(std::filesystem::exists(copy));
    CHECK(Ledger(fresh.location).verify().is_sound());
    CHECK(migrate(fresh.location).empty());
}

TEST_CASE("a ledger lives beside the layers of its database") {
    FreshLedger fresh;
    Sql sql(fresh.location);
    if (sql.dialect() == Dialect::postgres) {
        sql.run("CREATE EXTENSION postgis");
        sql.run("CREATE TABLE park (id text, geom geometry(Polygon, 4490))");
        sql.run("INSERT INTO park VALUES ('P1', ST_MakeEnvelope(119, 33, 119.1, 33.1, 4490))");
        CHECK(sql.whole("SELECT count(*) FROM park, case_event WHERE ST_IsValid(geom)") == 0);
    }
    Ledger ledger(fresh.location);
    ledger.append(enrol("E1"));
    CHECK(ledger.verify().is_sound());
    if (sql.dialect() == Dialect::postgres)
        CHECK(sql.whole("SELECT count(*) FROM park, case_event WHERE ST_IsValid(geom)") == 1);
    else
        CHECK(sql.whole("SELECT count(*) FROM gpkg_contents WHERE table_name = 'case_event' AND "
                        "data_type = 'attributes'") == 1);
}
