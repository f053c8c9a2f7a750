// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdlib>
#include <string>
#include <vector>

#include "libgeo/ledger/ledger.hpp"
#include "libgeo/ledger/sql.hpp"
#include "unit/io/scratch.hpp"

namespace geo::ledger::test {

/// The stores that tests run on: a GeoPackage always, PostgreSQL where a private server was started
/// (scripts/lib/private_postgres.sh sets PGHOST; the rest of the address comes from PG… too).
inline std::vector<std::string> store_kinds() {
    std::vector<std::string> kinds{"geopackage"};
    if (std::getenv("PGHOST") != nullptr) kinds.emplace_back("postgres");
    return kinds;
}

/// An empty ledger of its own for one test.
class FreshLedger {
  public:
    explicit FreshLedger(const std::string& kind) : location(place(kind)) {
        Ledger::create(location);
    }

  private:
    std::string place(const std::string& kind) const {
        if (kind == "geopackage") return scratch / "city ledger.gpkg";
        Sql("postgresql://").run("DROP SCHEMA IF EXISTS ledger_test CASCADE");
        Sql("postgresql://").run("CREATE SCHEMA ledger_test");
        return "postgresql:///?options=-csearch_path%3Dledger_test";
    }

  public:
    geo::test::Scratch scratch;
    std::string location;
};

/// A submission of the service programme.
inline Submission service(const std::string& kind, const std::string& case_id, Payload payload,
                          const std::string& on = "2025-03-03") {
    Submission one;
    one.programme = "service";
    one.case_id = case_id;
    one.kind = kind;
    one.actor = "李敏";
    one.role = "approver";
    one.happened_on = on;
    one.payload = std::move(payload);
    one.at = on + "T09:00:00.000Z";
    return one;
}

inline Submission enrol(const std::string& case_id, const std::string& on = "2025-03-03") {
    return service("enrol", case_id,
                   {{"name", "示例化工厂"},
                    {"officer", "王强"},
                    {"contact_days", std::int64_t{30}},
                    {"county", "清江浦区"}},
                   on);
}

inline Submission contact(const std::string& case_id, const std::string& note,
                          const std::string& on = "2025-03-03") {
    return service("contact", case_id, {{"method", "phone"}, {"note", note}}, on);
}

} // namespace geo::ledger::test
