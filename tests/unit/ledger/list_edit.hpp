// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>
#include <stdexcept>

#include "libgeo/ledger/list_workbook.hpp"
#include "libgeo/ledger/lists.hpp"
#include "libgeo/ledger/tables.hpp"
#include "unit/ledger/demo.hpp"

namespace geo::ledger::test {

using Edits = std::map<std::string, std::string>;

/// A list on somebody's desk: exported, filled in, saved as a workbook.
class DeskList {
  public:
    DeskList(const Ledger& ledger, const std::string& table)
        : list(filled_list(ledger, state_table(table))) {}

    /// Writes cells of the row with that id.
    DeskList& edit(const std::string& id, const Edits& edits) {
        for (auto& row : list.rows.rows)
            if (to_text(row[1]) == id) return put(row, edits), *this;
        throw std::logic_error("no row " + id);
    }

    /// Adds a row below.
    DeskList& add(const Edits& edits) {
        list.rows.rows.emplace_back(list.rows.columns.size());
        put(list.rows.rows.back(), edits);
        return *this;
    }

    FilledList list;

  private:
    void put(std::vector<Value>& row, const Edits& edits) {
        for (const auto& [name, text] : edits) {
            const auto column = name;
            const auto found = std::find_if(list.rows.columns.begin(), list.rows.columns.end(),
                                            [&](const auto& one) { return one.name == column; });
            if (found == list.rows.columns.end()) throw std::logic_error("no column " + name);
            row[static_cast<std::size_t>(found - list.rows.columns.begin())] =
                text.empty() ? Value{} : Value{text};
        }
    }
};

/// A ledger with the records of the demo city.
class DemoLedger {
  public:
    DemoLedger() : ledger(m_fresh.location) {
        for (const auto& name : recorded_programmes) (void)ledger.append_all(demo_events(name));
    }

    std::string path(const std::string& name) const { return m_fresh.scratch / name; }

    /// Saves the lists and imports them.
    ImportedLists import(const std::vector<DeskList>& lists, ListImport how) {
        std::vector<FilledList> filled;
        for (const auto& one : lists) filled.push_back(one.list);
        write_workbook(path("desk.xlsx"), list_sheets(filled));
        return import_lists(ledger, path("desk.xlsx"), how);
    }

    const std::string& location() const { return m_fresh.location; }
    std::size_t events() const { return ledger.events().size(); }

  private:
    FreshLedger m_fresh;

  public:
    Ledger ledger;
};

/// Who imports, on which day.
inline ListImport by(const std::string& role, const std::string& on = "2025-06-02") {
    ListImport how;
    how.defaults.actor = "何军";
    how.defaults.role = role;
    how.defaults.happened_on = on;
    return how;
}

} // namespace geo::ledger::test
