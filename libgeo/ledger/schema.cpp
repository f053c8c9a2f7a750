// SPDX-License-Identifier: Apache-2.0
#include "libgeo/ledger/schema.hpp"

#include <vector>

#include "libgeo/core/error.hpp"
#include "libgeo/io/sqlite_file.hpp"
#include "libgeo/ledger/tables.hpp"

namespace geo::ledger {

namespace {

struct Migration {
    int number;
    const char* name;
    void (*run)(Sql& sql);
};

bool is_sqlite(const Sql& sql) {
    return sql.dialect() == Dialect::sqlite;
}

/// "BIGINT" for PostgreSQL; a GeoPackage wants INTEGER.
std::string whole_type(const Sql& sql) {
    return is_sqlite(sql) ? "INTEGER" : "BIGINT";
}

/// 1: the events, the chain and what forbids to change them.
void make_events(Sql& sql) {
    std::string text = "CREATE TABLE case_event (number " + whole_type(sql) +
                       (is_sqlite(sql) ? " PRIMARY KEY NOT NULL" : " PRIMARY KEY");
    for (const char* column :
         {"programme", "case_id", "kind", "actor", "role", "happened_on", "reason", "payload",
          "evidence", "key", "at", "local_date", "previous", "hash"})
        text += std::string(", ") + column + " TEXT NOT NULL";
    sql.run(text + ")");
    sql.run("CREATE UNIQUE INDEX case_event_key ON case_event (key)");
    sql.run("CREATE INDEX case_event_case ON case_event (case_id, number)");
    if (is_sqlite(sql)) {
        for (const auto& trigger : append_only_triggers()) sql.run(trigger);
        return register_table(sql, "case_event", "账本事件 ledger events");
    }
    sql.run("CREATE FUNCTION case_event_append_only() RETURNS trigger LANGUAGE plpgsql AS "
            "$$BEGIN RAISE EXCEPTION 'case_event is append-only'; END$$");
    sql.run("CREATE TRIGGER case_event_no_change BEFORE UPDATE OR DELETE ON case_event "
            "FOR EACH ROW EXECUTE FUNCTION case_event_append_only()");
    sql.run("CREATE TRIGGER case_event_no_truncate BEFORE TRUNCATE ON case_event "
            "FOR EACH STATEMENT EXECUTE FUNCTION case_event_append_only()");
}

/// 2: the head of the chain beside the events, so that a cut-off tail shows; and the shape of the
/// state tables, which are derived and made anew when a programme changes them.
void make_head(Sql& sql) {
    sql.run("CREATE TABLE ledger_head (id " + whole_type(sql) + " PRIMARY KEY NOT NULL, number " +
            whole_type(sql) + " NOT NULL, hash TEXT NOT NULL, shape TEXT NOT NULL)");
    sql.run("INSERT INTO ledger_head (id, number, hash, shape) SELECT 1, count(*), "
            "coalesce((SELECT hash FROM case_event ORDER BY number DESC LIMIT 1), "
            "'0000000000000000000000000000000000000000000000000000000000000000'), '' "
            "FROM case_event");
    if (is_sqlite(sql)) register_table(sql, "ledger_head", "账本链头 head of the ledger");
}

const std::vector<Migration>& migrations() {
    static const std::vector<Migration> all{{1, "events", make_events}, {2, "head", make_head}};
    return all;
}

} // namespace

int newest_schema() {
    return migrations().back().number;
}

int schema_of(Sql& sql) {
    if (!sql.has_table("ledger_schema")) return 0;
    return static_cast<int>(sql.whole("SELECT coalesce(max(number), 0) FROM ledger_schema"));
}

void run_migrations(Sql& sql) {
    if (!sql.has_table("ledger_schema")) {
        sql.run("CREATE TABLE ledger_schema (number " + whole_type(sql) +
                " PRIMARY KEY NOT NULL, name TEXT NOT NULL)");
        if (is_sqlite(sql)) register_table(sql, "ledger_schema", "账本结构版本 ledger schema");
    }
    const int have = schema_of(sql);
    for (const auto& migration : migrations()) {
        if (migration.number <= have) continue;
        migration.run(sql);
        sql.change("INSERT INTO ledger_schema (number, name) VALUES (:p0, :p1)",
                   {std::int64_t{migration.number}, std::string(migration.name)});
    }
}

void make_state_table(Sql& sql, const StateTable& table) {
    const auto whole = whole_type(sql);
    sql.run("DROP TABLE IF EXISTS " + table.name);
    std::string text = "CREATE TABLE " + table.name + " (fid " + whole +
                       " PRIMARY KEY NOT NULL, id TEXT NOT NULL UNIQUE";
    for (const auto& column : table.columns)
        text += ", " + column.name + (column.type == ColumnType::whole ? " " + whole : " TEXT");
    sql.run(text + ", row_version " + whole + " NOT NULL, changed_by " + whole + " NOT NULL)");
    if (is_sqlite(sql)) register_table(sql, table.name, table.title.zh + " " + table.title.en);
}

void make_state_tables(Sql& sql) {
    for (const auto* table : state_tables()) make_state_table(sql, *table);
    sql.change("UPDATE ledger_head SET shape = :p0", {shape_of_tables()});
}

std::string stored_shape(Sql& sql) {
    return sql.text("SELECT shape FROM ledger_head");
}

void register_table(Sql& sql, const std::string& table, const std::string& title) {
    sql.change("DELETE FROM gpkg_contents WHERE table_name = :p0", {table});
    sql.change("INSERT INTO gpkg_contents (table_name, data_type, identifier, description, "
               "last_change) VALUES (:p0, 'attributes', :p1, :p2, "
               "strftime('%Y-%m-%dT%H:%M:%fZ', 'now'))",
               {table, table, title});
}

} // namespace geo::ledger
