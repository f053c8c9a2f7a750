// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "libgeo/core/table.hpp"
#include "libgeo/core/text.hpp"

namespace geo::ledger {

/// A table that is projected from events. Rows have an `id` of text, the columns below, and the
/// ledger's own `row_version` and `changed_by` (number of the event that changed it last). Columns
/// are text or whole numbers. Rows are never removed.
struct StateTable {
    std::string name; ///< as in SQL: "service_item"
    Text title;
    std::vector<Column> columns; ///< without `id`
    /// The column with the id of a row's case; empty: the id of the row is that of its case.
    std::string case_column{};
    /// The column that names a row which is a part of its case: the id is CASE/PART.
    std::string part_column{};
};

/// A row of a state table.
class Row {
  public:
    Row(const StateTable& table, std::string id);

    const std::string& id() const { return m_id; }
    const StateTable& table() const { return *m_table; }
    /// The value of a column. Throws std::logic_error for a column that the table has not.
    const Value& operator[](std::string_view column) const;
    Value& operator[](std::string_view column);
    /// The same as text (unknown: empty) and as a whole number (unknown: 0).
    std::string text(std::string_view column) const;
    std::int64_t whole(std::string_view column) const;
    /// Adds to a whole number; unknown counts as 0.
    void add(std::string_view column, std::int64_t amount);

    std::int64_t place = 0;      ///< 1, 2, 3, … in the order of making
    std::int64_t version = 0;    ///< times it was changed
    std::int64_t changed_by = 0; ///< number of the event that changed it last
    std::vector<Value> values;   ///< in the order of the table's columns

  private:
    std::size_t index_of(std::string_view column) const;
    const StateTable* m_table;
    std::string m_id;
};

/// The state tables as the events so far make them. The same code fills it event by event beside
/// the store and from all events in memory, so both give the same rows.
class State {
  public:
    /// Finds a row that is not in memory yet; none when all rows are in memory.
    using Loader = std::function<std::optional<Row>(const StateTable&, const std::string& id)>;
    /// Number of rows that a table has outside memory.
    using Counter = std::function<std::int64_t(const StateTable&)>;

    explicit State(Loader loader = {}, Counter counter = {});

    /// The row, or null.
    const Row* find(std::string_view table, const std::string& id) const;
    /// The row to be changed; made when it is not there.
    Row& put(std::string_view table, const std::string& id);

    /// Called by the ledger before the programme's `apply`: changes belong to this event.
    void begin_event(std::int64_t number) { m_event = number; }

    struct Cached {
        Row row;
        bool is_there = true;    ///< false: looked for and not found
        bool is_changed = false; ///< since the last `take_changes`
    };
    /// Rows in memory, by table and id. The ledger reads them to store what changed.
    std::map<std::string, std::map<std::string, Cached, std::less<>>, std::less<>>& rows() {
        return m_rows;
    }

  private:
    Cached& cached(std::string_view table, const std::string& id) const;

    Loader m_loader;
    Counter m_counter;
    std::int64_t m_event = 0;
    mutable std::map<std::string, std::map<std::string, Cached, std::less<>>, std::less<>> m_rows;
    mutable std::map<std::string, std::int64_t, std::less<>> m_places;
};

} // namespace geo::ledger
