// SPDX-License-Identifier: Apache-2.0
#include "libgeo/ledger/event_rows.hpp"

#include "libgeo/ledger/canonical.hpp"

namespace geo::ledger {

namespace {

constexpr std::int64_t rows_of_page = 10000;

/// Members in the order of the columns after `number`.
constexpr const char* columns =
    "number, programme, case_id, kind, actor, role, happened_on, reason, payload, evidence, key, "
    "at, local_date, previous, hash";

const std::vector<ColumnType>& column_types() {
    static const auto types = [] {
        std::vector<ColumnType> all(15, ColumnType::text);
        all[0] = ColumnType::whole;
        return all;
    }();
    return types;
}

std::string taken(Value& value) {
    auto* text = std::get_if<std::string>(&value);
    return text ? std::move(*text) : to_text(value);
}

StoredEvent stored_from(std::vector<Value>& row) {
    StoredEvent stored;
    auto& event = stored.event;
    if (const auto* number = std::get_if<std::int64_t>(&row[0])) event.number = *number;
    std::size_t next = 1;
    for (auto* member : {&event.programme, &event.case_id, &event.kind, &event.actor, &event.role,
                         &event.happened_on, &event.reason, &stored.payload, &stored.evidence,
                         &event.key, &event.at, &event.local_date, &event.previous, &event.hash})
        *member = taken(row[next++]);
    return stored;
}

} // namespace

Event whole_event(StoredEvent&& stored) {
    auto event = std::move(stored.event);
    event.payload = payload_from(stored.payload);
    event.evidence = evidence_from(stored.evidence);
    return event;
}

void each_stored(Sql& sql, const EventFilter& filter,
                 const std::function<void(StoredEvent&&)>& visit) {
    std::string where = " WHERE number > :p0";
    std::vector<Value> parameters{filter.after};
    for (const auto& [column, wanted] : {std::pair{"programme", &filter.programme},
                                         {"case_id", &filter.case_id},
                                         {"kind", &filter.kind}}) {
        if (wanted->empty()) continue;
        where += std::string(" AND ") + column + " = :p" + std::to_string(parameters.size());
        parameters.emplace_back(*wanted);
    }
    const auto query = std::string("SELECT ") + columns + " FROM case_event" + where +
                       " ORDER BY number LIMIT " + std::to_string(rows_of_page);
    for (std::int64_t rows = rows_of_page; rows == rows_of_page;) {
        rows = 0;
        sql.query(query, parameters, column_types(), [&](auto& row) {
            ++rows;
            auto stored = stored_from(row);
            parameters[0] = stored.event.number;
            visit(std::move(stored));
        });
    }
}

std::optional<Event> event_of_key(Sql& sql, const std::string& key) {
    std::optional<Event> found;
    sql.query(std::string("SELECT ") + columns + " FROM case_event WHERE key = :p0", {key},
              column_types(), [&](auto& row) { found = whole_event(stored_from(row)); });
    return found;
}

std::string hash_of_number(Sql& sql, std::int64_t number) {
    std::string hash;
    sql.query("SELECT hash FROM case_event WHERE number = :p0", {number}, {ColumnType::text},
              [&](auto& row) { hash = to_text(row[0]); });
    return hash;
}

Head head_of(Sql& sql) {
    Head head;
    sql.query("SELECT number, hash, at FROM case_event ORDER BY number DESC LIMIT 1", {},
              {ColumnType::whole, ColumnType::text, ColumnType::text}, [&](auto& row) {
                  head = {std::get<std::int64_t>(row[0]), to_text(row[1]), to_text(row[2])};
              });
    return head;
}

void insert_event(Sql& sql, const Event& event) {
    static const auto statement = [] {
        std::string text = std::string("INSERT INTO case_event (") + columns + ") VALUES (:p0";
        for (int i = 1; i < 15; ++i) text += ", :p" + std::to_string(i);
        return text + ")";
    }();
    sql.change(statement, {event.number, event.programme, event.case_id, event.kind, event.actor,
                           event.role, event.happened_on, event.reason, payload_text(event.payload),
                           evidence_text(event.evidence), event.key, event.at, event.local_date,
                           event.previous, event.hash});
}

void move_head(Sql& sql, std::int64_t number, const std::string& hash) {
    sql.change("UPDATE ledger_head SET number = :p0, hash = :p1", {number, hash});
}

} // namespace geo::ledger
