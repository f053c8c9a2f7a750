// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdlib>
#include <string>
#include <vector>

#include "libgeo/ledger/ledger.hpp"
#include "libgeo/ledger/sql.hpp"
#include "unit/io/scratch.hpp"

namespace geo::ledger::test {

/// The store that tests run on: a GeoPackage, or PostgreSQL when CTest's entry unit.ledger_postgres
/// says so. It never follows a PGHOST alone, which may be somebody's own server.
inline bool is_on_postgres() {
    const auto* wanted = std::getenv("PARKLINE_TEST_STORE");
    return wanted != nullptr && std::string(wanted) == "postgres";
}

inline std::string store_kind() {
    return is_on_postgres() ? "postgres" : "geopackage";
}

/// An empty ledger of its own for one test; in PostgreSQL a schema of its own, removed at the end.
class FreshLedger {
  public:
    explicit FreshLedger(const std::string& kind = store_kind()) : location(place(kind)) {
        Ledger::create(location);
    }
    ~FreshLedger() {
        if (m_schema.empty()) return;
        try {
            Sql("postgresql://").run("DROP SCHEMA " + m_schema + " CASCADE");
        } catch (const std::exception&) {
            // The next test takes another name.
        }
    }
    FreshLedger(const FreshLedger&) = delete;
    FreshLedger& operator=(const FreshLedger&) = delete;

  private:
    std::string place(const std::string& kind) {
        if (kind == "geopackage") return scratch / "city ledger.gpkg";
        static int made = 0;
        m_schema = "ledger_test_" + std::to_string(++made);
        Sql("postgresql://").run("CREATE SCHEMA " + m_schema);
        return "postgresql:///?options=-csearch_path%3D" + m_schema;
    }
    std::string m_schema;

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
