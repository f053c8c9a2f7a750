// SPDX-License-Identifier: Apache-2.0
// Several writers on one ledger.
#include <thread>

#include <catch2/catch.hpp>

#include "libgeo/core/error.hpp"
#include "unit/ledger/stores.hpp"

using namespace geo::ledger;
using namespace geo::ledger::test;
using Catch::Matchers::Contains;

TEST_CASE("writers side by side lose nothing and make one chain") {
    const FreshLedger fresh;
    std::vector<std::thread> writers;
    for (int w = 0; w < 4; ++w)
        writers.emplace_back([&, w] {
            Ledger ledger(fresh.location);
            const auto id = "E" + std::to_string(w);
            ledger.append(enrol(id));
            for (int i = 0; i < 20; ++i) {
                auto one = contact(id, std::to_string(i));
                one.at = "2025-03-03T09:00:00.000Z";
                ledger.append(one);
            }
        });
    for (auto& writer : writers) writer.join();
    Ledger ledger(fresh.location);
    const auto verified = ledger.verify();
    CHECK(verified.is_sound());
    CHECK(verified.events == 84);
    for (const auto& row : ledger.state("service_enterprise").rows)
        CHECK(std::find(row.begin(), row.end(), geo::Value{std::int64_t{20}}) != row.end());
}

TEST_CASE("a writer that waits too long for another says that the ledger is locked") {
    const FreshLedger fresh;
    Sql other(fresh.location);
    const WriteTransaction held(other);
    Sql sql(fresh.location);
    const auto is_sqlite = sql.dialect() == Dialect::sqlite;
    if (is_sqlite) {
        sql.run("PRAGMA busy_timeout = 50");
        CHECK_THROWS_WITH(WriteTransaction(sql), Contains("locked by another program"));
    } else {
        sql.run("BEGIN; SET LOCAL lock_timeout = '50ms'");
        CHECK_THROWS_WITH(sql.run("SELECT pg_advisory_xact_lock(7236837119)"),
                          Contains("locked by another program"));
    }
}

TEST_CASE("readers do not wait for a writer and see what was recorded before it began") {
    const FreshLedger fresh;
    Ledger(fresh.location).append(enrol("E1"));
    Sql other(fresh.location);
    const WriteTransaction held(other);
    Ledger reader(fresh.location);
    CHECK(reader.verify().is_sound());
    CHECK(reader.events().size() == 1);
}

TEST_CASE("a GeoPackage whose write-ahead log was switched off still takes events") {
    const FreshLedger fresh("geopackage");
    Sql(fresh.location).run("PRAGMA journal_mode = DELETE");
    Ledger ledger(fresh.location);
    ledger.append(enrol("E1"));
    CHECK(Sql(fresh.location).text("PRAGMA journal_mode") == "delete");
    CHECK(ledger.verify().is_sound());
}
